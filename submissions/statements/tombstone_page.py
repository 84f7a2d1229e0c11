"""The page that stands where a statement stood: reference, dates and reason; nothing of the text."""

from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise

from portal import audit
from portal.dates import VIENNA
from submissions.statements.history import STEPS, WORDS
from submissions.statements.models import Statement, Tombstone
from submissions.statements.tombstones import RemovalReason

# A withdrawn statement is still a page of the record; a removed one is gone.
STATUS = {Tombstone.Kind.WITHDRAWN: 200, Tombstone.Kind.REMOVED: 410}


def standing(statement: Statement) -> dict[str, Any]:
    """What the page needs. Title and organization are in it only where they may be shown."""
    stone = statement.tombstones.get(lifted_at__isnull=True)
    context = {"statement": statement, "stone": stone, "status": STATUS[Tombstone.Kind(stone.kind)]}
    if stone.keeps_title:
        context |= {"version": statement.current, "organization": statement.organization}
    if stone.kind == Tombstone.Kind.REMOVED:
        context["reasons"] = removed_this_year()
    return context | {"steps": steps(statement)}


def steps(statement: Statement) -> list[tuple[Any, str | Promise]]:
    """Its public history: moments and words, nobody named."""
    events = audit.history(statement).filter(public=True).exclude(before="submitted").order_by("at", "pk")
    found = [(event.at, WORDS[STEPS.get((event.before, event.after), event.verb)]) for event in events]
    return [(statement.publish_at, WORDS["published"]), *found]


def removed_this_year() -> list[tuple[str | Promise, int]]:
    """How many statements that were public were removed since January, by reason, and stay so."""
    now = timezone.now()
    january = now.astimezone(VIENNA).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    stones = Tombstone.objects.filter(kind=Tombstone.Kind.REMOVED, lifted_at__isnull=True, at__gte=january)
    seen = stones.filter(statement__in=Statement.objects.was_public().values("pk"))
    counts = dict(seen.order_by().values_list("code").annotate(Count("pk")))
    return [(reason.label, counts.get(reason.value, 0)) for reason in RemovalReason]
