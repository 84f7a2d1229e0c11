"""Dialogues as iCalendar (RFC 5545): one file to subscribe to, and one for each dialogue.

Stamps are those of the last publication, not of the moment of asking, so that an unchanged file is byte for byte the
same and its ETag holds. Hours are those of Vienna, with the rules of its daylight saving in the file: a calendar that
knows no zone names would let them float. A dialogue of which only the month is known has no day to stand on, and is
left out.
"""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event, vText

from dialogues.models import DialoguePage, DialogueStatus
from portal.dates import VIENNA
from portal.writable import to_ical

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


def shown() -> QuerySet[DialoguePage]:
    """The published dialogues of which at least the day is known."""
    known = DialoguePage.objects.published().exclude(date_precision=DialoguePage.Precision.MONTH)
    return known.order_by("starts_at", "pk")


@require_safe
def of_all(request: HttpRequest) -> HttpResponse:
    """All dialogues, to subscribe to."""
    return answer(request, list(shown()), "dialogues.ics")


@require_safe
def of_dialogue(request: HttpRequest, slug: str) -> HttpResponse:
    """One dialogue."""
    pages = list(shown().filter(slug=slug))
    if not pages:
        raise Http404
    return answer(request, pages, f"{slug}.ics")


def answer(request: HttpRequest, pages: list[DialoguePage], name: str) -> HttpResponse:
    """These dialogues as a file; 304 when the reader has it as it is.

    The ETag is another one as soon as a dialogue is added, taken off or published again.
    """
    stamps = " ".join(f"{page.pk} {page.last_published_at.isoformat()}" for page in pages)
    etag = f'"{sha256(stamps.encode()).hexdigest()[:32]}"'
    changed = max((int(page.last_published_at.timestamp()) for page in pages), default=0)
    with translation.override(settings.LANGUAGE_CODE):
        response = HttpResponse(to_ical(as_calendar(pages)), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(changed)
    return get_conditional_response(request, etag=etag, last_modified=changed, response=response) or response


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
    return with_zones(calendar)


def invitation(page: DialoguePage, *, to: str, method: str) -> str:
    """The calendar part of a mail to one address: REQUEST puts the dialogue there, CANCEL takes it out (RFC 5546).

    Empty where the day is not known, since then there is nothing to put anywhere.
    """
    if page.date_precision == DialoguePage.Precision.MONTH:
        return ""
    calendar, event = Calendar(), as_event(page)
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event.add("organizer", f"mailto:{settings.PORTAL_CONTACT}")
    event.add("attendee", f"mailto:{to}")
    if method == "CANCEL":
        event["status"] = vText("CANCELLED")
    calendar.add_component(event)
    return to_ical(with_zones(calendar)).decode()


def with_zones(calendar: Calendar) -> Calendar:
    """The calendar with the rules of the zones that it uses, for the time that its events span."""
    days = [event.decoded("dtstart") for event in calendar.walk("VEVENT")]
    dates = [day.date() if isinstance(day, datetime) else day for day in days]
    if dates:
        calendar.add_missing_timezones(date(min(dates).year, 1, 1), date(max(dates).year + 1, 1, 1))
    for zone in calendar.walk("VTIMEZONE"):
        zone.pop("comment", None)  # the library's own name and version: no business of readers
    return calendar


def as_event(page: DialoguePage) -> Event:
    """One dialogue: in Vienna time where its hours are known, otherwise as whole days."""
    address = settings.BASE_URL + reverse("wagtail_serve", args=[page.address])
    event = Event()
    event.add("uid", f"{page.translation_key}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", page.calendar_sequence)
    event.add("dtstamp", page.last_published_at.astimezone(UTC))
    event.add("last-modified", page.last_published_at.astimezone(UTC))
    event.add("status", STATUS[page.status])
    event.add("summary", f"{PREFIX.get(page.status, '')}{page.title}")
    if page.date_precision == DialoguePage.Precision.TIME:
        event.add("dtstart", page.starts_at.astimezone(VIENNA))
        event.add("dtend", page.ends_at.astimezone(VIENNA))
    else:
        event.add("dtstart", page.starts_at.astimezone(VIENNA).date())
        event.add("dtend", page.ends_at.astimezone(VIENNA).date() + timedelta(days=1))
    place = ", ".join(filter(None, [page.venue, str(page.get_attendance_display())]))
    event.add("location", place)
    event.add("description", "\n\n".join(filter(None, [page.status_note, page.intro, address])))
    event.add("url", address)
    return event
