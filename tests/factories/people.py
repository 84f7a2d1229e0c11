"""Invitations and requests to join, brought about as people bring them about."""

import re

from allauth.account.models import EmailAddress

from organizations.models import Invitation, JoinRequest, Membership, Organization, Role, User
from organizations.people import invitations, joining
from portal.models import OutgoingMail
from tests.factories.organizations import OrganizationFactory, UserFactory

GUEST = "guest@elsewhere.example"


def make_person(email: str, **fields) -> User:
    """Somebody whose address is confirmed."""
    user = UserFactory(email=email, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def owner_of(organization: Organization) -> User:
    """The first owner."""
    return organization.memberships.filter(role=Role.OWNER, state="active").order_by("pk")[0].user


def make_invitation(
    organization: Organization | None = None, email: str = GUEST, role: str = Role.EDITOR
) -> Invitation:
    """An open invitation by the owner."""
    organization = organization or OrganizationFactory()
    return invitations.invite(organization, email, role, language="en", by=owner_of(organization))


def token() -> str:
    """The token in the newest invitation of the outbox."""
    text = OutgoingMail.objects.filter(template="organizations/email/invitation").order_by("-pk")[0].text
    return re.search(r"/desk/invitations/(\S+)/", text).group(1)


def link() -> str:
    """Where it leads, under English."""
    return f"/en/desk/invitations/{token()}/"


def make_join_request(organization: Organization | None = None, email: str = "ana@watch.example") -> JoinRequest:
    """Somebody with an address of the organization's website, who asks."""
    organization = organization or OrganizationFactory(website="https://www.watch.example/")
    return joining.ask(organization, by=make_person(email))


def roles(organization: Organization) -> dict[str, str]:
    """Who acts for the organization now, by address."""
    active = Membership.objects.filter(organization=organization, state="active")
    return dict(active.values_list("user__email", "role"))
