"""The desk of an organization: nominating people for panels, and what becomes of it. One sees one's own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.nominations import actions
from dialogues.nominations.calls import NominationCall
from dialogues.nominations.forms import NewNominationForm, NominationForm, add_problem
from dialogues.nominations.models import Nomination
from dialogues.nominations.permissions import may_send, may_write
from dialogues.registration.forms import organizations_to_register
from dialogues.registration.sending import send
from organizations import acting
from organizations.models import Organization
from portal import audit
from portal.keeping import signed_in
from portal.limits import limited
from portal.records import InvalidMove
from portal.switches import closable

PER_PAGE = 20
S = Nomination.State


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the desk."""
    return render(request, template, {"desk_place": "registrations", **context}, status=status)


def own(request: HttpRequest, uuid: UUID) -> Nomination:
    """The nomination, if the person acts for its organization; any other one is not there."""
    mine = Nomination.objects.of_members(request.user)
    return get_object_or_404(mine.select_related("organization", "call__dialogue", "panel", "country"), uuid=uuid)


@login_required
@require_safe
def desk_list(request: HttpRequest) -> HttpResponse:
    """The nominations of the person's organizations, and the calls that can be answered."""
    rows = Nomination.objects.of_members(request.user).select_related("organization", "call__dialogue")
    context = {
        "page_obj": Paginator(rows.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page")),
        "open": [call for call in NominationCall.objects.open().select_related("dialogue") if call.is_open],
    }
    return page(request, "dialogues/nomination_list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@closable("register")
@limited("register")
def desk_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Nominate somebody for a panel of a dialogue."""
    call = get_object_or_404(NominationCall.objects.public().select_related("dialogue"), dialogue__slug=slug)
    organizations = list(organizations_to_register(request.user))
    if not organizations:
        reads = Organization.objects.verified().represented_by(request.user).exists()
        context = {"dialogue": call.dialogue, "reads_only": reads}
        return page(request, "dialogues/registration_refused.html", context)
    if request.method == "POST":
        return store_new(request, call, organizations)
    if not call.takes_nominations:
        return page(request, "dialogues/nomination_closed.html", {"call": call, "dialogue": call.dialogue})
    form = NewNominationForm(call=call, organizations=organizations, acting_for=acting.chosen(request))
    return form_page(request, call, form, organizations)


def store_new(request: HttpRequest, call: NominationCall, organizations: list[Organization]) -> HttpResponse:
    """Store the draft, and send it unless it was only saved; or show the form again with everything in it."""
    sending = "save" not in request.POST
    form = NewNominationForm(request.POST, call=call, organizations=organizations, sending=sending)
    if form.is_valid():
        try:
            nomination = actions.start_draft(
                call, form.cleaned_data["organization"], by=request.user, values=form.values(),
                form_key=form.cleaned_data["form_key"],
            )  # fmt: skip
        except (InvalidMove, ValidationError) as problem:
            sent = Nomination.objects.of_members(request.user).filter(form_key=form.cleaned_data["form_key"]).first()
            if sent is not None and sent.state != S.DRAFT:  # a second click on the same form
                return redirect(sent)
            add_problem(form, problem)
        else:
            if answer := finish(request, nomination, form, sending):
                return answer
    return form_page(request, call, form, organizations)


def finish(request: HttpRequest, nomination: Nomination, form: Any, sending: bool) -> HttpResponse | None:
    """Send a stored draft if that was wanted; None when it was refused and the form has to be shown again."""
    if not sending:
        messages.success(request, _("Saved as a draft. Nothing was sent yet."))
        return redirect(nomination)
    try:
        nomination = actions.submit(nomination, by=request.user)
    except (InvalidMove, ValidationError) as problem:
        add_problem(form, problem)
        form.add_error(None, _("What you typed is kept as a draft. Nothing was sent."))
        return None
    messages.success(request, _("It has arrived. Your receipt number is %s.") % nomination.receipt)
    return redirect(nomination)


def form_page(
    request: HttpRequest, call: NominationCall, form: Any, organizations: list[Organization], **more: Any
) -> HttpResponse:
    """The form; who may not send for any of the organizations can only save."""
    sends = any(may_send(request.user, organization) for organization in organizations)
    context = {"call": call, "dialogue": call.dialogue, "form": form, "may_send": sends}
    return page(request, "dialogues/nomination_form.html", {**context, **more})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@closable("register")
def desk_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Go on with a draft."""
    nomination = own(request, uuid)
    if not may_write(request.user, nomination.organization):
        raise PermissionDenied
    if nomination.state != S.DRAFT:
        messages.error(request, _("Not possible now: the state is “%s”.") % nomination.get_state_display())
        return redirect(nomination)
    sending, sent = "save" not in request.POST, request.POST if request.method == "POST" else None
    form = NominationForm(sent, instance=nomination, call=nomination.call, sending=sending)
    if sent is not None and form.is_valid():
        try:
            nomination = actions.save_draft(nomination, by=request.user, values=form.values())
        except (InvalidMove, ValidationError) as problem:
            add_problem(form, problem)
        else:
            if answer := finish(request, nomination, form, sending):
                return answer
    return form_page(request, nomination.call, form, [nomination.organization], nomination=nomination)


@login_required
@require_safe
def desk_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where a nomination stands, and what happened. Points and notes are the coordinators' own business."""
    nomination = own(request, uuid)
    sends = may_send(request.user, nomination.organization)
    is_draft = nomination.state == S.DRAFT
    moves = [event for event in audit.history(nomination) if event.after]
    labels = dict(S.choices)
    context = {
        "nomination": nomination,
        "call": nomination.call,
        "dialogue": nomination.call.dialogue,
        "events": [(event.at, labels.get(event.after, event.after)) for event in moves],
        "may_edit": is_draft and may_write(request.user, nomination.organization),
        "may_send": is_draft and sends,
        "may_withdraw": sends and S.WITHDRAWN in Nomination.FOLLOWERS.get(nomination.state, ()),
    }
    return page(request, "dialogues/nomination_detail.html", context)


@login_required
@require_POST
@closable("register")
@limited("register")
def desk_submit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Send a draft as it is stored; where something is missing, its form says so."""
    return send(request, own(request, uuid), actions.submit)


@login_required
@require_POST
def desk_withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take back what was sent."""
    nomination = own(request, uuid)
    try:
        actions.withdraw(nomination, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Withdrawn. The coordinators see it no more."))
    return redirect(nomination)


@login_required
@require_POST
def desk_discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Delete a draft."""
    nomination = own(request, uuid)
    try:
        actions.discard(nomination, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
        return redirect(nomination)
    messages.success(request, _("The draft is deleted."))
    return redirect("nominations:desk_list")
