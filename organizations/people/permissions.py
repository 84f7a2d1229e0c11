"""Who may do what with the people of an organization."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from organizations.domains import FREE_MAIL, SHARED_HOSTS
from organizations.models import Invitation, JoinRequest, Membership, Organization, Role, User
from organizations.permissions import role_of

PAUSE_AFTER_DECLINED = timedelta(days=30)


def active_members(organization: Organization):
    """Those who act for the organization now."""
    return Membership.objects.filter(organization=organization, state=Membership.State.ACTIVE)


def owners(organization: Organization):
    """Active memberships of owners whose account is live: those who can look after the organization."""
    return active_members(organization).filter(role=Role.OWNER, user__is_active=True)


def may_manage(user: User, organization: Organization) -> bool:
    """Owners invite, give roles, approve and end."""
    return role_of(user, organization) == Role.OWNER


def is_addressed(user: User, invitation: Invitation) -> bool:
    """Whether the invitation was sent to an address that this account has confirmed."""
    return invitation.email in verified_addresses(user)


def verified_addresses(user: User) -> set[str]:
    """The addresses of which the person has shown that they read their mail, in lower case."""
    known = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {email.lower() for email in known}


def own_hosts(user: User) -> set[str]:
    """The hosts of a person's addresses that may say for whom they work: no free mail, no host that many share."""
    hosts = {email.rpartition("@")[2] for email in verified_addresses(user)}
    return hosts - FREE_MAIL - SHARED_HOSTS


def open_to(user: User):
    """Organizations that the person may ask to join: their website has the host of the person's address.

    Only those that the directory shows: that another one takes part is nobody's business.
    """
    hosts = own_hosts(user)
    if not hosts:
        return Organization.objects.none()
    listed = Organization.objects.public().verified().filter(website_host__in=hosts)
    return listed.exclude(pk__in=Organization.objects.represented_by(user).values("pk"))


def asked_too_soon(user: User, organization: Organization) -> bool:
    """Whether the owners declined this person not long ago."""
    limit = timezone.now() - PAUSE_AFTER_DECLINED
    declined = JoinRequest.State.DECLINED
    return JoinRequest.objects.filter(
        organization=organization, user=user, state=declined, answered_at__gt=limit
    ).exists()
