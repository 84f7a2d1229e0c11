"""After approval: who tells what of whom, letters for visas, and never the number of a passport."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from dialogues.followup import actions
from dialogues.followup.passports import looks_like_a_passport_number
from dialogues.models import Delegate, FollowUp, Registration, VisaLetter
from dialogues.registration import actions as registering
from organizations.models import Role
from portal import audit
from portal.models import OutgoingMail
from portal.records import InvalidMove
from tests.factories.arrivals import PASSPORT, make_approved, make_follow_up, make_letter
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, UserFactory
from tests.factories.registration import make_delegate, make_registration, owner_of

pytestmark = pytest.mark.django_db

S = Registration.State


def owner(delegate):
    return owner_of(delegate.registration.organization)


@pytest.mark.parametrize(
    "text",
    ["C01X00T47 12345678", "P1234567", "E12345678", "12AB34567", "No. 123456", "12 345 678", "٠١٢٣٤٥٦", "AB 1234567"],
)
def test_what_looks_like_the_number_of_a_passport_is_found(text):
    assert looks_like_a_passport_number(text)


@pytest.mark.parametrize(
    "text",
    ["", "Ana María Ruiz", "OS 452, 12.06.2027, 14:30", "2027-06-12 14:30", "Train RJX 765", "A-1220 Wien", "CZ2345"],
)
def test_flights_days_and_names_are_none(text):
    assert not looks_like_a_passport_number(text)


def test_what_is_told_is_kept_with_the_needs_and_noted_without_them():
    delegate = make_approved()

    follow_up = make_follow_up(delegate, needs="A ramp", arrives_on=date(2027, 6, 1), arrives_by="OS 452")

    delegate.refresh_from_db()
    assert (follow_up.arrives_by, delegate.needs) == ("OS 452", "A ramp")
    event = audit.history(delegate.registration).last()
    assert (event.verb, event.data, event.actor) == ("follow_up", {}, owner(delegate))


def test_telling_again_changes_the_one_row():
    delegate = make_approved()
    make_follow_up(delegate, arrives_by="By bus")

    make_follow_up(delegate, arrives_by="By train")

    assert [one.arrives_by for one in FollowUp.objects.all()] == ["By train"]


def test_no_field_takes_the_number_of_a_passport():
    delegate = make_approved()

    for field in ("arrives_by", "leaves_by", "passport_name", "nationality", "position"):
        with pytest.raises(ValidationError) as refused:
            make_follow_up(delegate, **PASSPORT | {field: "C 12345678"})

        assert list(refused.value.message_dict) == [field]
        assert not FollowUp.objects.exists(), field


def test_what_cannot_be_is_refused():
    delegate = make_approved()

    for values in (
        {"arrives_on": date(2027, 6, 2), "leaves_on": date(2027, 6, 1)},
        {"wants_letter": True, "nationality": "Mexico"},
        {"wants_letter": True, "passport_name": "Ana"},
    ):
        with pytest.raises(ValidationError):
            make_follow_up(delegate, **values)
            pytest.fail(f"{values} went through")


def test_nothing_is_told_before_approval_or_after_it_ended(coordinator):
    dialogue = make_dialogue()

    for state in (one for one in S.values if one not in (S.DRAFT, S.APPROVED)):
        delegate = make_registration(state, dialogue, coordinator=coordinator).delegates.get()

        with pytest.raises(InvalidMove):
            make_follow_up(delegate)
            pytest.fail(f"It was told in the state “{state}”.")


def test_who_joins_online_tells_nothing():
    delegate = make_approved(delegates=[make_delegate(mode="online")])

    with pytest.raises(InvalidMove, match="does not come to Vienna"):
        make_follow_up(delegate)


def test_those_who_write_for_the_organization_tell():
    delegate = make_approved()

    for role in (Role.VIEWER, Role.EDITOR, Role.SIGNATORY):
        member = MembershipFactory(organization=delegate.registration.organization, role=role).user
        if role == Role.VIEWER:
            with pytest.raises(PermissionDenied):
                actions.save(delegate, by=member, values={}, needs="")
        else:
            assert actions.save(delegate, by=member, values={}, needs="").delegate == delegate, role


def test_a_letter_holds_the_facts_as_they_were_when_it_was_issued(coordinator):
    letter = make_letter(by=coordinator)
    make_follow_up(letter.delegate, **PASSPORT | {"passport_name": "Another"})

    letter.refresh_from_db()
    assert (letter.name, letter.nationality, letter.position) == ("Ana María Ruiz", "Mexico", "Director")
    assert letter.is_valid
    event = audit.history(letter.registration).filter(verb="letter").get()
    assert (event.actor, event.data) == (coordinator, {"letter": letter.number})
    mail = OutgoingMail.objects.filter(template="dialogues/email/registration_letter").get()
    assert "Ana" not in mail.text + mail.html


def test_a_letter_that_is_issued_again_replaces_the_first():
    first = make_letter()

    second = make_letter(first.delegate, passport_name="Ana Ruiz")

    first.refresh_from_db()
    assert (first.is_valid, second.is_valid) == (False, True)
    assert first.number != second.number and first.fingerprint != second.fingerprint


def test_no_letter_is_issued_that_was_not_asked_for(coordinator):
    delegate = make_follow_up().delegate

    with pytest.raises(ValidationError, match="asks for no letter"):
        actions.issue_letter(delegate, by=coordinator)


def test_only_a_coordinator_who_is_not_involved_issues_letters():
    delegate = make_follow_up(**PASSPORT).delegate
    people = {"owner": owner(delegate), "stranger": UserFactory(), "involved coordinator": CoordinatorFactory()}
    MembershipFactory(
        organization=delegate.registration.organization, user=people["involved coordinator"], role=Role.VIEWER
    )

    for name, person in people.items():
        with pytest.raises(PermissionDenied):
            actions.issue_letter(delegate, by=person)
            pytest.fail(f"The {name} issued it.")


@pytest.mark.parametrize("change", ["cancelled", "online"])
def test_a_letter_holds_no_more_when_its_person_does_not_come(change):
    letter = make_letter()
    registration, by = letter.registration, owner(letter.delegate)
    if change == "cancelled":
        registering.cancel(registration, by=by)
    else:
        same = make_delegate(name=letter.delegate.name, email=letter.delegate.email, mode="online")
        registering.change_delegates(registration, by=by, delegates=[same])
        registering.approve(registration, by=CoordinatorFactory())

    assert not VisaLetter.objects.get(pk=letter.pk).is_valid


def test_nothing_is_told_once_the_dialogue_is_over():
    delegate = make_approved()
    dialogue = delegate.registration.dialogue
    type(dialogue).objects.filter(pk=dialogue.pk).update(
        starts_at=timezone.now() - timedelta(days=1), ends_at=timezone.now() - timedelta(hours=1)
    )

    with pytest.raises(InvalidMove, match="over"):
        make_follow_up(Delegate.objects.get(pk=delegate.pk))
