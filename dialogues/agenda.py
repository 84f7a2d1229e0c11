"""The agenda as a timetable."""

from collections.abc import Iterable
from itertools import combinations

from dialogues.rows import AgendaItem


def overlaps(items: Iterable[AgendaItem]) -> list[tuple[AgendaItem, AgendaItem]]:
    """Pairs of items that run at the same time, by their start; items without both times are left out.

    It may be meant so (two panels in two rooms), so it is a warning and no mistake.
    """
    timed = sorted((item for item in items if item.starts_at and item.ends_at), key=lambda item: item.starts_at)
    return [(first, second) for first, second in combinations(timed, 2) if second.starts_at < first.ends_at]
