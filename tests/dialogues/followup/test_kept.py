"""How long arrivals, letters, links and reminders are kept; what a person gets of them, and what goes with them."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress

from dialogues.followup import kept
from dialogues.models import DialoguePage, FollowUp, Reminder, VisaLetter
from dialogues.registration.reminders import Occasion
from tests.factories.arrivals import make_follow_up, make_joining, make_letter
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import UserFactory
from tests.factories.registration import make_registration
from tests.retention import gone, keep_promise

pytestmark = pytest.mark.django_db


def ended(dialogue, at):
    DialoguePage.objects.filter(pk=dialogue.pk).update(starts_at=at - timedelta(hours=3), ends_at=at)


def make(key, at):
    """A row of this kind, of a dialogue that ended then."""
    if key == "joining_links":
        row = make_joining(make_dialogue())
        dialogue = row.dialogue
    elif key == "reminders":
        registration = make_registration()
        row = Reminder.objects.create(registration=registration, occasion=Occasion.COMING_DAY, day=date(2027, 1, 1))
        dialogue = registration.dialogue
    else:
        row = make_follow_up(needs="") if key == "arrivals" else make_letter()
        dialogue = row.delegate.registration.dialogue
    ended(dialogue, at)
    return row


@pytest.mark.parametrize("key", ["arrivals", "visa_letters", "joining_links", "reminders"])
def test_what_is_old_goes_and_what_is_young_stays(key):
    old, young = keep_promise(key, lambda at: make(key, at))

    assert (gone(old), gone(young)) == (True, False)


def person_of(delegate):
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=delegate.email, verified=True)
    return user


def test_a_person_gets_what_was_told_of_them_and_nothing_of_others():
    letter = make_letter(arrives_by="OS 452")
    make_letter()
    user = person_of(letter.delegate)

    (told,), (issued,) = list(kept.told_of(user)), list(kept.letters_of(user))

    assert (told["arrives_by"], told["passport_name"]) == ("OS 452", "Ana María Ruiz")
    assert issued["number"] == letter.number
    assert {*told, *issued} <= set(kept.LABELS)


def test_with_the_account_goes_what_was_told_of_the_person_alone():
    mine, other = make_letter(), make_letter()

    kept.erase_person(person_of(mine.delegate))

    assert [one.delegate for one in FollowUp.objects.all()] == [other.delegate]
    assert list(VisaLetter.objects.all()) == [other]
