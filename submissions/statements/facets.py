"""The choices beside the register, each with the number of public statements that it would show."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import nlargest

from django.db.models import Count, Exists, F, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from dialogues.models import DialoguePage
from organizations.models import Organization
from portal.dates import VIENNA
from portal.mechanism.models import State
from portal.templatetags.portal_tags import language_name
from submissions.statements.filters import StatementFilter, in_years
from submissions.statements.finding import Search
from submissions.statements.models import Cosigner

SHOWN = 8  # choices of one facet; the rest behind a link
MOST = 300


@dataclass(frozen=True)
class Option:
    """One choice: what stands in the address, what people read (and its language), how many, and whether chosen."""

    value: str
    words: str
    count: int
    chosen: bool
    language: str = ""


@dataclass(frozen=True)
class Facet:
    """One group of choices; `more` is how many are not shown."""

    name: str
    title: str | Promise
    options: list[Option] = field(default_factory=list)
    more: int = 0

    @property
    def active(self) -> bool:
        """Whether the reader chose something here."""
        return any(option.chosen for option in self.options)


Row = tuple[str, str, str, int]  # value, words, language of the words, count


def counted(rows: QuerySet, *columns: str) -> QuerySet:
    """Values of columns with the number of rows for each."""
    return rows.order_by().values_list(*columns).annotate(rows=Count("pk"))


def numbered(rows: QuerySet, column: str) -> dict[int, int]:
    """Keys of other rows with the number of rows for each, read from an index alone."""
    return {key: count for key, count in counted(rows, column) if key is not None}


def commonest(numbers: dict[int, int]) -> list[int]:
    """The keys with the highest numbers, as many as are ever shown."""
    return nlargest(MOST, numbers, key=lambda key: numbers[key])


def by_dialogue(rows: QuerySet) -> Iterable[Row]:
    """Dialogues, by their title in the reader's language where it is translated."""
    local = Page.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code=get_language())
    numbers = numbered(rows, "dialogue")
    named = DialoguePage.objects.filter(pk__in=commonest(numbers))
    named = named.annotate(name=Coalesce(Subquery(local.values("title")[:1]), F("title")))
    return [(slug, words, "", numbers[key]) for key, slug, words in named.values_list("pk", "slug", "name")]


def by_instrument(rows: QuerySet) -> Iterable[Row]:
    """Instruments that statements speak about."""
    found = counted(rows, "instruments__code", "instruments__short_title")
    return [(code.lower(), words, "en", count) for code, words, count in found if code]


def by_article(rows: QuerySet) -> Iterable[Row]:
    """Articles that statements speak about."""
    columns = ("articles__instrument__code", "articles__number", "articles__instrument__short_title")
    words = _("Article %(number)s, %(instrument)s")
    return [
        (f"{code.lower()}-{number}", words % {"number": number, "instrument": instrument}, "", count)
        for code, number, instrument, count in counted(rows, *columns)
        if code
    ]


def by_language(rows: QuerySet) -> Iterable[Row]:
    """Languages of the texts."""
    return [(code, language_name(code), "", count) for code, count in counted(rows, "language")]


def by_country(rows: QuerySet) -> Iterable[Row]:
    """Countries of the organizations, by their name in the reader's language."""
    numbers, found = numbered(rows, "organization"), Counter[int]()
    placed = Organization.objects.filter(country__isnull=False)
    placed = placed.filter(pk__in=numbers) if len(numbers) <= MOST else placed
    for organization, country in placed.values_list("pk", "country"):
        found[country] += numbers.get(organization, 0)
    name = f"name_{(get_language() or 'en').partition('-')[0]}"
    named = State.objects.filter(pk__in=+found).values_list("pk", "iso3", name)
    return [(iso3.lower(), words, "", found[key]) for key, iso3, words in named]


def by_organization(rows: QuerySet) -> Iterable[Row]:
    """Organizations, by their legal name."""
    return _organizations(numbered(rows, "organization"))


def by_cosigner(rows: QuerySet) -> Iterable[Row]:
    """Organizations that the public record names as co-signers. Those that were only asked are nobody's to know."""
    named = Cosigner.objects.public().filter(Exists(rows.order_by().filter(pk=OuterRef("statement"))))
    return _organizations(numbered(named, "organization"))


def _organizations(numbers: dict[int, int]) -> Iterable[Row]:
    named = Organization.objects.filter(pk__in=commonest(numbers))
    columns = named.values_list("pk", "slug", "legal_name", "name_language")
    return [(slug, words, language, numbers[key]) for key, slug, words, language in columns]


def by_year(rows: QuerySet) -> Iterable[Row]:
    """Years of publication, by Vienna's calendar."""
    ends = rows.order_by().aggregate(first=Min("publish_at"), last=Max("publish_at"))
    if ends["first"] is None:
        return []
    first, last = (ends[end].astimezone(VIENNA).year for end in ("first", "last"))
    years = {f"y{year}": Count("pk", filter=in_years([str(year)])) for year in range(first, last + 1)}
    found = rows.order_by().aggregate(**years)
    return [(name[1:], name[1:], "", count) for name, count in found.items() if count]


FACETS: dict[str, Callable[[QuerySet], Iterable[Row]]] = {
    "dialogue": by_dialogue,
    "instrument": by_instrument,
    "article": by_article,
    "language": by_language,
    "country": by_country,
    "organization": by_organization,
    "cosigner": by_cosigner,
    "year": by_year,
}


def facets(search: Search, whole: str = "") -> list[Facet]:
    """All facets of a search, two queries each at most; `whole` names the one whose choices are all shown.

    Each is counted over what the other filters leave. What was chosen is always there, also when it finds nothing.
    """
    return [_facet(search, name, MOST if name == whole else SHOWN) for name in FACETS]


def _facet(search: Search, name: str, shown: int) -> Facet:
    chosen = search.filters.chosen(name)
    rows = list(search.remembered(name, lambda: list(FACETS[name](search.over(name)))))
    if name == "year":
        rows.sort(key=lambda row: row[0], reverse=True)
    else:
        rows.sort(key=lambda row: (-row[3], row[1]))
    rows += _without_rows(search.filters, name, set(chosen) - {row[0] for row in rows})
    options = [Option(value, words, count, value in chosen, language) for value, words, language, count in rows]
    first = [option for place, option in enumerate(options) if place < shown or option.chosen]
    return Facet(name, search.filters.filters[name].label, first, more=len(options) - len(first))


def _without_rows(filters: StatementFilter, name: str, values: set[str]) -> list[Row]:
    """Chosen values that the other filters leave nothing of, in the words of the public record where it knows them."""
    if not values:
        return []
    known = {row[0]: row for row in FACETS[name](filters.queryset)}
    named = [known.get(value, (value, value, "", 0)) for value in sorted(values)]
    return [(value, words, language, 0) for value, words, language, _count in named]
