"""The verbs after approval: telling when somebody comes and what they need, and issuing the letter for a visa."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.followup import emails
from dialogues.followup.models import FollowUp, VisaLetter
from dialogues.registration import permissions, rules
from dialogues.registration.models import Delegate, Registration, RegistrationState
from organizations.models import User
from portal import audit
from portal.records import InvalidMove

FIELDS = (
    "arrives_on", "arrives_by", "leaves_on", "leaves_by", "wants_letter", "passport_name", "nationality", "position",
)  # fmt: skip
# A visa takes weeks, and so does a room.
BEFORE = timedelta(days=14)


@transaction.atomic
def save(delegate: Delegate, *, by: User, values: Mapping[str, Any], needs: str) -> FollowUp:
    """Store what one delegate tells (see FIELDS), and their access needs.

    Raises PermissionDenied unless `by` writes for the organization, InvalidMove unless the delegation is approved and
    the delegate comes to Vienna, ValidationError by field.
    """
    registration = delegate.registration.locked()
    rules.require(permissions.may_write(by, registration.organization))
    delegate = require_expected(registration, delegate)
    follow_up = FollowUp.objects.select_for_update().filter(delegate=delegate).first() or FollowUp(delegate=delegate)
    for name in FIELDS:
        setattr(follow_up, name, values.get(name, getattr(follow_up, name)))
    follow_up.updated_at = timezone.now()
    follow_up.full_clean()
    follow_up.save()
    delegate.needs = needs
    delegate.save(update_fields=["needs"])
    audit.record(registration, "follow_up", by=by)
    return follow_up


@transaction.atomic
def issue_letter(delegate: Delegate, *, by: User) -> VisaLetter:
    """Issue the letter that a delegate's follow-up asks for; one that was issued before is replaced.

    A coordinator does it, none of the organization's own people: the portal vouches for somebody towards an embassy.
    Raises PermissionDenied, InvalidMove as `save` does, ValidationError when no letter is asked for.
    """
    registration = delegate.registration.locked()
    rules.require(permissions.may_decide(by, registration))
    delegate = require_expected(registration, delegate)
    asked = FollowUp.objects.filter(delegate=delegate, wants_letter=True).first()
    if asked is None:
        raise ValidationError(_("The organization asks for no letter for this person."))
    VisaLetter.objects.filter(delegate=delegate, replaced_at__isnull=True).update(replaced_at=timezone.now())
    letter = VisaLetter.objects.create(
        registration=registration, delegate=delegate, badge_name=delegate.name, name=asked.passport_name,
        nationality=asked.nationality, position=asked.position, arrives_on=asked.arrives_on,
        leaves_on=asked.leaves_on, issued_by=by,
    )  # fmt: skip
    audit.record(registration, "letter", by=by, data={"letter": letter.number})
    emails.letter_issued(registration)
    return letter


def require_expected(registration: Registration, delegate: Delegate) -> Delegate:
    """The delegate as stored. Raises InvalidMove unless they are approved to come to Vienna, and still to come."""
    rules.require_state(registration, RegistrationState.APPROVED)
    stored = registration.delegates.select_for_update().filter(pk=delegate.pk, mode=Delegate.Mode.ON_SITE).first()
    if stored is None:
        raise InvalidMove(_("This person does not come to Vienna."))
    rules.require_ahead(registration.dialogue)
    return stored
