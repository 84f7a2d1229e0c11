"""Coordinators name an owner: where nobody is left who could, or where the one who is has lost the account."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from organizations import actions
from organizations.history import history
from organizations.models import Invitation, Organization, Role, User
from organizations.people.appointing import appoint
from organizations.personal.closing import close
from organizations.personal.ownership import left_alone
from portal.models import OutgoingMail
from portal.records import InvalidMove
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
    make_application,
)
from tests.factories.people import GUEST, link, make_person, owner_of, roles

pytestmark = pytest.mark.django_db
S = Organization.State
WHY = "Its director wrote to us on paper."


def name_owner(organization: Organization, email: str = GUEST, **values):
    """What a coordinator does; gives the membership or the invitation."""
    given = {"by": CoordinatorFactory(), "reason": WHY, "language": "fr", **values}
    return appoint(organization, email, **given)


@pytest.fixture
def organization():
    return OrganizationFactory(legal_name="Harbour Watch")


def page_of(organization: Organization) -> str:
    return reverse("organization_review", args=[organization.uuid])


def told() -> list[str]:
    """To whom the portal wrote that an owner was named."""
    mails = OutgoingMail.objects.filter(template="organizations/email/owner_appointed")
    return sorted(mails.values_list("to", flat=True))


def test_a_member_becomes_owner_at_once_and_everybody_is_told(organization):
    lost, member = owner_of(organization), MembershipFactory(organization=organization, role=Role.VIEWER).user

    name_owner(organization, member.email.upper())

    assert roles(organization) == {lost.email: Role.OWNER, member.email: Role.OWNER}
    assert told() == sorted([lost.email, member.email])
    event = history(organization)[0]
    assert (str(event.words), event.reason) == ("The coordinators named an owner", WHY)


def test_the_owner_who_lost_the_account_can_be_closed_afterwards(organization):
    lost, member = owner_of(organization), MembershipFactory(organization=organization, role=Role.EDITOR).user
    assert left_alone([lost], released=True)

    name_owner(organization, member.email)

    assert left_alone([lost], released=True) == []
    assert close([lost], by=CoordinatorFactory()) == 1


def test_anybody_else_gets_an_invitation_that_makes_them_owner(client, organization):
    invitation = name_owner(organization)

    assert (invitation.role, invitation.language, invitation.state) == (Role.OWNER, "fr", Invitation.State.OPEN)
    client.force_login(make_person(GUEST))
    client.post(link())
    assert roles(organization)[GUEST] == Role.OWNER


def test_a_suspended_organization_without_people_comes_back_with_an_owner(client):
    organization, coordinator = make_application(S.SUSPENDED), CoordinatorFactory()
    close([organization.registered_by], by=coordinator)

    name_owner(organization)
    client.force_login(make_person(GUEST))
    client.post(link())
    actions.reinstate(organization, by=coordinator, reason="They are back.")

    assert Organization.objects.verified().represented_by(User.objects.get(email=GUEST), (Role.OWNER,)).exists()


def test_somebody_whose_account_is_closed_is_invited_and_not_made_owner(organization):
    closed = MembershipFactory(organization=organization, role=Role.EDITOR, user__is_active=False).user

    assert isinstance(name_owner(organization, closed.email), Invitation)
    assert roles(organization)[closed.email] == Role.EDITOR


@pytest.mark.parametrize("reason", ["", "  "])
def test_it_needs_a_reason(organization, reason):
    with pytest.raises(ValidationError) as refused:
        name_owner(organization, reason=reason)

    assert "reason" in refused.value.message_dict
    assert not Invitation.objects.exists() and told() == []


def test_who_owns_it_already_is_not_named_again(organization):
    with pytest.raises(ValidationError) as refused:
        name_owner(organization, owner_of(organization).email)

    assert "email" in refused.value.message_dict


def test_nobody_names_an_owner_of_what_they_act_for_themselves(organization):
    coordinator = CoordinatorFactory()
    MembershipFactory(organization=organization, user=coordinator, role=Role.EDITOR)

    with pytest.raises(InvalidMove):
        name_owner(organization, coordinator.email, by=coordinator)
    assert roles(organization)[coordinator.email] == Role.EDITOR


def test_only_who_verifies_organizations_names_owners(organization):
    for by in (UserFactory(), owner_of(organization)):
        with pytest.raises(PermissionDenied):
            name_owner(organization, by=by)


def test_a_merged_record_gets_no_owner():
    merged = OrganizationFactory(state=S.MERGED, verified_at=None, merged_into=OrganizationFactory())

    with pytest.raises(InvalidMove):
        name_owner(merged)


def test_from_the_page_of_the_organization(client, organization):
    client.force_login(CoordinatorFactory())
    address = reverse("organization_owner", args=[organization.uuid])
    assert address in client.get(page_of(organization)).text

    empty = client.post(address, {"email": "nobody", "language": "en", "reason": ""})
    answer = client.post(address, {"email": GUEST, "language": "ar", "reason": WHY}, follow=True)

    assert 'id="owner_email_error"' in empty.text and 'value="nobody"' in empty.text
    assert "All who act for the organization get a mail." in answer.text
    assert WHY in client.get(page_of(organization)).text
    assert Invitation.objects.get().language == "ar"


def test_the_page_says_when_nobody_owns_it(client):
    client.force_login(CoordinatorFactory())
    ownerless = OrganizationFactory(owner=False)

    assert "Nobody who can sign in owns it." in client.get(page_of(ownerless)).text


def test_each_field_of_the_page_has_an_id_of_its_own(client, organization):
    client.force_login(CoordinatorFactory())

    text = client.get(page_of(organization)).text
    ids = [part.split('"')[0] for part in text.split(' id="')[1:]]

    assert len(ids) == len(set(ids))
