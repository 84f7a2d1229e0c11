"""Background work of registering: reminders."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from dialogues.registration import reminding
from portal.tasks import plan

BETWEEN_ROUNDS = timedelta(hours=1)


@task()
def send_reminders() -> int:
    """Remind of deadlines and days that are near, now and every hour; how many registrations were reminded."""
    plan(send_reminders, timezone.now() + BETWEEN_ROUNDS)
    return reminding.remind_all()
