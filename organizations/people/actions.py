"""What happens among the people of an organization: roles, leaving, handing over.

Every verb locks the organization first, so that two at once come one after the other and an owner is always left.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership, Organization, Role, User
from organizations.people import emails
from organizations.people.permissions import active_members, may_manage, owners
from portal import audit
from portal.records import InvalidMove

NOT_OWNER = _("Only an owner of the organization can do this.")
LAST_OWNER = _("Somebody has to own the organization. Make another person owner first.")
NO_MEMBER = _("This person does not act for the organization any more.")


@transaction.atomic
def change_role(membership: Membership, role: str, *, by: User) -> Membership:
    """Give a member another role; they get mail, and the other owners too when it is ownership.

    Raises InvalidMove when `by` is no owner, the membership has ended, or nobody would own the organization.
    """
    organization, membership = locked(membership)
    if not may_manage(by, organization):
        raise InvalidMove(NOT_OWNER)
    if membership.role == role:
        return membership
    if role != Role.OWNER:
        keep_an_owner(organization, membership)
    return set_role(membership, role, by=by)


def set_role(membership: Membership, role: str, *, by: User) -> Membership:
    """Store another role, write it down and tell by mail. The caller holds the lock and knows that `by` may."""
    before, membership.role = membership.role, Role(role)
    membership.save(update_fields=["role"])
    note("role", membership, by=by, before=before, after=membership.role)
    emails.role_changed(membership, by)
    if membership.role == Role.OWNER:
        emails.owner_added(membership, by)
    return membership


@transaction.atomic
def end(membership: Membership, *, by: User) -> Membership:
    """End a membership: one's own (leaving), or another's as an owner. What the person wrote stays.

    Raises InvalidMove when `by` may not, it has ended already, or nobody would own the organization.
    """
    organization, membership = locked(membership)
    if by != membership.user and not may_manage(by, organization):
        raise InvalidMove(NOT_OWNER)
    keep_an_owner(organization, membership)
    membership.state, membership.ended_at = Membership.State.ENDED, timezone.now()
    membership.save(update_fields=["state", "ended_at"])
    verb = "leave" if by == membership.user else "end"
    note(verb, membership, by=by, before=membership.role)
    emails.membership_ended(membership, by)
    return membership


@transaction.atomic
def hand_over(organization: Organization, to: Membership, *, by: User, become: str) -> Membership:
    """Make another member owner in one's own place, and take the role `become`.

    Raises InvalidMove when `by` is no owner or `to` no longer acts for the organization.
    """
    organization = organization.locked()
    own = active_members(organization).filter(user=by, role=Role.OWNER).first()
    heir = active_members(organization).filter(pk=to.pk, user__is_active=True).exclude(user=by).first()
    if own is None:
        raise InvalidMove(NOT_OWNER)
    if heir is None:
        raise InvalidMove(NO_MEMBER)
    heir = change_role(heir, Role.OWNER, by=by)
    change_role(own, become, by=by)
    return heir


@transaction.atomic
def join(organization: Organization, user: User, role: str, *, by: User) -> Membership:
    """Make a person a member, or raise the role of one who is; the owners are told. The caller holds the lock."""
    order = list(Role)
    standing = active_members(organization).filter(user=user).first()
    if standing:
        if order.index(Role(role)) > order.index(Role(standing.role)):
            before, standing.role = standing.role, Role(role)
            standing.save(update_fields=["role"])
            note("role", standing, by=by, before=before, after=role)
            emails.role_raised(standing)
        return standing
    membership = Membership.objects.create(organization=organization, user=user, role=role)
    note("join", membership, by=by, after=role)
    emails.joined(membership)
    return membership


def locked(membership: Membership) -> tuple[Organization, Membership]:
    """The organization, locked until the transaction ends, and the membership as it is now, if it still holds."""
    organization = membership.organization.locked()
    current = active_members(organization).select_related("user").filter(pk=membership.pk).first()
    if current is None:
        raise InvalidMove(NO_MEMBER)
    return organization, current


def keep_an_owner(organization: Organization, leaving: Membership) -> None:
    """Refuse what would leave the organization without an owner. The caller holds its lock."""
    if leaving.role == Role.OWNER and not owners(organization).exclude(pk=leaving.pk).exists():
        raise InvalidMove(LAST_OWNER)


def note(verb: str, membership: Membership, *, by: User, before: str = "", after: str = "") -> None:
    """Write into the history of the organization what happened to a membership, which stands there by its UUID."""
    data = {"membership": str(membership.uuid)}
    audit.record(membership.organization, verb, by=by, before=before, after=after, data=data)
