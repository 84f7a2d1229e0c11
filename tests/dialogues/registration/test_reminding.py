"""Reminders: before the end of registration for drafts, before the day for who is approved; each once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.models import DialoguePage, Registration, Reminder
from dialogues.registration import actions, reminding
from dialogues.registration.reminders import Occasion
from dialogues.registration.tasks import send_reminders
from organizations.models import Role, User
from portal import habits
from portal.models import OutgoingMail
from tests.database import together
from tests.factories.organizations import CoordinatorFactory, MembershipFactory
from tests.factories.registration import make_delegate, make_draft, make_registration, owner_of
from tests.undoing import undone

S = Registration.State
LONG_AGO = timedelta(days=30)


def near(registration, *, closes=None, starts=None, stood=LONG_AGO):
    """The registration, with the deadline or the day of its dialogue so far ahead; it stands so for a while."""
    now = timezone.now()
    starts = now + (starts or timedelta(days=20))
    closes = now + closes if closes else starts - timedelta(hours=1)
    DialoguePage.objects.filter(pk=registration.dialogue_id).update(
        registration_closes_at=closes, starts_at=starts, ends_at=starts + timedelta(hours=3)
    )
    Registration.objects.filter(pk=registration.pk).update(created_at=now - stood)
    if registration.state == S.APPROVED:
        Registration.objects.filter(pk=registration.pk).update(decided_at=now - stood)
    OutgoingMail.objects.all().delete()
    return registration


def sent():
    """Template and recipient of what went out."""
    return sorted((mail.template.rpartition("/")[2], mail.to) for mail in OutgoingMail.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ahead", "occasion"),
    [
        (timedelta(days=7, hours=1), None),
        (timedelta(days=6, hours=23), Occasion.CLOSING_WEEK),
        (timedelta(days=1, hours=1), Occasion.CLOSING_WEEK),
        (timedelta(hours=23), Occasion.CLOSING_DAY),
        (-timedelta(minutes=1), None),
    ],
)
def test_a_draft_is_reminded_of_the_end_of_registration_in_its_time(ahead, occasion):
    registration = near(make_draft(), closes=ahead)

    assert reminding.remind_all() == (occasion is not None)

    assert [one.occasion for one in Reminder.objects.all()] == [occasion] * (occasion is not None)
    owner = owner_of(registration.organization)
    assert sent() == [("registration_closing", owner.email)] * (occasion is not None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ahead", "occasion"),
    [
        (timedelta(days=3, hours=1), None),
        (timedelta(days=2, hours=23), Occasion.COMING_DAYS),
        (timedelta(hours=23), Occasion.COMING_DAY),
        (-timedelta(minutes=1), None),
    ],
)
def test_an_approved_delegation_is_reminded_of_the_day_in_its_time(ahead, occasion):
    registration = near(make_registration(S.APPROVED), starts=ahead)

    reminding.remind_all()

    assert [one.occasion for one in Reminder.objects.all()] == [occasion] * (occasion is not None)
    expected = [
        ("delegate_coming", registration.delegates.get().email),
        ("registration_coming", owner_of(registration.organization).email),
    ]
    assert sent() == (expected if occasion else [])


@pytest.mark.django_db
def test_running_again_reminds_nobody_twice():
    near(make_draft(), closes=timedelta(days=5))

    assert [reminding.remind_all() for _ in range(3)] == [1, 0, 0]
    assert OutgoingMail.objects.count() == 1


@pytest.mark.django_db
def test_each_occasion_reminds_once_and_a_deadline_that_moved_again():
    registration = near(make_draft(), closes=timedelta(days=5))
    reminding.remind_all()
    near(registration, closes=timedelta(hours=20))
    reminding.remind_all()
    near(registration, closes=timedelta(days=6))

    assert reminding.remind_all() == 1
    assert sorted(one.occasion for one in Reminder.objects.all()) == ["closing_day", "closing_week", "closing_week"]


@pytest.mark.django_db
@pytest.mark.parametrize("state", S.values)
def test_only_drafts_hear_of_the_end_and_only_who_is_approved_of_the_day(state):
    registration = make_registration(state)

    for field, expected in (("closes", S.DRAFT), ("starts", S.APPROVED)):
        with undone():
            near(Registration.objects.get(pk=registration.pk), **{field: timedelta(hours=20)})
            if field == "starts":  # registration has ended before the day
                DialoguePage.objects.update(registration_closes_at=timezone.now() - timedelta(hours=2))
            assert reminding.remind_all() == (state == expected), field


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"status": "cancelled"}, {"status": "postponed"}, {"live": False}, {"date_precision": "month"}]
)
def test_nobody_is_reminded_of_what_does_not_take_place(change):
    registration = near(make_registration(S.APPROVED), starts=timedelta(hours=20))
    DialoguePage.objects.filter(pk=registration.dialogue_id).update(**change)

    assert reminding.remind_all() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "field"), [(make_draft, "closes"), (lambda: make_registration(S.APPROVED), "starts")])
def test_what_came_about_inside_the_time_is_not_reminded_of(make, field):
    near(make(), stood=timedelta(minutes=5), **{field: timedelta(hours=20)})

    assert reminding.remind_all() == 0


@pytest.mark.django_db
def test_those_who_write_are_told_and_who_reads_or_left_is_not():
    registration = make_draft()
    editor = MembershipFactory(organization=registration.organization, role=Role.EDITOR).user
    MembershipFactory(organization=registration.organization, role=Role.VIEWER)
    left = MembershipFactory(organization=registration.organization, role=Role.SIGNATORY).user
    User.objects.filter(pk=left.pk).update(is_active=False)
    near(registration, closes=timedelta(hours=20))

    reminding.remind_all()

    assert {to for _template, to in sent()} == {editor.email, owner_of(registration.organization).email}


@pytest.mark.django_db
def test_a_delegate_who_also_writes_gets_one_mail_and_each_in_their_language():
    registration = make_registration()
    owner = owner_of(registration.organization)
    people = [make_delegate(email=owner.email.lower()), make_delegate(email="noor@example.org", language="ar")]
    registration = actions.change_delegates(registration, by=owner, delegates=people)
    near(actions.approve(registration, by=CoordinatorFactory()), starts=timedelta(hours=20))

    reminding.remind_all()

    assert sent() == [("delegate_coming", "noor@example.org"), ("registration_coming", owner.email)]
    assert OutgoingMail.objects.get(to="noor@example.org").language == "ar"


@pytest.mark.django_db
def test_mail_says_the_deadline_and_nothing_that_was_written():
    near(make_draft(expertise="CANARY", delegates=[make_delegate(name="CANARY")]), closes=timedelta(hours=20))

    reminding.remind_all()

    mail = OutgoingMail.objects.get()
    assert "CANARY" not in mail.text + mail.html
    assert f"{DialoguePage.objects.get(registrations__isnull=False).registration_closes_at:%H:%M} UTC" in mail.text
    assert "<time" not in mail.text and "/desk/registrations/" in mail.text


@pytest.mark.django_db
def test_delegates_are_led_to_the_public_page_and_get_no_link_to_the_desk():
    registration = near(make_registration(S.APPROVED), starts=timedelta(hours=20))

    reminding.remind_all()

    mail = OutgoingMail.objects.get(template="dialogues/email/delegate_coming")
    assert f"/dialogues/{registration.dialogue.slug}/" in mail.text
    assert "/desk/" not in mail.text and "sign-in" not in mail.text


@pytest.mark.django_db
def test_a_draft_that_was_sent_meanwhile_is_left_alone():
    registration = near(make_draft(), closes=timedelta(days=5))
    found = list(reminding.due(reminding.RULES[0], timezone.now()))
    actions.submit(registration, by=owner_of(registration.organization))
    OutgoingMail.objects.all().delete()

    assert [reminding.remind(one, reminding.RULES[0]) for one in found] == [False]
    assert not Reminder.objects.exists() and not OutgoingMail.objects.exists()


@pytest.mark.django_db
def test_the_task_is_a_habit_and_counts():
    near(make_draft(), closes=timedelta(days=5))

    assert send_reminders.module_path in habits.paths()
    assert send_reminders.func() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_a_round_without_news_asks_as_often_for_one_as_for_three(django_assert_num_queries, rows):
    first = make_draft()
    for _ in range(rows - 1):
        near(make_draft(first.dialogue), closes=timedelta(days=5))
    near(first, closes=timedelta(days=5))
    reminding.remind_all()

    with django_assert_num_queries(5):
        assert reminding.remind_all() == 0


@pytest.mark.slow
def test_two_workers_at_once_remind_once(committed_db):
    near(make_draft(), closes=timedelta(days=5))

    outcomes = together(*[reminding.remind_all] * 4)

    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert sum(outcomes) == 1
    assert OutgoingMail.objects.count() == 1
