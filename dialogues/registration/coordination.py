"""Pages of the coordinators inside the Wagtail admin: what waits for them, and one registration with its decision."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from dialogues import coordinators
from dialogues.pages import DialoguePage
from dialogues.registration import actions, bulk, permissions, seats
from dialogues.registration.models import Registration
from dialogues.titles import PageChoice
from portal import audit
from portal.forms import PlainForm, ReasonForm
from portal.records import InvalidMove

PER_PAGE = 50
DECIDE = "dialogues.decide_registration"
S = Registration.State
# The verbs of a coordinator: the state that each leads to, which says when it is offered, and what it does.
PLAIN: dict[str, tuple[str, Callable[..., Registration]]] = {
    "forward": (S.FORWARDED, actions.forward),
    "approve": (S.APPROVED, actions.approve),
    "wait": (S.WAITING, actions.put_on_waiting_list),
    "reopen": (S.SUBMITTED, actions.reopen),
}
WITH_REASON: dict[str, tuple[str, Callable[..., Registration]]] = {
    "decline": (S.DECLINED, actions.decline),
    "cancel": (S.CANCELLED, actions.cancel),
}


class QueueForm(PlainForm):
    """Which part of the queue: one dialogue, one state; without a choice, all that waits for a decision."""

    dialogue = PageChoice(
        DialoguePage.objects.none(), required=False, to_field_name="slug", label=gettext_lazy("Dialogue"),
        empty_label=gettext_lazy("All dialogues"),
    )  # fmt: skip
    state = forms.ChoiceField(
        required=False, label=gettext_lazy("Status"),
        choices=[("", gettext_lazy("To decide")), *[choice for choice in S.choices if choice[0] != S.DRAFT]],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dialogue"].queryset = DialoguePage.objects.published().order_by("-starts_at")

    def chosen(self, registrations: QuerySet[Registration]) -> QuerySet[Registration]:
        """Those that fit the choice, the one that was sent first in front; what makes no sense is left out."""
        self.is_valid()
        dialogue, state = self.cleaned_data.get("dialogue"), self.cleaned_data.get("state")
        found = registrations.filter(state=state) if state else registrations.to_decide()
        found = found.filter(dialogue=dialogue) if dialogue else found
        return found.order_by("submitted_at", "pk")


def seen_by(request: HttpRequest) -> QuerySet[Registration]:
    """The registrations that this coordinator sees, without drafts; nobody else comes here."""
    if not coordinators.coordinates_any(request.user, DECIDE):
        raise PermissionDenied
    return Registration.objects.for_coordinator(request.user)


def dialogue_of(request: HttpRequest, slug: str) -> DialoguePage:
    """The dialogue of this address, where this person coordinates it; 404 for any other, which is noted."""
    if not coordinators.coordinates_any(request.user, DECIDE):
        raise PermissionDenied
    dialogue = coordinators.every_dialogue().filter(slug=slug).first()
    if dialogue is None or not coordinators.coordinates(request.user, dialogue, DECIDE):
        coordinators.note_refusal(dialogue, request.user)
        raise Http404
    return dialogue


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Registrations, the longest waiting first."""
    registrations = seen_by(request)
    form = QueueForm(request.GET)
    rows = form.chosen(registrations).select_related("organization__country", "dialogue").counted()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    verbs = [(verb, words) for verb, (_to, words) in bulk.VERBS.items()]
    context = {"form": form, "page_obj": page, "bulk": verbs, "dialogues": coming(request)}
    return render(request, "dialogues/registration_queue.html", context)


def coming(request: HttpRequest) -> list[DialoguePage]:
    """Dialogues to come that this person coordinates, the next one first."""
    return list(coordinators.dialogues_of(request.user, DECIDE).coming())


@require_safe
def review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One registration: what was sent, who comes, which seats there are, and what can be decided."""
    return show(request, find(request, uuid))


def find(request: HttpRequest, uuid: UUID) -> Registration:
    """A registration that this coordinator sees; a draft is not there. Asking for another dialogue's is noted."""
    rows = seen_by(request).select_related("organization__country", "dialogue", "decided_by")
    registration = rows.filter(uuid=uuid).first()
    if registration is None:
        coordinators.note_refusal(Registration.objects.filter(uuid=uuid).first(), request.user)
        raise Http404
    return registration


def show(request: HttpRequest, registration: Registration, status: int = 200, **forms: PlainForm) -> HttpResponse:
    """The page of a decision; `forms` are those that came back with a mistake."""
    followers = Registration.FOLLOWERS.get(registration.state, set())
    ended = registration.state in (S.DECLINED, S.CANCELLED)
    may_decide = permissions.may_decide(request.user, registration)
    context = {
        "registration": registration,
        "dialogue": registration.dialogue,
        "delegates": registration.delegates.all(),
        "seats": seats.of_dialogue(registration.dialogue).values(),
        "fits": seats.fits(registration.dialogue, registration),
        "seen": bulk.seen_of([registration]).get(str(registration.uuid), 0),
        "events": audit.history(registration).select_related("actor"),
        "may_decide": may_decide,
        "verbs": {verb for verb, (state, _act) in PLAIN.items() if state in followers and (verb == "reopen") == ended},
        "reasons": {verb for verb, (state, _act) in WITH_REASON.items() if state in followers},
        "decline_form": ReasonForm(prefix="decline"),
        "cancel_form": ReasonForm(prefix="cancel"),
        **forms,
    }
    return render(request, "dialogues/registration_review.html", context, status=status)


@require_POST
def decide(request: HttpRequest, uuid: UUID, verb: str) -> HttpResponse:
    """Forward, approve, put on the waiting list, reopen: what needs no words."""
    registration = find(request, uuid)
    try:
        decided = carry_out(request, registration, partial(PLAIN[verb][1], by=request.user))
    except InvalidMove as problem:
        messages.error(request, str(problem))
        return redirect("registration_review", uuid)
    return done(request, decided)


@require_POST
def decide_with_reason(request: HttpRequest, uuid: UUID, verb: str) -> HttpResponse:
    """Decline or cancel: the organization reads why."""
    registration = find(request, uuid)
    form = ReasonForm(request.POST, prefix=verb)
    if form.is_valid():
        act = partial(WITH_REASON[verb][1], by=request.user, reason=form.cleaned_data["reason"])
        try:
            return done(request, carry_out(request, registration, act))
        except (InvalidMove, ValidationError) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
    return show(request, find(request, uuid), status=422, **{f"{verb}_form": form})


def carry_out(
    request: HttpRequest, registration: Registration, act: Callable[[Registration], Registration]
) -> Registration:
    """Do what was pressed, on what the page showed: raises InvalidMove where something happened to it since then."""
    seen = request.POST.get("seen", "")
    return bulk.act_on_seen(registration, int(seen[:18]), act) if seen.isdecimal() else act(registration)


def done(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Say how it stands now, and go on with the queue."""
    words = _("%(organization)s: %(state)s. The organization gets a mail.")
    state = registration.get_state_display()
    messages.success(request, words % {"organization": registration.organization, "state": state})
    return redirect("registration_queue")


urlpatterns = [
    path("registrations/", queue, name="registration_queue"),
    path("registrations/<uuid:uuid>/", review, name="registration_review"),
    *[
        path(f"registrations/<uuid:uuid>/{verb}/", decide, {"verb": verb}, name=f"registration_{verb}")
        for verb in PLAIN
    ],
    *[
        path(f"registrations/<uuid:uuid>/{verb}/", decide_with_reason, {"verb": verb}, name=f"registration_{verb}")
        for verb in WITH_REASON
    ],
]
