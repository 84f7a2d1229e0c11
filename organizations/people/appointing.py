"""Coordinators name an owner: where nobody is left who could, or where the one who is has lost the account."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from organizations import emails
from organizations.models import Invitation, Membership, Organization, Role, User
from organizations.people import actions, invitations
from organizations.people.permissions import active_members
from organizations.permissions import is_involved
from portal import audit
from portal.records import InvalidMove

NOT_YOURS = _("You act for this organization: its owners decide, or another coordinator.")
OWNS_IT = _("This person owns the organization already.")
MERGED = _("This record was merged into another one. Name an owner there.")


@transaction.atomic
def appoint(organization: Organization, email: str, *, by: User, reason: str, language: str) -> Membership | Invitation:
    """Make the member with this address owner, or invite the address to be; all who act for it get mail.

    Others stay what they are: the new owner decides about them. Raises PermissionDenied for who verifies no
    organizations, InvalidMove when `by` acts for it or it was merged, ValidationError, by field, without a reason or
    for an owner.
    """
    if not by.has_perm("organizations.verify_organization"):
        raise PermissionDenied
    if is_involved(by, organization):
        raise InvalidMove(NOT_YOURS)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that the organization can understand it.")})
    organization, email = organization.locked(), email.strip().lower()
    if organization.state == Organization.State.MERGED:
        raise InvalidMove(MERGED)
    member = active_members(organization).filter(user__email=email, user__is_active=True).first()
    if member is None:
        named: Membership | Invitation = invitations.offer(organization, email, Role.OWNER, language=language, by=by)
    elif member.role == Role.OWNER:
        raise ValidationError({"email": OWNS_IT})
    else:
        named = actions.set_role(member, Role.OWNER, by=by)
    audit.record(organization, "appoint", by=by, reason=reason)
    emails.owner_appointed(organization)
    return named
