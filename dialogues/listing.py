"""What the list of dialogues shows: the coming ones, and those that are over, by year."""

from itertools import groupby
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, Min, Prefetch, prefetch_related_objects
from django.http import QueryDict
from django.utils.translation import get_language

from dialogues.figures import side_by_side
from dialogues.filters import DialogueFilter
from dialogues.rows import DialogueInstrument
from dialogues.words import Row, rows
from portal.dates import VIENNA

PER_PAGE = 10
SHOWN_FIGURES = 3


class Entry(NamedTuple):
    """One dialogue in the list: its facts, the page with its words, and its first figures."""

    facts: Any
    page: Any
    figures: list[Row]
    sources_differ: bool


class Year(NamedTuple):
    """The dialogues of one year on this page of the list."""

    number: int
    entries: list[Entry]


def dialogues(published: Any, query: QueryDict) -> dict[str, Any]:
    """The context of the list, from the published dialogues and the query of the reader.

    The number of database queries is the same for one dialogue and for a hundred.
    """
    chosen = DialogueFilter(query, published.over())
    page = Paginator(chosen.qs.select_related("locale"), PER_PAGE).get_page(query.get("page"))
    coming = list(published.coming().select_related("locale"))
    entries = {one.facts.pk: one for one in as_entries(published.model, [*coming, *page])}
    held = published.held().order_by().aggregate(count=Count("pk"), since=Min("starts_at"))
    return {
        "coming": [entries[one.pk] for one in coming],
        "years": by_year([entries[one.pk] for one in page]),
        "filter": chosen,
        "page_obj": page,
        "held": held,
        "next": next((one for one in coming if one.takes_place), None),
    }


def as_entries(model: Any, found: list[Any]) -> list[Entry]:
    """Dialogues with their figures, and their titles and ledes in the reader's language where there is such a page."""
    instruments = Prefetch("dialogue_instruments", DialogueInstrument.objects.select_related("instrument"))
    prefetch_related_objects(found, "figures", instruments)
    keys = [one.translation_key for one in found if one.locale.language_code != get_language()]
    translations = model.objects.live().filter(translation_key__in=keys, locale__language_code=get_language())
    worded = translations.select_related("locale").defer("summary", "next_steps").prefetch_related("figures")
    local = {one.translation_key: one for one in worded}
    return [as_entry(one, local.get(one.translation_key, one)) for one in found]


def as_entry(facts: Any, page: Any) -> Entry:
    """One dialogue with its first figures, and whether the sources of any of its figures differ."""
    page.canonical = facts
    figures = rows(page, "figures")
    return Entry(facts, page, figures[:SHOWN_FIGURES], any(group.differ for group in side_by_side(figures)))


def by_year(entries: list[Entry]) -> list[Year]:
    """Entries, newest first, put under their years as Vienna counts them."""

    def year(entry: Entry) -> int:
        return entry.facts.starts_at.astimezone(VIENNA).year

    return [Year(number, list(group)) for number, group in groupby(entries, key=year)]
