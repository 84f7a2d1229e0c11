"""The pledge as files: a row for each State that took it and each of the six points; one for each withdrawn pledge."""

from collections.abc import Callable, Iterator
from typing import Any

from portal.exports import Column, Export
from submissions.consultations.data import day_of, of_state, page_of
from submissions.consultations.pledge import showing
from submissions.consultations.pledge.models import Pledge, PledgeStep, Point

Row = tuple[Pledge, showing.Kept | None]


def rows() -> Iterator[Row]:
    """Six rows for each pledge, one for each that was withdrawn."""
    for one in showing.taken(showing.pledges()):
        for kept in one.points:
            yield one.pledge, kept
    for pledge in showing.withdrawn():
        yield pledge, None


def last(give: Callable[[PledgeStep], Any]) -> Callable[[Row], Any]:
    """A value of what was said last; empty where nothing was."""
    return lambda row: give(row[1].last) if row[1] and row[1].last else ""


COLUMNS = (
    *of_state(lambda row: row[0].country),
    Column("taken_on", lambda row: row[0].taken_on, "Day on which the State took the pledge", "day"),
    Column("taken_source", lambda row: row[0].source_address, "Where that can be read"),
    Column("taken_told_by", lambda row: row[0].office, "The office that says so"),
    Column("withdrawn_on", lambda row: day_of(row[0].withdrawn_at), "Day on which it was withdrawn", "day"),
    Column("withdrawn_because", lambda row: row[0].withdrawn_because, "Why"),
    Column("point", lambda row: row[1].point.value if row[1] else "", f"{', '.join(Point)}; empty once withdrawn"),
    Column("progress", last(lambda step: step.progress), "not_begun, in_part or kept; empty: no information"),
    Column("as_of", last(lambda step: step.as_of), "Day for which it holds", "day"),
    Column("source_address", last(lambda step: step.source_address), "Where everybody can see it"),
    Column("told_by", last(lambda step: step.office), "The office that says so"),
    Column("on_behalf", last(lambda step: step.on_behalf), "Whether coordinators entered it", "yes or no"),
    Column("page", lambda row: page_of(row[0].country), "The State's page on this portal"),
)


def pledges_export() -> Export:
    """All pledges."""
    return Export("transparency-pledge", COLUMNS, rows())
