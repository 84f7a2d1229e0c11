"""Roles, leaving and handing over: who may, who is told, and that somebody always owns the organization."""

import pytest
from django.urls import reverse

from organizations.models import Membership, Role
from organizations.people import actions
from portal import audit
from portal.models import OutgoingMail
from portal.records import InvalidMove
from tests.factories.organizations import MembershipFactory, OrganizationFactory
from tests.factories.people import make_invitation, make_join_request, owner_of, roles
from tests.retention import gone, keep_promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return OrganizationFactory()


@pytest.fixture
def owner(organization):
    return owner_of(organization)


@pytest.fixture
def colleague(organization):
    """The membership of an editor."""
    return MembershipFactory(organization=organization, role=Role.EDITOR)


def told() -> dict[str, list[str]]:
    """Which mail went to whom."""
    mails = OutgoingMail.objects.order_by("pk").values_list("template", "to")
    found: dict[str, list[str]] = {}
    for template, to in mails:
        found.setdefault(template.rpartition("/")[2], []).append(to)
    return found


def test_a_new_role_tells_the_person_and_ownership_tells_the_other_owners(organization, owner, colleague):
    second = MembershipFactory(organization=organization).user

    actions.change_role(colleague, Role.SIGNATORY, by=owner)
    actions.change_role(colleague, Role.OWNER, by=owner)

    assert roles(organization)[colleague.user.email] == "owner"
    assert told() == {"role_changed": [colleague.user.email] * 2, "owner_added": [second.email]}
    event = audit.history(organization).last()
    assert (event.verb, event.before, event.after, event.actor) == ("role", "signatory", "owner", owner)
    assert colleague.user.email not in str(event.data)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.SIGNATORY])
def test_nobody_but_an_owner_gives_roles_not_even_to_themselves(organization, colleague, role):
    someone = MembershipFactory(organization=organization, role=role)

    for target in (someone, colleague):
        with pytest.raises(InvalidMove):
            actions.change_role(target, Role.OWNER, by=someone.user)
    with pytest.raises(InvalidMove):
        actions.end(colleague, by=someone.user)


def test_an_owner_of_another_organization_has_no_say(colleague):
    stranger = owner_of(OrganizationFactory())

    with pytest.raises(InvalidMove):
        actions.change_role(colleague, Role.VIEWER, by=stranger)
    with pytest.raises(InvalidMove):
        actions.end(colleague, by=stranger)


@pytest.mark.parametrize("act", [actions.end, lambda own, by: actions.change_role(own, Role.EDITOR, by=by)])
def test_the_last_owner_can_neither_leave_nor_lower_themselves(organization, owner, colleague, act):
    own = Membership.objects.get(user=owner)
    with pytest.raises(InvalidMove, match="Somebody has to own"):
        act(own, by=owner)

    MembershipFactory(organization=organization, role=Role.OWNER, user__is_active=False)
    with pytest.raises(InvalidMove, match="Somebody has to own"):
        act(own, by=owner)
    actions.change_role(colleague, Role.OWNER, by=owner)
    act(own, by=owner)

    assert roles(organization)[colleague.user.email] == "owner"
    assert roles(organization).get(owner.email) != "owner"


def test_who_leaves_is_gone_at_once_and_the_owners_are_told(client, organization, owner, colleague):
    client.force_login(colleague.user)
    answer = client.post(reverse("organizations:member_end", args=[colleague.uuid]))

    assert answer.headers["Location"] == reverse("organizations:desk_list")
    assert list(roles(organization)) == [owner.email]
    assert told() == {"member_left": [owner.email]}
    assert client.get(reverse("organizations:desk_detail", args=[organization.uuid])).status_code == 404


def test_who_is_let_go_is_told_and_a_second_time_changes_nothing(organization, owner, colleague):
    actions.end(colleague, by=owner)
    with pytest.raises(InvalidMove):
        actions.end(colleague, by=owner)
    with pytest.raises(InvalidMove):
        actions.change_role(colleague, Role.OWNER, by=owner)

    assert told() == {"membership_ended": [colleague.user.email]}


def test_handing_over_changes_two_roles_at_once(client, organization, owner, colleague):
    client.force_login(owner)
    page = reverse("organizations:people_hand_over", args=[organization.uuid])

    answer = client.post(page, {"to": colleague.uuid, "become": "viewer"})

    assert answer.headers["Location"] == reverse("organizations:people_list", args=[organization.uuid])
    assert roles(organization) == {owner.email: "viewer", colleague.user.email: "owner"}
    assert client.get(page).status_code == 403


def test_nobody_hands_over_to_a_stranger_or_to_somebody_who_left(client, organization, owner, colleague):
    stranger = Membership.objects.get(organization=OrganizationFactory())
    actions.end(colleague, by=owner)
    client.force_login(owner)

    for heir in (stranger, colleague):
        with pytest.raises(InvalidMove):
            actions.hand_over(organization, heir, by=owner, become=Role.VIEWER)
    answer = client.post(
        reverse("organizations:people_hand_over", args=[organization.uuid]), {"to": stranger.uuid, "become": "viewer"}
    )
    assert "nobody yet who could take over" in answer.text
    assert roles(organization) == {owner.email: "owner"}


def test_the_page_of_people_shows_addresses_and_invitations_to_owners_only(client, organization, owner, colleague):
    invitation = make_invitation(organization)
    page = reverse("organizations:people_list", args=[organization.uuid])

    client.force_login(owner)
    seen = client.get(page).text
    client.force_login(colleague.user)
    seen_by_colleague = client.get(page).text

    assert all(email in seen for email in (owner.email, colleague.user.email, invitation.email))
    assert owner.first_name in seen_by_colleague
    assert not any(email in seen_by_colleague for email in (owner.email, invitation.email))
    assert client.get(reverse("organizations:people_invite", args=[organization.uuid])).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_people_asks_the_same_whether_one_or_three_are_there(
    client, organization, owner, rows, django_assert_num_queries
):
    Membership.objects.filter(organization=organization).exclude(user=owner).delete()
    organization.website = "https://watch.example"
    organization.save()
    for number in range(rows):
        MembershipFactory(organization=organization, role=Role.VIEWER)
        make_invitation(organization, email=f"guest{number}@elsewhere.example")
        make_join_request(organization, email=f"asks{number}@watch.example")
    client.force_login(owner)

    with django_assert_num_queries(12):
        client.get(reverse("organizations:people_list", args=[organization.uuid]))


def test_the_form_of_a_member_changes_the_role_and_refuses_in_words(client, organization, owner, colleague):
    client.force_login(owner)
    page = reverse("organizations:people_member", args=[colleague.uuid])
    own = reverse("organizations:people_member", args=[Membership.objects.get(user=owner).uuid])

    assert client.post(page, {"role": "signatory"}).status_code == 302
    assert "Select a valid choice" in client.post(page, {"role": "king"}).text
    refused = client.post(own, {"role": "viewer"}, follow=True)

    assert roles(organization) == {owner.email: "owner", colleague.user.email: "signatory"}
    assert "Somebody has to own the organization" in refused.text


def test_ended_memberships_are_deleted_after_two_years():
    def make(at):
        return MembershipFactory(state="ended", ended_at=at)

    old, young = keep_promise("ended_memberships", make)
    assert (gone(old), gone(young)) == (True, False)
