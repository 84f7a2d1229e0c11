"""Checking in: once, by those at the door, and refused by name."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues import coordinators
from dialogues.models import Delegate, Registration
from dialogues.registration import checking_in
from organizations.assigning import end as end_role
from organizations.models import Duty
from portal import audit
from portal.records import InvalidMove
from tests.factories.day import make_arrived, make_day, make_expected, make_helper, move_to
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, UserFactory
from tests.factories.registration import owner_of

pytestmark = pytest.mark.django_db


def verbs(delegate: Delegate) -> list[str]:
    return list(audit.history(delegate).values_list("verb", flat=True))


def test_a_second_press_changes_nothing_and_says_so():
    delegate, by = make_expected(), CoordinatorFactory()

    first = checking_in.check_in(delegate, by=by)
    second = checking_in.check_in(delegate, by=CoordinatorFactory())

    assert (first.again, second.again) == (False, True)
    assert second.delegate.checked_in_at == first.delegate.checked_in_at
    assert second.delegate.checked_in_by == by
    assert second.delegate.letter_number == first.delegate.letter_number
    assert verbs(delegate) == ["check_in"]


def test_each_who_came_has_a_letter_number_of_their_own_in_signs_that_are_read_aloud():
    dialogue = make_day()
    numbers = {str(make_arrived(dialogue).letter_number) for _time in range(3)}

    assert [len(number) for number in numbers] == [10] * 3
    assert set("".join(numbers)) <= set(checking_in.SIGNS)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("submitted", "not approved. Its registration is “Being checked”"),
        ("forwarded", "“With the Extended Bureau”"),
        ("waiting", "“On the waiting list”"),
        ("declined", "“Declined”"),
        ("cancelled", "This registration was cancelled"),
    ],
)
def test_only_approved_delegations_come_in_and_the_rest_hears_why(state, words):
    delegate = make_expected(state=state)

    with pytest.raises(InvalidMove, match=words):
        checking_in.check_in(delegate, by=CoordinatorFactory())
    assert verbs(delegate) == []
    assert not Delegate.objects.came().exists()


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_nobody_is_checked_in_where_nothing_takes_place(status):
    delegate = make_expected()
    move_to(delegate.registration.dialogue, status=status)

    with pytest.raises(InvalidMove, match="does not take place"):
        checking_in.check_in(delegate, by=CoordinatorFactory())


@pytest.mark.parametrize(
    ("starts", "ends", "opened"),
    [
        (timedelta(hours=25), timedelta(hours=32), False),
        (timedelta(hours=23), timedelta(hours=30), True),
        (timedelta(hours=-30), timedelta(hours=-23), True),
        (timedelta(hours=-32), timedelta(hours=-25), False),
    ],
)
def test_the_door_is_open_from_a_day_before_the_start_until_a_day_after_the_end(starts, ends, opened):
    delegate, now = make_expected(), timezone.now()
    dialogue = move_to(delegate.registration.dialogue, starts_at=now + starts, ends_at=now + ends)
    opens, closes = checking_in.window(dialogue)

    if opened:
        assert not checking_in.check_in(delegate, by=CoordinatorFactory()).again
    else:
        with pytest.raises(InvalidMove, match=r"Not today: people are checked in from .+ until .+") as refused:
            checking_in.check_in(delegate, by=CoordinatorFactory())
        assert all(str(moment.year) in str(refused.value) for moment in (opens, closes))


def test_who_was_taken_off_the_delegation_stays_outside():
    delegate = make_expected()
    Delegate.objects.filter(pk=delegate.pk).delete()

    with pytest.raises(InvalidMove, match="taken off"):
        checking_in.check_in(delegate, by=CoordinatorFactory())


def test_nobody_lets_their_own_organization_in():
    delegate, by = make_expected(), CoordinatorFactory()
    MembershipFactory(organization=delegate.registration.organization, user=by)

    with pytest.raises(InvalidMove, match="somebody else"):
        checking_in.check_in(delegate, by=by)


def test_a_helper_checks_in_at_one_dialogue_as_long_as_the_role_lasts():
    here, elsewhere = make_expected(), make_expected()
    helper = make_helper(here.registration.dialogue)

    assert checking_in.check_in(here, by=helper).delegate.checked_in_by == helper
    with pytest.raises(PermissionDenied):
        checking_in.check_in(elsewhere, by=helper)

    end_role(helper.assignments.get(), by=None, reason="The day is over.")
    with pytest.raises(PermissionDenied):
        checking_in.undo_check_in(here, by=helper, reason="Another person.")


def test_the_role_of_a_helper_opens_the_door_and_nothing_else():
    delegate = make_expected()
    dialogue = delegate.registration.dialogue
    helper = make_helper(dialogue)

    assert list(Delegate.objects.at_doors_of(helper)) == [delegate]
    assert not Registration.objects.visible_to(helper).exists()
    opened = [
        coordinators.coordinates(helper, dialogue, "dialogues.decide_registration"),
        coordinators.coordinates_any(helper, "dialogues.decide_registration"),
        helper.has_perm("wagtailadmin.access_admin"),
        helper.groups.exists(),
    ]
    assert opened == [False] * 4


def test_who_helps_may_also_come_to_coordinate_and_one_role_ends_without_the_other():
    dialogue = make_dialogue()
    helper = make_helper(dialogue)
    coordinators.assign(helper, dialogue, by=None, reason="Elected.")
    with pytest.raises(InvalidMove, match="already"):
        coordinators.assign(helper, dialogue, by=None, reason="Again.", duty=Duty.HELPER)

    end_role(helper.assignments.get(duty=Duty.DIALOGUE), by=None, reason="Over.")

    assert not coordinators.coordinates(helper, dialogue, "dialogues.decide_registration")
    assert helper.assignments.active().get().duty == Duty.HELPER


@pytest.mark.parametrize("duty", [Duty.HELPER, Duty.DIALOGUE])
def test_a_role_of_one_dialogue_names_it(duty):
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory().assignments.create(duty=duty, reason="A test.")


def test_people_online_are_noted_by_coordinators_not_at_the_door():
    delegate = make_expected(mode="online")

    with pytest.raises(InvalidMove, match="takes part online"):
        checking_in.check_in(delegate, by=make_helper(delegate.registration.dialogue))
    assert not checking_in.check_in(delegate, by=CoordinatorFactory()).again


@pytest.mark.parametrize("who", ["owner", "stranger"])
def test_nobody_checks_in_without_standing_at_the_door(who):
    delegate = make_expected()
    by = owner_of(delegate.registration.organization) if who == "owner" else UserFactory()

    with pytest.raises(PermissionDenied):
        checking_in.check_in(delegate, by=by)
    assert not Delegate.objects.at_doors_of(by).exists()


def test_a_mistake_is_taken_back_with_its_reason_and_the_letter_goes_with_it():
    delegate, by = make_arrived(), CoordinatorFactory()

    with pytest.raises(ValidationError, match="Say why"):
        checking_in.undo_check_in(delegate, by=by, reason=" ")
    undone = checking_in.undo_check_in(delegate, by=by, reason="The badge of a colleague.")
    with pytest.raises(InvalidMove, match="not checked in"):
        checking_in.undo_check_in(delegate, by=by, reason="Again.")

    assert (undone.checked_in_at, undone.checked_in_by, undone.letter_number) == (None, None, None)
    assert verbs(delegate) == ["check_in", "undo_check_in"]
    assert audit.history(delegate).last().reason == "The badge of a colleague."


@pytest.mark.parametrize("more", [{"letter_number": "ABCDEFGHJK"}, {"checked_in_by": True}])
def test_the_database_keeps_letters_and_helpers_for_those_who_came(more):
    delegate = make_expected()
    values = {name: CoordinatorFactory() if value is True else value for name, value in more.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Delegate.objects.filter(pk=delegate.pk).update(**values)


def test_when_the_account_of_the_helper_goes_the_check_in_stays():
    delegate = make_expected()
    helper = make_helper(delegate.registration.dialogue)
    checking_in.check_in(delegate, by=helper)

    helper.delete()

    delegate.refresh_from_db()
    assert delegate.checked_in_at is not None
    assert delegate.checked_in_by is None
