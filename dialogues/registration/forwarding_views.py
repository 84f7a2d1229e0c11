"""The coordinators' list for the Extended Bureau: on the screen, as a file, on paper; and noting that it was sent."""

from itertools import islice

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from dialogues.pages import DialoguePage
from dialogues.registration import bulk, coordination, forwarding
from dialogues.registration.bulk import Order
from dialogues.registration.bulk_views import keys_of, nothing_chosen, result_page
from dialogues.registration.forwarding import CHOICES, LISTED, Line
from dialogues.registration.models import Delegate
from portal import audit, exports

MOST_ON_PAPER = 2_000


def state_of(request: HttpRequest) -> str:
    """Which part of the list was asked for; what makes no sense is all of it."""
    state = request.GET.get("state", "")
    return state if state in LISTED else ""


@require_safe
def forwarding_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, with one button that notes for exactly those that are shown that they were sent."""
    dialogue, state = coordination.dialogue_of(request, slug), state_of(request)
    people = Prefetch("delegates", Delegate.objects.order_by("pk"))
    rows = forwarding.on_list(dialogue, state).select_related("organization__country").prefetch_related(people)
    page = Paginator(rows, bulk.MOST).get_page(request.GET.get("page"))
    shown = list(page)
    seen = bulk.seen_of(shown)
    context = {
        "dialogue": dialogue,
        "page_obj": page,
        "lines": [Line(one, list(one.delegates.all())) for one in shown],
        "keys": [f"{one.uuid}.{seen.get(str(one.uuid), 0)}" for one in shown if one.state == one.State.SUBMITTED],
        "choices": CHOICES,
        "state": state,
    }
    return render(request, "dialogues/registration_forwarding.html", context)


@require_POST
def forward_shown(request: HttpRequest, slug: str) -> HttpResponse:
    """Note for those that were shown that they went to the Bureau; what has moved since is named and left alone."""
    dialogue = coordination.dialogue_of(request, slug)
    keys = keys_of(request.POST.getlist("row"))
    found = bulk.chosen(coordination.seen_by(request).filter(dialogue=dialogue), keys)
    if not found:
        return nothing_chosen(request)
    seen = {str(uuid): number for uuid, number in keys.items()}
    fates = bulk.carry_out(found, seen, Order("forward"), by=request.user)
    note(request, dialogue, "forward_list", sum(fate.happens for fate in fates))
    return result_page(request, fates)


@require_safe
def forwarding_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """The list as a file, streamed. That it was taken is noted: it names people."""
    dialogue, state = coordination.dialogue_of(request, slug), state_of(request)
    answer = exports.respond(request, forwarding.as_export(dialogue, state), kind, public=False)
    note(request, dialogue, f"export_{kind}", forwarding.on_list(dialogue, state).count())
    return answer


@require_safe
def forwarding_print(request: HttpRequest, slug: str) -> HttpResponse:
    """The list for paper, without anything around it. That it was taken is noted as well."""
    dialogue, state = coordination.dialogue_of(request, slug), state_of(request)
    rows = forwarding.on_list(dialogue, state)
    lines = list(islice(forwarding.lines(rows), MOST_ON_PAPER))
    note(request, dialogue, "export_print", len(lines))
    context = {"dialogue": dialogue, "lines": lines, "cut": len(lines) == MOST_ON_PAPER}
    response = render(request, "dialogues/registration_forwarding_print.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def note(request: HttpRequest, dialogue: DialoguePage, verb: str, count: int) -> None:
    """Keep in the account who took the list of which dialogue, and how many delegations stood on it."""
    audit.record(dialogue, verb, by=request.user, data={"list": "extended_bureau", "count": count})


urlpatterns = [
    path("registrations/forwarding/<slug:slug>/", forwarding_list, name="registration_forwarding"),
    path("registrations/forwarding/<slug:slug>/print/", forwarding_print, name="registration_forwarding_print"),
    path("registrations/forwarding/<slug:slug>/forward/", forward_shown, name="registration_forwarding_forward"),
    path("registrations/forwarding/<slug:slug>.<slug:kind>", forwarding_file, name="registration_forwarding_file"),
]
