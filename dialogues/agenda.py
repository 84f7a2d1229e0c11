"""The agenda as a timetable."""

from collections.abc import Iterable
from itertools import combinations
from operator import itemgetter

from dialogues.rows import AgendaItem


def overlaps(items: Iterable[AgendaItem]) -> list[tuple[AgendaItem, AgendaItem]]:
    """Pairs of items that run at the same time, by their start; items without both times are left out.

    It may be meant so (two panels in two rooms), so it is a warning and no mistake.
    """
    timed = [(item.starts_at, item.ends_at, item) for item in items if item.starts_at and item.ends_at]
    pairs = combinations(sorted(timed, key=itemgetter(0)), 2)
    return [(first, second) for (_, ends, first), (starts, _, second) in pairs if starts < ends]
