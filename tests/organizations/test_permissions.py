"""Who may act on an organization, role by role, and what each finds where it may not."""

import pytest
from django.urls import reverse

from organizations import permissions
from organizations.models import Membership, Organization, Role
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, UserFactory, make_application

pytestmark = pytest.mark.django_db
S = Organization.State


@pytest.fixture
def draft() -> Organization:
    """An application that can still be changed and sent."""
    return make_application(S.DRAFT)


def person(who: str, organization: Organization):
    """A member in this role, one who left, a coordinator or a stranger."""
    if who in Role.values:
        return MembershipFactory(organization=organization, role=who).user
    if who == "left":
        ended = {"state": Membership.State.ENDED, "ended_at": organization.created_at}
        return MembershipFactory(organization=organization, role=Role.OWNER, **ended).user
    return CoordinatorFactory() if who == "coordinator" else UserFactory()


@pytest.mark.parametrize(
    ("who", "answer"),
    [("viewer", 403), ("editor", 403), ("signatory", 403), ("owner", 302), ("left", 404), ("coordinator", 404),
     ("stranger", 404)],
)  # fmt: skip
def test_only_owners_send_and_write_for_it(client, draft, who, answer):
    client.force_login(person(who, draft))

    # Whoever may write meets a form that asks for its one-time key.
    for name, expected in (("desk_write", 200 if who == "owner" else answer), ("desk_submit", answer)):
        response = client.post(reverse(f"organizations:{name}", args=[draft.uuid]), {"note": "", "text": "Hello."})

        assert response.status_code == expected, name
        draft.refresh_from_db()
        assert draft.state == (S.SUBMITTED if (name, who) == ("desk_submit", "owner") else S.DRAFT), name


@pytest.mark.parametrize(
    ("who", "verifies", "edits"),
    [("owner", False, True), ("viewer", False, False), ("coordinator", True, False), ("stranger", False, False),
     ("left", False, False)],
)  # fmt: skip
def test_who_verifies_does_not_edit_and_who_edits_does_not_verify(draft, who, verifies, edits):
    user = person(who, draft)

    assert (permissions.may_verify(user, draft), permissions.may_edit(user, draft)) == (verifies, edits)


@pytest.mark.parametrize("role", [*Role.values, "registered"])
def test_a_coordinator_who_is_involved_in_any_way_does_not_verify(role):
    coordinator = CoordinatorFactory()
    organization = make_application(by=coordinator if role == "registered" else None)
    if role == "registered":
        organization.memberships.update(state="ended", ended_at=organization.created_at)
    else:
        MembershipFactory(organization=organization, user=coordinator, role=role)

    assert not permissions.may_verify(coordinator, organization)
