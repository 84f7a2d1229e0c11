"""What an organization does with its nominations: draft, send, withdraw. The call is locked first, so that no two of
them take the last place."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.nominations import emails, rules
from dialogues.nominations.calls import NominationCall
from dialogues.nominations.models import Nomination, NominationState
from dialogues.nominations.permissions import may_send, may_write
from dialogues.registration.rules import require, require_state
from organizations.models import Organization, User
from portal import audit
from portal.records import InvalidMove, move

S = NominationState
# What an organization fills in.
FIELDS = (
    "panel", "name", "email", "position", "languages", "country", "kind", "first_time", "expertise", "consent",
)  # fmt: skip


@transaction.atomic
def start_draft(
    call: NominationCall,
    organization: Organization,
    *,
    by: User,
    values: Mapping[str, Any],
    form_key: UUID | None = None,
) -> Nomination:
    """Begin a nomination with `values` (see FIELDS); the same `form_key` gives the same draft again.

    Raises ValidationError when the organization is not verified or a value does not fit, InvalidMove when the form was
    used for one that was sent since, and PermissionDenied when `by` does not write for the organization.
    """
    require(may_write(by, organization))
    rules.require_verified(organization)
    mine = Nomination.objects.filter(call=call, organization=organization, form_key=form_key)
    same = mine.first() if form_key else None
    if same is not None:
        return save_draft(same, by=by, values=values)
    nomination = Nomination(call=call, organization=organization, form_key=form_key)
    _fill(nomination, values)
    try:
        with transaction.atomic():
            nomination.save()
    except IntegrityError:  # the same form, sent a second time while the first was being stored
        raise InvalidMove(_("This form was sent before. Open it anew.")) from None
    audit.record(nomination, "start", by=by, after=nomination.state)
    return nomination


@transaction.atomic
def save_draft(nomination: Nomination, *, by: User, values: Mapping[str, Any]) -> Nomination:
    """Store what was written so far. Raises InvalidMove when it was sent already."""
    nomination = nomination.locked()
    require(may_write(by, nomination.organization))
    require_state(nomination, S.DRAFT)
    _fill(nomination, values)
    nomination.save(update_fields=FIELDS)
    return nomination


@transaction.atomic
def submit(nomination: Nomination, *, by: User) -> Nomination:
    """Send a draft to the coordinators; the members get a receipt.

    Raises ValidationError after the deadline, where something is missing, when the organization sent as many as it may
    or is not verified; InvalidMove when it was sent already; PermissionDenied when `by` may not send for it.
    """
    call = NominationCall.objects.select_for_update().get(pk=nomination.call_id)
    nomination = nomination.locked()
    nomination.call = call
    require(may_send(by, nomination.organization))
    require_state(nomination, S.DRAFT)
    rules.require_verified(nomination.organization)
    rules.require_open(call)
    rules.require_whole(nomination)
    rules.require_room(nomination)
    nomination = move(nomination, S.SUBMITTED, by=by, submitted_by=by, submitted_at=timezone.now())
    emails.received(nomination)
    return nomination


@transaction.atomic
def withdraw(nomination: Nomination, *, by: User) -> Nomination:
    """Take back what was sent, before it is on the shortlist. Raises InvalidMove later than that."""
    require(may_send(by, nomination.organization))
    return move(nomination, S.WITHDRAWN, by=by)


@transaction.atomic
def discard(nomination: Nomination, *, by: User) -> None:
    """Delete a draft with all that it says about a person. Raises InvalidMove when it was sent already."""
    nomination = nomination.locked()
    require(may_write(by, nomination.organization))
    require_state(nomination, S.DRAFT)
    audit.record(nomination, "discard", by=by, before=nomination.state)
    nomination.delete()


def _fill(nomination: Nomination, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        setattr(nomination, name, values.get(name, getattr(nomination, name)))
    empty = {name for name in FIELDS if not getattr(nomination, name)}
    nomination.clean_fields(exclude=empty)
