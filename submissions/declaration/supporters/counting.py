"""How many individuals support a declaration, and from where: one question to an index, repeated for ten seconds.

Who is not named must not be found by where they live: those of a country are counted there from SMALLEST of them on,
and without their country before that (DOMAIN, section 3).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import Count

from portal.mechanism.models import State as Country
from portal.mechanism.models.states import sort_key
from submissions.declaration.counting import COUNT_KEPT
from submissions.declaration.models import Declaration
from submissions.declaration.supporters.models import Supporter

SMALLEST = 3


@dataclass(frozen=True)
class Support:
    """How many support it, how many of them are named, how many are counted in which country (ISO 3166)."""

    total: int = 0
    named: int = 0
    by_country: dict[str, int] = field(default_factory=dict)

    @property
    def elsewhere(self) -> int:
        """How many are counted without their country, because too few are from there."""
        return self.total - sum(self.by_country.values())

    @property
    def countries(self) -> int:
        """In how many countries somebody is counted."""
        return len(self.by_country)


def support(declaration: Declaration) -> Support:
    """The figures that everyone may read, at most ten seconds old."""
    key = f"declaration-support-{declaration.pk}"
    kept: Support | None = cache.get(key)
    if kept is None:
        kept = count(declaration)
        cache.set(key, kept, COUNT_KEPT)
    return kept


def count(declaration: Declaration) -> Support:
    """The same as of now."""
    rows = Supporter.objects.confirmed().filter(declaration=declaration).order_by()
    return summed(rows.values_list("country_code", "named").annotate(number=Count("pk")))


def summed(groups: Iterable[tuple[str, bool, int]]) -> Support:
    """Groups of country, whether named, and number, as they may be published."""
    total = named = 0
    shown: dict[str, int] = defaultdict(int)
    for country, is_named, number in groups:
        total += number
        named += number if is_named else 0
        if is_named or number >= SMALLEST:
            shown[country] += number
    return Support(total, named, dict(shown))


def countries(figures: Support) -> list[tuple[Country, int]]:
    """The countries that are shown with their numbers, the most first, then by name in the reader's language."""
    found = Country.objects.filter(iso3__in=figures.by_country)
    pairs = [(country, figures.by_country[country.iso3]) for country in found]
    return sorted(pairs, key=lambda pair: (-pair[1], sort_key(pair[0].name)))
