"""How many signed, and from where: one question to an index, repeated for ten seconds.

The count may lag behind, the list never does. Countries are counted without the organizations that are not named.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import Count

from portal.mechanism.models import State as Country
from portal.mechanism.models.states import RegionalGroup
from submissions.declaration.models import Declaration

COUNT_KEPT = 10  # seconds


@dataclass(frozen=True)
class Tally:
    """How many organizations signed until the end, and how many of the named ones from which country (ISO 3166)."""

    signed: int = 0
    named: int = 0
    late: int = 0
    by_country: dict[str, int] = field(default_factory=dict)

    @property
    def hidden(self) -> int:
        """How many chose not to be named."""
        return self.signed - self.named

    @property
    def countries(self) -> int:
        """From how many countries the named ones are."""
        return len(self.by_country)


@dataclass(frozen=True)
class Region:
    """One group of States, those of its States from which organizations signed, and how many did."""

    name: str
    signed: int
    countries: list[tuple[Country, int]]


def tally(declaration: Declaration) -> Tally:
    """The figures that everyone may read, at most ten seconds old."""
    key = f"declaration-tally-{declaration.pk}"
    kept: Tally | None = cache.get(key)
    if kept is None:
        kept = count(declaration)
        cache.set(key, kept, COUNT_KEPT)
    return kept


def count(declaration: Declaration) -> Tally:
    """The same as of now."""
    groups = declaration.signatures.live().order_by().values_list("late", "organization_named", "country_code")
    signed = named = late = 0
    by_country: dict[str, int] = defaultdict(int)
    for came_late, is_named, country, number in groups.annotate(number=Count("pk")):
        if came_late:
            late += number
            continue
        signed += number
        if is_named:
            named += number
            by_country[country] += number
    return Tally(signed, named, late, dict(by_country))


def regions(by_country: dict[str, int]) -> list[Region]:
    """The countries of those who are named, by regional group, in the order of the roll."""
    found: dict[str, list[tuple[Country, int]]] = defaultdict(list)
    for country in Country.objects.filter(iso3__in=by_country).in_roll_order():
        found[country.regional_group].append((country, by_country[country.iso3]))
    labels = {**dict(RegionalGroup.choices), "": ""}
    return [Region(str(labels[key]), sum(number for _, number in rows), rows) for key, rows in found.items()]
