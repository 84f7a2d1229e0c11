"""Background work about individuals: writing them into the ledgers."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from portal.tasks import plan
from submissions.declaration.supporters import batching

BETWEEN_BATCHES = timedelta(minutes=15)


@task()
def batch_supporters() -> int:
    """Write those who wait into the ledgers, now and every fifteen minutes; how many entries that made."""
    plan(batch_supporters, timezone.now() + BETWEEN_BATCHES)
    return batching.batch_all()
