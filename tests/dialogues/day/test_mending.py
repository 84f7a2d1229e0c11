"""Panellists without registration: who is seen, and what the one button does for each."""

import pytest

from dialogues import coordinators
from dialogues.models import Registration
from dialogues.nominations import panellists
from organizations.models import Membership, Organization
from portal import audit
from portal.models import OutgoingMail
from tests.factories.day import move_to
from tests.factories.dialogues import make_dialogue, make_panel, make_panelist
from tests.factories.nominations import make_nomination, make_nomination_call
from tests.factories.organizations import OrganizationFactory
from tests.factories.people import make_person
from tests.factories.registration import make_delegate, make_registration
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = Registration.State


def names(dialogue) -> list[str]:
    return [one.name for one in panellists.missing(dialogue)]


@pytest.fixture
def desk(client, coordinator):
    """A coordinator at work."""
    client.force_login(coordinator)
    return client


def listed(dialogue) -> str:
    return f"/cms/day/{dialogue.slug}/panellists/"


def mend(desk, dialogue, **more) -> str:
    """Press the button of the first one on the list; what the page says then."""
    key = panellists.missing(dialogue)[0].key
    return desk.post(f"{listed(dialogue)}mend/", {"speaker": key, **more}, follow=True).text


def accepted(organization=None, **fields):
    """A call, and a nominee who accepted and is not published yet."""
    call = make_nomination_call()
    return make_nomination("accepted", call, organization, name="Noor Haddad", email="noor@example.org", **fields)


def test_who_speaks_is_seen_until_a_live_delegation_names_them():
    call = make_nomination_call()
    dialogue, panel = call.dialogue, make_panel(call.dialogue)
    make_panelist(panel, name="Account", user=make_person("a@example.org"))
    nomination = make_nomination("accepted", call, panel=panel, name="Nominated", email="b@example.org")
    assert names(dialogue) == ["Account", "Nominated"]
    make_panelist(panel, name="Nominated", nomination=nomination)
    make_panelist(panel, name="Nobody knows an address")
    make_panelist(make_panel(make_dialogue()), name="Elsewhere", user=make_person("c@example.org"))
    make_registration("cancelled", dialogue, delegates=[make_delegate(email="a@example.org")])
    assert names(dialogue) == ["Account", "Nominated"]
    make_registration("submitted", dialogue, delegates=[make_delegate(email="a@example.org")])
    assert names(dialogue) == ["Nominated"]
    make_registration("approved", dialogue, delegates=[make_delegate(email="b@example.org")])
    assert names(dialogue) == []


def test_without_an_address_the_name_counts_in_the_own_delegation_alone():
    dialogue, own = make_dialogue(), OrganizationFactory()
    make_panelist(make_panel(dialogue), name="José Ñandú", organization=own)
    make_registration("approved", dialogue, delegates=[make_delegate(name="José Ñandú")])
    assert names(dialogue) == ["José Ñandú"]

    make_registration("approved", dialogue, own, delegates=[make_delegate(name="JOSE NANDU")])
    assert names(dialogue) == []


def test_the_button_adds_to_an_approved_delegation_at_once_and_tells_the_organization(desk):
    nomination = accepted()
    dialogue, organization = nomination.call.dialogue, nomination.organization
    registration = make_registration("approved", dialogue, organization)
    OutgoingMail.objects.all().delete()

    assert "Noor Haddad is now an approved delegate of" in mend(desk, dialogue)

    assert names(dialogue) == []
    added = registration.delegates.select_related("registration").get(email="noor@example.org")
    assert (added.name, added.mode, added.registration.state) == ("Noor Haddad", "on_site", S.APPROVED)
    assert audit.history(registration).last().verb == "add_delegate"
    mail = OutgoingMail.objects.get(template="dialogues/email/panellist_added")
    assert (str(registration.uuid) in mail.text, "Noor" in mail.text) == (True, False)


def test_one_that_is_still_checked_gets_the_person_and_is_still_checked(desk):
    nomination = accepted()
    registration = make_registration("submitted", nomination.call.dialogue, nomination.organization)

    assert "whose registration is still checked" in mend(desk, nomination.call.dialogue)
    registration.refresh_from_db()
    assert (registration.state, registration.delegates.count()) == (S.SUBMITTED, 2)


