"""The library as data: the list as files, one text as a document, and what is new as Atom."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext_lazy

from dialogues.resolutions.linking import references_of, targets
from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Note, Paragraph
from dialogues.resolutions.reading import Strength
from dialogues.resolutions.showing import languages, lineage
from portal.exports import Column, Export
from portal.feeds import LanguageFeed
from portal.listing import listed

SHOWN = 50
COLUMNS = (
    Column("slug", lambda row: row.slug, "Its key in addresses, for ever"),
    Column("symbol", lambda row: row.symbol, "Symbol as printed; empty where none is printed"),
    Column("number", lambda row: row.number, "Number of what was adopted, e.g. 9/1"),
    Column("kind", lambda row: row.kind, "resolution or decision"),
    Column("standing", lambda row: row.standing, "draft, revised draft, adopted or unknown"),
    Column("title", lambda row: row.title, "Title, in the language of the text"),
    Column("language", lambda row: row.language, "Language of the text"),
    Column("body", lambda row: row.body, "Who speaks in it"),
    Column("session", lambda row: row.session, "Session of the body; empty for one that has no number of its own",
           "number"),
    Column("session_name", lambda row: row.session_name, "What it is called, of a special, resumed or other session"),
    Column("agenda_item", lambda row: row.agenda_item, "Item of its agenda"),
    Column("date", lambda row: row.date, "Day of the text; see precision", "day"),
    Column("precision", lambda row: row.precision, "How much of that day is known: day, month, year, undated"),
    Column("sponsors", lambda row: [one.name for one in row.sponsors.all()], "Who brought it", "list"),
    Column("instruments", lambda row: [one.code for one in row.instruments.all()], "Instruments it speaks about",
           "list"),
    Column("is_summary", lambda row: row.is_summary, "yes: in our own words, not the official text", "yes or no"),
    Column("source_address", lambda row: row.source_address, "Where the original stands"),
    Column("published_at", lambda row: row.published_at, "When it came into the library (UTC)", "moment"),
    Column("page", lambda row: row.permanent_address, "Its page on this portal"),
)  # fmt: skip


def resolutions_export(rows: QuerySet[Any], query: str = "") -> Export:
    """The library, or the part of it that was asked for."""
    return Export("resolutions", COLUMNS, rows.for_lists(), query)


def document(resolution: Resolution) -> dict[str, Any]:
    """One text: the columns, every paragraph with its address, its footnotes, and what they refer to."""
    named = refers_to(resolution)
    rows = resolution.paragraphs.order_by("position").select_related("parent").prefetch_related("themes", "targets")
    return {column.key: column.value(resolution) for column in COLUMNS} | {
        "opening": resolution.opening,
        "paragraphs": [as_paragraph(one, named.get((one.pk, None), []), resolution) for one in rows],
        "closing": resolution.closing,
        "notes": [as_note(one, named.get((None, one.pk), [])) for one in resolution.notes.all()],
        "languages": {one.language: one.permanent_address for one in languages(resolution)},
        "lineage": [one.permanent_address for one in lineage(resolution)],
    }


def refers_to(resolution: Resolution) -> dict[tuple[int | None, int | None], list[dict[str, str]]]:
    """What each paragraph or footnote refers to, by their keys."""
    references = list(references_of(resolution))
    leads = targets(references)
    found: dict[tuple[int | None, int | None], list[dict[str, str]]] = {}
    for one in references:
        address = leads[one.pk].address and settings.BASE_URL + leads[one.pk].address
        named = {"kind": one.kind, "as_printed": one.number, "address": address}
        found.setdefault((one.paragraph_id, one.note_id), []).append(named)
    return found


def as_note(note: Note, named: list[dict[str, str]]) -> dict[str, Any]:
    """One footnote as data."""
    return {"anchor": note.anchor, "mark": note.mark, "text": note.text, "refers_to": named}


def as_paragraph(paragraph: Paragraph, refers_to: list[dict[str, str]], resolution: Resolution) -> dict[str, Any]:
    """One paragraph as data."""
    return {
        "anchor": paragraph.anchor,
        "address": f"{resolution.permanent_address}#{paragraph.anchor}",
        "kind": paragraph.kind,
        "mark": paragraph.mark,
        "above": paragraph.parent.anchor if paragraph.parent else "",
        "lead": paragraph.lead,
        "strength": Strength(paragraph.strength).name.lower(),
        "addressees": paragraph.addressees,
        "text": paragraph.text,
        "text_after_parts": paragraph.after,
        "themes": [one.code for one in paragraph.themes.all()],
        "targets": [one.code for one in paragraph.targets.all()],
        "refers_to": refers_to,
    }


class ResolutionFeed(LanguageFeed):
    """The newest texts of `rows`; `query` is what was asked, so that the feed knows its own address."""

    title = gettext_lazy("Resolutions")
    subtitle = gettext_lazy("Resolutions and decisions that came into the library.")

    def __init__(self, rows: QuerySet[Any], query: str) -> None:
        self.rows = rows
        self.asked = f"?{query}" if query else ""

    def author_name(self) -> str:
        """Who keeps the library (RFC 4287 asks for an author)."""
        return settings.PORTAL_NAME

    def link(self) -> str:
        """The library, filtered in the same way, without a language."""
        return f"{settings.BASE_URL}/resolutions/{self.asked}"

    def feed_url(self) -> str:
        """The feed itself; it is its id as well."""
        return settings.BASE_URL + reverse("resolution_data:feed") + self.asked

    feed_guid = feed_url

    def items(self) -> list[Resolution]:
        """The newest first."""
        return list(self.rows.for_lists().order_by("-published_at", "-pk")[:SHOWN])

    def item_guid(self, item: Resolution) -> str:
        """The same for ever."""
        return f"urn:uuid:{item.uuid}"

    def item_title(self, item: Resolution) -> str:
        """What it is called, in its own language."""
        return item.title

    def item_description(self, item: Resolution) -> str:
        """What it is. Readers of feeds take it for HTML, and it is text."""
        words = listed(filter(None, [item.body, item.name, str(item.get_standing_display())]))
        return escape(words)

    def item_language(self, item: Resolution) -> str:
        """That of the text."""
        return item.language

    def item_link(self, item: Resolution) -> str:
        """The page, without a language: it leads to the reader's own."""
        return item.permanent_address

    def item_pubdate(self, item: Resolution) -> datetime | None:
        """When it came into the library."""
        return item.published_at

    item_updateddate = item_pubdate
