"""Who is reminded of what: drafts of the end of registration, approved delegations of the day. Once for each occasion.

A reminder goes out in a window: from its moment on, until the next one's. What has come about inside the window is
not reminded of: whoever begins a draft two days before the end has just read the date.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from dialogues.pages import NOT_HELD, DialoguePage
from dialogues.registration import emails
from dialogues.registration.models import Registration, RegistrationState
from dialogues.registration.reminders import Occasion, Reminder
from portal.dates import VIENNA

S = RegistrationState
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rule:
    """One occasion: from how long before the moment of the dialogue in `field` on, and until how long before."""

    occasion: str
    field: str
    before: timedelta
    until: timedelta
    state: str
    since: str  # the field that says since when the registration stands as it does


RULES = (
    Rule(Occasion.CLOSING_WEEK, "registration_closes_at", timedelta(days=7), timedelta(days=1), S.DRAFT, "created_at"),
    Rule(Occasion.CLOSING_DAY, "registration_closes_at", timedelta(days=1), timedelta(0), S.DRAFT, "created_at"),
    Rule(Occasion.COMING_DAYS, "starts_at", timedelta(days=3), timedelta(days=1), S.APPROVED, "decided_at"),
    Rule(Occasion.COMING_DAY, "starts_at", timedelta(days=1), timedelta(0), S.APPROVED, "decided_at"),
)


def due(rule: Rule, now: datetime) -> QuerySet[Registration]:
    """The registrations that this rule reminds now and has not reminded of this day yet."""
    moment = f"dialogue__{rule.field}"
    inside = Q(**{f"{moment}__gt": now + rule.until, f"{moment}__lte": now + rule.before})
    takes_place = Q(dialogue__live=True) & ~Q(dialogue__status__in=NOT_HELD)
    known = ~Q(dialogue__date_precision=DialoguePage.Precision.MONTH)
    stood = Q(**{f"{rule.since}__lt": F(moment) - rule.before})
    rows = Registration.objects.filter(inside, takes_place, known, stood, state=rule.state)
    return rows.select_related("dialogue", "organization").order_by("pk")


def remind_all() -> int:
    """Remind whoever is due now; how many registrations that were. One that fails is left for the next round."""
    now = timezone.now()
    return sum(reminded(registration, rule) for rule in RULES for registration in fresh(rule, now))


def reminded(registration: Registration, rule: Rule) -> bool:
    """Whether it was reminded. What went wrong is logged without words of the problem, which may hold an address."""
    try:
        return remind(registration, rule)
    except Exception as problem:  # whatever it is, the others are reminded all the same
        log.error("registration %s: no reminder of %s (%s)", registration.uuid, rule.occasion, type(problem).__name__)
        return False


def fresh(rule: Rule, now: datetime) -> Iterator[Registration]:
    """Those that are due and have not been reminded of the day of their dialogue as it is now."""
    dialogues = DialoguePage.objects.filter(pk__in=due(rule, now).order_by().values("dialogue"))
    for dialogue in dialogues:
        day = day_of(rule, dialogue)
        told = Reminder.objects.filter(registration=OuterRef("pk"), occasion=rule.occasion, day=day)
        yield from due(rule, now).filter(~Exists(told), dialogue=dialogue)


def day_of(rule: Rule, dialogue: DialoguePage) -> Any:
    """The day of the occasion in Vienna."""
    return getattr(dialogue, rule.field).astimezone(VIENNA).date()


@transaction.atomic
def remind(registration: Registration, rule: Rule) -> bool:
    """Write to its people, once; False when another worker has done so, or it stands elsewhere by now."""
    try:
        with transaction.atomic():
            Reminder.objects.create(
                registration=registration, occasion=rule.occasion, day=day_of(rule, registration.dialogue)
            )
    except IntegrityError:
        return False
    if registration.locked().state != rule.state:
        transaction.set_rollback(True)
        return False
    if rule.state == S.DRAFT:
        emails.closing(registration)
    else:
        emails.coming(registration)
    return True
