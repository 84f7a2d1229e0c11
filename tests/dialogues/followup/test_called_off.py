"""A dialogue that does not take place: nobody is asked, reminded or vouched for; before and after each window."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues.followup import actions, desk
from dialogues.models import Registration, VisaLetter
from dialogues.registration import letters, reminding
from dialogues.travel import actions as travel
from portal.models import OutgoingMail
from portal.records import InvalidMove
from tests.factories.arrivals import (
    PASSPORT,
    make_approved,
    make_follow_up,
    make_joining,
    make_letter,
    make_travel,
)
from tests.factories.day import make_arrived, move_to
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory
from tests.factories.registration import make_delegate, make_registration, owner_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = Registration.State
CALLED_OFF = ("cancelled", "postponed")


def call_off(delegate, status):
    """The delegate, of a dialogue that does not take place any more."""
    move_to(delegate.registration.dialogue, status=status)
    return type(delegate).objects.get(pk=delegate.pk)


def owner(delegate):
    return owner_of(delegate.registration.organization)


def test_nothing_is_told_and_no_letter_is_issued(coordinator):
    told = make_follow_up(**PASSPORT).delegate

    for status in CALLED_OFF:
        delegate = call_off(told, status)
        with pytest.raises(InvalidMove, match="does not take place"):
            actions.save(delegate, by=owner(delegate), values={"arrives_by": "By bus"}, needs="")
        with pytest.raises(InvalidMove, match="does not take place"):
            actions.issue_letter(delegate, by=coordinator)
        assert not VisaLetter.objects.exists(), status


def test_a_letter_holds_no_more_and_holds_again_when_the_dialogue_does(client, coordinator):
    letter = make_letter()
    address = reverse("registration:desk_visa_letter_pdf", args=[letter.delegate.uuid])

    for status in CALLED_OFF:
        call_off(letter.delegate, status)
        client.force_login(owner(letter.delegate))
        assert not VisaLetter.objects.get().is_valid, status
        assert client.get(address).status_code == 404, status
        client.force_login(coordinator)
        assert "holds no more" in client.get(reverse("visa_letter_check"), {"number": letter.number}).text, status

        move_to(letter.registration.dialogue, status="confirmed")
        assert VisaLetter.objects.get().is_valid, status


def test_nobody_is_asked_when_they_come(client):
    delegate = make_approved()
    person = owner(delegate)
    client.force_login(person)

    for status in CALLED_OFF:
        move_to(delegate.registration.dialogue, status="confirmed")
        assert [one.uid for one in desk.to_tell(person)] == [f"follow-up-{delegate.registration.uuid}"], status
        assert "Still to tell" in client.get(delegate.registration.get_absolute_url()).text, status

        call_off(delegate, status)

        assert not list(desk.to_tell(person)) and not desk.missing(person), status
        assert "Still to tell" not in client.get(delegate.registration.get_absolute_url()).text, status
        assert "Still to tell" not in client.get(reverse("registration:desk_list")).text, status


def test_nobody_reads_a_link_to_what_does_not_take_place(client):
    delegate = make_approved(delegates=[make_delegate(mode="online")])
    make_joining(delegate.registration.dialogue)
    client.force_login(owner(delegate))
    assert "canary-link" in client.get(delegate.registration.get_absolute_url()).text

    for status in CALLED_OFF:
        call_off(delegate, status)

        page = client.get(delegate.registration.get_absolute_url()).text
        assert "canary-link" not in page and "The link stands here shortly" not in page, status


def test_nobody_asks_for_travel_support(client):
    registration = make_registration(S.APPROVED)
    person = owner_of(registration.organization)
    client.force_login(person)

    for status in CALLED_OFF:
        move_to(registration.dialogue, status=status)
        with pytest.raises(InvalidMove, match="does not take place"):
            travel.request_support(registration, by=person, amount="A train", why="No funds.")
        assert "Ask for travel support" not in client.get(registration.get_absolute_url()).text, status


def test_support_that_was_asked_for_can_still_be_taken_back_and_declined(coordinator):
    back, declined = make_travel(), make_travel()

    for status in CALLED_OFF:
        with undone():
            for asked in (back, declined):
                move_to(asked.registration.dialogue, status=status)

            travel.take_back(back, by=owner_of(back.registration.organization))
            travel.decline(declined, by=coordinator, reason="The dialogue was called off.")

            assert {one.state for one in type(back).objects.all()} == {"not_requested", "declined"}, status


def test_a_letter_of_attendance_says_nothing_of_what_was_not_held(client):
    """Who was let in the evening before was there for nothing when it is called off in the morning."""
    delegate = make_arrived()
    person = owner(delegate)
    asked = {"number": delegate.letter_number, "name": delegate.name}
    paper = reverse("registration:desk_letter_pdf", args=[delegate.registration.uuid, delegate.uuid])
    assert client.post("/en/dialogues/attendance/", asked).status_code == 200

    for status in CALLED_OFF:
        client.logout()
        call_off(delegate, status)

        assert not letters.letters().exists(), status
        assert client.post("/en/dialogues/attendance/", asked).status_code == 404, status
        client.force_login(person)
        assert client.get(paper).status_code == 404, status


def test_reminders_stop_between_two_windows():
    registration = make_registration(S.APPROVED)
    start = registration.dialogue.starts_at
    Registration.objects.update(decided_at=start - timedelta(days=20))
    three_days, one_day = reminding.RULES[2:]
    assert list(reminding.due(three_days, start - timedelta(days=2))) == [registration]
    assert list(reminding.due(one_day, start - timedelta(hours=2))) == [registration]

    for status in CALLED_OFF:
        move_to(registration.dialogue, status=status)

        assert not reminding.due(three_days, start - timedelta(days=2)), status
        assert not reminding.due(one_day, start - timedelta(hours=2)), status


def test_a_dialogue_that_is_over_takes_nothing_more():
    delegate = make_follow_up(**PASSPORT).delegate
    now = timezone.now()
    move_to(delegate.registration.dialogue, starts_at=now - timedelta(hours=5), ends_at=now - timedelta(minutes=1))
    OutgoingMail.objects.all().delete()

    for act in (
        lambda: actions.issue_letter(delegate, by=CoordinatorFactory()),
        lambda: travel.request_support(delegate.registration, by=owner(delegate), amount="A train", why="No funds."),
    ):
        with pytest.raises(InvalidMove, match="The dialogue is over"):
            act()
    assert not OutgoingMail.objects.exists()


def test_the_link_is_read_until_a_day_after_the_end(client):
    delegate = make_approved(delegates=[make_delegate(mode="online")])
    make_joining(delegate.registration.dialogue)
    client.force_login(owner(delegate))

    for hours, shown in ((-25, False), (-23, True), (1, True)):
        ends = timezone.now() + timedelta(hours=hours)
        move_to(delegate.registration.dialogue, starts_at=ends - timedelta(hours=3), ends_at=ends)

        assert ("canary-link" in client.get(delegate.registration.get_absolute_url()).text) is shown, hours


def test_follow_ups_are_due_two_weeks_before_the_start_and_move_with_it():
    delegate = make_approved(dialogue=make_dialogue(in_days=40))
    registration = delegate.registration
    [before] = desk.to_tell(owner(delegate))
    later = registration.dialogue.starts_at + timedelta(days=3)
    move_to(registration.dialogue, starts_at=later, ends_at=later + timedelta(hours=3))

    [after] = desk.to_tell(owner(delegate))

    assert after.at - before.at == timedelta(days=3)
    assert later - after.at == timedelta(days=14)
