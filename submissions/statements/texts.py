"""From what people type to what is stored: one normal form, its clean HTML, its words, its fingerprint."""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from portal import html, search
from portal.mechanism.models import Instrument, State
from submissions.statements.models import StatementVersion

LONGEST_SOURCE = 60_000  # characters; the sanitizer's limit leaves room for the tags


@dataclass(frozen=True)
class Content:
    """What a person writes: one text, its language, and what it speaks about. Everything may be missing in a draft."""

    title: str = ""
    source: str = ""
    language: str = settings.LANGUAGE_CODE
    summary: str = ""
    instruments: Sequence[Instrument] = ()
    countries: Sequence[State] = ()


def write(version: StatementVersion, content: Content) -> None:
    """Put a content into a version that is not frozen; the caller saves it.

    Raises ValidationError when the text is too long or cannot be stored.
    """
    version.title = one_line(content.title)
    version.summary = one_line(content.summary)
    version.language = content.language
    version.source = normal(content.source)
    version.body = html.paragraphs_to_html(version.source)
    version.body_text = html.html_to_text(version.body)
    version.sanitizer_version = html.SANITIZER_VERSION
    version.word_count = search.count_words(version.body_text)


def one_line(text: str) -> str:
    """A text without line breaks, in composed characters."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def normal(text: str) -> str:
    """A longer text with line feeds only and composed characters: its fingerprint does not depend on a browser."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def fingerprint(version: StatementVersion) -> str:
    """SHA-256, in hex, over the UTF-8 bytes of language, title and source, parted by line feeds."""
    return hashlib.sha256(f"{version.language}\n{version.title}\n{version.source}".encode()).hexdigest()


def search_text(reference: str, version: StatementVersion) -> str:
    """What the register's search looks into, folded."""
    return search.fold("\n".join([reference, version.title, version.summary, version.body_text or ""]))
