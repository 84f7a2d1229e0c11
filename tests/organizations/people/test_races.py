"""Two at the same moment: one membership, one invitation, one answer, and never nobody who owns the organization."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Invitation, JoinRequest, Membership, Role, User
from organizations.people import actions, invitations, joining
from organizations.personal.deletion import delete_account
from portal.models import OutgoingMail
from portal.records import InvalidMove
from tests.database import together
from tests.factories.organizations import MembershipFactory, OrganizationFactory
from tests.factories.people import GUEST, link, make_invitation, make_join_request, make_person, owner_of, roles

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]


def test_an_invitation_accepted_many_times_at_once_is_one_membership():
    organization, guest = OrganizationFactory(), make_person(GUEST)
    make_invitation(organization)
    address = link()
    clients = [Client(raise_request_exception=False) for _ in range(6)]
    for client in clients:
        client.force_login(guest)

    answers = together(*[partial(client.post, address) for client in clients])

    assert [answer.status_code for answer in answers] == [302] * 6
    assert Membership.objects.filter(user=guest).count() == 1
    assert OutgoingMail.objects.filter(template="organizations/email/member_joined").count() == 1


def test_invitations_to_one_address_at_once_are_one():
    organization = OrganizationFactory()
    owner = owner_of(organization)
    invite = partial(invitations.invite, organization, GUEST, Role.EDITOR, language="en", by=owner)

    made = together(*[invite] * 4)

    assert {one.pk for one in made} == {Invitation.objects.get().pk}
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize(
    "leave",
    [
        lambda membership: actions.end(membership, by=membership.user),
        lambda membership: actions.change_role(membership, Role.VIEWER, by=membership.user),
        lambda membership: delete_account(membership.user),
    ],
)
def test_of_owners_who_leave_at_once_one_has_to_stay(leave):
    organization = OrganizationFactory(owner=False)
    owners = [MembershipFactory(organization=organization, role=Role.OWNER) for _ in range(3)]

    results = together(*[partial(leave, membership) for membership in owners])

    assert sum(isinstance(result, InvalidMove) for result in results) == 1, results
    assert list(roles(organization).values()).count("owner") == 1


def test_two_owners_who_lower_each_other_at_once_leave_one():
    organization = OrganizationFactory(owner=False)
    first, second = (MembershipFactory(organization=organization, role=Role.OWNER) for _ in range(2))

    together(partial(actions.end, first, by=second.user), partial(actions.end, second, by=first.user))

    assert list(roles(organization).values()) == ["owner"]


def test_a_request_approved_by_two_owners_at_once_is_one_membership():
    organization = OrganizationFactory(website="https://watch.example")
    request = make_join_request(organization)
    owners = [owner_of(organization), MembershipFactory(organization=organization, role=Role.OWNER).user]

    results = together(*[partial(joining.approve, request, Role.EDITOR, by=owner) for owner in owners])

    assert results[0] == results[1]
    assert Membership.objects.filter(user=request.user).count() == 1
    assert OutgoingMail.objects.filter(template="organizations/email/join_answered").count() == 1


def test_asking_many_times_at_once_is_one_request():
    organization, person = OrganizationFactory(website="https://watch.example"), make_person("ana@watch.example")

    together(*[partial(joining.ask, organization, by=person)] * 4)

    assert JoinRequest.objects.count() == 1


def test_approved_by_one_owner_and_declined_by_another_at_once_has_one_answer():
    organization = OrganizationFactory(website="https://watch.example")
    request, owner = make_join_request(organization), owner_of(organization)
    clients = [Client(raise_request_exception=False) for _ in range(2)]
    for client in clients:
        client.force_login(owner)
    address = reverse("organizations:request_answer", args=[request.uuid])

    together(partial(clients[0].post, address, {"role": "editor"}), partial(clients[1].post, address, {"decline": "1"}))

    request.refresh_from_db()
    assert User.objects.filter(memberships__organization=organization).count() == (
        2 if request.state == "approved" else 1
    )
