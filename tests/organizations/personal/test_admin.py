"""Deleting accounts in the admin: what stands in the way there too, and that the same is erased."""

import pytest
from django.urls import reverse

from organizations.models import Membership, Organization, Role, User
from portal.models import AuditEvent, OutgoingMail
from submissions.models import Signatory
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.people import make_invitation, make_person
from tests.organizations.personal.test_export import live_a_life

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client) -> User:
    """A superuser, signed in: the only one who sees the admin's list of accounts."""
    user = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(user)
    return user


def one(client, *users: User, method: str = "post"):
    """The page that deletes one account."""
    return getattr(client, method)(reverse("wagtailusers_users:delete", args=[users[0].pk]), follow=True)


def many(client, *users: User):
    """The bulk action of the list of accounts."""
    address = reverse("wagtail_bulk_action", args=["organizations", "user", "delete"])
    return client.post(f"{address}?{'&'.join(f'id={user.pk}' for user in users)}", follow=True)


WAYS = pytest.mark.parametrize("delete", [one, many])


@WAYS
def test_the_last_owner_stays_and_so_does_the_organization(admin, client, delete):
    owner = OrganizationFactory(legal_name="Harbour Watch").members.get()

    page = delete(client, owner)

    assert "Nothing was deleted" in page.text
    assert str(owner) in page.text
    assert Membership.objects.get(user=owner).role == Role.OWNER


@WAYS
def test_who_runs_the_portal_is_released_first(admin, client, delete):
    coordinator = CoordinatorFactory()

    assert "Nothing was deleted" in delete(client, coordinator).text
    assert User.objects.filter(pk=coordinator.pk).exists()


@WAYS
def test_what_each_floor_holds_about_the_person_goes_with_the_account(admin, client, delete):
    person = live_a_life("Alder")
    MembershipFactory(organization=Organization.objects.get(legal_name="Alder House"), role=Role.OWNER)

    page = delete(client, person)

    assert "Deleted, with what the portal held about these people: 1" in page.text
    assert not User.objects.filter(pk=person.pk).exists()
    assert not Signatory.objects.exists()
    last = OutgoingMail.objects.filter(to="alder@alder.example").values_list("template", flat=True)
    assert list(last) == ["organizations/email/account_deleted"]
    event = AuditEvent.objects.get(verb="delete_account")
    assert (event.actor, "alder@" in str(event.data)) == (admin, False)


@WAYS
def test_an_invitation_to_the_deleted_address_goes_too(admin, client, delete):
    guest = make_person("guest@watch.example")
    invitation = make_invitation(email=guest.email)

    delete(client, guest)

    assert not type(invitation).objects.exists()


def test_of_many_all_go_or_none(admin, client):
    free, owner = UserFactory(), OrganizationFactory().members.get()

    many(client, free, owner)
    assert User.objects.filter(pk=free.pk).exists()
    assert not OutgoingMail.objects.filter(to=free.email).exists()

    many(client, free, UserFactory())
    assert set(User.objects.all()) == {admin, owner}


def test_the_obstacle_is_said_before_the_button(admin, client):
    owner, free = OrganizationFactory().members.get(), UserFactory()

    assert "Nothing was deleted" in one(client, owner, method="get").text
    page = one(client, free, method="get")
    assert page.redirect_chain == []
    assert User.objects.filter(pk=free.pk).exists()


def test_a_coordinator_deletes_nobody(client):
    person = UserFactory()
    client.force_login(CoordinatorFactory())

    for delete in (one, many):
        delete(client, person)
        assert User.objects.filter(pk=person.pk).exists()


def test_closing_accounts_at_once_deletes_none(admin, client):
    person = UserFactory()
    address = reverse("wagtail_bulk_action", args=["organizations", "user", "set_active_state"])

    client.post(f"{address}?id={person.pk}", {"mark_as_active": "False"})

    person.refresh_from_db()
    assert not person.is_active
