"""Rows of a page in the reader's language: facts from the canonical page, words from the translated one if it has any.

A translated page carries rows of its own for their words, under the same keys. Where a row has none there, because it
came to the original later, its words are the original's.
"""

from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings


class Row(NamedTuple):
    """One row: its facts, its words, and the language that the words are in."""

    facts: Any
    words: Any
    language: str


def rows(page: Any, name: str) -> list[Row]:
    """The rows called `name` of a page, e.g. rows(page, "agenda"), in their order."""
    facts, own = list(getattr(page.canonical, name).all()), {}
    if page is not page.canonical and not page.untranslated:
        own = {key(row): row for row in getattr(page, name).all()}
    return [
        Row(fact, own.get(key(fact), fact), page.text_language if key(fact) in own else settings.LANGUAGE_CODE)
        for fact in facts
    ]


def key(row: Any) -> UUID:
    """What a row has in common with itself in other languages; databases give it as text where they make JSON."""
    return row.translation_key if isinstance(row.translation_key, UUID) else UUID(row.translation_key)


def both(page: Any) -> list[Any]:
    """The page and its canonical page, each once, for fetching the rows of both with one query."""
    stored = [page.canonical] if page.pk == page.canonical.pk else [page.canonical, page]
    return [one for one in stored if one.pk]
