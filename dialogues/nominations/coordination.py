"""Pages of the coordinators inside the Wagtail admin: nominations, one of them without names, what is decided."""

from collections.abc import Callable
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
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from dialogues import coordinators
from dialogues.nominations import balance, deciding, inviting
from dialogues.nominations.calls import Criterion, NominationCall
from dialogues.nominations.forms import CallForm, InviteForm, ScoreForm, add_problem
from dialogues.nominations.models import Nomination
from dialogues.nominations.permissions import DECIDE, is_involved, may_decide, reads_names, reads_results
from dialogues.nominations.scores import NominationScore, with_results
from dialogues.pages import DialoguePage
from dialogues.titles import PageChoice
from organizations.models import Assignment, User
from portal import audit
from portal.forms import PlainForm, ReasonForm
from portal.records import InvalidMove

PER_PAGE = 50
S = Nomination.State
SENT = [choice for choice in S.choices if choice[0] not in (S.DRAFT, S.WITHDRAWN)]
# The verbs of a coordinator that need no words, and the state that offers each.
PLAIN: dict[str, tuple[str, Callable[..., Nomination]]] = {
    "shortlist": (S.SUBMITTED, deciding.shortlist),
    "resend": (S.INVITED, inviting.resend),
    "revoke": (S.INVITED, inviting.revoke),
}


def coordinated(user: Any) -> QuerySet[DialoguePage]:
    """The dialogues on whose nominations this person decides, the newest first."""
    rows = coordinators.every_dialogue()
    if user.has_perm(DECIDE):
        return rows
    return rows.filter(translation_key__in=Assignment.objects.dialogues_of(user))


