"""The table of calls to action as files."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from dialogues.asks.models import CallToAction
from dialogues.resolutions.reading import Strength
from dialogues.resolutions.tagging import with_tags
from portal.exports import Column, Export


def _text(row: CallToAction, name: str) -> str:
    """What the resolution says of itself; nothing of a call that comes from an analysis."""
    return getattr(row.paragraph.resolution, name) if row.paragraph else ""


def _status(row: CallToAction, name: str) -> Any:
    return getattr(row.current, name) if row.current else ""


COLUMNS = (
    Column("call", lambda row: str(row.uuid), "Its key, for ever"),
    Column("text", lambda row: row.text, "What is asked"),
    Column("language", lambda row: row.language, "Language of these words"),
    Column("addressees", lambda row: [one.kind for one in row.addressees.all()], "Of whom it is asked", "list"),
    Column("strength", lambda row: Strength(row.strength).name.lower(), "How strongly, from the lead verb"),
    Column("due", lambda row: row.due, "Until when; empty where no date is stated. See due_precision", "day"),
    Column("due_precision", lambda row: row.precision, "How much of that day is known: day, month, year, undated"),
    Column("resolution", lambda row: _text(row, "slug"), "Key of the resolution; empty: it comes from an analysis"),
    Column("symbol", lambda row: _text(row, "symbol"), "Symbol of the resolution, where one is printed"),
    Column("paragraph", lambda row: row.paragraph.anchor if row.paragraph else "", "Address of the paragraph"),
    Column("asked_in", lambda row: f"{settings.BASE_URL}/{row.origin_path}", "Where it is asked"),
    Column("targets", lambda row: [one.code for one in row.targets.all()], "Development targets", "list"),
    Column("instruments", lambda row: [one.code for one in row.instruments.all()], "Instruments", "list"),
    Column("articles", lambda row: [one.key for one in row.articles.all()], "Articles of the treaties", "list"),
    Column("themes", lambda row: [one.code for one in row.themes.all()], "Fields of work", "list"),
    Column("working_groups", lambda row: [one.code for one in row.working_groups.all()], "Working groups", "list"),
    Column("status", lambda row: row.progress.value, "not started, in progress, done, not done or no information"),
    Column("status_as_of", lambda row: _status(row, "as_of"), "Day for which the status holds", "day"),
    Column("status_evidence", lambda row: _status(row, "evidence"), "What shows it"),
    Column("status_source", lambda row: _status(row, "source"), "Who says so"),
    Column("status_address", lambda row: _status(row, "address"), "Where that is written"),
    Column("page", lambda row: row.permanent_address, "Its page on this portal, with every status"),
)


def calls_export(rows: QuerySet[Any], query: str = "") -> Export:
    """The table, or the part of it that was asked for."""
    return Export("calls-to-action", COLUMNS, rows.for_lists().prefetch_related(*with_tags(CallToAction)), query)
