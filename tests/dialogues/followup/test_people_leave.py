"""What becomes of arrivals, letters, requests and links when organizations merge, people leave, and time passes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.models import Delegate, DialoguePage, FollowUp, JoiningDetails, Reminder, TravelRequest, VisaLetter
from dialogues.registration import actions as registering
from dialogues.registration.reminders import Occasion
from organizations.merging import merge
from organizations.models import Role
from organizations.personal.deletion import delete_account
from portal import retention
from portal.personal import keepings, kinds
from tests.factories.arrivals import PASSPORT, make_approved, make_follow_up, make_joining, make_letter, make_travel
from tests.factories.day import make_arrived, make_day
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory
from tests.factories.people import make_person
from tests.factories.registration import make_delegate, make_registration, owner_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db
TABLES = (FollowUp, VisaLetter, TravelRequest, JoiningDetails, Reminder)


def end(dialogue, days):
    """The dialogue ended so many days ago."""
    at = timezone.now() - timedelta(days=days)
    DialoguePage.objects.filter(pk=dialogue.pk).update(starts_at=at - timedelta(hours=3), ends_at=at)


def everything(email="noor@example.org", **fields):
    """A delegation with a row of each kind, and the delegate of this address."""
    registration = make_registration("approved", delegates=[make_delegate(email=email, needs="A ramp")], **fields)
    delegate = registration.delegates.get()
    make_letter(delegate)
    Delegate.objects.filter(pk=delegate.pk).update(needs="A ramp")
    make_travel(registration=registration)
    make_joining(registration.dialogue)
    Reminder.objects.create(registration=registration, occasion=Occasion.COMING_DAY, day=timezone.now().date())
    return delegate


def test_the_heir_has_all_of_it_and_its_people_go_on(client):
    delegate = everything()
    registration, old, heir = delegate.registration, delegate.registration.organization, OrganizationFactory()
    letter = VisaLetter.objects.get()
    number, marks = letter.number, letter.fingerprint

    merge(old, heir, by=CoordinatorFactory(), reason="The register shows one number for both.")

    assert [table.objects.count() for table in TABLES] == [1] * 5
    letter = VisaLetter.objects.get()
    assert (letter.number, letter.fingerprint, letter.is_valid) == (number, marks, True)
    assert letter.registration.organization == heir
    client.force_login(owner_of_heir(heir))
    page = client.get(registration.get_absolute_url()).text
    assert "Letter for the visa" in page and "Requested" in page
    asked = TravelRequest.objects.of_members(owner_of_heir(heir)).get()
    assert asked.registration == registration


def owner_of_heir(heir):
    """The one who owned it before the merger."""
    return heir.memberships.filter(role=Role.OWNER).order_by("pk")[0].user


KEPT = {"arrivals", "visa_letters", "joining_links", "reminders", "travel", "access_needs", "delegates"}
LEFT = {
    6: {"FollowUp", "VisaLetter", "TravelRequest", "JoiningDetails", "Reminder", "needs", "name"},
    8: {"VisaLetter", "TravelRequest", "Reminder", "name"},
    31: {"TravelRequest", "name"},
    366: set(),
}


def test_what_is_left_so_many_days_after_the_dialogue():
    delegate, young = everything(), everything("omar@example.org")
    rules = [rule for rule in keepings() if rule.key in KEPT]

    for days, left in LEFT.items():
        with undone():
            end(delegate.registration.dialogue, days)
            now = timezone.now()
            for rule in rules:
                retention.carry_out_rule(rule, now)

            found = {table.__name__ for table in TABLES if table.objects.count() == 2}
            delegate.refresh_from_db()
            found |= {"needs"} if delegate.needs else set()
            found |= {"name"} if delegate.name != "–" else set()
            assert found == left, days
            assert all(table.objects.count() >= 1 for table in TABLES), days
            young.refresh_from_db()
            assert young.needs == "A ramp", days


def test_a_person_is_given_all_that_is_held_under_their_address_and_nothing_of_another():
    person = make_person("noor@example.org")
    everything()
    make_letter(make_approved(delegates=[make_delegate(email="omar@example.org", name="Omar")]), passport_name="Omar")

    held = {kind.key: list(kind.rows(person)) for kind in kinds()}

    assert [len(held[key]) for key in ("arrivals", "visa_letters", "delegations")] == [1, 1, 1]
    assert held["visa_letters"][0]["passport_name"] == PASSPORT["passport_name"]
    assert held["delegations"][0]["needs"] == "A ramp"
    assert "Omar" not in str(held)


def test_an_address_that_nobody_confirmed_gives_nothing_away():
    person = make_person("somebody@example.org")
    person.emailaddress_set.create(email="noor@example.org", verified=False)
    everything()

    held = {kind.key: list(kind.rows(person)) for kind in kinds()}

    assert [held[key] for key in ("arrivals", "visa_letters", "delegations")] == [[], [], []]
    delete_account(person)
    assert FollowUp.objects.count() == VisaLetter.objects.count() == 1


@pytest.mark.parametrize("over", [True, False])
def test_with_the_account_go_arrival_letter_and_needs_and_the_organization_keeps_its_request(over):
    person, delegate = make_person("noor@example.org"), everything()
    if over:
        end(delegate.registration.dialogue, 1)

    delete_account(person)

    assert [table.objects.count() for table in TABLES] == [0, 0, 1, 1, 1]
    delegate.refresh_from_db()
    assert (delegate.needs, delegate.name == "–") == ("", over)


def test_when_a_coordinator_leaves_letters_and_decisions_stay_without_the_name():
    coordinator = CoordinatorFactory()
    letter = make_letter(by=coordinator)
    came = make_arrived(make_day())
    Delegate.objects.filter(pk=came.pk).update(checked_in_by=coordinator)
    TravelRequest.objects.filter(pk=make_travel("granted").pk).update(decided_by=coordinator)

    coordinator.delete()

    letter.refresh_from_db()
    came.refresh_from_db()
    assert (letter.issued_by, letter.is_valid) == (None, True)
    assert came.checked_in_by is None and came.letter_number
    assert TravelRequest.objects.get().decided_by is None


def test_when_the_member_who_told_leaves_the_organization_reads_on():
    follow_up = make_follow_up(**PASSPORT)
    organization = follow_up.delegate.registration.organization
    teller = owner_of(organization)
    MembershipFactory(organization=organization, role=Role.OWNER)

    delete_account(teller)

    follow_up.refresh_from_db()
    assert follow_up.passport_name == PASSPORT["passport_name"]


def test_another_person_under_the_same_address_is_not_vouched_for():
    delegate = make_letter().delegate
    registration = delegate.registration
    other = make_delegate(name="Somebody Else", email=delegate.email)

    registering.change_delegates(registration, by=owner_of(registration.organization), delegates=[other])
    registering.approve(registration, by=CoordinatorFactory())

    assert not VisaLetter.objects.exists() and not FollowUp.objects.exists(), "the passport of the one before"


@pytest.mark.parametrize("by", ["the organization", "the person", "both"])
def test_with_who_is_taken_off_their_letter_goes_at_once(by):
    person, delegate = make_person("noor@example.org"), everything()
    make_letter(delegate)  # a second one, which replaced the first
    owner = owner_of(delegate.registration.organization)
    assert VisaLetter.objects.count() == 2

    if by != "the person":
        registering.change_delegates(delegate.registration, by=owner, delegates=[make_delegate()])
        assert not VisaLetter.objects.exists()
    if by != "the organization":
        delete_account(person)

    assert not VisaLetter.objects.exists() and not FollowUp.objects.exists()
