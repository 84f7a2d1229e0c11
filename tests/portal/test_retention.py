"""How long what is kept: each rule of the ground, batches, interruptions, the command and the daily task."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal import personal, retention
from portal.checks import check_retention
from portal.models import AuditEvent, OutgoingMail
from portal.tasks import carry_out_retention, plan_retention
from tests.factories.organizations import UserFactory
from tests.retention import gone, keep_promise

pytestmark = pytest.mark.django_db


def mail(at, state=OutgoingMail.State.FAILED):
    return OutgoingMail.objects.create(to="a@b.example", language="en", state=state, created_at=at)


def session(at):
    return Session.objects.create(session_key=at.isoformat()[:40], session_data="", expire_date=at)


def work(at, status="SUCCESSFUL"):
    return DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="portal.tasks.deliver_mail", queue_name="default",
        backend_name="default", priority=0, status=status, finished_at=at,
    )  # fmt: skip


def event(at):
    return AuditEvent.objects.create(
        at=at, actor=UserFactory(), verb="edit", object_type="x", object_key="y", data={"a": 1}
    )


@pytest.mark.parametrize(("key", "make"), [("outbox", mail), ("sessions", session), ("work", work)])
def test_what_is_due_goes_and_what_is_a_day_younger_stays(key, make):
    old, young = keep_promise(key, make)

    assert (gone(old), gone(young)) == (True, False)


def test_an_event_loses_its_actor_after_six_years_and_nothing_else():
    old, young = keep_promise("audit", event)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.actor, old.verb, old.data) == (None, "edit", {"a": 1})
    assert young.actor is not None


def test_mail_that_still_waits_is_never_too_old():
    waiting = mail(timezone.now() - timedelta(days=900), OutgoingMail.State.QUEUED)

    retention.carry_out()

    assert not gone(waiting)


def test_the_operator_may_choose_another_period(settings):
    week_old = mail(timezone.now() - timedelta(days=8))
    assert retention.count_due()["outbox"] == 0

    settings.RETENTION_DAYS = {"outbox": 7}

    assert retention.carry_out()["outbox"] == 1
    assert gone(week_old)


@pytest.mark.parametrize(("chosen", "mistakes"), [({"outbox": 7}, 0), ({"outbx": 7}, 1), ({"outbox": -1}, 1)])
def test_a_period_for_a_rule_that_is_not_there_is_a_mistake(settings, chosen, mistakes):
    settings.RETENTION_DAYS = chosen

    assert len(check_retention()) == mistakes


def test_an_interrupted_run_has_done_what_it_says_and_the_next_goes_on(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    long_ago, batches = timezone.now() - timedelta(days=99), []
    for _number in range(5):
        mail(long_ago)

    def lose_power_in_the_second(rows):
        batches.append(rows)
        personal.delete(rows)
        if len(batches) == 2:
            raise KeyboardInterrupt

    rule = next(rule for rule in personal.keepings() if rule.key == "outbox")
    with pytest.raises(KeyboardInterrupt):
        retention.carry_out_rule(replace(rule, finish=lose_power_in_the_second), timezone.now())

    assert OutgoingMail.objects.count() == 3
    assert AuditEvent.objects.get().data == {"count": 2}
    assert retention.carry_out_rule(rule, timezone.now()) == 3
    assert [event.data["count"] for event in AuditEvent.objects.all()] == [2, 2, 1]


def test_the_command_counts_first_and_says_the_same_when_it_deletes():
    mail(timezone.now() - timedelta(days=99))
    counted, carried_out = StringIO(), StringIO()

    call_command("retention", "--dry-run", stdout=counted)
    assert OutgoingMail.objects.count() == 1
    assert not AuditEvent.objects.exists()
    call_command("retention", stdout=carried_out)

    assert counted.getvalue() == carried_out.getvalue()
    assert "outbox                       1" in counted.getvalue()
    assert not OutgoingMail.objects.exists()


def test_the_daily_run_is_planned_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    now = timezone.now()

    assert [plan_retention(now), plan_retention(now)] == [True, False]
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=now)
    carry_out_retention.func()

    following = DBTaskResult.objects.get(status="READY")
    assert following.run_after > now + timedelta(hours=23)


def test_the_database_allows_no_other_change_of_an_event():
    one = event(timezone.now())

    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.filter(pk=one.pk).update(verb="other")
