"""What is shown of the pledge: six points with what was said last of each, and how many of them are kept."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from portal.mechanism.models import State
from submissions.consultations.pledge.models import Pledge, PledgeStep, Point, Progress


@dataclass(frozen=True)
class Kept:
    """One point: what was said last, if anything, and what was said before that."""

    point: Point
    last: PledgeStep | None
    earlier: list[PledgeStep]


@dataclass(frozen=True)
class Taken:
    """A pledge with its six points in their order."""

    pledge: Pledge
    points: list[Kept]

    @property
    def kept(self) -> int:
        """How many points are kept according to what was said last."""
        return sum(one.last is not None and one.last.progress == Progress.KEPT for one in self.points)

    @property
    def of(self) -> int:
        """How many points there are."""
        return len(self.points)


def pledges() -> QuerySet[Pledge]:
    """Those that stand, with their steps, the newest first. Two queries."""
    return Pledge.objects.standing().select_related("country").prefetch_related("steps").order_by("-taken_on", "pk")


def taken(found: Iterable[Pledge]) -> list[Taken]:
    """Pledges from `pledges`, point by point."""
    return [Taken(one, points_of(one.steps.all())) for one in found]


def points_of(steps: Iterable[PledgeStep]) -> list[Kept]:
    """The six points with their steps, which come newest first."""
    by_point: dict[str, list[PledgeStep]] = defaultdict(list)
    for step in steps:
        by_point[step.point].append(step)
    return [Kept(point, next(iter(by_point[point]), None), by_point[point][1:]) for point in Point]


def of_state(state: State) -> Taken | None:
    """The pledge of a State, if one stands. One query, or two."""
    return next(iter(taken(pledges().filter(country=state))), None)


def withdrawn(state: State | None = None) -> QuerySet[Pledge]:
    """What was withdrawn, of a State or of all, the newest first. One query."""
    found = Pledge.objects.withdrawn().select_related("country")
    return found.filter(country=state) if state else found
