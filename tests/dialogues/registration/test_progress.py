"""What the people who sent a registration are told of its way."""

import pytest

from dialogues.models import Registration
from dialogues.registration import actions, progress
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
