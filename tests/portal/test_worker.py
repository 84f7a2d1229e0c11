"""The worker takes up what a killed one left behind."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.management.commands.run_worker import LOST_AFTER, revive_lost_tasks

pytestmark = pytest.mark.django_db


def running(since: timedelta) -> DBTaskResult:
    return DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="portal.tasks.deliver_mail",
        queue_name="default",
        backend_name="default",
        priority=0,
        status="RUNNING",
        started_at=timezone.now() - since,
    )


def test_a_task_of_a_killed_worker_is_ready_again():
    lost, busy = running(LOST_AFTER + timedelta(minutes=1)), running(timedelta(minutes=1))

    assert revive_lost_tasks() == 1

    lost.refresh_from_db()
    busy.refresh_from_db()
    assert (lost.status, busy.status) == ("READY", "RUNNING")
