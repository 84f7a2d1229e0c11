"""The choices beside the register, each with the number of public statements that it would show."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.functional import Promise
from django.utils.translation import get_language
from wagtail.models import Page

from portal.dates import VIENNA
from portal.templatetags.portal_tags import language_name
from submissions.statements.filters import StatementFilter
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


def by_dialogue(rows: QuerySet) -> Iterable[Row]:
    """Dialogues, by their title in the reader's language where it is translated."""
    local = Page.objects.filter(
        translation_key=OuterRef("dialogue__translation_key"), locale__language_code=get_language()
    )
    title = Coalesce(Subquery(local.values("title")[:1]), F("dialogue__title"))
    return [
        (slug, words, "", count) for slug, words, count in counted(rows.annotate(name=title), "dialogue__slug", "name")
    ]


def by_instrument(rows: QuerySet) -> Iterable[Row]:
    """Instruments that statements speak about."""
    found = counted(rows, "instruments__code", "instruments__short_title")
    return [(code.lower(), words, "en", count) for code, words, count in found if code]


def by_language(rows: QuerySet) -> Iterable[Row]:
    """Languages of the texts."""
    return [(code, language_name(code), "", count) for code, count in counted(rows, "current__language")]


def by_country(rows: QuerySet) -> Iterable[Row]:
    """Countries of the organizations, by their name in the reader's language."""
    name = f"organization__country__name_{(get_language() or 'en').partition('-')[0]}"
    found = counted(rows, "organization__country__iso3", name)
    return [(iso3.lower(), words, "", count) for iso3, words, count in found if iso3]


def by_organization(rows: QuerySet) -> Iterable[Row]:
    """Organizations, by their legal name."""
    names = ("organization__slug", "organization__legal_name", "organization__name_language")
    return list(counted(rows, *names))


def by_cosigner(rows: QuerySet) -> Iterable[Row]:
    """Organizations that the public record names as co-signers. Those that were only asked are nobody's to know."""
    named = Cosigner.objects.public().filter(statement__in=rows.order_by().values("pk"))
    names = ("organization__slug", "organization__legal_name", "organization__name_language")
    return list(counted(named, *names))


def by_year(rows: QuerySet) -> Iterable[Row]:
    """Years of publication, by Vienna's calendar."""
    year = ExtractYear("publish_at", tzinfo=VIENNA)
    return [(str(number), str(number), "", count) for number, count in counted(rows.annotate(year=year), "year")]


FACETS: dict[str, Callable[[QuerySet], Iterable[Row]]] = {
    "dialogue": by_dialogue,
    "instrument": by_instrument,
    "language": by_language,
    "country": by_country,
    "organization": by_organization,
    "cosigner": by_cosigner,
    "year": by_year,
}


def facets(filters: StatementFilter, whole: str = "") -> list[Facet]:
    """All facets of a search, one query each; `whole` names the one whose choices are all shown.

    Each is counted over what the other filters leave. What was chosen is always there, also when it finds nothing.
    """
    return [_facet(filters, name, MOST if name == whole else SHOWN) for name in FACETS]


def _facet(filters: StatementFilter, name: str, shown: int) -> Facet:
    chosen = filters.chosen(name)
    rows = list(FACETS[name](filters.without(name)))
    if name == "year":
        rows.sort(key=lambda row: row[0], reverse=True)
    else:
        rows.sort(key=lambda row: (-row[3], row[1]))
    rows += _without_rows(filters, name, set(chosen) - {row[0] for row in rows})
    options = [Option(value, words, count, value in chosen, language) for value, words, language, count in rows]
    first = [option for place, option in enumerate(options) if place < shown or option.chosen]
    return Facet(name, filters.filters[name].label, first, more=len(options) - len(first))


def _without_rows(filters: StatementFilter, name: str, values: set[str]) -> list[Row]:
    """Chosen values that the other filters leave nothing of, in the words of the public record where it knows them."""
    if not values:
        return []
    known = {row[0]: row for row in FACETS[name](filters.queryset)}
    named = [known.get(value, (value, value, "", 0)) for value in sorted(values)]
    return [(value, words, language, 0) for value, words, language, _count in named]