class QueueForm(PlainForm):
    """Which part of the queue: one dialogue, one state."""

    dialogue = PageChoice(
        DialoguePage.objects.none(), required=False, to_field_name="slug", label=gettext_lazy("Dialogue"),
        empty_label=gettext_lazy("All dialogues"),
    )  # fmt: skip
    state = forms.ChoiceField(
        required=False, label=gettext_lazy("Status"), choices=[("", gettext_lazy("All that were sent")), *SENT]
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        called = NominationCall.objects.values("dialogue")
        self.fields["dialogue"].queryset = coordinated(user).filter(pk__in=called)

    def chosen(self, nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
        """Those that fit the choice, the one that was sent first in front; what makes no sense is left out."""
        self.is_valid()
        dialogue, state = self.cleaned_data.get("dialogue"), self.cleaned_data.get("state")
        found = nominations.filter(state=state) if state else nominations
        found = found.filter(call__dialogue=dialogue) if dialogue else found
        return found.order_by("submitted_at", "pk")


def require_coordinator(request: HttpRequest) -> None:
    """403 for those who run the portal but decide on no nomination."""
    if not coordinators.coordinates_any(request.user, DECIDE):
        raise PermissionDenied


def seen_by(request: HttpRequest) -> QuerySet[Nomination]:
    """The nominations that this coordinator sees, with what came of the points; nobody else comes here."""
    require_coordinator(request)
    rows = Nomination.objects.for_coordinator(request.user)
    return with_results(rows.select_related("organization", "call__dialogue", "country", "panel"), request.user)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Nominations by their numbers, with the dialogues that this person coordinates and their calls."""
    rows = seen_by(request)
    form = QueueForm(request.GET, user=request.user)
    page = Paginator(form.chosen(rows), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "rows": [line(one) for one in page], "dialogues": coming(request)}
    return render(request, "dialogues/nomination_queue.html", context)


def line(nomination: Nomination) -> dict[str, Any]:
    """One nomination of the queue, and what may be read of it."""
    scored = bool(getattr(nomination, "own_score", False))
    return {
        "nomination": nomination,
        "named": reads_names(nomination, scored=scored),
        "results": reads_results(nomination, scored=scored, involved=bool(getattr(nomination, "involved", False))),
    }


def coming(request: HttpRequest) -> list[DialoguePage]:
    """Dialogues to come that this person coordinates, with their calls."""
    return list(coordinated(request.user).coming().select_related("nomination_call"))


def find(request: HttpRequest, uuid: UUID) -> Nomination:
    """A nomination that this coordinator sees; a draft is not there. Asking for another dialogue's is noted."""
    nomination = seen_by(request).filter(uuid=uuid).first()
    if nomination is None:
        coordinators.note_refusal(Nomination.objects.filter(uuid=uuid).first(), request.user)
        raise Http404
    return nomination


@require_safe
def review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One nomination: without names until its call shows them, with one's own points, and what can be decided."""
    return show(request, find(request, uuid))


def show(request: HttpRequest, nomination: Nomination, status: int = 200, **bound: Any) -> HttpResponse:
    """The page; `bound` are forms that came back with a mistake."""
    may, scored = may_decide(request.user, nomination), bool(getattr(nomination, "own_score", False))
    followers = Nomination.FOLLOWERS.get(nomination.state, set())
    involved = is_involved(request.user, nomination.organization)
    results = reads_results(nomination, scored=scored, involved=involved)
    own = NominationScore.objects.filter(nomination=nomination, by=request.user).first()
    context = {
        "nomination": nomination,
        "call": nomination.call,
        "dialogue": nomination.call.dialogue,
        "may_decide": may,
        "is_involved": involved,
        "named": reads_names(nomination, scored=scored),
        "results": results,
        "scores": nomination.scores.select_related("by") if results else [],
        "criteria": [(label, nomination.call.weights[name]) for name, label in Criterion.choices],
        "own": own,
        "verbs": {verb for verb, (state, _act) in PLAIN.items() if state == nomination.state},
        "can_score": nomination.state in (S.SUBMITTED, S.SHORTLISTED),
        "can_turn_down": S.NOT_CHOSEN in followers,
        "can_invite": S.INVITED in followers,
        "events": audit.history(nomination).select_related("actor") if scored or results else [],
        "score_form": ScoreForm(instance=own, prefix="score"),
        "reason_form": ReasonForm(prefix="reason"),
        "invite_form": InviteForm(call=nomination.call, prefix="invite", initial=first_panel(nomination)),
        **bound,
    }
    return render(request, "dialogues/nomination_review.html", context, status=status)


def first_panel(nomination: Nomination) -> dict[str, str]:
    """The panel for which the organization proposed this person."""
    return {"panel": nomination.panel.slug} if nomination.panel else {}


@require_POST
def score(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give one's points, or other ones."""
    nomination = find(request, uuid)
    own = NominationScore.objects.filter(nomination=nomination, by=request.user).first()
    form = ScoreForm(request.POST, instance=own, prefix="score")
    if form.is_valid():
        try:
            deciding.score(nomination, by=request.user, points=form.points(), note=form.cleaned_data["note"])
        except (InvalidMove, ValidationError) as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Your points are stored. You can change them until it is decided."))
            return redirect("nomination_review", uuid)
    return show(request, nomination, status=422, score_form=form)


@require_POST
def decide(request: HttpRequest, uuid: UUID, verb: str) -> HttpResponse:
    """Shortlist, send an invitation again, take it back: what needs no words."""
    nomination = find(request, uuid)
    try:
        PLAIN[verb][1](nomination, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Done."))
    return redirect("nomination_review", uuid)


@require_POST
def not_choose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Turn a nomination down: the organization reads why."""
    nomination = find(request, uuid)
    form = ReasonForm(request.POST, prefix="reason")
    if form.is_valid():
        try:
            deciding.not_choose(nomination, by=request.user, reason=form.cleaned_data["reason"])
        except (InvalidMove, ValidationError) as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Decided. The organization gets a mail."))
            return redirect("nomination_queue")
    return show(request, nomination, status=422, reason_form=form)


@require_POST
def invite(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Invite the nominee to a panel."""
    nomination = find(request, uuid)
    form = InviteForm(request.POST, call=nomination.call, prefix="invite")
    if form.is_valid():
        try:
            inviting.invite(nomination, form.cleaned_data["panel"], by=request.user)
        except InvalidMove as problem:
            add_problem(form, problem)
        else:
            messages.success(request, _("Invited. The answer will stand here."))
            return redirect("nomination_review", uuid)
    return show(request, nomination, status=422, invite_form=form)


def dialogue_of(request: HttpRequest, slug: str) -> DialoguePage:
    """The dialogue of this address, where this person coordinates it; 404 for any other, which is noted."""
    require_coordinator(request)
    dialogue = coordinators.every_dialogue().filter(slug=slug).first()
    if dialogue is None or not coordinators.coordinates(request.user, dialogue, DECIDE):
        coordinators.note_refusal(dialogue, request.user)
        raise Http404
    return dialogue


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """Put out the call of a dialogue, or change it."""
    dialogue = dialogue_of(request, slug)
    stored = NominationCall.objects.filter(dialogue=dialogue).first() or NominationCall(dialogue=dialogue)
    form = CallForm(request.POST if request.method == "POST" else None, instance=stored)
    if request.method == "POST" and form.is_valid():
        deciding.store_call(form.instance, by=request.user)
        messages.success(request, _("The call is stored. It is public from its opening on."))
        return redirect("nomination_queue")
    context = {"dialogue": dialogue, "form": form, "stored": stored.pk is not None}
    return render(request, "dialogues/nomination_call.html", context, status=422 if form.errors else 200)


@require_safe
def balance_of(request: HttpRequest, slug: str) -> HttpResponse:
    """How those who are chosen compare with all who were nominated."""
    dialogue = dialogue_of(request, slug)
    call = NominationCall.objects.filter(dialogue=dialogue).first()
    tables = balance.of_call(call) if call else []
    return render(request, "dialogues/nomination_balance.html", {"dialogue": dialogue, "tables": tables})


urlpatterns = [
    path("nominations/", queue, name="nomination_queue"),
    path("nominations/calls/<slug:slug>/", call, name="nomination_call"),
    path("nominations/balance/<slug:slug>/", balance_of, name="nomination_balance"),
    path("nominations/<uuid:uuid>/", review, name="nomination_review"),
    path("nominations/<uuid:uuid>/score/", score, name="nomination_score"),
    path("nominations/<uuid:uuid>/not-choose/", not_choose, name="nomination_not_choose"),
    path("nominations/<uuid:uuid>/invite/", invite, name="nomination_invite"),
    *[path(f"nominations/<uuid:uuid>/{verb}/", decide, {"verb": verb}, name=f"nomination_{verb}") for verb in PLAIN],
]
