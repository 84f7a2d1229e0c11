"""What the public record says of a State and a cluster: computed from claims and replies, never stored.

Silence is "no public information", never "no". Unnamed claims move nothing until three reporters of one cell say the
same, and then only from the end of the quarter on; claims for coordinators or the safety officer never count.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.core.cache import cache
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models import State
from submissions.consultations.changes import version
from submissions.consultations.choices import ADVERSE, Outcome, SourceKind, Visibility
from submissions.consultations.models import Claim
from submissions.consultations.replies import StateReply
from submissions.consultations.when import quarter_end, quarter_in_words, quarter_start

CROWD = 3  # so many unnamed reporters of one cell have to say the same
A_DAY = 24 * 3600
STALE = timedelta(days=548)  # 18 months


class Status(models.TextChoices):
    """The answers, in the order in which the strongest of several clusters speaks for the State."""

    CORROBORATED = "corroborated", _("Consulted, corroborated")
    CONSULTED = "consulted", _("Consulted")
    ONE_SOURCE = "consulted_one_source", _("Consulted, one source")
    DISPUTED = "disputed", _("Disputed")
    INVITED = "invited", _("Invited")
    NOT_CONSULTED = "reported_not_consulted", _("Reported: not consulted")
    NO_INFORMATION = "no_information", _("No public information")

    @property
    def shape(self) -> str:
        """The shape beside the words, as `{% status %}` takes it."""
        return _SHAPES.get(self, "")

    @property
    def tile(self) -> str:
        """The class of a tile in the roll."""
        return _TILES.get(self, "")

    @property
    def on_record(self) -> bool:
        """Whether the State is on record as having consulted, and nobody says otherwise."""
        return self in (Status.CORROBORATED, Status.CONSULTED, Status.ONE_SOURCE)


_SHAPES = {
    Status.CORROBORATED: "on",
    Status.CONSULTED: "on",
    Status.ONE_SOURCE: "on",
    Status.DISPUTED: "half",
    Status.INVITED: "half",
    Status.NO_INFORMATION: "none",
}
_TILES = {
    Status.CORROBORATED: "c",
    Status.CONSULTED: "c",
    Status.ONE_SOURCE: "c",
    Status.DISPUTED: "w",
    Status.INVITED: "u",
    Status.NO_INFORMATION: "x",
}


@dataclass(frozen=True)
class Fact:
    """What the status needs to know of one published claim. `reporter` tells reporters of one cell apart."""

    country: int
    cluster: int | None
    outcome: str
    visibility: str
    source_kind: str
    reporter: str
    name: str
    published_on: date
    retracted_on: date | None = None

    @property
    def says(self) -> str:
        """What it says, the adverse outcomes taken together."""
        return "adverse" if self.outcome in ADVERSE else self.outcome

    @property
    def comes(self) -> date:
        """The day from which it is on record; what is unnamed comes at the end of a quarter only."""
        return quarter_end(self.published_on) if self.visibility == Visibility.UNNAMED else self.published_on

    @property
    def goes(self) -> date | None:
        """The day from which it is on record no more; what is unnamed goes at the end of a quarter only."""
        unnamed = self.visibility == Visibility.UNNAMED
        return quarter_end(self.retracted_on) if self.retracted_on and unnamed else self.retracted_on

    def stands_on(self, day: date) -> bool:
        """Whether it is on record on that day."""
        return self.comes <= day and (self.goes is None or self.goes > day)


@dataclass(frozen=True)
class Standing:
    """The status of one cell, and what it rests on: names, whether unnamed ones stand behind it, the newest date.

    `stale` says that nothing in it is newer than a year and a half.
    """

    status: Status = Status.NO_INFORMATION
    names: tuple[str, ...] = ()
    unnamed: bool = False
    newest: date | None = None
    stale: bool = False

    @property
    def quarter(self) -> str:
        """The quarter of the newest date: all that is said where unnamed ones stand behind it."""
        return quarter_in_words(self.newest) if self.newest else ""


Cell = tuple[int, int | None]
NOTHING = Standing()


def status(*, country: State | None = None, as_of: date | None = None) -> dict[Cell, Standing]:
    """The standing of every cell (State, number of the cluster) on record on a day; other cells are `NOTHING`.

    One query, for all States or for one. The map of today is remembered until something on record changes: then the
    one query only asks whether anything did.
    """
    day = as_of or today()
    if country or day != today():
        return standings(facts_until(day, country), day)
    key = f"status-{version()}-{day}"
    found: dict[Cell, Standing] | None = cache.get(key)
    if found is None:
        found = standings(facts_until(day), day)
        cache.set(key, found, A_DAY)
    return found


def today() -> date:
    """The day that the record is read on, UTC."""
    return timezone.now().astimezone(UTC).date()


def facts_until(day: date, country: State | None = None) -> Iterable[Fact]:
    """All that was ever published until the end of a day and may count, of all States or of one. One query."""
    claims = Claim.objects.counted().filter(published_at__lte=_end_of(day))
    replies = StateReply.objects.as_facts().filter(since__lte=_end_of(day))
    if country:
        claims, replies = claims.filter(country=country), replies.filter(country=country)
    rows = claims.order_by().values_list(*_COLUMNS).union(replies.order_by().values_list(*_OF_REPLY), all=True)
    return map(_fact, rows)


_COLUMNS = (
    "country", "cluster__number", "outcome", "visibility", "source_kind", "reporter_key", "display_name",
    "published_at", "retracted_at",
)  # fmt: skip
_OF_REPLY = ("country", "cluster__number", "says", "seen_by", "comes_from", "key", "office", "since", "until")


def _fact(row: tuple) -> Fact:
    published_at, retracted_at = row[-2:]
    retracted_on = retracted_at.astimezone(UTC).date() if retracted_at else None
    return Fact(*row[:-2], published_on=published_at.astimezone(UTC).date(), retracted_on=retracted_on)


def _end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, 999999, UTC)


def standings(facts: Iterable[Fact], day: date) -> dict[Cell, Standing]:
    """The standing of each cell that the facts speak of. A pure function."""
    cells: dict[Cell, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.stands_on(day):
            cells[fact.country, fact.cluster].append(fact)
    return {cell: standing(found, day) for cell, found in cells.items() if counting(found)}


def counting(facts: list[Fact]) -> list[Fact]:
    """Those facts of one cell that may move it: the named ones, and unnamed ones of which three say the same."""
    crowds: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.visibility == Visibility.UNNAMED:
            crowds[fact.says].add(fact.reporter)
    return [
        fact
        for fact in facts
        if fact.visibility == Visibility.PUBLIC
        or (fact.visibility == Visibility.UNNAMED and len(crowds[fact.says]) >= CROWD)
    ]


def standing(facts: list[Fact], day: date | None = None) -> Standing:
    """The standing of one cell, read on `day`, from all its facts that are on record."""
    found = counting(facts)
    unnamed = any(fact.visibility == Visibility.UNNAMED for fact in found)
    newest = max((_public_date(fact) for fact in found), default=None)
    names = tuple(sorted({fact.name for fact in found if fact.name}))
    stale = newest is not None and day is not None and day - newest > STALE
    return Standing(verdict(found), names, unnamed, newest, stale)


def _public_date(fact: Fact) -> date:
    return quarter_start(fact.published_on) if fact.visibility == Visibility.UNNAMED else fact.published_on


def verdict(facts: list[Fact]) -> Status:
    """The status that follows from facts which all count."""
    said = {fact.says for fact in facts}
    if not said:
        return Status.NO_INFORMATION
    if said == {"adverse"}:
        return Status.NOT_CONSULTED
    if "adverse" in said:
        return Status.DISPUTED
    if Outcome.CONSULTED not in said:
        return Status.INVITED
    return corroboration([fact for fact in facts if fact.outcome == Outcome.CONSULTED])


def corroboration(facts: list[Fact]) -> Status:
    """How well it is founded that a State consulted: organizations vouch, published sources support.

    What an organization published itself is no second voice beside its own report.
    """
    organizations = {fact.reporter for fact in facts if fact.source_kind == SourceKind.ORGANIZATION}
    sources = _source_names(facts)
    if len(organizations) >= 2 or (organizations and sources):
        return Status.CORROBORATED
    return Status.CONSULTED if organizations or len(sources) >= 2 else Status.ONE_SOURCE


def _source_names(facts: list[Fact]) -> set[str]:
    """Who published something, without those who vouch under the same name."""
    names: dict[bool, set[str]] = {True: set(), False: set()}
    for fact in facts:
        names[fact.source_kind == SourceKind.ORGANIZATION].add(fact.name.casefold())
    return names[False] - names[True]


def overall(cells: Iterable[Standing]) -> Standing:
    """What speaks for a State when no cluster is asked for: the strongest of its cells. Clusters do not add up."""
    order = list(Status)
    return min(cells, key=lambda one: order.index(one.status), default=NOTHING)


def on_record_as_consulting() -> list[State]:
    """States that are on record as having consulted in some cluster, by name. Three queries."""
    named = {cell[0] for cell, found in status().items() if found.status.on_record}
    return sorted(State.objects.filter(pk__in=named), key=lambda state: state.name)
