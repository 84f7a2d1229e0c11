"""The terms of the glossary as pages explain them: read once, kept for a moment, as they change with a release."""

from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language

from portal.mechanism.models import GlossaryTerm
from portal.mechanism.models.wording import Wording

KEPT = "glossary"
SECONDS = 600


class Explained(NamedTuple):
    """A term and what it means, in the reader's language."""

    term: Wording
    definition: Wording


def explanations() -> dict[str, Explained]:
    """Every term by its key, in the active language. One query now and then."""
    return cache.get_or_set(f"{KEPT}-{get_language()}", read, SECONDS) or {}


def read() -> dict[str, Explained]:
    """Every term as the database has it."""
    return {one.key: Explained(one.words.term, one.words.definition) for one in GlossaryTerm.objects.all()}


def forget() -> None:
    """Read the terms again: they were loaded anew."""
    cache.delete_many([f"{KEPT}-{code}" for code, _name in settings.LANGUAGES])
