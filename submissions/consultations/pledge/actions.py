"""A State takes the pledge, tells how far it is, may withdraw it: through its focal point, or a coordinator for it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.models import User
from portal import audit, records
from portal.mechanism.models import State
from portal.records import InvalidMove
from submissions.consultations.pledge.models import Pledge, PledgeStep, Told
from submissions.consultations.replying import speaks_for
from submissions.consultations.status import today

ToldT = TypeVar("ToldT", bound=Told)


@dataclass(frozen=True)
class Word:
    """What somebody says for a State: for which day, which office, and where everybody can read it."""

    day: date
    office: str
    source_address: str = ""


@transaction.atomic
def take(country: State, said: Word, *, by: User, form_key: UUID | None = None) -> Pledge:
    """Put on record that a State took the pledge. Raises PermissionDenied, InvalidMove when it had taken it already,
    ValidationError for a day to come or a missing source.
    """
    new = Pledge(country=country, taken_on=said.day)
    if (sent := _sent_before(new, form_key)) is not None:
        return sent
    return _store(new, country, said, by, form_key, "take_pledge")


@transaction.atomic
def report(
    pledge: Pledge, point: str, progress: str, said: Word, *, by: User, form_key: UUID | None = None
) -> PledgeStep:
    """Add how far one point is kept; what was said before stays. Raises as `take` does, InvalidMove once the pledge was
    withdrawn.
    """
    new = PledgeStep(pledge=pledge, point=point, progress=progress, as_of=said.day)
    if (sent := _sent_before(new, form_key)) is not None:
        return sent
    if pledge.locked().state == Pledge.State.WITHDRAWN:
        raise InvalidMove(_("This pledge was withdrawn."))
    return _store(new, pledge.country, said, by, form_key, "report_pledge")


@transaction.atomic
def withdraw(pledge: Pledge, *, by: User, reason: str) -> Pledge:
    """Take the pledge back; everybody reads when and why, and no longer what was said of its points.

    The State can take it anew. Raises PermissionDenied, InvalidMove when it was withdrawn already.
    """
    own = speaks_for(by, pledge.country)
    if not own and not by.has_perm("submissions.verify_claim"):
        raise PermissionDenied
    said: dict[str, Any] = {"withdrawn_at": timezone.now(), "withdrawn_because": reason, "withdrawn_for_state": not own}
    return records.move(pledge, Pledge.State.WITHDRAWN, by=by, reason=reason, public=True, **said)


def _sent_before(new: ToldT, form_key: UUID | None) -> ToldT | None:
    """The row that the same form made already."""
    return type(new)._default_manager.filter(form_key=form_key).first() if form_key else None


def _store(new: ToldT, country: State, said: Word, by: User, form_key: UUID | None, verb: str) -> ToldT:
    own = speaks_for(by, country)
    if not own and not by.has_perm("submissions.verify_claim"):
        raise PermissionDenied
    if said.day > today():
        raise ValidationError({"day": _("This day is still to come.")})
    new.office, new.source_address = said.office, said.source_address
    new.told_by, new.on_behalf, new.form_key = by, not own, form_key
    new.validate_constraints(exclude={"form_key", "country"})
    try:
        with transaction.atomic():
            new.save()
    except IntegrityError:
        if (sent := _sent_before(new, form_key)) is not None:  # the other of two clicks was faster
            return sent
        raise InvalidMove(_("This State took the pledge already.")) from None
    audit.record(new if isinstance(new, Pledge) else new.pledge, verb, by=by, public=True)  # type: ignore[attr-defined]
    return new
