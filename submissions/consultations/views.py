"""The tracker: the roll of States, the same as a table, and a State's page. The same for every reader."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from portal.mechanism.models import Instrument, RegionalGroup, State
from submissions.consultations import roll, showing, timetable
from submissions.consultations.filters import DELAYS, REVIEW_GROUPS, Narrowing, narrowing_of
from submissions.consultations.history import lately
from submissions.consultations.registry import on_state
from submissions.consultations.status import Status, today

PAGE_SIZE = 25
SHOWN_LATELY = 5


@require_safe
def state_roll(request: HttpRequest) -> HttpResponse:
    """Every State as a tile of the same size, by regional group; how far the reviews are; what changed lately."""
    instruments = roll.instruments()
    narrowing = narrowing_of(request.GET, instruments)
    rows = roll.all_rows(narrowing)
    shown = roll.narrowed(rows, narrowing)
    choices = _choices(narrowing, instruments)
    figures = timetable.figures()
    context = choices | {
        "groups": roll.grouped(rows, shown),
        "figures": [row for row in reversed(figures) if row.topic == timetable.PROGRESSING and row.percent is not None],
        "reviews_progressing": timetable.newest_official(figures),
        "launches": timetable.launches(figures),
        "progress": timetable.progress(figures, choices["clusters"], today()),
        "lately": lately(SHOWN_LATELY),
        "total": len(rows),
        "on_record": sum(row.standing.status.on_record for row in rows),
    }
    return render(request, "consultations/state_roll.html", context)


@require_safe
def state_table(request: HttpRequest) -> HttpResponse:
    """The roll as a table that sorts, in pages."""
    instruments = roll.instruments()
    narrowing = narrowing_of(request.GET, instruments)
    rows = roll.ordered(roll.narrowed(roll.all_rows(narrowing), narrowing), narrowing)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "consultations/state_table.html", _choices(narrowing, instruments) | {"page": page})


@require_safe
def state_detail(request: HttpRequest, iso3: str) -> HttpResponse:
    """What is on record about one State; its address is in lower case."""
    state = get_object_or_404(State.objects.select_related("review_group_source"), iso3=iso3.upper())
    if iso3 != iso3.lower():
        return redirect(state, permanent=True)
    context = showing.of_state(state, request.GET.get("page")) | {"state": state, "parts": on_state.parts(state)}
    return render(request, "consultations/state_detail.html", context)


def _choices(narrowing: Narrowing, instruments: list[Instrument]) -> dict[str, Any]:
    """What the roll and the table can be narrowed to."""
    return {
        "narrowing": narrowing,
        "clusters": roll.clusters(),
        "statuses": Status,
        "regions": RegionalGroup,
        "review_groups": REVIEW_GROUPS,
        "instruments": instruments,
        "delays": [(name, words) for name, (words, _told) in DELAYS.items()],
    }
