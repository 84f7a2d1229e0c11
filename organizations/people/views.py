"""Ways into an organization: answering an invitation, asking to join, and choosing for whom one acts."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organizations import acting
from organizations.desk import PLACE
from organizations.models import Invitation, JoinRequest, Organization
from organizations.people import invitations, joining
from organizations.people.forms import OrganizationChoice
from organizations.people.permissions import is_addressed, open_to
from portal.limits import limited
from portal.records import InvalidMove

LONGEST_TOKEN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation_answer(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of an invitation: what it is, and a button. Opening it changes nothing.

    Somebody without an account signs up and comes back; somebody signed in with another address is told so.
    """
    invitation = invitations.find(token[:LONGEST_TOKEN])
    if invitation is None:
        return render(request, "organizations/invitation_gone.html", status=404)
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        return answered(request, invitation)
    return invitation_page(request, invitation)


def answered(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Accept or decline, and go on to the desk."""
    try:
        if "decline" in request.POST:
            invitations.decline(invitation, by=request.user)
            messages.success(request, _("Declined. Nobody is told more than that."))
            return redirect("organizations:desk_list")
        invitations.accept(invitation, by=request.user)
    except InvalidMove as problem:
        return invitation_page(request, invitation, problem=str(problem), status=409)
    acting.choose(request, invitation.organization)
    messages.success(request, _("You act for this organization now."))
    return redirect("organizations:desk_detail", invitation.organization.uuid)


def invitation_page(request: HttpRequest, invitation: Invitation, problem: str = "", status: int = 200) -> HttpResponse:
    """The invitation with what this reader can do about it."""
    known = request.user.is_authenticated
    context = {
        **(PLACE if known else {}),
        "invitation": invitation,
        "organization": invitation.organization,
        "addressed": known and is_addressed(request.user, invitation),
        "is_open": invitation.state == Invitation.State.OPEN and not invitation.has_expired,
        "back": urlencode({"next": request.path}),
        "problem": problem,
    }
    return render(request, "organizations/invitation_answer.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("invite")
def join(request: HttpRequest) -> HttpResponse:
    """Organizations whose website has the host of one's address, and what one asked so far."""
    possible = open_to(request.user).select_related("country")
    form = OrganizationChoice(request.POST or None, possible=possible)
    if form.is_valid():
        try:
            joining.ask(form.cleaned_data["organization"], by=request.user)
        except InvalidMove as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("The owners of the organization are asked. You hear from us by e-mail."))
        return redirect("organizations:join")
    requests = list(JoinRequest.objects.filter(user=request.user).select_related("organization").order_by("-pk")[:25])
    waiting = [one.organization_id for one in requests if one.state == JoinRequest.State.WAITING]
    context = {**PLACE, "possible": possible.exclude(pk__in=waiting)[:25], "requests": requests}
    return render(request, "organizations/join.html", context)


@require_POST
@login_required
def join_withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take one's own request back."""
    own = get_object_or_404(JoinRequest.objects.filter(user=request.user), uuid=uuid)
    try:
        joining.withdraw(own, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("You took your request back."))
    return redirect("organizations:join")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def acting_choose(request: HttpRequest) -> HttpResponse:
    """Choose for whom one acts; kept in the session and offered first wherever an organization is asked for."""
    own = Organization.objects.represented_by(request.user).select_related("country")
    form = OrganizationChoice(request.POST or None, possible=own)
    if form.is_valid():
        acting.choose(request, form.cleaned_data["organization"])
        return redirect("desk_overview")
    context = {**PLACE, "organizations": own, "chosen": acting.chosen(request)}
    return render(request, "organizations/acting_choose.html", context)
