"""How the computed status of a State changed from day to day: its history, from the same facts and the same rules."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from submissions.consultations.status import NOTHING, Cell, Fact, Status, standings


@dataclass(frozen=True)
class Turn:
    """On that day the status of this cell became another one."""

    cell: Cell
    day: date
    before: Status
    after: Status


def turns(facts: Iterable[Fact], until: date) -> list[Turn]:
    """Every change of a status up to a day, the newest first. A pure function.

    Only days on which something came or went are looked at, and a day on which nothing visible changed leaves nothing.
    """
    cells: dict[Cell, list[Fact]] = defaultdict(list)
    for fact in facts:
        cells[fact.country, fact.cluster].append(fact)
    found = [turn for cell, of_cell in cells.items() for turn in turns_of(cell, of_cell, until)]
    return sorted(found, key=lambda turn: (turn.day, turn.cell[1] or 0), reverse=True)


def turns_of(cell: Cell, facts: list[Fact], until: date) -> list[Turn]:
    """The changes of one cell, the oldest first."""
    days = {fact.comes for fact in facts} | {fact.goes for fact in facts if fact.goes}
    before, found = Status.NO_INFORMATION, []
    for day in sorted(day for day in days if day <= until):
        after = standings(facts, day).get(cell, NOTHING).status
        if after != before:
            found.append(Turn(cell, day, before, after))
        before = after
    return found
