"""Closing accounts in the admin: the last owner stays there too, on the page of one and for many at once."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from organizations.models import Membership, Organization, Role, User
from organizations.people import actions as people
from organizations.personal.closing import HAVE_IT_HANDED_OVER, WouldBeOrphaned, close, reopen
from organizations.personal.deletion import delete_account
from organizations.personal.ownership import left_alone
from portal.models import AuditEvent
from portal.records import InvalidMove
from tests.database import together
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
    make_application,
)
from tests.factories.people import owner_of

pytestmark = pytest.mark.django_db
S = Organization.State


@pytest.fixture
def admin(client) -> User:
    """A superuser, signed in: the only one who sees the admin's list of accounts."""
    user = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(user)
    return user


def one(client, *users: User, active: bool = False):
    """The page of one account, sent with what it shows, and with the mark that says whether it is open."""
    values = {"email": users[0].email, "first_name": "Ana", "last_name": "Rojas"}
    mark = {"is_active": "on"} if active else {}
    return client.post(reverse("wagtailusers_users:edit", args=[users[0].pk]), values | mark, follow=True)


def many(client, *users: User, active: bool = False):
    """The bulk action of the list of accounts."""
    address = reverse("wagtail_bulk_action", args=["organizations", "user", "set_active_state"])
    query = "&".join(f"id={user.pk}" for user in users)
    return client.post(f"{address}?{query}", {"mark_as_active": str(active)}, follow=True)


def is_open(user: User) -> bool:
    """Whether somebody can sign in with the account."""
    return User.objects.get(pk=user.pk).is_active


WAYS = pytest.mark.parametrize("put", [one, many])


@WAYS
def test_the_last_owner_stays_open_and_the_page_says_for_whom(admin, client, put):
    organization = OrganizationFactory(legal_name="Harbour Watch")
    MembershipFactory(organization=organization, role=Role.EDITOR)

    page = put(client, owner_of(organization))

    assert is_open(owner_of(organization))
    assert "Harbour Watch: This person is its last owner" in page.text


@WAYS
def test_who_leaves_another_owner_behind_is_closed_and_can_be_opened_again(admin, client, put):
    organization = OrganizationFactory()
    other = MembershipFactory(organization=organization, role=Role.OWNER).user

    put(client, other)
    assert not is_open(other)
    put(client, other, active=True)

    assert is_open(other)
    told = AuditEvent.objects.filter(object_type="organizations.user", object_key=str(other.pk))
    assert [(event.verb, event.actor) for event in told] == [("close_account", admin), ("reopen_account", admin)]


@WAYS
def test_an_owner_whose_account_is_closed_does_not_count(admin, client, put):
    organization = OrganizationFactory()
    MembershipFactory(organization=organization, role=Role.OWNER, user=UserFactory(is_active=False))

    put(client, owner_of(organization))

    assert is_open(owner_of(organization))


def owners_alone() -> tuple[Organization, list[User]]:
    """An organization with two owners and nobody else."""
    organization = OrganizationFactory(owner=False)
    return organization, [MembershipFactory(organization=organization, role=Role.OWNER).user for _ in range(2)]


def test_of_many_all_are_closed_or_none(admin, client):
    bystander, (_organization, both) = UserFactory(), owners_alone()

    page = many(client, bystander, *both)

    assert "Nothing was changed" in page.text
    assert [is_open(user) for user in (bystander, *both)] == [True] * 3
    assert not AuditEvent.objects.filter(verb="close_account").exists()
    many(client, bystander, both[0])
    assert [is_open(user) for user in (bystander, *both)] == [False, False, True]


