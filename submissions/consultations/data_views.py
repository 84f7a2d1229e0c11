"""The tracker without a language: as files of exactly what was filtered, and the history of a State as a feed."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_safe

from portal import exports, feeds
from portal.mechanism.models import State
from submissions.consultations import data, roll
from submissions.consultations.feeds import StateFeed
from submissions.consultations.filters import Narrowing, narrowing_of, unknown_values
from submissions.consultations.roll import Row

Make = Callable[[Iterable[Row], Narrowing, str], exports.Export]


def file_of(request: HttpRequest, kind: str, make: Make) -> HttpResponseBase:
    """A file about the States that were asked for, in the order of the page; `state` (KEN) asks for one."""
    instruments = roll.instruments()
    wrong = unknown_values(request.GET, instruments)
    if wrong:
        return exports.refused(wrong)
    narrowing = narrowing_of(request.GET, instruments)
    with translation.override(settings.LANGUAGE_CODE):
        rows = roll.ordered(roll.narrowed(roll.all_rows(narrowing), narrowing), narrowing)
    if asked := request.GET.get("state", ""):
        rows = [row for row in rows if row.state.iso3 == asked.upper()]
    return exports.respond(request, make(rows, narrowing, request.GET.urlencode()), kind)


@require_safe
def tracker_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The computed status of each State and cluster."""
    return file_of(request, kind, data.tracker_export)


@require_safe
def reports_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Reports that are shown one by one, with the reply that stands beside each."""
    return file_of(request, kind, data.reports_export)


@require_safe
def replies_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What States replied."""
    return file_of(request, kind, data.replies_export)


@require_safe
def reviews_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Where reviews stand."""
    return file_of(request, kind, data.reviews_export)


@require_safe
def parties_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What States are bound by."""
    return file_of(request, kind, data.parties_export)


@require_safe
def focal_points_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Who speaks for States."""
    return file_of(request, kind, data.focal_points_export)


@require_safe
def state_feed(request: HttpRequest, iso3: str) -> HttpResponse:
    """What happened on the record of one State, as Atom. The address is in lower case."""
    state = get_object_or_404(State, iso3=iso3.upper() if iso3 == iso3.lower() else "")
    return feeds.respond(request, StateFeed(state))
