"""What the pages of analyses show: the text in parts, what is cited, what is asked, and the list in each language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import get_language

from dialogues.asks.showing import calls_of
from dialogues.models import Resolution
from portal.mechanism.models import Figure, Trust


@dataclass(frozen=True)
class Part:
    """One part of the text: its kind, its value, and of a figure what the newest official source says."""

    kind: str
    value: Any
    beside: Figure | None = None


class Entry(NamedTuple):
    """One analysis in the list: its facts, and the page with its words."""

    facts: Any
    page: Any


def analysis(page: Any) -> dict[str, Any]:
    """What a page needs: facts from the canonical page, words from `page` itself. A fixed number of questions."""
    facts = page.canonical
    paragraphs = [one.paragraph for one in cited(facts)]
    return {
        "facts": facts,
        "parts": parts(page.body),
        "cited": paragraphs,
        "calls": calls_of(facts.pk, [one.pk for one in paragraphs]) if facts.pk else [],
        "articles": facts.articles.select_related("instrument"),
    }


def cited(facts: Any) -> list[Any]:
    """The rows of the paragraphs that it cites, of texts in the library alone, each with its resolution."""
    rows = facts.cited.filter(paragraph__resolution__state=Resolution.State.PUBLISHED)
    return list(rows.select_related("paragraph__resolution").order_by("sort_order", "pk"))


def parts(body: Iterable[Any]) -> list[Part]:
    """The text in its parts; beside each figure the newest official one of the same kind, where that is another."""
    found = [(block.block_type, block.value) for block in body if block.value]
    official = newest_official([value for kind, value in found if kind == "figure"])
    return [Part(kind, value, official.get(value.pk) if kind == "figure" else None) for kind, value in found]


def newest_official(figures: Sequence[Figure]) -> dict[int, Figure]:
    """For each figure the newest official one on the same, by its key; none where it is that itself. One question."""
    same = Figure.objects.filter(topic__in={one.topic for one in figures}, trust=Trust.OFFICIAL, as_of__isnull=False)
    newest = {_key(one): one for one in same.select_related("source").order_by("as_of", "pk")} if figures else {}
    return {one.pk: newest[_key(one)] for one in figures if newest.get(_key(one), one) != one}


def _key(figure: Figure) -> tuple[str, str, int | None]:
    return figure.topic, figure.scope, figure.instrument_id


def entries(model: Any, found: Iterable[Any]) -> list[Entry]:
    """Analyses with their words in the reader's language, where there is such a page."""
    rows = list(found)
    keys = [one.translation_key for one in rows]
    local = model.objects.live().filter(translation_key__in=keys, locale__language_code=get_language())
    words = {one.translation_key: one for one in local.select_related("locale").defer("body")}
    return [Entry(one, words.get(one.translation_key, one)) for one in rows]
