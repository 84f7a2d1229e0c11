"""The verbs of objections: recording one, noting what became of it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.registration import permissions, rules
from dialogues.registration.models import Registration
from dialogues.registration.objections import Objection, Outcome
from organizations.models import User
from portal import audit
from portal.dates import VIENNA
from portal.records import InvalidMove


@transaction.atomic
def record(registration: Registration, *, by: User, on: date, known: bool, reason: str = "") -> Objection:
    """Put an objection on record.

    Raises PermissionDenied, InvalidMove for a draft, ValidationError for a second one of a day or a day to come.
    """
    rules.require(permissions.may_decide(by, registration))
    _require_past("objected_on", on)
    registration = registration.locked()
    if registration.state == Registration.State.DRAFT:
        raise InvalidMove(_("A draft was not sent to anybody."))
    objection = Objection(
        registration=registration, objected_on=on, objector_known=known, reason=reason.strip(), recorded_by=by
    )
    objection.full_clean(exclude=["recorded_by"])
    objection.save()
    audit.record(registration, "objection", by=by, data={"day": on.isoformat(), "known": known})
    return objection


@transaction.atomic
def settle(objection: Objection, outcome: str, *, by: User, on: date) -> Objection:
    """Note what became of it, once. Raises PermissionDenied, InvalidMove when it is settled, ValidationError."""
    rules.require(permissions.may_decide(by, objection.registration))
    _require_past("settled_on", on)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.outcome != Outcome.OPEN:
        raise InvalidMove(_("It is settled: %s") % objection.get_outcome_display())
    if outcome == Outcome.OPEN:
        raise ValidationError({"outcome": _("Choose what became of it.")})
    objection.outcome, objection.settled_on = outcome, on
    objection.full_clean(exclude=["recorded_by"])
    objection.save(update_fields=["outcome", "settled_on"])
    audit.record(objection.registration, "objection", by=by, after=outcome, data={"day": on.isoformat()})
    return objection


def _require_past(field: str, day: date) -> None:
    if day > timezone.now().astimezone(VIENNA).date():
        raise ValidationError({field: _("This day is still to come.")})
