"""People and organizations for tests."""

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from home.roles import COORDINATORS, SAFETY_OFFICERS
from organizations.models import Membership, Organization, Role, User
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
    password = factory.PostGenerationMethodCall("set_unusable_password")


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
