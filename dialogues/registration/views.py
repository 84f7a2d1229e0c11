"""The desk: registering an organization for a dialogue, and what becomes of it. Everything starts from one's own."""

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

from dialogues.followup.desk import after_approval, with_what_is_open
from dialogues.pages import DialoguePage
from dialogues.registration import actions, permissions, progress
from dialogues.registration.forms import (
    NewRegistrationForm,
    RegistrationForm,
    delegate_forms,
    organizations_to_register,
)
from dialogues.registration.models import LIVE, Registration
from dialogues.registration.sending import send
from dialogues.travel.actions import may_ask
from organizations import acting
from organizations.models import Organization, User
from portal.keeping import signed_in
from portal.limits import limited
from portal.records import InvalidMove
from portal.switches import closable

PER_PAGE = 20
S = Registration.State
CHANGEABLE = (S.SUBMITTED, S.APPROVED, S.WAITING)


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page of the desk."""
    return render(request, template, {"desk_place": "registrations", **context})


def own(request: HttpRequest, uuid: UUID) -> Registration:
    """The registration, if the person acts for its organization; any other one is not there."""
    mine = Registration.objects.visible_to(request.user).of_members(request.user)
    return get_object_or_404(mine.select_related("organization", "dialogue"), uuid=uuid)


def refuse(form: Any, rows: Any, problem: Exception) -> None:
    """Say what an action refused: beside a field of the form, or where the rows of people have its place."""
    if hasattr(problem, "error_dict"):
        form.add_error(None, problem)
    else:
        rows.refuse(problem)


@login_required
@require_safe
def desk_list(request: HttpRequest) -> HttpResponse:
    """The registrations of the person's organizations, and the dialogues that they can register for."""
    mine = Registration.objects.visible_to(request.user).of_members(request.user)
    rows = mine.select_related("organization", "dialogue").order_by("-pk")
    coming = DialoguePage.objects.published().coming()
    context = {
        "page_obj": with_what_is_open(Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))),
        "open": [dialogue for dialogue in coming if dialogue.registration_open],
    }
    return page(request, "dialogues/registration_list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@closable("register")
@limited("register")
def desk_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Register one of the person's organizations for a dialogue."""
    dialogue = get_object_or_404(DialoguePage.objects.published(), slug=slug)
    organizations = list(organizations_to_register(request.user))
    if not organizations:
        reads = Organization.objects.verified().represented_by(request.user).exists()
        return page(request, "dialogues/registration_refused.html", {"dialogue": dialogue, "reads_only": reads})
    if request.method == "POST":
        return store_new(request, dialogue, organizations)
    live = Registration.objects.of_members(request.user).filter(dialogue=dialogue, state__in=LIVE)
    taken = {registration.organization_id: registration for registration in live}
    free = [organization for organization in organizations if organization.pk not in taken]
    if not free:
        messages.info(request, _("Your organization has a registration for this dialogue already."))
        return redirect(taken[organizations[0].pk])
    if not dialogue.takes_registrations:
        return page(request, "dialogues/registration_closed.html", {"dialogue": dialogue})
    form = NewRegistrationForm(organizations=free, acting_for=acting.chosen(request))
    return form_page(request, dialogue, form, delegate_forms(None, dialogue), organizations=free)


def store_new(request: HttpRequest, dialogue: DialoguePage, organizations: list[Organization]) -> HttpResponse:
    """Store the draft, and send it unless it was only saved; or show the form again with everything in it."""
    sending = "save" not in request.POST
    form = NewRegistrationForm(request.POST, organizations=organizations, sending=sending)
    rows = delegate_forms(request.POST, dialogue, sending=sending)
    if all([form.is_valid(), rows.is_valid()]):
        try:
            registration = actions.start_draft(
                dialogue, form.cleaned_data["organization"], by=request.user, values=form.values(),
                delegates=rows.delegates(), form_key=form.cleaned_data["form_key"],
            )  # fmt: skip
        except actions.RegistrationExists as problem:
            messages.info(request, str(problem))
            return redirect(problem.registration)
        except (InvalidMove, ValidationError) as problem:
            refuse(form, rows, problem)
        else:
            if answer := finish(request, registration, form, rows):
                return answer
    return form_page(request, dialogue, form, rows, organizations=organizations)


def finish(request: HttpRequest, registration: Registration, form: Any, rows: Any) -> HttpResponse | None:
    """Send a stored draft if that was wanted; None when it was refused and the form has to be shown again."""
    if not rows.sending:
        messages.success(request, _("Saved as a draft. Nothing was sent yet."))
        return redirect(registration)
    try:
        registration = actions.submit(registration, by=request.user)
    except (InvalidMove, ValidationError) as problem:
        refuse(form, rows, problem)
        form.add_error(None, _("What you typed is kept as a draft. Nothing was sent."))
        return None
    messages.success(request, _("It has arrived. Your receipt number is %s.") % registration.receipt)
    return redirect(registration)


def form_page(
    request: HttpRequest,
    dialogue: DialoguePage,
    form: Any,
    rows: Any,
    *,
    organizations: list[Organization],
    **more: Any,
) -> HttpResponse:
    """The form with its rows for delegates; who may not send for any of the organizations can only save."""
    sends = any(permissions.may_send(request.user, organization) for organization in organizations)
    context = {"dialogue": dialogue, "form": form, "rows": rows, "may_send": sends, "steps": progress.steps(S.DRAFT)}
    return page(request, "dialogues/registration_form.html", {**context, **more})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@closable("register")
def desk_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Go on with a draft; or, once it is sent, change who comes. A form that comes too late is shown again as it is."""
    registration = own(request, uuid)
    if not permissions.may_write(request.user, registration.organization):
        raise PermissionDenied
    if registration.state == S.DRAFT or "expertise" in request.POST:
        return edit_draft(request, registration)
    if registration.state in CHANGEABLE or request.method == "POST":
        return change_delegates(request, registration)
    messages.error(request, _("Not possible now: the state is “%s”.") % registration.get_state_display())
    return redirect(registration)


def edit_draft(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The whole form, with what is stored or what was just typed."""
    sending, dialogue = "save" not in request.POST, registration.dialogue
    sent = request.POST if request.method == "POST" else None
    form = RegistrationForm(sent, instance=registration, sending=sending)
    rows = delegate_forms(sent, dialogue, list(registration.delegates.all()), sending=sending)
    if sent is not None and all([form.is_valid(), rows.is_valid()]):
        try:
            registration = actions.save_draft(
                registration, by=request.user, values=form.values(), delegates=rows.delegates()
            )
        except (InvalidMove, ValidationError) as problem:
            if not form.has_changed() and not rows.differ_from(registration.delegates.all()):
                return redirect(registration)  # a second click: it is sent as it stands here
            refuse(form, rows, problem)
        else:
            if answer := finish(request, registration, form, rows):
                return answer
    organizations = [registration.organization]
    return form_page(request, dialogue, form, rows, organizations=organizations, registration=registration)


def change_delegates(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The rows alone: what was sent about the organization stays."""
    sent = request.POST if request.method == "POST" else None
    rows = delegate_forms(sent, registration.dialogue, list(registration.delegates.all()), sending=True)
    if sent is not None and rows.is_valid():
        try:
            changed = actions.change_delegates(registration, by=request.user, delegates=rows.delegates())
        except (InvalidMove, ValidationError) as problem:
            rows.refuse(problem)
        else:
            again = changed.state != registration.state
            messages.success(request, _("Saved. The coordinators check it again.") if again else _("Saved."))
            return redirect(registration)
    context = {"registration": registration, "dialogue": registration.dialogue, "rows": rows}
    return page(request, "dialogues/registration_delegates.html", context)


@login_required
@require_safe
def desk_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where a registration stands, what happens next, and what happened."""
    registration = own(request, uuid)
    is_ahead = not registration.dialogue.is_past
    too_late = is_ahead and registration.state == S.DRAFT and not registration.dialogue.takes_registrations
    context = {
        "registration": registration,
        "dialogue": registration.dialogue,
        "delegates": registration.delegates.all(),
        "steps": progress.steps(registration.state) if is_ahead and not too_late else [],
        "events": progress.history(registration),
        "too_late": too_late,
        **what_is_open(registration, request.user),
        **after_approval(registration, request.user),
    }
    return page(request, "dialogues/registration_detail.html", context)


def what_is_open(registration: Registration, user: User) -> dict[str, bool]:
    """What this person may do with a registration now, as the page asks for it."""
    writes = permissions.may_write(user, registration.organization)
    sends = permissions.may_send(user, registration.organization)
    is_draft, is_open = registration.state == S.DRAFT, registration.dialogue.takes_registrations
    can_end = S.CANCELLED in Registration.FOLLOWERS.get(registration.state, ())
    return {
        "may_edit": writes and (is_draft or (is_open and registration.state in CHANGEABLE)),
        "may_send": sends and is_draft and is_open,
        "may_write": writes,
        "may_ask_travel": writes and may_ask(registration),
        "may_cancel": sends and can_end and not registration.dialogue.is_past,
    }


@login_required
@require_POST
@closable("register")
@limited("register")
def desk_submit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Send a draft as it is stored."""
    return send(request, own(request, uuid), actions.submit)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Read what cancelling means; then cancel with one button."""
    registration = own(request, uuid)
    if not permissions.may_send(request.user, registration.organization):
        raise PermissionDenied
    if request.method != "POST":
        return page(
            request,
            "dialogues/registration_cancel.html",
            {"registration": registration, "dialogue": registration.dialogue},
        )
    try:
        actions.cancel(registration, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Cancelled. No seat is kept."))
    return redirect(registration)
