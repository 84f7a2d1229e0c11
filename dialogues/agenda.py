"""The agenda as a timetable."""

from collections.abc import Iterable
from datetime import datetime
from itertools import combinations
from operator import itemgetter
from typing import Any

from dialogues.panel import PanelPage
from dialogues.rows import AgendaItem


def overlaps(items: Iterable[AgendaItem]) -> list[tuple[AgendaItem, AgendaItem]]:
    """Pairs of items that run at the same time, by their start; items without both times are left out.

    It may be meant so (two panels in two rooms), so it is a warning and no mistake.
    """
    pairs = combinations(timed(items), 2)
    return [(first, second) for (_, ends, first), (starts, _, second) in pairs if starts < ends]


def gaps(items: Iterable[AgendaItem]) -> list[tuple[AgendaItem, AgendaItem]]:
    """Neighbours with time between them that no part fills, by their start; items without both times are left out."""
    known = timed(items)
    return [
        (known[number][2], after)
        for number, (starts, _, after) in enumerate(known[1:])
        if starts > max(ends for _, ends, _ in known[: number + 1])
    ]


def timed(items: Iterable[AgendaItem]) -> list[tuple[datetime, datetime, AgendaItem]]:
    """Start, end and item of those that have both times, by their start."""
    known = [(item.starts_at, item.ends_at, item) for item in items if item.starts_at and item.ends_at]
    return sorted(known, key=itemgetter(0))


def point_to_own_panels(dialogue: Any) -> None:
    """After a dialogue was copied: its agenda leads to its own panels, which have the slugs of those they come from."""
    own = {panel.slug: panel for panel in PanelPage.objects.child_of(dialogue)}
    for item in dialogue.agenda.select_related("panel"):
        if item.panel:
            item.panel = own.get(item.panel.slug)
            item.save(update_fields=["panel"])
    if own:
        type(dialogue).objects.get(pk=dialogue.pk).save_revision()
