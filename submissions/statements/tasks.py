"""Background work of statements: checking their chains."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from portal.tasks import plan
from submissions.statements import checking
from submissions.statements.models import ReferenceSeries

BETWEEN_CHECKS = timedelta(minutes=10)


@task()
def check_chains() -> int:
    """Check every chain and keep the result for the public page, now and every ten minutes; how many were checked."""
    plan(check_chains, timezone.now() + BETWEEN_CHECKS)
    chains = list(ReferenceSeries.objects.order_by("pk"))
    for series in chains:
        checking.keep(series, checking.verify(series))
    return len(chains)
