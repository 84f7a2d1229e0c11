"""An invitation in a real Chromium: from the owner over the mail to a new colleague, who then leaves for good."""

import pytest

from organizations.models import User
from tests.browser.conftest import Person
from tests.browser.test_walk import ONE_LOOK, newest_code
from tests.factories.organizations import PASSWORD, OrganizationFactory, make_account
from tests.factories.people import link, roles

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
GUEST = "somebody.with.a.very.long.name.indeed@lighthouse-keepers-union.example"


def invite(owner: Person, organization) -> None:
    owner.go("/en/accounts/login/")
    owner.fill(login="owner@lighthouse.example", password=PASSWORD)
    owner.press("Sign in")
    owner.go(f"/en/desk/organizations/{organization.uuid}/people/")
    owner.press("Invite somebody")
    owner.check_accessibility(ONE_LOOK)
    owner.fill(email=GUEST)
    owner.press("Send the invitation")
    assert GUEST in owner.text
    owner.check_accessibility(ONE_LOOK)


def accept_as_a_newcomer(guest: Person) -> None:
    guest.go(link())
    guest.check_accessibility(ONE_LOOK)
    guest.press("I have no account yet")
    guest.fill(name="Noor", email=GUEST, password1=PASSWORD)
    guest.press("Sign up")
    guest.fill(code=newest_code(GUEST))
    guest.press("Confirm")
    guest.press("Accept the invitation")
    assert "You act for this organization now." in guest.text


def leave_for_good(guest: Person) -> None:
    guest.go("/en/desk/account/data/")
    guest.press("Show it here")
    assert "Lighthouse Keepers" in guest.text
    guest.check_accessibility(ONE_LOOK)
    guest.go("/en/desk/account/delete/")
    guest.check_accessibility(ONE_LOOK)
    guest.fill(address=GUEST)
    guest.press("Delete my account")
    assert "Your account is deleted" in guest.text


def test_from_the_invitation_to_the_desk_and_away(person):
    owner = make_account("owner@lighthouse.example")
    organization = OrganizationFactory(legal_name="Lighthouse Keepers", owner=owner)
    guest = person()

    invite(person(), organization)
    accept_as_a_newcomer(guest)
    assert roles(organization) == {owner.email: "owner", GUEST: "editor"}
    leave_for_good(guest)

    assert not User.objects.filter(email=GUEST).exists()
    assert roles(organization) == {owner.email: "owner"}
