"""Giving and ending roles: the only two ways in which somebody comes to run the portal, or stops to."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.assignments import Assignment, Duty
from organizations.users import User
from portal import audit
from portal.mechanism.models import State
from portal.records import InvalidMove

# The group of Django permissions that goes with a role; what is in it is said in home/roles.py.
GROUPS = {
    Duty.COORDINATOR: "Coordinators",
    Duty.SAFETY: "Safety officers",
    Duty.ADMINISTRATOR: "Administrators",
}


def group_of(duty: str, dialogue_key: UUID | None) -> str:
    """The name of the group that goes with a role; empty where there is none."""
    return f"Dialogue {dialogue_key}" if duty == Duty.DIALOGUE else GROUPS.get(Duty(duty), "")


@transaction.atomic
def give(
    user: User,
    duty: str,
    *,
    by: Any,
    reason: str,
    dialogue_key: UUID | None = None,
    country: State | None = None,
) -> Assignment:
    """Give `user` a role; `by` is the administrator, or None for the portal itself (installation, demo).

    Raises InvalidMove when they hold it already, ValidationError without its State or dialogue or for a closed account,
    and PermissionDenied for who gives no roles, and for everybody's own roles: two people stand behind each.
    """
    _require_giver(by, user, reason)
    if not user.is_active:
        raise ValidationError(_("This account is closed."))
    assignment = Assignment(
        user=user, duty=duty, given_by=by, reason=reason, dialogue_key=dialogue_key, country=country
    )
    try:
        with transaction.atomic():
            assignment.save()
    except IntegrityError:
        if Assignment.objects.active().filter(user=user, duty=duty, dialogue_key=dialogue_key).exists():
            raise InvalidMove(_("This person has this role already.")) from None
        raise ValidationError(_("Choose the State or the dialogue that goes with this role.")) from None
    if name := group_of(duty, dialogue_key):
        user.groups.add(Group.objects.get_or_create(name=name)[0])
    audit.record(assignment, "give", by=by, after=duty, reason=reason, data=_told(assignment))
    return assignment


@transaction.atomic
def end(assignment: Assignment, *, by: Any, reason: str) -> Assignment:
    """End a role. Raises InvalidMove when it has ended already, and PermissionDenied as `give` does."""
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    _require_giver(by, assignment.user, reason)
    if assignment.ended_at is not None:
        raise InvalidMove(_("This role has ended already."))
    assignment.ended_at, assignment.ended_by, assignment.end_reason = timezone.now(), by, reason
    assignment.save(update_fields=["ended_at", "ended_by", "end_reason"])
    if name := group_of(assignment.duty, assignment.dialogue_key):
        assignment.user.groups.remove(*Group.objects.filter(name=name))
    audit.record(assignment, "end", by=by, before=assignment.duty, reason=reason, data=_told(assignment))
    return assignment


def _require_giver(by: Any, user: User, reason: str) -> None:
    if not reason.strip():
        raise ValidationError(_("Say why."))
    if by is not None and (by.pk == user.pk or not by.has_perm("organizations.assign_duty")):
        raise PermissionDenied


def _told(assignment: Assignment) -> dict[str, str]:
    """What the account of it keeps, without a name: the State or the dialogue."""
    return {
        "dialogue": str(assignment.dialogue_key or ""),
        "state": assignment.country.iso3 if assignment.country else "",
    }
