"""Dialogues as iCalendar (RFC 5545): one file to subscribe to, and one for each dialogue.

Stamps are those of the last publication, not of the moment of asking, so that an unchanged file is byte for byte the
same and its ETag holds. A dialogue of which only the month is known has no day to stand on, and is left out.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import condition, require_safe
from icalendar import Calendar, Event

from dialogues.models import DialoguePage, DialogueStatus
from portal.dates import VIENNA

PRODID = "-//Civil Society Portal//Constructive dialogues//EN"
REFRESH = timedelta(hours=12)
STATUS = {
    DialogueStatus.CONFIRMED: "CONFIRMED",
    DialogueStatus.PLANNED: "TENTATIVE",
    DialogueStatus.POSTPONED: "TENTATIVE",
    DialogueStatus.CANCELLED: "CANCELLED",
}
# Many calendars drop the status of an event, so that the title has to say it too.
PREFIX = {DialogueStatus.POSTPONED: "Postponed: ", DialogueStatus.CANCELLED: "Cancelled: "}


def shown(request: HttpRequest, slug: str | None = None) -> list[DialoguePage]:
    """The published dialogues with a known day, or the one called `slug`; asked for once in a request."""
    if not hasattr(request, "shown_dialogues"):
        found = DialoguePage.objects.published().exclude(date_precision=DialoguePage.Precision.MONTH)
        found = found.filter(slug=slug) if slug else found
        request.shown_dialogues = list(found.order_by("starts_at", "pk"))
    return request.shown_dialogues


def last_change(request: HttpRequest, slug: str | None = None) -> datetime | None:
    """When one of them was last published."""
    return max((page.last_published_at.replace(microsecond=0) for page in shown(request, slug)), default=None)


def mark(request: HttpRequest, slug: str | None = None) -> str:
    """The ETag: another one as soon as a dialogue is added, taken off or published again."""
    pages = "-".join(f"{page.pk}.{page.last_published_at.isoformat()}" for page in shown(request, slug))
    return f'"{hash_of(pages)}"'


def hash_of(text: str) -> str:
    """A short name for a text."""
    return sha256(text.encode()).hexdigest()[:32]


@require_safe
@condition(etag_func=mark, last_modified_func=last_change)
def of_all(request: HttpRequest) -> HttpResponse:
    """All dialogues, to subscribe to."""
    return answer(shown(request), "dialogues.ics")


@require_safe
@condition(etag_func=mark, last_modified_func=last_change)
def of_dialogue(request: HttpRequest, slug: str) -> HttpResponse:
    """One dialogue."""
    pages = shown(request, slug)
    if not pages:
        raise Http404
    return answer(pages, f"{slug}.ics")


def answer(pages: list[DialoguePage], name: str) -> HttpResponse:
    """These dialogues as a file."""
    with translation.override(settings.LANGUAGE_CODE):
        response = HttpResponse(as_calendar(pages).to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def as_calendar(pages: list[DialoguePage]) -> Calendar:
    """A calendar of these dialogues; it names no participant."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("name", settings.PORTAL_NAME)
    calendar.add("x-wr-calname", settings.PORTAL_NAME)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for page in pages:
        calendar.add_component(as_event(page))
    return calendar


def as_event(page: DialoguePage) -> Event:
    """One dialogue: in UTC where its hours are known, otherwise as whole days."""
    address = settings.BASE_URL + reverse("wagtail_serve", args=[page.address])
    event = Event()
    event.add("uid", f"{page.translation_key}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", page.calendar_sequence)
    event.add("dtstamp", page.last_published_at.astimezone(UTC))
    event.add("last-modified", page.last_published_at.astimezone(UTC))
    event.add("status", STATUS[page.status])
    event.add("summary", f"{PREFIX.get(page.status, '')}{page.title}")
    if page.date_precision == DialoguePage.Precision.TIME:
        event.add("dtstart", page.starts_at.astimezone(UTC))
        event.add("dtend", page.ends_at.astimezone(UTC))
    else:
        event.add("dtstart", page.starts_at.astimezone(VIENNA).date())
        event.add("dtend", page.ends_at.astimezone(VIENNA).date() + timedelta(days=1))
    place = ", ".join(filter(None, [page.venue, str(page.get_attendance_display())]))
    event.add("location", place)
    event.add("description", "\n\n".join(filter(None, [page.status_note, page.intro, address])))
    event.add("url", address)
    return event
