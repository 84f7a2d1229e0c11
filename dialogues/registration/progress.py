"""Where a registration stands, for the people who sent it: what happens next, and what happened so far."""

from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.registration.models import Registration, RegistrationState
from portal import audit

S = RegistrationState
# What comes after what, with the state in which each step is the present one.
WAY = (
    (S.DRAFT, _("You send the form"), _("Before registration closes")),
    (S.SUBMITTED, _("The coordinators check it"), _("In the order in which it arrived")),
    (S.FORWARDED, _("The Extended Bureau decides"), _("Where the dialogue needs it")),
    (S.APPROVED, _("Badge or online link"), _("Here in the desk, before the day")),
)
WAITING = (S.WAITING, _("Waiting for a seat"), _("Approved by itself when enough seats are free"))


# What is told of events that move nothing.
WITHOUT_MOVE = {
    "change": _("Delegates changed"),
    "add_delegate": _("Delegate added by the coordinators"),
    "follow_up": _("Arrival and needs told"),
    "letter": _("Letter for a visa issued"),
}


class Step(NamedTuple):
    """One step of the way: its words, a note, and whether it is `done`, `now` or neither."""

    words: str | Promise
    note: str | Promise
    place: str


class Event(NamedTuple):
    """Something that happened, and the reason that was given."""

    at: datetime
    words: str | Promise
    reason: str


def steps(state: str) -> list[Step]:
    """What happens next, from this state on; nothing when it has ended."""
    way = [*WAY[:3], WAITING, WAY[3]] if state == S.WAITING else list(WAY)
    states: list[str] = [step[0] for step in way]
    if state not in states:
        return []
    now = states.index(state)
    places = ["done"] * now + ["now"] + [""] * (len(way) - now - 1)
    return [Step(words, note, place) for (_state, words, note), place in zip(way, places, strict=True)]


def history(registration: Registration) -> list[Event]:
    """What happened, oldest first. Who of the coordinators acted is not told."""
    found = [(event, words_of(event.verb, event.after)) for event in audit.history(registration)]
    return [Event(event.at, words, event.reason) for event, words in found if words]


def words_of(verb: str, after: str) -> str | Promise:
    """What an event means to the organization; empty for what is the coordinators' own business."""
    states = dict(RegistrationState.choices) | {S.DRAFT: _("Draft begun")}
    return states.get(after, "") if after else WITHOUT_MOVE.get(verb, "")
