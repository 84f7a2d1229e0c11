"""Pages of long lists: each begins where the other ended, so that the last costs what the first did and none overlap.

A page is named by the address part of the row that it follows or comes before (`?after=csp-2024-fa-ws-12`), not by a
number: what is published meanwhile shifts nothing. Totals are counted up to a thousand; beyond that it says "1,000+".
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Q, QuerySet

# Gives the rows of a list of which a condition is true. The condition has to be the first that is asked: where a column
# is bound twice, SQLite begins at the first bound.
Rows = Callable[[Q], QuerySet[Any]]
MOST_COUNTED = 1_000
LONGEST_NAME = 100


@dataclass(frozen=True)
class KeysetPage:
    """Some rows of a list. `count` is that of all, one more than `MOST_COUNTED` at most.

    `next` and `previous` are the parameter that leads there, as name and value; empty where nothing is.
    """

    rows: list[Any]
    count: int
    next: tuple[str, str] | tuple[()] = ()
    previous: tuple[str, str] | tuple[()] = ()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def total(self) -> str:
        """How many there are, as people read it."""
        return f"{intcomma(MOST_COUNTED)}+" if self.count > MOST_COUNTED else str(intcomma(self.count))


def counted(rows: QuerySet[Any]) -> int:
    """How many rows there are, or one more than `MOST_COUNTED`: what that costs does not grow with the table."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def page(
    rows: Rows, order: Sequence[str], query: Mapping[str, Any], *,
    size: int, count: int, known: QuerySet[Any], name: str = "slug",
) -> KeysetPage:  # fmt: skip
    """The page that `query` asks for by `after` or `before`; the first one where the row it names is not in `known`.

    `order` are columns with a sign, all in one direction, the last of them unique. `known` are the rows that a reader
    may know of, and at least those of the list; `name` is the column they are named by.
    """
    for direction in ("after", "before"):
        anchor = _anchor(known, order, name, query.get(direction))
        if anchor is not None:
            return _beside(rows, order, direction, anchor, size=size, count=count, name=name)
    found = list(rows(_reachable(order)).order_by(*order)[: size + 1])
    return KeysetPage(found[:size], count, next=_leads("after", found[:size], name) if len(found) > size else ())


def _anchor(known: QuerySet[Any], order: Sequence[str], name: str, value: object) -> tuple[Any, ...] | None:
    """What the named row is sorted by."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME or "\0" in value:
        return None
    columns = [column.removeprefix("-") for column in order]
    return known.filter(**{name: value}).order_by().values_list(*columns).first()


def _beside(
    rows: Rows, order: Sequence[str], direction: str, anchor: tuple[Any, ...], *, size: int, count: int, name: str
) -> KeysetPage:
    """The rows after the anchor, or those before it, which are read backwards from it."""
    back = direction == "before"
    towards = [_turned(column) for column in order] if back else list(order)
    found = list(rows(_past(towards, anchor)).order_by(*towards)[: size + 1])
    more, shown = len(found) > size, found[:size]
    if back:
        shown.reverse()
    following = _leads("after", shown, name) if back or more else ()
    earlier = _leads("before", shown, name) if not back or more else ()
    return KeysetPage(shown, count, next=following, previous=earlier)


def _reachable(order: Sequence[str]) -> Q:
    """What is true of every row. A text that has to be something leads SQLite to the index of this order."""
    return Q(**{f"{order[0]}__gte": ""}) if order[0].endswith("_key") else Q()


def _turned(column: str) -> str:
    return column[1:] if column.startswith("-") else f"-{column}"


def _past(order: Sequence[str], anchor: tuple[Any, ...]) -> Q:
    """Rows behind the anchor in this order.

    The first column stands apart as well: only that bound lets a database begin in the middle of an index.
    """
    columns = [column.removeprefix("-") for column in order]
    beyond, bound = ("lt", "lte") if order[0].startswith("-") else ("gt", "gte")
    condition = Q()
    for place, column in enumerate(columns):
        same = dict(zip(columns[:place], anchor, strict=False))
        condition |= Q(**same, **{f"{column}__{beyond}": anchor[place]})
    return Q(**{f"{columns[0]}__{bound}": anchor[0]}) & condition


def _leads(direction: str, shown: list[Any], name: str) -> tuple[str, str] | tuple[()]:
    if not shown:
        return ()
    return (direction, str(getattr(shown[-1 if direction == "after" else 0], name)))
