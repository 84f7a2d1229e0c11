"""Rows of a page in the reader's language: facts from the canonical page, words from the translated one if it has any.

A translated page carries rows of its own for their words. They are matched by position; a translation with fewer or
more rows than its original is not finished, and the original's words are shown.
"""

from typing import Any, NamedTuple

from django.conf import settings


class Row(NamedTuple):
    """One row: its facts, its words, and the language that the words are in."""

    facts: Any
    words: Any
    language: str


def rows(page: Any, name: str) -> list[Row]:
    """The rows called `name` of a page, e.g. rows(page, "agenda"), in their order."""
    facts = list(getattr(page.canonical, name).all())
    if page is not page.canonical and not page.untranslated:
        own = list(getattr(page, name).all())
        if len(own) == len(facts):
            return [Row(fact, words, page.text_language) for fact, words in zip(facts, own, strict=True)]
    return [Row(fact, fact, settings.LANGUAGE_CODE) for fact in facts]


def both(page: Any) -> list[Any]:
    """The page and its canonical page, each once, for fetching the rows of both with one query."""
    stored = [page.canonical] if page.pk == page.canonical.pk else [page.canonical, page]
    return [one for one in stored if one.pk]
