"""The roll of States with what is on record of each: rows for the tiles and for the table, narrowed and sorted."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models import Cluster, Instrument, Party, RegionalGroup, Review, State
from portal.mechanism.models.states import sort_key
from submissions.consultations.filters import DELAYS, EVERY_CLUSTER, Narrowing
from submissions.consultations.pledge.models import Pledge
from submissions.consultations.status import NOTHING, Standing, Status, overall, status


@dataclass(frozen=True)
class Row:
    """One State and what is on record of it in the cluster that was asked for."""

    state: State
    standing: Standing
    cells: dict[int | None, Standing]


@dataclass(frozen=True)
class Group:
    """The States of one regional group, and how many of all in it are on record as having consulted."""

    name: str | Promise
    rows: list[Row]
    total: int
    on_record: int


def all_rows(narrowing: Narrowing) -> list[Row]:
    """Every State in the order of the roll, with its standing in the chosen cluster. Three queries."""
    of_state: dict[int, dict[int | None, Standing]] = defaultdict(dict)
    for (country, number), found in status().items():
        of_state[country][number] = found
    states = with_pledge(with_party(narrowing.instrument), narrowing.pledge)
    states = with_delay(states, narrowing).in_roll_order()
    return [Row(state, _chosen(of_state[state.pk], narrowing.cluster), of_state[state.pk]) for state in states]


def with_party(instrument: str) -> Any:
    """All States; when an instrument is asked for (its code in lower case), each knows whether it `is_party`."""
    if not instrument:
        return State.objects.all()
    bound = Party.objects.bound().filter(state=OuterRef("pk"), instrument__code=instrument.upper())
    return State.objects.annotate(is_party=Exists(bound))


def with_pledge(states: Any, asked: str) -> Any:
    """These States; when the transparency pledge is asked for, each knows whether it `has_pledge`."""
    return (
        states.annotate(has_pledge=Exists(Pledge.objects.standing().filter(country=OuterRef("pk"))))
        if asked
        else states
    )


def with_delay(states: Any, narrowing: Narrowing) -> Any:
    """These States; when a reason is asked for, each knows whether a source says that its review `is_late` for it."""
    if not narrowing.delay:
        return states
    _words, told = DELAYS[narrowing.delay]
    late = Review.objects.filter(state=OuterRef("pk"), **told)
    if narrowing.cluster.isdecimal():
        late = late.filter(cluster__number=int(narrowing.cluster))
    return states.annotate(is_late=Exists(late))


def _chosen(cells: dict[int | None, Standing], cluster: str) -> Standing:
    if cluster == EVERY_CLUSTER:
        return overall(cells.values())
    return cells.get(int(cluster) if cluster.isdecimal() else None, NOTHING)


# What each State knows of itself when the filter is used (`all_rows`).
KNOWN = {"instrument": "is_party", "pledge": "has_pledge", "delay": "is_late"}


def narrowed(rows: list[Row], narrowing: Narrowing) -> list[Row]:
    """Those rows that have what was chosen: status, groups, instrument, pledge, reason of a delay."""
    return [row for row in rows if fits(row, narrowing)]


def fits(row: Row, narrowing: Narrowing) -> bool:
    """Whether a row is what was asked for."""
    return (
        narrowing.status in ("", row.standing.status)
        and narrowing.region in ("", row.state.regional_group)
        and narrowing.group in ("", str(row.state.review_group))
        and all(getattr(row.state, known, False) for name, known in KNOWN.items() if getattr(narrowing, name))
    )


def grouped(rows: list[Row], shown: list[Row]) -> list[Group]:
    """The shown rows by regional group, those without a group last; groups without any are left out."""
    names = [*RegionalGroup.choices, ("", _("Other parties and observers"))]
    groups = []
    for value, name in names:
        members = [row for row in rows if row.state.regional_group == value]
        visible = [row for row in shown if row.state.regional_group == value]
        if visible:
            on_record = sum(row.standing.status.on_record for row in members)
            groups.append(Group(name, visible, len(members), on_record))
    return groups


# What the table sorts by; None is unknown, and stands last in either order.
VALUES: dict[str, Callable[[Row], Any]] = {
    "name": lambda row: sort_key(row.state.name),
    "review": lambda row: row.state.review_group,
    "status": lambda row: STRENGTH.get(row.standing.status),
    "newest": lambda row: row.standing.newest,
}
STRENGTH = {one: place for place, one in enumerate(Status) if one != Status.NO_INFORMATION}


def ordered(rows: list[Row], narrowing: Narrowing) -> list[Row]:
    """The rows as the table sorts them: by the chosen column, then by name."""
    value = VALUES[narrowing.column]
    by_name = sorted(rows, key=lambda row: (sort_key(row.state.name), row.state.iso3))
    known = [row for row in by_name if value(row) is not None]
    unknown = [row for row in by_name if value(row) is None]
    return sorted(known, key=value, reverse=narrowing.backwards) + unknown


def clusters() -> list[Cluster]:
    """The four clusters. One query."""
    return list(Cluster.objects.all())


def instruments() -> list[Instrument]:
    """The Convention and its Protocols. One query."""
    return list(Instrument.objects.all())
