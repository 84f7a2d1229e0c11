"""What SQLite knows about its tables, so that it takes the right index; PostgreSQL sees to that by itself."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django_tasks import task

from portal.tasks import plan

PAUSE = timedelta(days=1)
MOST_ROWS = 1000  # read of each index: enough for an estimate, and a moment's work at any size


@task()
def renew_statistics() -> bool:
    """Count anew, today and every day. Returns whether this database needed it."""
    plan(renew_statistics, timezone.now() + PAUSE)
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={MOST_ROWS}")
        cursor.execute("ANALYZE")
    return True
