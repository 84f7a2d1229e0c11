"""A person's own calendar: a secret address that calendars subscribe to, with the dialogues of their delegations.

Only a hash of the secret is stored. Whoever has the address reads the calendar, so it can be replaced at any time.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Calendar, Event, vText

from dialogues.calendar import as_calendar, as_event, with_zones
from dialogues.pages import DialoguePage
from dialogues.registration.models import Registration, RegistrationState
from organizations.models import User
from portal import audit
from portal.dates import VIENNA
from portal.registry import on_calendar

S = RegistrationState
COMING = (S.SUBMITTED, S.FORWARDED, S.APPROVED, S.WAITING)


class CalendarFeed(models.Model):
    """The address of one person's calendar; they have one or none."""

    user = models.OneToOneField(User, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = gettext_lazy("calendar address")

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at:%Y-%m-%d}"


@dataclass(frozen=True)
class Deadline:
    """Something that is due: a name that stays, until when (aware), what, and the page, without a language."""

    uid: str
    at: datetime
    title: str
    address: str


def hashed(token: str) -> str:
    """What is stored of a secret."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def new_address(user: User) -> str:
    """A new secret for this person's calendar, said only now; the one before stops working."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        user=user, defaults={"token_hash": hashed(token), "created_at": timezone.now()}
    )
    audit.record(user, "calendar", by=user)
    return token


@transaction.atomic
def revoke(user: User) -> None:
    """The calendar's address stops working; without one, nothing changes."""
    if CalendarFeed.objects.filter(user=user).delete()[0]:
        audit.record(user, "calendar_end", by=user)


def owner_of(token: str) -> User | None:
    """Whose calendar this secret opens, if anybody's who may still sign in."""
    feed = CalendarFeed.objects.filter(token_hash=hashed(token), user__is_active=True).select_related("user").first()
    return feed.user if feed else None


def calendar_of(user: User) -> Calendar:
    """The dialogues for which the person's organizations registered, and what is due for them."""
    calendar = as_calendar([])
    for registration in registrations_of(user):
        calendar.add_component(own_event(registration))
    for deadline in on_calendar.items(user):
        calendar.add_component(as_deadline(deadline))
    return with_zones(calendar)


def registrations_of(user: User) -> Any:
    """Live ones that were sent, for dialogues of which the day is known."""
    mine = Registration.objects.of_members(user).filter(state__in=COMING, dialogue__live=True)
    known = mine.exclude(dialogue__date_precision=DialoguePage.Precision.MONTH)
    return known.select_related("dialogue", "organization").order_by("dialogue__starts_at", "pk")


def own_event(registration: Registration) -> Event:
    """The dialogue, with how the registration stands; it is sure only once it is approved."""
    event = as_event(registration.dialogue)
    state = registration.get_state_display()
    event["summary"] = vText(f"{registration.dialogue.title} ({state})")
    event["uid"] = vText(f"{registration.uuid}-{event['uid']}")
    if registration.state != S.APPROVED and event["status"] == "CONFIRMED":
        event["status"] = vText("TENTATIVE")
    event["url"] = f"{settings.BASE_URL}/desk/registrations/{registration.uuid}/"
    return event


def as_deadline(deadline: Deadline) -> Event:
    """A moment, in Vienna time."""
    event = Event()
    event.add("uid", deadline.uid)
    event.add("dtstamp", deadline.at)
    event.add("summary", deadline.title)
    event.add("dtstart", deadline.at.astimezone(VIENNA))
    event.add("url", settings.BASE_URL + deadline.address)
    return event


def unsent(user: User) -> Iterator[Deadline]:
    """For the calendar: registrations that are still drafts, with the end of registration."""
    drafts = Registration.objects.of_members(user).filter(state=S.DRAFT, dialogue__live=True)
    for draft in drafts.select_related("dialogue"):
        if draft.dialogue.registration_open:
            words = _("Registration ends: %(dialogue)s") % {"dialogue": draft.dialogue.title}
            address = f"/desk/registrations/{draft.uuid}/"
            yield Deadline(f"end-{draft.uuid}", draft.dialogue.registration_closes_at, words, address)
