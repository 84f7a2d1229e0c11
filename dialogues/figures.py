"""Figures of a dialogue side by side: what counts the same thing stands together, and says when sources differ."""

from collections.abc import Iterable
from typing import NamedTuple

from dialogues.words import Row


class FigureGroup(NamedTuple):
    """Figures that count the same thing; `differ` when their sources do not agree."""

    figures: list[Row]
    differ: bool


def side_by_side(figures: Iterable[Row]) -> list[FigureGroup]:
    """Figures of one unit and one whole next to each other, in the order in which each unit comes first."""
    groups: dict[tuple[str, int | None], list[Row]] = {}
    for row in figures:
        groups.setdefault((row.facts.unit, row.facts.of), []).append(row)
    return [FigureGroup(group, len({row.facts.display for row in group}) > 1) for group in groups.values()]
