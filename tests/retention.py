"""What every rule of retention promises, shown on two rows of its kind."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal import retention
from portal.models import AuditEvent
from portal.personal import keepings


def keep_promise(
    key: str, make: Callable[[datetime], Any], *, apart: timedelta = timedelta(hours=23)
) -> tuple[Any, Any]:
    """Carry out one rule over a row that is due since an hour and one that is a day younger: the first goes, alone.

    `make` makes a row that counts from the moment it is given. Gives back both, for what the caller wants to look at.
    Where only the day counts, `apart` is a day.
    """
    now = timezone.now()
    rule = next(rule for rule in keepings() if rule.key == key)
    limit = now - timedelta(days=rule.period)
    old, young = make(limit - timedelta(hours=1)), make(limit + apart)

    assert [row.pk for row in retention.due(rule, now)] == [old.pk], key
    assert retention.count_due(now)[key] == 1
    assert retention.due(rule, now).count() == 1, "counting changed something"
    assert retention.carry_out_rule(rule, now) == 1
    assert retention.carry_out_rule(rule, now) == 0
    event = AuditEvent.objects.get(verb=retention.VERB, object_key=key)
    assert (event.actor, event.data) == (None, {"count": 1})
    return old, young


def gone(row: Any) -> bool:
    """Whether the row is no longer in the database."""
    return not type(row)._base_manager.filter(pk=row.pk).exists()
