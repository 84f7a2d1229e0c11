"""How far the reviews are beside their timetable: figures as sources give them, and what the timetable says by then.

The timetable is computed: the reviews of a group begin when the group was launched, and each of the four clusters has
two years, one after the other (resolution 9/1, annex). How many reviews a group has, and when it was launched, are
figures with sources; nothing is drawn that is tertiary or not verified.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from portal.mechanism.models import Cluster, Figure, Trust

YEARS = 2
LAUNCHED, PROGRESSING = "reviews-launched", "reviews-progressing"
GROUP = re.compile(r"group (\d)", re.ASCII)


@dataclass(frozen=True)
class Launch:
    """A group of reviews that was launched on a day."""

    group: int
    on: date
    reviews: int
    figure: Figure

    def slot(self, cluster: int) -> tuple[date, date]:
        """When the review in a cluster (1 to 4) begins and ends by the timetable."""
        begins = self.on.replace(year=self.on.year + YEARS * (cluster - 1))
        return begins, begins.replace(year=begins.year + YEARS)


@dataclass(frozen=True)
class Planned:
    """What the timetable says of one cluster on a day: how many reviews are finished and under way, of how many."""

    finished: int
    under_way: int
    total: int

    @property
    def place(self) -> str:
        """Where on a bar of the whole the finished ones end, for an SVG."""
        return share(self.finished, self.total)


@dataclass(frozen=True)
class Point:
    """A figure at its place in time, and what the timetable said by then; `cluster` None where a source names none."""

    cluster: Cluster | None
    figure: Figure
    planned: Planned | None

    @property
    def width(self) -> str:
        """How long its bar is, for an SVG."""
        return f"{self.figure.percent}%"


@dataclass(frozen=True)
class Progress:
    """A cluster with its points in time, the oldest first, and what the timetable says today."""

    cluster: Cluster | None
    points: list[Point]
    planned: Planned | None


def share(part: int, whole: int) -> str:
    """A percentage to one decimal, as an SVG reads it."""
    return f"{(Decimal(part) * 100 / (whole or 1)).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def figures() -> list[Figure]:
    """Figures of launched and progressing reviews that a chart may draw, the oldest first. One query."""
    rows = Figure.objects.for_charts().filter(topic__in=[LAUNCHED, PROGRESSING], as_of__isnull=False)
    return list(rows.select_related("source").order_by("as_of", "pk"))


def newest_official(rows: list[Figure]) -> Figure | None:
    """The newest official share of reviews in progress: what the masthead shows, without asking for it again."""
    shares = [row for row in rows if row.topic == PROGRESSING and row.trust == Trust.OFFICIAL and row.of is not None]
    return next((row for row in reversed(shares) if row.value is not None), None)


def launches(rows: list[Figure]) -> list[Launch]:
    """The groups, in their order; one that two sources give stands as the newer one says."""
    found: dict[int, Launch] = {}
    for row in rows:
        match = GROUP.fullmatch(row.scope)
        if row.topic == LAUNCHED and match and row.value is not None and row.as_of:
            found[int(match[1])] = Launch(int(match[1]), row.as_of, int(row.value), row)
    return [found[number] for number in sorted(found)]


def planned(groups: list[Launch], cluster: int, day: date) -> Planned | None:
    """What the timetable says of a cluster on a day; None while no group is known."""
    if not groups:
        return None
    finished = sum(group.reviews for group in groups if group.slot(cluster)[1] <= day)
    begun = sum(group.reviews for group in groups if group.slot(cluster)[0] <= day)
    return Planned(finished, begun - finished, sum(group.reviews for group in groups))


def points_of(cluster: Cluster, shares: list[Figure], groups: list[Launch]) -> list[Point]:
    """What sources said of a cluster over time, each beside the timetable of its day."""
    dated = [row for row in shares if row.scope == f"cluster {cluster.roman}" and row.as_of]
    return [Point(cluster, row, planned(groups, cluster.number, row.as_of)) for row in dated if row.as_of]


def progress(rows: list[Figure], clusters: list[Cluster], day: date) -> list[Progress]:
    """Each cluster with its points, and last those of sources that name no cluster."""
    groups = launches(rows)
    shares = [row for row in rows if row.topic == PROGRESSING and row.percent is not None]
    found = [
        Progress(cluster, points_of(cluster, shares, groups), planned(groups, cluster.number, day))
        for cluster in clusters
    ]
    unnamed = [Point(None, row, None) for row in shares if row.scope == "all"]
    return [*found, Progress(None, unnamed, None)] if unnamed else found
