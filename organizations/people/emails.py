"""Mail about the people of an organization. It says that something happened, never who or where: others may read it."""

from organizations.models import Invitation, JoinRequest, Membership, Organization, Role, User
from organizations.people.permissions import owners
from portal import mail


def people_page(organization: Organization) -> str:
    """The address of the people of an organization, without a language."""
    return f"/desk/organizations/{organization.uuid}/people/"


def tell_owners(name: str, organization: Organization, *, but: User | None = None) -> None:
    """Queue the mail `organizations/email/<name>` to the owners, except one."""
    for owner in owners(organization).exclude(user=but).select_related("user"):
        mail.queue(f"organizations/email/{name}", owner.user, path=people_page(organization))


def invited(invitation: Invitation, token: str) -> None:
    """The invitation itself; the link leads to a page with a button."""
    mail.queue("organizations/email/invitation", Addressee(invitation), path=f"/desk/invitations/{token}/")


class Addressee:
    """Whom an invitation goes to: an address and a language, perhaps without an account."""

    def __init__(self, invitation: Invitation) -> None:
        self.email, self.language = invitation.email, invitation.language


def joined(membership: Membership) -> None:
    """Somebody acts for the organization from now on: its other owners are told."""
    tell_owners("member_joined", membership.organization, but=membership.user)


def owner_added(membership: Membership, by: User) -> None:
    """There is one more owner: the others are told, but for the one who did it and the new one."""
    for owner in owners(membership.organization).exclude(user__in=[by, membership.user]).select_related("user"):
        mail.queue("organizations/email/owner_added", owner.user, path=people_page(membership.organization))


def role_changed(membership: Membership, by: User) -> None:
    """The member may do something else from now on."""
    if membership.user != by:
        mail.queue("organizations/email/role_changed", membership.user, path=people_page(membership.organization))


def role_raised(membership: Membership) -> None:
    """A member accepted an invitation to a higher role: the other owners are told."""
    if membership.role == Role.OWNER:
        owner_added(membership, membership.user)
    else:
        tell_owners("role_raised", membership.organization, but=membership.user)


def membership_ended(membership: Membership, by: User) -> None:
    """Somebody left (the owners are told) or was let go (they are told themselves)."""
    if membership.user == by:
        tell_owners("member_left", membership.organization)
    else:
        mail.queue("organizations/email/membership_ended", membership.user, path="/desk/organizations/")


def join_asked(request: JoinRequest) -> None:
    """An owner has to answer."""
    tell_owners("join_asked", request.organization)


def join_answered(request: JoinRequest) -> None:
    """An owner answered."""
    mail.queue("organizations/email/join_answered", request.user, path="/desk/join/")
