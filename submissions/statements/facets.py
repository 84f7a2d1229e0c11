"""The choices beside the register, each with the number of public statements that it would show."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import nlargest

from django.conf import settings
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from dialogues.models import DialoguePage
from organizations.models import Organization
from portal.dates import VIENNA
from portal.mechanism.models import Article, Instrument, State
from portal.mechanism.topics import KINDS
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
    local = Page.objects.live().filter(
        translation_key=OuterRef("translation_key"), locale__language_code=get_language(), alias_of__isnull=True
    )
    numbers = numbered(rows, "dialogue")
    pages = DialoguePage.objects.filter(pk__in=commonest(numbers)).annotate(local=Subquery(local.values("title")[:1]))
    return [
        (slug, words or title, "" if words else settings.LANGUAGE_CODE, numbers[key])
        for key, slug, title, words in pages.values_list("pk", "slug", "title", "local")
    ]


def by_instrument(rows: QuerySet) -> Iterable[Row]:
    """Instruments that statements speak about."""
    numbers = numbered(rows, "instruments")
    named = {one.pk: one for one in Instrument.objects.filter(pk__in=numbers)}
    titles = [(named[key], named[key].words.short_title, count) for key, count in numbers.items()]
    return [(one.slug, title, title.language, count) for one, title, count in titles]


def by_article(rows: QuerySet) -> Iterable[Row]:
    """Articles that statements speak about."""
    numbers = numbered(rows, "articles")
    named = Article.objects.filter(pk__in=commonest(numbers)).select_related("instrument")
    words = _("Article %(number)s, %(instrument)s")
    return [
        (one.key, words % {"number": one.number, "instrument": one.instrument.words.short_title}, "", numbers[one.pk])
        for one in named
    ]


def by_paragraph(rows: QuerySet) -> Iterable[Row]:
    """Paragraphs that statements speak about, of texts in the library."""
    numbers = numbered(rows, "paragraphs")
    named = KINDS["paragraph"].rows().filter(pk__in=commonest(numbers))
    topics = {one.pk: KINDS["paragraph"].shown(one) for one in named}
    return [(one.name, one.label, one.language, numbers[key]) for key, one in topics.items()]


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
    "paragraph": by_paragraph,
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
    rows = _in_order(name, search.remembered(name, lambda: list(FACETS[name](search.over(name)))))
    rows += _without_rows(search.filters, name, set(chosen) - {row[0] for row in rows})
    options = [Option(value, words, count, value in chosen, language) for value, words, language, count in rows]
    first = [option for place, option in enumerate(options) if place < shown or option.chosen]
    return Facet(name, search.filters.filters[name].label, first, more=len(options) - len(first))


def _in_order(name: str, rows: Iterable[Row]) -> list[Row]:
    """Years from the newest on, all else from the commonest on."""
    if name == "year":
        return sorted(rows, key=lambda row: row[0], reverse=True)
    return sorted(rows, key=lambda row: (-row[3], row[1]))


def _without_rows(filters: StatementFilter, name: str, values: set[str]) -> list[Row]:
    """Chosen values that the other filters leave nothing of, in the words of the public record where it knows them."""
    if not values:
        return []
    known = {row[0]: row for row in FACETS[name](filters.queryset)}
    named = [known.get(value, (value, value, "", 0)) for value in sorted(values)]
    return [(value, words, language, 0) for value, words, language, _count in named]
