"""Who may do what with a nomination. Drafting: editors; sending and withdrawing: signatories and owners."""

from typing import Any

from dialogues import coordinators
from dialogues.nominations.calls import NamesShown, NominationCall
from dialogues.nominations.models import DECIDED, Nomination
from dialogues.pages import DialoguePage
from dialogues.registration.permissions import is_involved, may_send, may_write
from organizations.people.permissions import verified_addresses

__all__ = ["coordinates", "is_involved", "may_decide", "may_send", "may_write", "reads_names", "reads_results"]
DECIDE = "dialogues.decide_nomination"


def coordinates(user: Any, dialogue: DialoguePage) -> bool:
    """Whether this person decides on nominations for this dialogue."""
    return coordinators.coordinates(user, dialogue, DECIDE)


def may_decide(user: Any, nomination: Nomination) -> bool:
    """Score, shortlist, invite: a coordinator of its dialogue who is not the nominee and does not act for the
    organization that nominated."""
    concerned = is_involved(user, nomination.organization) or nomination.email in verified_addresses(user)
    return coordinates(user, nomination.call.dialogue) and not concerned


def reads_names(nomination: Nomination, *, scored: bool) -> bool:
    """Whether a coordinator reads who is nominated: on the shortlist, and before if the call says so to who scored."""
    call: NominationCall = nomination.call
    return nomination.state in DECIDED or (scored and call.names_shown == NamesShown.AFTER_SCORE)


def reads_results(nomination: Nomination, *, scored: bool, involved: bool) -> bool:
    """Whether a coordinator reads what the others gave: nobody follows anybody before they gave their own points, and
    nobody who acts for the organization reads what was thought of its nominee."""
    return not involved and (scored or nomination.state != Nomination.State.SUBMITTED)
