"""Analyses as files and as a feed: who says what of which paragraphs, without the text."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext_lazy

from dialogues.models import Resolution
from dialogues.resolutions.topics import name_of
from home.analyses.pages import AnalysisPage, CitedParagraph
from home.analyses.threads import author_of
from portal.exports import Column, Export
from portal.feeds import LanguageFeed
from portal.mechanism.models import Article

SHOWN = 30

COLUMNS = (
    Column("analysis", lambda row: row.slug, "Its key, as in the address"),
    Column("title", lambda row: row.title, "Title, in English"),
    Column("author", lambda row: row.author, "Who wrote it"),
    Column("author_role", lambda row: row.author_role, "Role of the author"),
    Column("organization", lambda row: str(row.organization or ""), "Organization that says it, if one does"),
    Column("position", lambda row: row.is_position, "Whether it is the position of that organization", "yes or no"),
    Column("date", lambda row: row.date, "When it was published; see date_precision", "day"),
    Column("date_precision", lambda row: row.precision, "How much of that day is known: day, month, year, undated"),
    Column("summary", lambda row: row.is_summary, "Whether it is a summary in our own words", "yes or no"),
    Column("original", lambda row: row.original_address or row.original_citation, "Where the original is, or its name"),
    Column("original_language", lambda row: row.original_language, "Language of the original"),
    Column(
        "cites", lambda row: [cited_as(one.paragraph) for one in row.cited_here], "Paragraphs: text.address", "list"
    ),
    Column("articles", lambda row: [one.key for one in row.articles.all()], "Articles of the treaties", "list"),
    Column("instruments", lambda row: [one.code for one in row.instruments.all()], "Instruments", "list"),
    Column("targets", lambda row: [one.code for one in row.targets.all()], "Development targets", "list"),
    Column("sponsors", lambda row: [one.iso3 for one in row.sponsors.all()], "Sponsors of the texts, ISO 3166", "list"),
    Column("page", lambda row: row.permanent_address, "Its page on this portal, with the text and its calls"),
)


def cited_as(paragraph: Any) -> str:
    """What names a paragraph in files."""
    return name_of(paragraph.resolution.slug, paragraph.anchor)


def analyses_export(rows: QuerySet[Any], query: str = "") -> Export:
    """The list of analyses, or the part of it that was asked for."""
    cited = CitedParagraph.objects.filter(paragraph__resolution__in=Resolution.objects.public())
    cited = cited.select_related("paragraph__resolution").order_by("sort_order", "pk")
    along = (
        Prefetch("cited", cited, to_attr="cited_here"),
        Prefetch("articles", Article.objects.select_related("instrument")),
        "sponsors",
    )
    return Export("analyses", COLUMNS, rows.for_lists().prefetch_related(*along), query)


class AnalysisFeed(LanguageFeed):
    """The newest analyses of `rows`; `query` is what was asked, so that the feed knows its own address."""

    title = gettext_lazy("Analyses")
    subtitle = gettext_lazy("What organizations and coordinators make of resolutions.")

    def __init__(self, rows: QuerySet[Any], query: str) -> None:
        self.rows = rows
        self.asked = f"?{query}" if query else ""

    def author_name(self) -> str:
        """Who publishes it (RFC 4287 asks for an author); whose an analysis is stands in its entry."""
        return settings.PORTAL_NAME

    def link(self) -> str:
        """The list, filtered in the same way, without a language."""
        return f"{settings.BASE_URL}/analysis/{self.asked}"

    def feed_url(self) -> str:
        """The feed itself; it is its id as well."""
        return settings.BASE_URL + reverse("analysis_data:feed") + self.asked

    feed_guid = feed_url

    def items(self) -> list[AnalysisPage]:
        """Those published here last come first."""
        return list(self.rows.for_lists().order_by("-first_published_at", "-pk")[:SHOWN])

    def item_guid(self, item: AnalysisPage) -> str:
        """The same for ever, and in every language."""
        return f"urn:uuid:{item.translation_key}"

    def item_title(self, item: AnalysisPage) -> str:
        """Its title."""
        return item.title

    def item_description(self, item: AnalysisPage) -> str:
        """What it says in a sentence, and who says it. Readers of feeds take it for HTML, and it is text."""
        return escape(f"{author_of(item)}: {item.intro}" if item.intro else author_of(item))

    def item_language(self, item: AnalysisPage) -> str:
        """That of its title."""
        return item.locale.language_code

    def item_link(self, item: AnalysisPage) -> str:
        """The page, without a language: it leads to the reader's own."""
        return item.permanent_address

    def item_pubdate(self, item: AnalysisPage) -> datetime | None:
        """When it was published here."""
        return item.first_published_at

    def item_updateddate(self, item: AnalysisPage) -> datetime | None:
        """When it was changed here."""
        return item.last_published_at
