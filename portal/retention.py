"""Carrying out how long things are kept (portal/personal.py): in batches, again and again, without harm.

Each batch is one transaction with its own audit event, so that an interrupted run has done what it says and the next
one goes on. The events hold counts, and nothing about anybody.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.models import AuditEvent
from portal.personal import Keeping, delete, keepings

BATCH = 200
VERB = "retention"


def due(rule: Keeping, now: datetime | None = None) -> QuerySet[Any] | None:
    """The rows that are too old by now, in no order; None for a rule that only says that something stays."""
    if rule.due is None or rule.period is None:
        return None
    return rule.due((now or timezone.now()) - timedelta(days=rule.period))


def count_due(now: datetime | None = None) -> dict[str, int]:
    """How many rows each rule would deal with now; changes nothing."""
    rows = {rule.key: due(rule, now) for rule in keepings()}
    return {key: found.count() for key, found in rows.items() if found is not None}


def carry_out(now: datetime | None = None) -> dict[str, int]:
    """Deal with everything that is due; says how many rows each rule dealt with. A second run finds nothing."""
    now = now or timezone.now()
    return {rule.key: carry_out_rule(rule, now) for rule in keepings() if rule.due is not None}


def carry_out_rule(rule: Keeping, now: datetime) -> int:
    """Deal with everything that is due by one rule, batch after batch; how many rows that were."""
    done, last = 0, None
    while True:
        count, last = _batch(rule, now, last)
        done += count
        if count < BATCH:
            return done


@transaction.atomic
def _batch(rule: Keeping, now: datetime, last: Any) -> tuple[int, Any]:
    """The next rows behind the primary key `last`: how many, and the key of the last of them."""
    found = due(rule, now)
    if found is None:
        return 0, last
    behind = found if last is None else found.filter(pk__gt=last)
    rows = list(behind.order_by("pk").select_for_update(of=("self",))[:BATCH])
    if not rows:
        return 0, last
    keys = [row.pk for row in rows]  # a deleted row has none
    (rule.finish or delete)(rows)
    AuditEvent.objects.create(verb=VERB, object_type=VERB, object_key=rule.key, data={"count": len(rows)})
    return len(rows), keys[-1]
