"""Seats: counted in delegates, apart for each way of taking part, never given twice."""

import pytest

from dialogues.models import Registration
from dialogues.registration import actions, seats
from portal.models import OutgoingMail
from tests.database import together
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory
from tests.factories.registration import make_delegate, make_registration, owner_of
from tests.undoing import undone

S = Registration.State


def states_of(*registrations):
    return [Registration.objects.get(pk=registration.pk).state for registration in registrations]


def on_site(count):
    return [make_delegate() for _ in range(count)]


@pytest.mark.django_db
def test_seats_are_counted_in_delegates_of_approved_registrations():
    dialogue = make_dialogue(seats_on_site=5, seats_online=1)
    make_registration(S.APPROVED, dialogue=dialogue, delegates=[make_delegate(), make_delegate(mode="online")])
    make_registration(S.SUBMITTED, dialogue=dialogue)
    make_registration(S.APPROVED)

    found = seats.of_dialogue(dialogue)

    assert [(mode, seat.total, seat.taken, seat.free) for mode, seat in found.items()] == [
        ("on_site", 5, 1, 4),
        ("online", 1, 1, 0),
    ]


@pytest.mark.django_db
def test_without_a_limit_there_is_always_a_seat():
    dialogue = make_dialogue(seats_on_site=None)

    assert seats.of_dialogue(dialogue)["on_site"].free is None
    assert seats.fits(dialogue, make_registration(dialogue=dialogue))


@pytest.mark.django_db
def test_a_limit_that_was_lowered_later_leaves_no_negative_seats():
    dialogue = make_dialogue(seats_on_site=2)
    make_registration(S.APPROVED, dialogue=dialogue, delegates=on_site(2))
    dialogue.seats_on_site = 1

    assert seats.of_dialogue(dialogue)["on_site"].free == 0


@pytest.mark.django_db
def test_approving_without_a_free_seat_puts_on_the_waiting_list(coordinator):
    dialogue = make_dialogue(seats_on_site=1)
    make_registration(S.APPROVED, dialogue=dialogue)
    late = make_registration(dialogue=dialogue)

    assert actions.approve(late, by=coordinator).state == S.WAITING
    assert OutgoingMail.objects.first().template == "dialogues/email/registration_waiting"


@pytest.mark.django_db
def test_a_full_room_leaves_room_online(coordinator):
    dialogue = make_dialogue(seats_on_site=1, seats_online=1)
    make_registration(S.APPROVED, dialogue=dialogue)

    online = make_registration(dialogue=dialogue, delegates=[make_delegate(mode="online")])

    assert actions.approve(online, by=coordinator).state == S.APPROVED


@pytest.mark.django_db
def test_a_delegation_is_not_torn_apart(coordinator):
    pair = make_registration(dialogue=make_dialogue(seats_on_site=1), delegates=on_site(2))

    assert actions.approve(pair, by=coordinator).state == S.WAITING


@pytest.mark.django_db
def test_approving_what_waits_without_a_seat_says_that_it_still_waits(coordinator):
    dialogue = make_dialogue(seats_on_site=1)
    make_registration(S.APPROVED, dialogue=dialogue)
    waiting = make_registration(S.WAITING, dialogue=dialogue)

    with pytest.raises(actions.InvalidMove, match="too few free seats"):
        actions.approve(waiting, by=coordinator)

    assert states_of(waiting) == [S.WAITING]


@pytest.mark.django_db
def test_a_seat_that_becomes_free_goes_to_the_oldest_that_fits():
    dialogue = make_dialogue(seats_on_site=1)
    seated = make_registration(S.APPROVED, dialogue=dialogue)
    pair = make_registration(S.WAITING, dialogue=dialogue, delegates=on_site(2))
    older, younger = (make_registration(S.WAITING, dialogue=dialogue) for _ in range(2))
    OutgoingMail.objects.all().delete()

    owner = owner_of(seated.organization)
    frees = {
        "cancel": lambda: actions.cancel(seated, by=owner),
        "change": lambda: actions.change_delegates(seated, by=owner, delegates=[make_delegate(mode="online")]),
    }

    for verb, free in frees.items():
        with undone():
            free()

            assert states_of(pair, older, younger) == [S.WAITING, S.APPROVED, S.WAITING], verb
            told = OutgoingMail.objects.filter(template="dialogues/email/registration_approved")
            assert [mail.to for mail in told] == [owner_of(older.organization).email], verb


@pytest.mark.django_db
def test_more_seats_go_to_those_who_wait_in_the_order_of_sending():
    dialogue = make_dialogue(seats_on_site=1)
    make_registration(S.APPROVED, dialogue=dialogue)
    waiting = [make_registration(S.WAITING, dialogue=dialogue) for _ in range(3)]
    dialogue.seats_on_site = 3
    dialogue.save()

    approved = actions.promote_waiting(dialogue)

    assert approved == waiting[:2]
    assert states_of(*waiting) == [S.APPROVED, S.APPROVED, S.WAITING]
    assert [one.decided_by for one in approved] == [None, None]


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"status": "cancelled"}, {"in_days": -3}], ids=["cancelled", "over"])
def test_nobody_is_seated_at_a_dialogue_that_is_called_off_or_over(change):
    dialogue = make_dialogue(seats_on_site=3)
    waiting = make_registration(S.WAITING, dialogue=dialogue)
    if "status" in change:
        dialogue.status = change["status"]
    else:
        moved = make_dialogue(**change)
        for name in ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at"):
            setattr(dialogue, name, getattr(moved, name))
    dialogue.save()

    assert actions.promote_waiting(dialogue) == []
    assert states_of(waiting) == [S.WAITING]


@pytest.mark.slow
def test_twenty_at_once_for_the_last_seat_seat_one(committed_db):
    dialogue = make_dialogue(seats_on_site=1)
    registrations = [make_registration(dialogue=dialogue) for _ in range(20)]
    coordinators = [CoordinatorFactory() for _ in registrations]

    outcomes = together(
        *(
            lambda one=one, by=by: actions.approve(one, by=by)
            for one, by in zip(registrations, coordinators, strict=True)
        )
    )

    assert [problem for problem in outcomes if isinstance(problem, Exception)] == []
    assert sorted(states_of(*registrations)) == [S.APPROVED] + [S.WAITING] * 19
    assert seats.of_dialogue(dialogue)["on_site"].taken == 1


@pytest.mark.slow
def test_one_registration_approved_by_ten_at_once_is_approved_once(committed_db):
    registration = make_registration()
    coordinators = [CoordinatorFactory() for _ in range(10)]

    outcomes = together(*(lambda by=by: actions.approve(registration, by=by) for by in coordinators))

    refused = [problem for problem in outcomes if isinstance(problem, actions.InvalidMove)]
    assert len(refused) == 9
    assert OutgoingMail.objects.filter(template="dialogues/email/registration_approved").count() == 1


@pytest.mark.slow
def test_ten_colleagues_who_start_at_once_share_one_draft(committed_db):
    existing = make_registration()
    organization, dialogue = existing.organization, make_dialogue()
    owner = owner_of(organization)

    outcomes = together(*(lambda: actions.start_draft(dialogue, organization, by=owner, values={}) for _ in range(10)))

    refused = [problem for problem in outcomes if isinstance(problem, actions.RegistrationExists)]
    assert len(refused) == 9
    assert Registration.objects.filter(dialogue=dialogue).count() == 1
