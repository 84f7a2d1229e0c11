"""`manage.py run_worker`: the background worker, after taking up what a killed one left behind."""

from datetime import timedelta

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from portal import habits
from portal.files.tasks import sweep_files
from portal.tasks import plan, plan_retention

# A task that has run longer than this was killed with its worker: nothing here takes minutes.
LOST_AFTER = timedelta(minutes=15)


def revive_lost_tasks() -> int:
    """Make tasks of killed workers ready again; tasks are idempotent, so running one twice is harmless."""
    lost = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=timezone.now() - LOST_AFTER)
    return lost.update(status="READY", started_at=None)


class Command(BaseCommand):
    """Serves every queue until it is ended."""

    help = "Run the background worker: mail, daily retention and sweeping, and what Wagtail leaves for later."

    def handle(self, *args: object, **options: object) -> None:
        """Revive, see that retention and sweeping run every day, then work."""
        if count := revive_lost_tasks():
            self.stdout.write(f"Taking up {count} tasks that an ended worker left behind.")
        plan_retention(timezone.now())
        plan(sweep_files, timezone.now())
        for path in habits.paths():
            plan(import_string(path), timezone.now())
        call_command("db_worker", queue_name="*", startup_delay=False)