AGAINST = [
    ("approved", {"seats_on_site": 1}, "There is no free seat (In Vienna)"),
    ("approved", {"max_delegates": 1}, "An organization can send 1 person"),
    ("forwarded", {}, "the state is “With the Extended Bureau”"),
    ("waiting", {}, "the state is “On the waiting list”"),
]


def test_what_stands_against_adding_is_named_and_nothing_changes(desk, coordinator):
    dialogue = make_dialogue()
    nomination = make_nomination("accepted", make_nomination_call(dialogue), email="noor@example.org")

    for state, fields, refusal in AGAINST:
        with undone():
            registration = make_registration(state, dialogue, nomination.organization, coordinator=coordinator)
            there = move_to(dialogue, **fields) if fields else dialogue

            assert refusal in mend(desk, there)
            assert registration.delegates.count() == 1, refusal
            assert names(there) == [nomination.name], refusal


def test_without_a_registration_the_organization_is_asked_by_mail_once_a_day(desk):
    nomination = accepted()
    dialogue = nomination.call.dialogue
    OutgoingMail.objects.all().delete()

    for own in (None, "draft"):
        with undone():
            if own:
                make_registration(own, dialogue, nomination.organization)

            assert "was asked by mail to register Noor Haddad" in mend(desk, dialogue), own
            assert "was asked within the last day already" in mend(desk, dialogue), own

            mail = OutgoingMail.objects.get(to=nomination.organization.members.get().email)
            assert ("/desk/registrations/new/" in mail.text) is (own is None), own
            assert "Noor" not in mail.text + mail.subject, own


def test_a_panellist_without_address_is_for_the_organization_to_register(desk):
    dialogue, own = make_dialogue(), OrganizationFactory()
    make_panelist(make_panel(dialogue), organization=own)
    make_registration("approved", dialogue, own)

    assert "was asked by mail" in mend(desk, dialogue)


@pytest.mark.parametrize(
    ("why", "refusal"),
    [
        ("nobody", "can be written to"),
        ("suspended", "Only verified organizations can register"),
        ("no organization", "No organization stands with this person"),
    ],
)
def test_where_nobody_can_be_asked_that_is_said(desk, why, refusal):
    dialogue, own = make_dialogue(), OrganizationFactory()
    user = make_person("p@example.org")
    make_panelist(make_panel(dialogue), user=user, organization=None if why == "no organization" else own)
    if why == "nobody":
        Membership.objects.filter(organization=own).delete()
    elif why == "suspended":
        Organization.objects.filter(pk=own.pk).update(state="suspended")

    assert refusal in mend(desk, dialogue)
    assert not OutgoingMail.objects.filter(template="dialogues/email/panellist_asked").exists()


def test_a_button_of_an_old_page_says_that_it_is_mended(desk):
    nomination = accepted()
    dialogue = nomination.call.dialogue
    key = panellists.missing(dialogue)[0].key
    make_registration("approved", dialogue, delegates=[make_delegate(email="noor@example.org")])

    answer = desk.post(f"{listed(dialogue)}mend/", {"speaker": key}, follow=True)

    assert "is a delegate by now" in answer.text


def test_the_coordinator_of_another_dialogue_finds_nobody_and_that_is_noted(client):
    nomination, local = accepted(), make_person("local@example.org")
    coordinators.assign(local, make_dialogue(), by=None, reason="A test.")
    client.force_login(local)

    assert client.get(listed(nomination.call.dialogue)).status_code == 404
    assert client.post(f"{listed(nomination.call.dialogue)}mend/", {"speaker": f"n{nomination.pk}"}).status_code == 404
    assert audit.history(nomination.call.dialogue).filter(verb="refused", actor=local).count() == 2


def test_the_list_costs_the_same_with_one_and_with_three(desk, django_assert_num_queries):
    dialogue = make_dialogue()
    panel = make_panel(dialogue)

    def add(number: int) -> None:
        organization = OrganizationFactory()
        make_panelist(panel, organization=organization, user=make_person(f"s{number}@example.org"))
        make_registration("approved", dialogue, organization)

    add(1)
    with django_assert_num_queries(5):
        assert len(panellists.missing(dialogue)) == 1
    add(2)
    add(3)
    with django_assert_num_queries(5):
        assert len(panellists.missing(dialogue)) == 3
