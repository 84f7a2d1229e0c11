"""The verbs of travel support: asking, taking back, and what the coordinators decide."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.registration import permissions, rules
from dialogues.registration.emails import tell
from dialogues.registration.models import Registration, RegistrationState
from dialogues.travel.models import TravelRequest, TravelState
from organizations.models import User
from portal.records import InvalidMove, move

T = TravelState
S = RegistrationState
ASKABLE = (S.SUBMITTED, S.FORWARDED, S.APPROVED, S.WAITING)


def may_ask(registration: Registration) -> bool:
    """Whether support can be asked for it now, or was."""
    dialogue = registration.dialogue
    return registration.state in ASKABLE and dialogue.takes_place and not dialogue.is_past


@transaction.atomic
def request_support(registration: Registration, *, by: User, amount: str, why: str) -> TravelRequest:
    """Ask for support, for a registration that was sent.

    Raises PermissionDenied unless `by` writes for the organization, InvalidMove when it was asked already or the
    registration is no longer on its way, ValidationError by field when words are missing or too long.
    """
    registration = registration.locked()
    rules.require(permissions.may_write(by, registration.organization))
    rules.require_state(registration, *ASKABLE)
    rules.require_ahead(registration.dialogue)
    _require_words(amount=amount, why=why)
    TravelRequest.objects.get_or_create(registration=registration)
    asked = TravelRequest.objects.get(registration=registration)
    asked.amount, asked.why = amount.strip(), why.strip()
    asked.clean_fields()
    asked = move(
        asked, T.REQUESTED, by=by, requested_at=timezone.now(), covered="", answer="", amount=asked.amount,
        why=asked.why,
    )  # fmt: skip
    tell(registration, "travel")
    return asked


@transaction.atomic
def take_back(asked: TravelRequest, *, by: User) -> TravelRequest:
    """Ask for nothing any more, before it is decided; the words go."""
    rules.require(permissions.may_write(by, asked.registration.organization))
    return move(asked, T.NOT_REQUESTED, by=by, amount="", why="", note="")


def shortlist(asked: TravelRequest, *, by: User) -> TravelRequest:
    """Take it into the closer choice."""
    return _decide(asked, T.SHORTLISTED, by)


@transaction.atomic
def grant(asked: TravelRequest, *, by: User, covered: str) -> TravelRequest:
    """Grant it, saying what is covered. Raises InvalidMove unless the registration is approved."""
    _require_words(covered=covered)
    asked = _locked(asked)
    if asked.registration.state != S.APPROVED:
        raise InvalidMove(_("The registration is not approved: without a seat there is no journey."))
    return _decide(asked, T.GRANTED, by, covered=covered.strip(), decided_at=timezone.now())


def decline(asked: TravelRequest, *, by: User, reason: str) -> TravelRequest:
    """Decline it; the organization reads why."""
    rules.require_reason(reason)
    return _decide(asked, T.DECLINED, by, answer=reason.strip(), decided_at=timezone.now())


def settle(asked: TravelRequest, *, by: User) -> TravelRequest:
    """Note that it is paid and accounted for."""
    return _decide(asked, T.SETTLED, by)


@transaction.atomic
def annotate(asked: TravelRequest, *, by: User, note: str) -> TravelRequest:
    """Keep a note for the coordinators; nobody is told."""
    asked = _locked(asked)
    rules.require(permissions.may_decide(by, asked.registration))
    asked.note = note.strip()
    asked.clean_fields()
    asked.save(update_fields=["note"])
    return asked


@transaction.atomic
def _decide(asked: TravelRequest, state: str, by: User, **changes: Any) -> TravelRequest:
    rules.require(permissions.may_decide(by, asked.registration))
    asked = move(asked, state, by=by, decided_by=by, **changes)
    asked.clean_fields()
    tell(asked.registration, "travel")
    return asked


def _locked(asked: TravelRequest) -> TravelRequest:
    """The request as it stands, behind its registration, which is locked first as when somebody asks."""
    asked.registration.locked()
    locked: TravelRequest = asked.locked()
    return locked


def _require_words(**words: str) -> None:
    missing = {name: _("This field is required.") for name, typed in words.items() if not typed.strip()}
    if missing:
        raise ValidationError(missing)
