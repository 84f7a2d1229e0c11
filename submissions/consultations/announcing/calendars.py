"""Consultations to come as iCalendar (RFC 5545) and as Atom (RFC 4287): what is published, and nothing else.

An entry keeps its name for ever. Its stamp is that of its last change in public, so that an unchanged file is byte for
byte the same. One event spans the days on which one can take part and blocks nobody's time.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from portal.feeds import LanguageFeed
from submissions.consultations.announcing.data import page_of
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.announcing.words import title_of, words_of
from submissions.consultations.feeds import QuietAtom

PRODID = "-//Civil Society Portal//Consultations to come//EN"
REFRESH = timedelta(hours=12)
SHOWN = 50
MOST = 500  # events of a calendar


def shown() -> list[Announcement]:
    """What the calendar holds: all that is published, the latest ends first."""
    found = Announcement.objects.public().for_lists().order_by("-closes_at", "-pk")
    return list(found[:MOST])


def tag_of(found: list[Announcement]) -> str:
    """Another one as soon as an announcement is added, changed or withdrawn."""
    stamps = " ".join(f"{one.uuid} {one.changed_at}" for one in found)
    return f'"{sha256(stamps.encode()).hexdigest()[:32]}"'


def as_calendar(found: list[Announcement]) -> Calendar:
    """A calendar of these."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("name", settings.PORTAL_NAME)
    calendar.add("x-wr-calname", settings.PORTAL_NAME)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for one in found:
        calendar.add_component(as_event(one))
    return calendar


def as_event(announcement: Announcement) -> Event:
    """One of them, as whole days where it takes place; without a first day it is the last one alone."""
    event = Event()
    event.add("uid", f"{announcement.uuid}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", announcement.revision)
    changed = announcement.changed_at.astimezone(UTC) if announcement.changed_at else None
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("summary", title_of(announcement))
    event.add("dtstart", announcement.opens_on or announcement.closes_on)
    event.add("dtend", announcement.closes_on + timedelta(days=1))
    address = page_of(announcement)
    event.add("description", f"{words_of(announcement)}\n\n{address}")
    event.add("url", address)
    return event


class AnnouncedFeed(LanguageFeed):
    """What was announced or changed last."""

    feed_type = QuietAtom
    feed_guid = "urn:uuid:9a4d0b52-6f3f-4f0a-8a52-7c7f5d3b1e64"

    def title(self) -> str:
        """What it tells of."""
        return _("Consultations to come")

    def author_name(self) -> str:
        """Who speaks here: the portal."""
        return settings.PORTAL_NAME

    def link(self) -> str:
        """The list, without a language."""
        return f"{settings.BASE_URL}/consultations/announced/"

    def feed_url(self) -> str:
        """The feed itself."""
        return settings.BASE_URL + reverse("consultation_data:announced_feed")

    def items(self) -> list[Announcement]:
        """The newest first."""
        return list(Announcement.objects.public().for_lists().order_by("-changed_at", "-pk")[:SHOWN])

    def item_guid(self, item: Announcement) -> str:
        """The same for ever."""
        return f"urn:uuid:{item.uuid}"

    def item_title(self, item: Announcement) -> str:
        """Who consults about what."""
        return title_of(item)

    def item_description(self, item: Announcement) -> str:
        """Readers of feeds take it for HTML, and it is text."""
        return escape(words_of(item))

    def item_language(self, item: Announcement) -> str:
        """That of what is said about taking part."""
        return item.language

    def item_link(self, item: Announcement) -> str:
        """Its page, without a language."""
        return page_of(item)

    def item_pubdate(self, item: Announcement) -> datetime | None:
        """When it was published."""
        return item.published_at

    def item_updateddate(self, item: Announcement) -> datetime | None:
        """When it last said something else."""
        return item.changed_at
