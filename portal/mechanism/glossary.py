"""The terms of the glossary as pages explain them: read once, kept for a moment, as they change with a release."""

from typing import NamedTuple

from django.core.cache import cache

from portal.mechanism.models import GlossaryTerm

KEPT = "glossary"
SECONDS = 600


class Explained(NamedTuple):
    """A term and what it means, in English."""

    term: str
    definition: str


def explanations() -> dict[str, Explained]:
    """Every term by its key. One query now and then."""
    return cache.get_or_set(KEPT, read, SECONDS) or {}


def read() -> dict[str, Explained]:
    """Every term as the database has it."""
    rows = GlossaryTerm.objects.values_list("key", "term", "definition")
    return {key: Explained(term, definition) for key, term, definition in rows}


def forget() -> None:
    """Read the terms again: they were loaded anew."""
    cache.delete(KEPT)
