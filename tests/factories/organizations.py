"""People and organizations for tests."""

import hashlib

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from home.roles import COORDINATORS, SAFETY_OFFICERS
from organizations import actions
from organizations.models import Evidence, Logo, Membership, Organization, Role, User
from organizations.names import address
from portal import files
from portal.files import ScanState
from portal.files.names import stored_name
from portal.files.storing import private_storage
from portal.mechanism.models import State


def join(user: User, name: str) -> None:
    """Make a person a member of one of the groups that `prepare_portal` made."""
    user.groups.add(Group.objects.get(name=name))


class UserFactory(DjangoModelFactory):
    """A person with a confirmed address and no role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    first_name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.LazyFunction(lambda: make_password(None))  # signs in by code


class CoordinatorFactory(UserFactory):
    """Somebody who runs the portal."""

    @factory.post_generation
    def groups(self, create, names, **kwargs):
        """Coordinators, and nothing else."""
        join(self, COORDINATORS)


class SafetyOfficerFactory(UserFactory):
    """The one who reads sealed reports."""

    @factory.post_generation
    def groups(self, create, names, **kwargs):
        """Safety officers, and nothing else."""
        join(self, SAFETY_OFFICERS)


class OrganizationFactory(DjangoModelFactory):
    """A verified organization with one owner: `organization.members.get()`."""

    class Meta:
        model = Organization
        skip_postgeneration_save = True

    legal_name = factory.Sequence(lambda n: f"Riverside Watch {n}")
    slug = factory.Sequence(lambda n: f"riverside-watch-{n}")
    country = factory.LazyFunction(lambda: State.objects.get(iso3="KEN"))
    state = Organization.State.VERIFIED
    verified_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def owner(self, create, user, **kwargs):
        """The owner; pass `owner=False` for none, or a user."""
        if create and user is not False:
            MembershipFactory(organization=self, user=user or UserFactory(), role=Role.OWNER)


class MembershipFactory(DjangoModelFactory):
    """An active membership."""

    class Meta:
        model = Membership

    organization = factory.SubFactory(OrganizationFactory, owner=False)
    user = factory.SubFactory(UserFactory)
    role = Role.OWNER


def make_evidence(organization: Organization, content: bytes = b"%PDF-1.7 a certificate", **fields) -> Evidence:
    """A proof document that lies in the storage, as if it had been accepted."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = private_storage().save(stored_name(sha256, "application/pdf"), ContentFile(content))
    known = ("application/pdf", len(content), "certificate.pdf", ("author",), ScanState.CLEAN)
    row = Evidence(organization=organization, case=organization.cases.filter(decided_at=None).first(), **fields)
    return files.store(row, files.AcceptedFile(name, sha256, *known))


def make_logo(organization: Organization, content: bytes = b"\x89PNG a mark") -> Logo:
    """A logo that lies in the storage, as if it had been accepted."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = private_storage().save(stored_name(sha256, "image/png"), ContentFile(content))
    known = ("image/png", len(content), "mark.png", (), ScanState.CLEAN)
    return files.store(Logo(organization=organization), files.AcceptedFile(name, sha256, *known))


PASSWORD = "quarry-lantern-salt-9"


def make_account(email: str = "member@example.org", **fields) -> User:
    """Somebody who can sign in, by PASSWORD or by code."""
    user = UserFactory(email=email, **fields)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def profile(**fields) -> dict:
    """The answers of an application that says everything."""
    name = fields.get("legal_name", "Lakeside Mediators")
    return {
        "legal_name": name,
        "country": State.objects.get(iso3="KEN"),
        "mandate": "We train mediators.",
        "contact_email": f"office@{address(name)}.example",  # a domain of its own, or all would resemble each other
        **fields,
    }


def make_application(state: str = Organization.State.SUBMITTED, *, by: User | None = None, **fields) -> Organization:
    """An organization that came to `state` by what its owner and a coordinator did."""
    states, coordinator = Organization.State, CoordinatorFactory()
    organization = actions.register(profile(**fields), by=by or UserFactory())
    if state == states.DRAFT:
        return organization
    organization = actions.submit(organization, by=organization.registered_by, note="See the register.")
    if state == states.SUBMITTED:
        return organization
    if state in (states.QUESTION, states.DEFERRED, states.DECLINED):
        return actions.decide(organization, state, by=coordinator, reason="Which register?")
    organization = actions.decide(organization, states.VERIFIED, by=coordinator)
    if state == states.SUSPENDED:
        return actions.suspend(organization, by=coordinator, reason="Nobody answers.")
    return organization
