"""Asking to join: whose address opens which door, and what the owners answer."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from organizations.models import JoinRequest, Organization, Role
from organizations.people import joining, permissions
from organizations.people.permissions import open_to
from portal.models import OutgoingMail
from portal.records import InvalidMove
from tests.factories.organizations import MembershipFactory, OrganizationFactory
from tests.factories.people import make_join_request, make_person, owner_of, roles
from tests.retention import gone, keep_promise

pytestmark = pytest.mark.django_db
JOIN = reverse("organizations:join")


@pytest.fixture
def organization():
    return OrganizationFactory(legal_name="Harbour Watch", website="https://www.watch.example/about")


@pytest.mark.parametrize(
    ("email", "website", "fields", "opens"),
    [
        ("ana@watch.example", "https://www.watch.example/", {}, True),
        ("Ana@WATCH.example", "http://watch.example:8080/x", {}, True),
        ("ana@other.example", "https://watch.example", {}, False),
        ("ana@evil-watch.example", "https://watch.example", {}, False),
        ("ana@watch.example.evil.example", "https://watch.example", {}, False),
        ("ana@gmail.com", "https://gmail.com", {}, False),
        ("ana@facebook.com", "https://facebook.com/watch", {}, False),
        ("ana@watch.example", "", {}, False),
        ("ana@watch.example", "https://watch.example", {"in_directory": False}, False),
        ("ana@watch.example", "https://watch.example", {"state": Organization.State.SUSPENDED}, False),
        ("ana@watch.example", "https://watch.example", {"state": Organization.State.SUBMITTED}, False),
    ],
)
def test_which_address_opens_which_door(email, website, fields, opens):
    organization, person = OrganizationFactory(website=website, **fields), make_person(email.lower())

    assert (organization in open_to(person)) is opens


def test_an_address_that_was_never_confirmed_opens_nothing(organization):
    person = make_person("ana@watch.example")
    person.emailaddress_set.update(verified=False)

    assert not open_to(person).exists()
    with pytest.raises(InvalidMove):
        joining.ask(organization, by=person)


def test_from_asking_to_the_desk(client, organization):
    person, owner = make_person("ana@watch.example"), owner_of(organization)
    client.force_login(person)
    assert "Harbour Watch" in client.get(JOIN).text
    client.post(JOIN, {"organization": organization.uuid})
    client.post(JOIN, {"organization": organization.uuid})
    request = JoinRequest.objects.get()

    client.force_login(owner)
    page = client.get(reverse("organizations:people_list", args=[organization.uuid]))
    assert "ana@watch.example" in page.text
    client.post(reverse("organizations:request_answer", args=[request.uuid]), {"role": "editor"})

    assert roles(organization) == {owner.email: "owner", "ana@watch.example": "editor"}
    sent = OutgoingMail.objects.order_by("pk").values_list("template", "to")
    assert [(template.rpartition("/")[2], to) for template, to in sent] == [
        ("join_asked", owner.email), ("join_answered", "ana@watch.example"), ("member_joined", owner.email),
    ]  # fmt: skip


def test_an_organization_that_is_not_open_to_them_cannot_be_asked_by_its_uuid(client, organization):
    client.force_login(make_person("ana@other.example"))

    client.post(JOIN, {"organization": organization.uuid})

    assert not JoinRequest.objects.exists()


def test_declined_people_hear_it_and_ask_again_after_a_month(client, organization):
    request = make_join_request(organization)
    client.force_login(owner_of(organization))
    client.post(reverse("organizations:request_answer", args=[request.uuid]), {"decline": "1"})

    request.refresh_from_db()
    assert (request.state, len(roles(organization))) == ("declined", 1)
    with pytest.raises(InvalidMove, match="not long ago"):
        joining.ask(organization, by=request.user)
    JoinRequest.objects.update(answered_at=timezone.now() - permissions.PAUSE_AFTER_DECLINED)
    assert joining.ask(organization, by=request.user).state == "waiting"


def test_a_request_can_be_taken_back_by_who_made_it_alone(client, organization):
    request = make_join_request(organization)
    address = reverse("organizations:join_withdraw", args=[request.uuid])

    client.force_login(owner_of(organization))
    assert client.post(address).status_code == 404
    client.force_login(request.user)
    client.post(address)

    request.refresh_from_db()
    assert request.state == "withdrawn"
    with pytest.raises(InvalidMove):
        joining.approve(request, Role.OWNER, by=owner_of(organization))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.SIGNATORY])
def test_only_owners_answer(client, organization, role):
    request, colleague = make_join_request(organization), MembershipFactory(organization=organization, role=role).user

    for act in (lambda: joining.approve(request, role, by=colleague), lambda: joining.decline(request, by=colleague)):
        with pytest.raises(InvalidMove):
            act()
    client.force_login(colleague)
    assert client.post(reverse("organizations:request_answer", args=[request.uuid])).status_code == 404


def test_one_waiting_request_is_kept_by_the_database(organization):
    request = make_join_request(organization)

    with pytest.raises(IntegrityError), transaction.atomic():
        JoinRequest.objects.create(organization=organization, user=request.user)


def test_requests_are_deleted_thirty_days_after_the_answer(organization):
    def make(at):
        person = make_person(f"ana{at:%d}@watch.example")
        request = joining.decline(joining.ask(organization, by=person), by=owner_of(organization))
        JoinRequest.objects.filter(pk=request.pk).update(answered_at=at)
        return request

    old, young = keep_promise("join_requests", make)
    assert (gone(old), gone(young)) == (True, False)
