"""A coordinator adds one more person to a delegation: who speaks on a panel has to be let in."""

from django.db import transaction
from django.utils.translation import gettext as _

from dialogues.pages import DialoguePage
from dialogues.registration import permissions, rules, seats
from dialogues.registration.models import Delegate, Registration
from organizations.models import User
from portal import audit
from portal.records import InvalidMove

S = Registration.State


@transaction.atomic
def add_delegate(registration: Registration, delegate: Delegate, *, by: User) -> Registration:
    """Put `delegate` (not stored yet) on a delegation that was sent in; an approved one stays approved if there is a
    seat. Who is on it already is not added twice.

    Raises InvalidMove with what stands against it: the state, no free seat, the dialogue is over; ValidationError when
    the delegation is full; PermissionDenied for who does not decide on it.
    """
    dialogue = DialoguePage.objects.select_for_update(of=("self",)).get(pk=registration.dialogue_id)
    registration = registration.locked()
    registration.dialogue = dialogue
    rules.require(permissions.may_decide(by, registration))
    present = list(registration.delegates.all())
    if delegate.email in {one.email for one in present}:
        return registration
    rules.require_state(registration, S.SUBMITTED, S.APPROVED)
    if dialogue.is_past:
        raise InvalidMove(_("The dialogue is over."))
    rules.require_delegates(dialogue, [*present, delegate])
    _require_seat(registration, delegate)
    delegate.registration = registration
    delegate.full_clean(exclude=["registration"])
    delegate.save()
    audit.record(registration, "add_delegate", by=by)
    return registration


def _require_seat(registration: Registration, delegate: Delegate) -> None:
    """Raise InvalidMove when an approved delegation would take a seat that there is not."""
    of_mode = seats.of_dialogue(registration.dialogue)[delegate.mode]
    if registration.state == S.APPROVED and of_mode.free == 0:
        raise InvalidMove(_("There is no free seat (%(mode)s).") % {"mode": of_mode.label})
