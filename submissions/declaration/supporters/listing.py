"""The names of those who agreed, page by page, and the columns of the files."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from portal.exports import Column
from portal.mechanism.models import State as Country
from submissions.declaration.models import Declaration
from submissions.declaration.supporters.models import Supporter

PER_PAGE = 50
NAMES = (
    Column("name", lambda one: one.name, "Name, of those alone who agreed to be named"),
    Column("country", lambda one: one.country_code, "Country, ISO 3166-1, three letters"),
    Column(
        "entry",
        lambda one: one.batch.seq if one.batch else None,
        "Number of the entry in the ledger that counts them",
        "number",
    ),
)
NUMBERS = (
    Column("country", lambda row: row[0], "Country, ISO 3166-1, three letters; empty for all that stand without it"),
    Column("supporters", lambda row: row[1], "How many individuals support the declaration", "number"),
)


@dataclass(frozen=True)
class People:
    """Some of the named, and behind whom the next begin; empty at the end."""

    rows: list[Any]
    next: str
    is_first: bool


def named_page(declaration: Declaration, after: str) -> People:
    """The named behind `after` (what the page before called its next), by name. Hidden ones move nothing here."""
    rows = Supporter.objects.public().filter(declaration=declaration).order_by("name", "pk")
    last = _row(rows, after)
    behind = rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk)) if last else rows
    found = list(behind[: PER_PAGE + 1])
    more = len(found) > PER_PAGE
    return People(with_countries(found[:PER_PAGE]), str(found[PER_PAGE - 1].uuid) if more else "", last is None)


def with_countries(rows: list[Supporter]) -> list[Any]:
    """Pairs of a supporter and the country's row."""
    known = {one.iso3: one for one in Country.objects.filter(iso3__in={row.country_code for row in rows})}
    return [(row, known.get(row.country_code)) for row in rows]


def _row(rows: QuerySet[Supporter], named: str) -> Supporter | None:
    try:
        return rows.filter(uuid=UUID(named)).first()
    except ValueError:
        return None
