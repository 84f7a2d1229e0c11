"""What search engines are told of: every public page that is worth finding, by kind, in the languages that it has.

Whatever stands in a section is public by the rule of its own kind. A date says when a page last changed in public;
where that could tell more than the page does (reports of consultations), there is none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import override

from dialogues.models import CallToAction, Resolution
from home.datasets import DATASETS
from organizations.models import Organization
from portal.mechanism.models import Article, Document, State
from portal.models import PageWords
from submissions.consultations.announcing.models import Announcement
from submissions.declaration.models import Declaration
from submissions.statements.models import LaterVersion, Statement

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
# Lists and pages of which there is one, by the name of their address.
SINGLE = (
    "statements:statement_list", "resolutions:resolution_list", "asks:call_list", "organizations:organization_list",
    "consultations:state_roll", "consultations:state_table", "consultations:announced_list",
    "consultations:pledge_list", "article_list", "reference", "mechanism:document_list", "mechanism:glossary",
    "mechanism:contradiction_list", "dialogue_pages:objection_list", "open_data",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One page: its path without a language, when it last changed in public, and the languages that it has."""

    path: str
    changed: datetime | None = None
    languages: tuple[str, ...] = LANGUAGES


@dataclass(frozen=True)
class Section:
    """One kind of pages: how many there are in each language, and some of those in one, in an order that stays."""

    counts: Callable[[], dict[str, int]]
    entries: Callable[[str, slice], Iterable[Entry]]


def of_rows(rows: Callable[[], QuerySet[Any]], changed: Callable[[Any], datetime | None] | None = None) -> Section:
    """A section of records, each with a page in every language. One query for its entries."""

    def entries(language: str, part: slice) -> list[Entry]:
        return [Entry(without_language(one), changed(one) if changed else None) for one in rows()[part]]

    return Section(lambda: dict.fromkeys(LANGUAGES, rows().count()), entries)


def without_language(row: Any) -> str:
    """The path of a record's page, without the language in front."""
    with override(settings.LANGUAGE_CODE):
        address: str = row.get_absolute_url()
    return address.partition(f"/{settings.LANGUAGE_CODE}/")[2]


def single(language: str, part: slice) -> list[Entry]:
    """The pages of which there is one, and the dictionaries of the data."""
    with override(settings.LANGUAGE_CODE):
        addresses = [reverse(name) for name in SINGLE]
        addresses += [reverse("open_data_dictionary", args=[one.key]) for one in DATASETS]
    return [Entry(one.partition(f"/{settings.LANGUAGE_CODE}/")[2]) for one in addresses][part]


def pages(language: str) -> QuerySet[PageWords]:
    """The live pages with words of their own in a language; what only repeats its original is not told of."""
    return PageWords.objects.public().filter(page__locale__language_code=language).order_by("page_id")


def page_counts() -> dict[str, int]:
    """How many there are in each language. One query."""
    live = PageWords.objects.public().order_by().values_list("page__locale__language_code")
    return dict(live.annotate(rows=Count("pk")))


def page_entries(language: str, part: slice) -> list[Entry]:
    """Pages with the languages in which each has words of its own. Two queries."""
    columns = ("page__url_path", "page__last_published_at", "page__translation_key")
    shown = list(pages(language).values_list(*columns)[part])
    versions = PageWords.objects.public().filter(page__translation_key__in={key for _path, _at, key in shown})
    languages: dict[Any, set[str]] = {}
    for key, code in versions.values_list("page__translation_key", "page__locale__language_code"):
        languages.setdefault(key, set()).add(code)
    return [
        Entry(path.split("/", 2)[2], at, tuple(code for code in LANGUAGES if code in languages[key]))
        for path, at, key in shown
    ]


def statements() -> QuerySet[Statement]:
    """Statements on the record, with the moment at which their newest version became public."""
    later = LaterVersion.objects.accepted().filter(statement=OuterRef("pk")).order_by("-number")
    rows = Statement.objects.public().annotate(revised_at=Subquery(later.values("decided_at")[:1]))
    return rows.only("slug", "publish_at").order_by("publish_at", "pk")


def changed_statement(statement: Any) -> datetime:
    """When its newest version became public."""
    moments: list[datetime] = [one for one in (statement.publish_at, statement.revised_at) if one]
    return max(moments)


SECTIONS: dict[str, Section] = {
    "lists": Section(lambda: dict.fromkeys(LANGUAGES, len(SINGLE) + len(DATASETS)), single),
    "pages": Section(page_counts, page_entries),
    "statements": of_rows(statements, changed_statement),
    "resolutions": of_rows(
        lambda: Resolution.objects.public().only("slug", "published_at").order_by("published_at", "pk"),
        lambda one: one.published_at,
    ),
    "calls": of_rows(lambda: CallToAction.objects.public().only("uuid").order_by("pk")),
    "declarations": of_rows(lambda: Declaration.objects.public().only("slug").order_by("pk")),
    "organizations": of_rows(lambda: Organization.objects.public().only("slug").order_by("name_key", "pk")),
    "states": of_rows(lambda: State.objects.only("iso3").order_by("iso3")),
    "announcements": of_rows(
        lambda: Announcement.objects.public().only("uuid", "changed_at").order_by("published_at", "pk"),
        lambda one: one.changed_at,
    ),
    "articles": of_rows(
        lambda: Article.objects.select_related("instrument").order_by("instrument__position", "number")
    ),
    "documents": of_rows(lambda: Document.objects.only("slug").order_by(F("date").desc(nulls_last=True), "slug")),
}
