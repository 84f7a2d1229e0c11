"""The desk of a State's focal point: what was put to the State, what is on record about it, and its replies.

Whoever is no focal point finds no such page. What is not named is there for a cluster as a whole only, and never before
three stand behind it: no list here tells how many there are, when they came or what they wrote.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.models import Intervention
from organizations.models import Assignment
from portal.limits import limited
from portal.mechanism.models import Cluster, State
from portal.records import InvalidMove
from submissions.consultations import actions, replying
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.choices import Visibility
from submissions.consultations.models import Claim
from submissions.consultations.replies import StateReply
from submissions.consultations.reply_forms import CellReplyForm, ReplyForm
from submissions.consultations.replying import Reply

PER_PAGE = 25


@dataclass(frozen=True)
class Unnamed:
    """A cluster (or none) about which several organizations that are not named report something critical."""

    cluster: Cluster | None
    until: datetime | None


def own_state(request: HttpRequest) -> State:
    """The State whose focal point this person is; 404 for everybody else."""
    state = Assignment.objects.states_of(request.user).first()
    if state is None:
        raise Http404
    return state


@login_required
@require_safe
def desk_state(request: HttpRequest) -> HttpResponse:
    """What waits for a reply first, then what is on record, each with the replies beside it."""
    state = own_state(request)
    replies = StateReply.objects.shown()
    claims = Claim.objects.put_to_states().filter(country=state).select_related("country", "cluster")
    claims = claims.prefetch_related("verifications", "instruments", Prefetch("replies", replies, to_attr="answers"))
    put = claims.filter(state=Claim.State.IN_REPLY).order_by("reply_until", "uuid")
    on_record = claims.filter(state=Claim.State.PUBLISHED).order_by("-published_at", "uuid")
    context = {
        "desk_place": "state",
        "state": state,
        "put": put,
        "unnamed": unnamed(state),
        "page_obj": Paginator(on_record, PER_PAGE).get_page(request.GET.get("page")),
        "replies": replies.filter(country=state, claim=None),
        "announcements": own_announcements(state),
        "said": said_of(state),
    }
    return render(request, "consultations/desk_state.html", context)


def own_announcements(state: State) -> list[Announcement]:
    """What the State itself announced, the newest first; also drafts and what was withdrawn. One query."""
    own = Announcement.objects.filter(country=state, on_behalf=False).select_related("cluster")
    return list(own.order_by("-pk")[:PER_PAGE])


def said_of(state: State) -> list[Intervention]:
    """What was alleged of the State at published dialogues, to which it may reply; the newest first. One query."""
    rows = Intervention.objects.public().filter(concerns=state).exclude(summary="").select_related("dialogue__locale")
    return list(rows.order_by("-dialogue__starts_at", "sort_order", "pk")[:PER_PAGE])


def unnamed(state: State) -> list[Unnamed]:
    """The cells in which unnamed reports were put to the State and three stand behind them, nearest date first."""
    waiting = Claim.objects.filter(country=state, state=Claim.State.IN_REPLY, visibility=Visibility.UNNAMED)
    first: dict[int | None, Claim] = {}
    for claim in waiting.select_related("cluster").order_by("reply_until"):
        first.setdefault(claim.cluster_id, claim)
    return [Unnamed(one.cluster, one.reply_until) for one in first.values() if actions.crowd_stands_behind(one)]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("replies")
def desk_reply(request: HttpRequest) -> HttpResponse:
    """Reply for a cluster as a whole, or for none in particular."""
    state = own_state(request)
    initial = last_used(state) | {"cluster": request.GET.get("cluster", "")[:2]}
    form = CellReplyForm(request.POST or None, request.FILES or None, initial=initial)

    return answered(
        request, form, {"state": state},
        lambda said, key: replying.reply(state, form.cleaned_data["cluster"], said, by=request.user, form_key=key),
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("replies")
def desk_reply_to(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Reply to one report on one's own State; any other is not there."""
    state = own_state(request)
    claims = Claim.objects.put_to_states().filter(country=state).select_related("country", "cluster")
    claim = get_object_or_404(claims, uuid=uuid)
    form = ReplyForm(request.POST or None, request.FILES or None, initial=last_used(state))

    return answered(
        request, form, {"state": state, "claim": claim},
        lambda said, key: replying.reply_to(claim, said, by=request.user, form_key=key),
    )  # fmt: skip


def last_used(state: State) -> dict[str, str]:
    """The office that replied last, so that nobody types it twice."""
    last = StateReply.objects.filter(country=state, on_behalf=False).order_by("-pk").first()
    return {"office": last.office} if last else {}


def answered(
    request: HttpRequest, form: ReplyForm, context: dict[str, Any], store: Callable[[Reply, UUID], StateReply]
) -> HttpResponse:
    """Store the reply and go back to the desk; or show again what was typed, with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            store(form.reply(), form.cleaned_data["form_key"])
        except InvalidMove as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Your reply is stored."))
            return redirect("consultations:desk_state")
    context |= {"desk_place": "state", "form": form}
    return render(request, "consultations/desk_reply.html", context, status=422 if form.errors else 200)
