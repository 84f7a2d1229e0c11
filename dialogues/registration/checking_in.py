"""Checking a delegate in on the day, once, and taking that back. Two helpers with the same list have one truth."""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues import coordinators
from dialogues.pages import DialoguePage
from dialogues.registration.door import DECIDE, dialogues_of
from dialogues.registration.kept import NAMELESS
from dialogues.registration.models import Delegate, Registration
from dialogues.registration.permissions import is_involved
from organizations.models import User
from portal import audit
from portal.dates import format_moment
from portal.records import InvalidMove

AROUND = timedelta(hours=24)
# Without signs that one takes for another when a letter is read aloud.
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
S = Registration.State


class Arrival(NamedTuple):
    """A delegate who is checked in, and whether that was so before."""

    delegate: Delegate
    again: bool


def window(dialogue: DialoguePage) -> tuple[datetime, datetime]:
    """From when to when people are checked in: a day before the start until a day after the end."""
    return dialogue.starts_at - AROUND, dialogue.ends_at + AROUND


@transaction.atomic
def check_in(delegate: Delegate, *, by: User) -> Arrival:
    """Note that a delegate came. A second time changes nothing and says so; one event is kept.

    Raises InvalidMove with what stands against it in words (see `problem_with`), and PermissionDenied for who does not
    stand at the door of this dialogue.
    """
    found = _locked(delegate, by)
    if found.checked_in_at is not None:
        return Arrival(found, again=True)
    if problem := problem_with(found, by):
        raise InvalidMove(problem)
    found.checked_in_at, found.checked_in_by, found.letter_number = timezone.now(), by, _new_number()
    found.save(update_fields=["checked_in_at", "checked_in_by", "letter_number"])
    audit.record(found, "check_in", by=by)
    return Arrival(found, again=False)


@transaction.atomic
def undo_check_in(delegate: Delegate, *, by: User, reason: str) -> Delegate:
    """Take a check-in back that was a mistake: the number of the letter ends with it.

    Raises ValidationError without a reason, InvalidMove when the person is not checked in, and PermissionDenied as
    `check_in` does.
    """
    found = _locked(delegate, by)
    if not reason.strip():
        raise ValidationError(_("Say why: it is kept in the account of this person’s check-in."))
    if found.checked_in_at is None:
        raise InvalidMove(_("%(name)s is not checked in.") % {"name": found.name})
    found.checked_in_at = found.checked_in_by = found.letter_number = None
    found.save(update_fields=["checked_in_at", "checked_in_by", "letter_number"])
    audit.record(found, "undo_check_in", by=by, reason=reason)
    return found


def problem_with(delegate: Delegate, by: User) -> str:
    """Why this person cannot be checked in by `by` now, in words; empty when nothing stands against it."""
    registration = delegate.registration
    return (
        _of_registration(registration)
        or _of_dialogue(registration.dialogue)
        or _of_person(delegate)
        or _of_helper(delegate, by)
    )


def _of_registration(registration: Registration) -> str:
    if registration.state == S.APPROVED:
        return ""
    if registration.state == S.CANCELLED:
        return _("This registration was cancelled.")
    state = registration.get_state_display()
    return _("This delegation is not approved. Its registration is “%(state)s”.") % {"state": state}


def _of_dialogue(dialogue: DialoguePage) -> str:
    if not dialogue.takes_place:
        return _("The dialogue does not take place: it is “%(status)s”.") % {"status": dialogue.get_status_display()}
    opens, closes = window(dialogue)
    if opens <= timezone.now() <= closes:
        return ""
    moments = {"from": format_moment(opens), "until": format_moment(closes)}
    return _("Not today: people are checked in from %(from)s until %(until)s.") % moments


def _of_person(delegate: Delegate) -> str:
    return _("The name of this person was deleted when its time was over.") if delegate.name == NAMELESS else ""


def _of_helper(delegate: Delegate, by: User) -> str:
    if is_involved(by, delegate.registration.organization):
        return _("You act for this organization, so somebody else checks its people in.")
    online = delegate.mode == Delegate.Mode.ONLINE
    if online and not coordinators.coordinates(by, delegate.registration.dialogue, DECIDE):
        return _("This person takes part online. The coordinators note who was there.")
    return ""


def _locked(delegate: Delegate, by: User) -> Delegate:
    """The delegate as the database has them now: the registration locked first, as whoever changes it does."""
    registration = Registration.objects.select_for_update(of=("self",)).filter(pk=delegate.registration_id)
    held = registration.select_related("dialogue", "organization").get()
    if not dialogues_of(by, DialoguePage.objects.filter(pk=held.dialogue_id)).exists():
        raise PermissionDenied
    found = Delegate.objects.select_for_update().filter(pk=delegate.pk).first()
    if found is None:
        raise InvalidMove(_("This person was taken off the delegation."))
    found.registration = held
    return found


def _new_number() -> str:
    """A number that nobody guesses, for the letter of attendance."""
    return "".join(secrets.choice(SIGNS) for _place in range(10))
