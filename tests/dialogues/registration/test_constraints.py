"""What SQL refuses of the rows around a delegation, whoever asks; and what goes along when the row above it goes."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from dialogues.models import Delegate, FollowUp, Registration, Reminder, TravelRequest, VisaLetter
from dialogues.registration.reminders import Occasion
from organizations.models import Assignment, Duty
from tests.factories.arrivals import make_approved, make_follow_up, make_joining, make_letter, make_travel
from tests.factories.day import make_arrived, make_day, make_helper
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import UserFactory
from tests.factories.registration import make_delegate, make_registration
from tests.undoing import undone

pytestmark = pytest.mark.django_db
T = TravelRequest.State
DAY = date(2027, 6, 1)


def refused(rows, name=None, **values):
    """SQL refuses to store the values, by the constraint of this name where it has one."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.update(**values)


def twice(make):
    """SQL refuses the same row a second time."""
    make()
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_one_reminder_of_a_registration_an_occasion_and_a_day():
    one, other = make_registration(), make_registration()

    def remind(registration=one, occasion=Occasion.COMING_DAY, day=DAY):
        return Reminder.objects.create(registration=registration, occasion=occasion, day=day)

    twice(remind)
    remind(other)
    remind(occasion=Occasion.COMING_DAYS)
    moved = remind(day=DAY + timedelta(days=1))
    refused(Reminder.objects.filter(pk=moved.pk), "reminder_known_occasion", occasion="birthday")
    refused(Reminder.objects.filter(pk=moved.pk), day=DAY)


def test_who_leaves_leaves_after_coming_and_a_letter_has_its_facts():
    rows = FollowUp.objects.filter(pk=make_follow_up().pk)
    facts = {"wants_letter": True, "passport_name": "Ana Ruiz", "nationality": "Mexico"}

    refused(rows, "follow_up_leaves_after_arriving", arrives_on=DAY, leaves_on=DAY - timedelta(days=1))
    for missing in ("passport_name", "nationality"):
        refused(rows, "visa_letter_has_its_facts", **facts | {missing: ""})

    assert rows.update(arrives_on=DAY, leaves_on=DAY, **facts) == 1
    assert rows.update(arrives_on=DAY, leaves_on=None) == rows.update(arrives_on=None, leaves_on=DAY) == 1


def test_a_delegate_tells_once_and_has_one_standing_letter():
    letter = make_letter()
    twice_told = {"delegate": letter.delegate}
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.create(**twice_told)

    same = {"registration": letter.registration, "delegate": letter.delegate, "name": "Ana", "nationality": "Mexico"}
    for _again in range(2):  # those that were replaced may be many
        VisaLetter.objects.create(**same, replaced_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        VisaLetter.objects.create(**same)
    with pytest.raises(IntegrityError), transaction.atomic():
        VisaLetter.objects.create(**same | {"delegate": None}, replaced_at=timezone.now())


SUPPORT = [
    ("travel_known_state", {"state": "paid"}),
    ("requested_travel_has_date", {"state": T.SHORTLISTED, "requested_at": None}),
    *(("decided_travel_has_date", {"state": state}) for state in (T.GRANTED, T.DECLINED, T.SETTLED)),
]


def test_a_request_for_support_has_what_belongs_to_its_state():
    rows = TravelRequest.objects.filter(pk=make_travel().pk)
    fitting = {"requested_at": timezone.now(), "decided_at": timezone.now(), "state": T.GRANTED}

    for name, values in SUPPORT:
        with undone():
            refused(rows, name, **values)

            known = {key: value for key, value in values.items() if value in T.values}
            assert rows.update(**{**fitting, **known}) == 1, values


def test_a_registration_asks_once_and_a_dialogue_has_one_link():
    asked = make_travel()
    with pytest.raises(IntegrityError), transaction.atomic():
        TravelRequest.objects.create(registration=asked.registration)

    dialogue = make_dialogue()
    twice(lambda: make_joining(dialogue))


def test_a_delegate_is_somebody_who_can_be_found_and_let_in():
    rows = Delegate.objects.filter(pk=make_approved().pk)

    refused(rows, "delegate_known_mode", mode="by_post")
    refused(rows, "delegate_email_is_lower_case", email="Noor@example.org")
    refused(rows, "only_who_came_is_checked_in", letter_number="ABCDEFGHJK")


def test_a_number_of_a_letter_and_a_code_of_a_badge_are_of_one_person():
    dialogue = make_day()
    one, other = make_arrived(dialogue), make_arrived(dialogue)
    rows = Delegate.objects.filter(pk=other.pk)

    refused(rows, letter_number=one.letter_number)
    refused(rows, uuid=one.uuid)
    refused(rows, email=one.email, registration=one.registration)
    assert rows.update(email=one.email) == 1  # in another delegation


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("assignment_known_duty", {"duty": "doorkeeper"}),
        ("dialogue_goes_with_its_duty", {"dialogue_key": None}),
        ("dialogue_goes_with_its_duty", {"duty": Duty.COORDINATOR}),
        ("ended_assignment_has_reason", {"ended_at": timezone.now(), "end_reason": ""}),
    ],
)
def test_a_helper_helps_at_one_dialogue_until_a_reason_ends_it(name, values):
    helper = make_helper(make_dialogue())

    refused(Assignment.objects.filter(user=helper), name, **values)


def test_somebody_helps_at_a_dialogue_once_at_a_time():
    dialogue = make_dialogue()
    helper = make_helper(dialogue)
    same = {"user": helper, "duty": Duty.HELPER, "dialogue_key": dialogue.translation_key, "reason": "Again."}
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(**same)

    Assignment.objects.create(**same | {"user": UserFactory()})
    Assignment.objects.create(**same | {"duty": Duty.DIALOGUE})
    Assignment.objects.filter(user=helper).update(ended_at=timezone.now(), end_reason="Over.")
    Assignment.objects.create(**same)


def test_with_a_delegate_goes_what_was_told_and_the_letter():
    make_letter().delegate.delete()

    assert not FollowUp.objects.exists() and not VisaLetter.objects.exists()


def test_a_registration_that_asks_for_support_is_not_deleted_under_it():
    asked = make_travel()
    with pytest.raises(ProtectedError):
        asked.registration.delete()

    free = make_registration(delegates=[make_delegate()])
    Reminder.objects.create(registration=free, occasion=Occasion.COMING_DAY, day=DAY)
    free.delete()
    assert not Reminder.objects.exists()
    assert list(Registration.objects.all()) == [asked.registration]
