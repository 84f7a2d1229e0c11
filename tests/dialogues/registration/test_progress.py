"""What the people who sent a registration are told of its way."""

import pytest
from django.utils import timezone

from dialogues.models import Registration
from dialogues.registration import actions, objecting, progress
from tests.factories.arrivals import make_letter
from tests.factories.registration import make_delegate, make_registration, owner_of

S = Registration.State


@pytest.mark.parametrize(
    ("state", "places"),
    [
        (S.DRAFT, ["now", "", "", ""]),
        (S.SUBMITTED, ["done", "now", "", ""]),
        (S.FORWARDED, ["done", "done", "now", ""]),
        (S.WAITING, ["done", "done", "done", "now", ""]),
        (S.APPROVED, ["done", "done", "done", "now"]),
        (S.DECLINED, []),
        (S.CANCELLED, []),
    ],
)
def test_each_state_has_its_place_on_the_way(state, places):
    assert [step.place for step in progress.steps(state)] == places


@pytest.mark.django_db
def test_the_history_tells_what_happened_with_its_reasons(coordinator):
    registration = make_registration()
    actions.change_delegates(registration, by=owner_of(registration.organization), delegates=[make_delegate()])
    actions.decline(registration, by=coordinator, reason="The room is small.")

    told = [(str(event.words), event.reason) for event in progress.history(registration)]

    assert told == [
        ("Draft begun", ""), ("Being checked", ""), ("Delegates changed", ""), ("Declined", "The room is small."),
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_moves_nothing_has_words_of_its_own_and_the_coordinators_business_none(coordinator):
    registration = make_letter().registration
    before = [str(event.words) for event in progress.history(registration)]
    today = timezone.now().date()

    objection = objecting.record(registration, by=coordinator, on=today, known=False, reason="CANARY")
    objecting.settle(objection, "upheld", by=coordinator, on=today)

    assert before[-2:] == ["Arrival and needs told", "Letter for a visa issued"]
    assert [str(event.words) for event in progress.history(registration)] == before