@pytest.mark.parametrize(
    ("state", "others", "closes"),
    [
        (S.DRAFT, [], True),
        (S.SUBMITTED, [], True),
        (S.DRAFT, [Role.VIEWER], False),
        (S.VERIFIED, [], False),
        (S.SUSPENDED, [], True),
        (S.SUSPENDED, [Role.SIGNATORY], False),
        (S.VERIFIED, [Role.OWNER], True),
    ],
)
def test_the_rule_is_that_of_deleting_and_a_suspended_organization_lets_go(state, others, closes):
    person, admin = UserFactory(), UserFactory()
    organization = make_application(state, by=person)
    for role in others:
        MembershipFactory(organization=organization, role=role)

    assert (not left_alone([person], released=True)) is closes
    if closes:
        assert close([person], by=admin) == 1
        delete_account(person, by=admin)
        return
    with pytest.raises(WouldBeOrphaned) as problem:
        close([person], by=admin)
    assert problem.value.organization == organization
    with pytest.raises(InvalidMove):
        delete_account(person, by=admin)


def test_the_words_are_the_same_in_every_language():
    organization = OrganizationFactory()
    MembershipFactory(organization=organization, role=Role.VIEWER)
    with translation.override("fr"), pytest.raises(WouldBeOrphaned) as problem:
        close([owner_of(organization)], by=UserFactory())

    assert problem.value.args == (HAVE_IT_HANDED_OVER,)


def test_closing_what_is_closed_is_no_news():
    person, admin = UserFactory(is_active=False), UserFactory()

    assert close([person], by=admin) == 0
    assert reopen([person], by=admin) == 1
    assert reopen([person], by=admin) == 0
    assert AuditEvent.objects.filter(object_key=str(person.pk)).count() == 1


def test_who_is_closed_is_signed_out_at_once(admin, client):
    person, theirs = UserFactory(), Client()
    theirs.force_login(person)
    assert theirs.get(reverse("desk_overview")).status_code == 200

    many(client, person)

    assert theirs.get(reverse("desk_overview")).status_code == 302


def test_no_role_comes_from_a_tick_in_the_list_of_accounts(admin, client):
    coordinators, person = CoordinatorFactory().groups.get(), UserFactory()
    edit = reverse("wagtailusers_users:edit", args=[person.pk])
    address = reverse("wagtail_bulk_action", args=["organizations", "user", "assign_role"])

    values = {"email": person.email, "first_name": "A", "last_name": "B", "is_active": "on", "groups": coordinators.pk}
    client.post(edit, values)
    page = client.post(f"{address}?id={person.pk}", {"role": coordinators.pk}, follow=True)

    assert "Roles are given and ended under" in page.text
    assert "Roles are given and ended under" in client.get(edit).text
    assert User.objects.get(pk=person.pk).first_name == "A"
    assert not person.groups.exists()


def test_groups_that_follow_from_a_role_stay_when_the_account_is_edited(admin, client):
    coordinator = CoordinatorFactory()

    one(client, coordinator, active=True)

    assert User.objects.get(pk=coordinator.pk).first_name == "Ana"
    assert coordinator.groups.count() == 1


def test_nobody_but_a_superuser_closes_accounts(client):
    person = UserFactory()
    client.force_login(CoordinatorFactory())

    for put in (one, many):
        put(client, person)
        assert is_open(person)


def signed_in() -> Client:
    """A superuser's browser."""
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
@WAYS
def test_of_two_owners_who_are_closed_at_once_one_stays(put):
    _organization, both = owners_alone()

    together(*[partial(put, signed_in(), user) for user in both])

    assert sorted(is_open(user) for user in both) == [False, True]


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize(
    "leave",
    [
        lambda membership: people.end(membership, by=membership.user),
        lambda membership: people.change_role(membership, Role.VIEWER, by=membership.user),
        lambda membership: delete_account(membership.user),
    ],
)
def test_an_owner_who_leaves_while_the_other_is_closed_leaves_no_orphan(leave):
    organization, (one_of_them, other) = owners_alone()
    membership, admin = Membership.objects.get(user=other), UserFactory()

    results = together(partial(close, [one_of_them], by=admin), partial(leave, membership))

    assert sum(isinstance(result, InvalidMove) for result in results) == 1, results
    live = Membership.objects.filter(organization=organization, state="active", role=Role.OWNER, user__is_active=True)
    assert live.count() == 1
