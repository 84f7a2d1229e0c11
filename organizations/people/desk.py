"""The people of an organization, on the desk: who acts for it, who is invited, who asks; for its owners to change."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.desk import PLACE, mine
from organizations.models import Invitation, JoinRequest, Membership, Organization, Role
from organizations.people import actions, invitations, joining
from organizations.people.forms import HandOverForm, InviteForm, RoleForm
from organizations.people.permissions import active_members, may_manage
from portal.limits import limited
from portal.records import InvalidMove

PAGE_SIZE = 50


def owned(request: HttpRequest, uuid: UUID) -> Organization:
    """The organization, if the signed-in person owns it: 404 for strangers, 403 for its other members."""
    organization = mine(request, uuid)
    if not may_manage(request.user, organization):
        raise PermissionDenied
    return organization


@require_safe
@login_required
def people_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who acts for the organization; its owners also see who is invited and who asks."""
    organization = mine(request, uuid)
    manages = may_manage(request.user, organization)
    members = active_members(organization).select_related("user").order_by("pk")
    context = {
        **PLACE,
        "organization": organization,
        "manages": manages,
        "page": Paginator(members, PAGE_SIZE).get_page(request.GET.get("page")),
        "own": members.filter(user=request.user).first(),
    }
    if manages:
        context["invitations"] = organization.invitations.order_by(F("answered_at").desc(nulls_first=True), "-pk")[
            :PAGE_SIZE
        ]
        waiting = organization.join_requests.filter(state=JoinRequest.State.WAITING).select_related("user")
        context["requests"] = waiting.order_by("pk")[:PAGE_SIZE]
        context["roles"] = Role.choices
    return render(request, "organizations/people_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("invite")
def people_invite(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Invite somebody by mail."""
    organization = owned(request, uuid)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            invitations.invite(organization, given["email"], given["role"], language=given["language"], by=request.user)
        except ValidationError as problem:
            form.add_error("email", problem.message_dict["email"])
        except InvalidMove as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("organizations:people_list", organization.uuid)
    return render(request, "organizations/people_invite.html", {**PLACE, "organization": organization, "form": form})


@require_POST
@login_required
@limited("invite")
def invitation_resend(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Mail an open invitation again."""
    return on_invitation(request, uuid, invitations.resend, _("The invitation is on its way again."))


@require_POST
@login_required
def invitation_revoke(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take an open invitation back."""
    return on_invitation(request, uuid, invitations.revoke, _("The invitation is taken back; its link leads nowhere."))


def on_invitation(request: HttpRequest, uuid: UUID, act: Callable, words: str) -> HttpResponse:
    """Do something with an invitation of an organization that the signed-in person owns."""
    own = Organization.objects.represented_by(request.user, (Role.OWNER,))
    invitation = get_object_or_404(Invitation.objects.filter(organization__in=own), uuid=uuid)
    return answer(request, invitation.organization, words, act, invitation, by=request.user)


@require_POST
@login_required
def request_answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Let somebody in who asked, in a role, or not."""
    own = Organization.objects.represented_by(request.user, (Role.OWNER,))
    asked = get_object_or_404(JoinRequest.objects.filter(organization__in=own), uuid=uuid)
    if "decline" in request.POST:
        return answer(request, asked.organization, _("Declined."), joining.decline, asked, by=request.user)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a role."))
        return redirect("organizations:people_list", asked.organization.uuid)
    role = form.cleaned_data["role"]
    words = _("This person acts for your organization now.")
    return answer(request, asked.organization, words, joining.approve, asked, role, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One member: their role, and the end of their membership. Owners see every member, others themselves."""
    membership = seen_member(request, uuid)
    manages = may_manage(request.user, membership.organization)
    form = RoleForm(request.POST or None, initial={"role": membership.role})
    if request.method == "POST":
        if not manages:
            raise PermissionDenied
        if form.is_valid():
            role = form.cleaned_data["role"]
            return answer(
                request, membership.organization, _("Saved."), actions.change_role, membership, role, by=request.user
            )
    context = {**PLACE, "member": membership, "organization": membership.organization, "form": form}
    context |= {"manages": manages, "leaving": membership.user == request.user}
    return render(request, "organizations/people_member.html", context)


@require_POST
@login_required
def member_end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Leave, or end somebody's membership as an owner."""
    membership = seen_member(request, uuid)
    leaving = membership.user == request.user
    words = _("You left the organization.") if leaving else _("The membership has ended.")
    try:
        actions.end(membership, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
        return redirect("organizations:people_member", membership.uuid)
    messages.success(request, words)
    if leaving:
        return redirect("organizations:desk_list")
    return redirect("organizations:people_list", membership.organization.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def people_hand_over(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make another member owner in one's own place."""
    organization = owned(request, uuid)
    form = HandOverForm(request.POST or None, organization=organization, user=request.user)
    if form.is_valid():
        given, words = form.cleaned_data, _("Handed over. The new owner gets mail.")
        return answer(
            request, organization, words, actions.hand_over, organization, given["to"],
            by=request.user, become=given["become"],
        )  # fmt: skip
    context = {**PLACE, "organization": organization, "form": form, "heirs": form.fields["to"].queryset.exists()}
    return render(request, "organizations/people_hand_over.html", context)


def seen_member(request: HttpRequest, uuid: UUID) -> Membership:
    """An active membership: one's own, or in an organization that one owns; any other does not exist."""
    members = Membership.objects.filter(state=Membership.State.ACTIVE).select_related("organization", "user")
    membership = get_object_or_404(members, uuid=uuid)
    if membership.user != request.user and not may_manage(request.user, membership.organization):
        return get_object_or_404(members.none(), uuid=uuid)
    return membership


def answer(request: HttpRequest, organization: Organization, words: str, act: Callable, *args, **kwargs):
    """Act, say how it went, and go back to the people of the organization."""
    try:
        act(*args, **kwargs)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, words)
    return redirect("organizations:people_list", organization.uuid)
