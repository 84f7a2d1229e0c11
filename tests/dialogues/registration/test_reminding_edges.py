"""The edges of reminding: the minute a window opens, the change of clocks, days that move, rounds that break."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from dialogues.models import DialoguePage, Registration, Reminder
from dialogues.registration import reminding
from dialogues.registration.reminders import Occasion
from portal.models import OutgoingMail
from tests.dialogues.registration.test_reminding import near, sent
from tests.factories.day import move_to
from tests.factories.dialogues import make_dialogue
from tests.factories.registration import make_draft, make_registration, owner_of

pytestmark = pytest.mark.django_db
S = Registration.State
WEEK, LAST_DAY, THREE_DAYS, ONE_DAY = reminding.RULES
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


WINDOWS = [
    (WEEK, timedelta(days=7) + MINUTE, False),
    (WEEK, timedelta(days=7), True),
    (WEEK, timedelta(days=1) + MINUTE, True),
    (WEEK, timedelta(days=1), False),
    (LAST_DAY, timedelta(days=1) + MINUTE, False),
    (LAST_DAY, timedelta(days=1), True),
    (LAST_DAY, MINUTE, True),
    (LAST_DAY, timedelta(0), False),
    (THREE_DAYS, timedelta(days=3), True),
    (THREE_DAYS, timedelta(days=1), False),
    (ONE_DAY, timedelta(days=1), True),
    (ONE_DAY, timedelta(0), False),
]


@pytest.mark.parametrize("rule", reminding.RULES)
def test_each_window_begins_where_the_one_before_ends(rule):
    registration = make_registration(rule.state)
    Registration.objects.update(**{rule.since: timezone.now() - timedelta(days=60)})
    moment = getattr(registration.dialogue, rule.field)

    expected = {ahead: due for one, ahead, due in WINDOWS if one == rule}
    assert {ahead: reminding.due(rule, moment - ahead).exists() for ahead in expected} == expected


CLOCKS = [
    (datetime(2027, 3, 28, 7, tzinfo=UTC), date(2027, 3, 28)),  # nine in Vienna, six hours after the clocks went on
    (datetime(2027, 3, 27, 23, 30, tzinfo=UTC), date(2027, 3, 28)),  # half past midnight of that night
    (datetime(2027, 10, 31, 8, tzinfo=UTC), date(2027, 10, 31)),  # nine, after they went back
    (datetime(2027, 10, 30, 22, 30, tzinfo=UTC), date(2027, 10, 31)),  # half past midnight, an hour with its twin
    (datetime(2027, 10, 31, 22, 59, tzinfo=UTC), date(2027, 10, 31)),
    (datetime(2027, 10, 31, 23, tzinfo=UTC), date(2027, 11, 1)),
]


def test_a_change_of_clocks_moves_neither_the_window_nor_the_day():
    registration = make_registration(S.APPROVED)

    for start, day in CLOCKS:
        dialogue = move_to(registration.dialogue, starts_at=start, ends_at=start + 3 * HOUR)
        rounds = [start - timedelta(hours=hours) for hours in range(30, 0, -1)]
        hours = [moment for moment in rounds if reminding.due(ONE_DAY, moment)]

        assert reminding.day_of(ONE_DAY, dialogue) == day, start
        assert (hours[0], len(hours)) == (start - timedelta(hours=24), 24), start


def coming(**times):
    """An approved delegation that was reminded of the day."""
    registration = near(make_registration(S.APPROVED), starts=timedelta(hours=20))
    assert reminding.remind_all() == 1
    OutgoingMail.objects.all().delete()
    return move_to(registration.dialogue, **times)


def test_who_was_reminded_of_a_day_is_reminded_of_the_day_it_moved_to_once():
    later = timezone.now() + timedelta(days=10)
    dialogue = coming(starts_at=later, ends_at=later + 3 * HOUR)
    assert reminding.remind_all() == 0

    soon = timezone.now() + timedelta(days=2)
    move_to(dialogue, starts_at=soon, ends_at=soon + 3 * HOUR)

    assert [reminding.remind_all() for _round in range(2)] == [1, 0]
    assert [name for name, _to in sent()] == ["delegate_coming", "registration_coming"]
    occasions = set(Reminder.objects.values_list("occasion", flat=True))
    assert occasions == {Occasion.COMING_DAY, Occasion.COMING_DAYS}


def test_another_hour_of_the_same_day_reminds_nobody_again():
    start = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=2)
    registration = make_registration(S.APPROVED)
    dialogue = move_to(registration.dialogue, starts_at=start, ends_at=start + 3 * HOUR)
    Registration.objects.update(decided_at=timezone.now() - timedelta(days=30))
    assert reminding.remind_all() == 1

    move_to(dialogue, starts_at=start + HOUR)

    assert reminding.remind_all() == 0


@pytest.mark.parametrize(
    "change",
    [{"status": "postponed"}, {"status": "cancelled"}, {"date_precision": "month"}, {"live": False}],
)
def test_what_was_called_off_between_two_windows_is_not_reminded_of(change):
    soon = timezone.now() + timedelta(days=2)
    coming(starts_at=soon, ends_at=soon + 3 * HOUR, **change)

    assert reminding.remind_all() == 0


def test_a_round_that_breaks_between_two_goes_on_with_the_second():
    for _number in range(2):
        near(make_draft(), closes=timedelta(days=5))
    reminding.remind(next(reminding.fresh(WEEK, timezone.now())), WEEK)  # and then the worker was killed
    [(_name, first)] = sent()

    assert reminding.remind_all() == 1
    assert [to for _name, to in sent()].count(first) == 1 and len(sent()) == 2


def test_a_reminder_that_breaks_halfway_leaves_neither_mail_nor_mark_and_comes_with_the_next_round():
    registration = near(make_draft(), closes=timedelta(days=5))
    with pytest.raises(SystemExit), transaction.atomic():
        assert reminding.remind(registration, WEEK)
        raise SystemExit

    assert not Reminder.objects.exists() and not sent()
    assert reminding.remind_all() == 1
    assert len(sent()) == 1


def test_a_registration_that_cannot_be_reminded_is_logged_and_stops_nobody_else(caplog):
    with connection.cursor() as cursor:
        cursor.execute('CREATE UNIQUE INDEX one_mail_each ON portal_outgoingmail ("to")')
    drafts = [near(make_draft(), closes=timedelta(days=5)) for _number in range(3)]
    people = [owner_of(draft.organization).email for draft in drafts]
    OutgoingMail.objects.create(to=people[1], template="-", language="en", subject="-", text="-")  # no second one fits

    assert reminding.remind_all() == 2

    assert [to for name, to in sent() if name != "-"] == [people[0], people[2]]
    assert str(drafts[1].uuid) in caplog.text and people[1] not in caplog.text
    OutgoingMail.objects.all().delete()
    assert reminding.remind_all() == 1, "with the next round"


def test_a_dialogue_without_a_deadline_reminds_no_draft():
    make_draft(make_dialogue(in_days=2))
    DialoguePage.objects.update(registration_opens_at=None, registration_closes_at=None)
    Registration.objects.update(created_at=timezone.now() - timedelta(days=60))

    assert reminding.remind_all() == 0
