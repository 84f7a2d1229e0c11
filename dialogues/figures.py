"""Figures of a dialogue side by side: what counts the same thing stands together, and says when sources differ."""

from collections.abc import Iterable
from typing import NamedTuple

from dialogues.words import Row
from portal.html import works


class FigureGroup(NamedTuple):
    """Figures of one unit; `differ` when their sources do not agree on the same thing."""

    figures: list[Row]
    differ: bool


def side_by_side(figures: Iterable[Row]) -> list[FigureGroup]:
    """Figures that count the same thing next to each other, in the order in which each thing comes first.

    The same thing has the same unit, qualifier and whole: registered is not attended, so these two never differ.
    """
    groups: dict[tuple[str, str, int | None], list[Row]] = {}
    for row in figures:
        groups.setdefault((row.facts.unit, row.facts.qualifier, row.facts.of), []).append(row)
    return [FigureGroup(group, len({row.facts.display for row in group}) > 1) for group in groups.values()]


class Sources:
    """The works that a page rests on, each once, cited by their number in this list."""

    def __init__(self, *citations: str) -> None:
        self.works = list(dict.fromkeys(work for citation in citations for work in works(citation)))

    def numbers(self, citation: str) -> list[int]:
        """The numbers of what a citation names."""
        return sorted(self.works.index(work) + 1 for work in set(works(citation)))
