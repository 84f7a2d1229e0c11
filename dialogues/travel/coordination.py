"""The coordinators' requests for travel support: the list, its file, one request with what can be decided."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from dialogues import coordinators
from dialogues.registration import coordination, permissions
from dialogues.registration.coordination import DECIDE
from dialogues.travel import actions
from dialogues.travel.forms import GrantForm, NoteForm, QueueForm
from dialogues.travel.models import TravelRequest, TravelState
from portal import audit, exports
from portal.exports import Column, Export
from portal.forms import PlainForm, ReasonForm
from portal.records import InvalidMove

PER_PAGE = 50
T = TravelState
WHOSE = "Personal data: for the coordinators of this dialogue only"
PLAIN: dict[str, tuple[str, Callable[..., TravelRequest]]] = {
    "shortlist": (T.SHORTLISTED, actions.shortlist),
    "settle": (T.SETTLED, actions.settle),
}
WORDS: dict[str, tuple[type[PlainForm], Callable[..., TravelRequest]]] = {
    "grant": (GrantForm, lambda asked, by, cleaned: actions.grant(asked, by=by, covered=cleaned["covered"])),
    "decline": (ReasonForm, lambda asked, by, cleaned: actions.decline(asked, by=by, reason=cleaned["reason"])),
    "note": (NoteForm, lambda asked, by, cleaned: actions.annotate(asked, by=by, note=cleaned["note"])),
}
COLUMNS = (
    Column("receipt", lambda row: row.registration.receipt, "Number of the registration"),
    Column("organization", lambda row: row.registration.organization.legal_name, "Legal name"),
    Column("registration", lambda row: row.registration.state, "Where the registration stands"),
    Column("state", lambda row: row.state, "Where the request stands"),
    Column("amount", lambda row: row.amount, "What is asked for, in words"),
    Column("why", lambda row: row.why, "Why"),
    Column("covered", lambda row: row.covered, "What is covered"),
    Column("answer", lambda row: row.answer, "Why it was declined"),
    Column("note", lambda row: row.note, "Note of the coordinators"),
    Column("requested_at", lambda row: row.requested_at, "When it was asked (UTC)", "moment"),
    Column("decided_at", lambda row: row.decided_at, "When it was decided (UTC)", "moment"),
)


def seen_by(request: HttpRequest) -> QuerySet[TravelRequest]:
    """The requests that this coordinator reads; nobody else comes here."""
    if not coordinators.coordinates_any(request.user, DECIDE):
        raise PermissionDenied
    rows = TravelRequest.objects.for_coordinator(request.user)
    return rows.select_related("registration__organization__country", "registration__dialogue", "decided_by")


@require_safe
def travel_queue(request: HttpRequest) -> HttpResponse:
    """Requests, the longest waiting first."""
    form = QueueForm(request.GET, user=request.user)
    page = Paginator(form.chosen(seen_by(request)), PER_PAGE).get_page(request.GET.get("page"))
    dialogue = form.cleaned_data.get("dialogue")
    return render(request, "dialogues/travel_queue.html", {"form": form, "page_obj": page, "dialogue": dialogue})


@require_safe
def travel_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """The requests of one dialogue as a file, streamed. That it was taken is noted."""
    dialogue = coordination.dialogue_of(request, slug)
    rows = seen_by(request).filter(registration__dialogue=dialogue).order_by("requested_at", "pk")
    export = Export(f"{dialogue.slug}-travel", COLUMNS, rows, request.GET.urlencode(), WHOSE)
    answer = exports.respond(request, export, kind, public=False)
    audit.record(dialogue, f"export_{kind}", by=request.user, data={"list": "travel", "count": rows.count()})
    return answer


def find(request: HttpRequest, uuid: UUID) -> TravelRequest:
    """A request that this coordinator reads. Asking for another dialogue's is noted."""
    asked = seen_by(request).filter(uuid=uuid).first()
    if asked is None:
        coordinators.note_refusal(TravelRequest.objects.filter(uuid=uuid).first(), request.user)
        raise Http404
    return asked


@require_safe
def travel_review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One request, with what can be decided."""
    return show(request, find(request, uuid))


def show(request: HttpRequest, asked: TravelRequest, status: int = 200, **bound: PlainForm) -> HttpResponse:
    """The page; `bound` are forms that came back with a mistake."""
    followers = TravelRequest.FOLLOWERS.get(asked.state, set())
    context: dict[str, Any] = {
        "travel": asked,
        "registration": asked.registration,
        "may_decide": permissions.may_decide(request.user, asked.registration),
        "verbs": {verb for verb, (state, _act) in PLAIN.items() if state in followers},
        "can_grant": T.GRANTED in followers,
        "can_decline": T.DECLINED in followers,
        "events": audit.history(asked).select_related("actor"),
        "grant_form": GrantForm(prefix="grant"),
        "decline_form": ReasonForm(prefix="decline"),
        "note_form": NoteForm(prefix="note", initial={"note": asked.note}),
        **bound,
    }
    return render(request, "dialogues/travel_review.html", context, status=status)


@require_POST
def travel_decide(request: HttpRequest, uuid: UUID, verb: str) -> HttpResponse:
    """Shortlist, settle: what needs no words."""
    asked = find(request, uuid)
    try:
        PLAIN[verb][1](asked, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Done."))
    return redirect("travel_review", uuid)


@require_POST
def travel_in_words(request: HttpRequest, uuid: UUID, verb: str) -> HttpResponse:
    """Grant, decline, note: with words."""
    asked, (form_class, act) = find(request, uuid), WORDS[verb]
    form = form_class(request.POST, prefix=verb)
    if form.is_valid():
        try:
            act(asked, request.user, form.cleaned_data)
        except (InvalidMove, ValidationError) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
        else:
            messages.success(request, _("Done."))
            return redirect("travel_review", uuid)
    return show(request, asked, status=422, **{f"{verb}_form": form})


urlpatterns = [
    path("travel/", travel_queue, name="travel_queue"),
    path("travel/<slug:slug>.<slug:kind>", travel_file, name="travel_file"),
    path("travel/<uuid:uuid>/", travel_review, name="travel_review"),
    *[path(f"travel/<uuid:uuid>/{verb}/", travel_decide, {"verb": verb}, name=f"travel_{verb}") for verb in PLAIN],
    *[path(f"travel/<uuid:uuid>/{verb}/", travel_in_words, {"verb": verb}, name=f"travel_{verb}") for verb in WORDS],
]
