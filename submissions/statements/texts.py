"""From what people type to what is stored: one normal form, its clean HTML, its words, its fingerprint."""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model

from dialogues.models import Paragraph
from portal import html, prose, search
from portal.mechanism.models import Article, Cluster, Instrument, SdgTarget, State
from submissions.statements.models import LONGEST_TITLE_KEY, SUBJECTS, LaterVersion, Statement, StatementVersion

Row = TypeVar("Row", bound=Model)
NOT_FOUND = {"search_text": "", "title_key": "", "language": ""}  # the same for one that is taken off it
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
    articles: Sequence[Article] = ()
    clusters: Sequence[Cluster] = ()
    targets: Sequence[SdgTarget] = ()
    paragraphs: Sequence[Paragraph] = ()


def write(version: StatementVersion, content: Content) -> None:
    """Put a content into a version that is not frozen; the caller saves it.

    Raises ValidationError when the text is too long or cannot be stored.
    """
    version.title = one_line(content.title)
    version.summary = one_line(content.summary)
    version.language = content.language
    version.body = prose.from_plain(content.source)
    version.source = typed(version)
    version.sanitizer_version = html.SANITIZER_VERSION
    measure(version)


def measure(version: StatementVersion) -> None:
    """Note the words of the text, and how many."""
    version.body_text = html.html_to_text(version.body or "")
    version.word_count = search.count_words(version.body_text)


def typed(version: StatementVersion) -> str:
    """The stored text in light marks: what the plain editor shows, what is compared and what a fingerprint is over."""
    return prose.to_plain(version.body or "")


def content_of(statement: Statement | LaterVersion, version: StatementVersion) -> Content:
    """What is stored, as a content: to write it again, or to compare."""
    return Content(
        title=version.title, source=typed(version), language=version.language, summary=version.summary,
        **{name: _sorted(getattr(statement, name).all()) for name in SUBJECTS},
    )  # fmt: skip


def speak_about(statement: Statement, content: Content) -> None:
    """Store what a statement speaks about."""
    for name in SUBJECTS:
        getattr(statement, name).set(getattr(content, name))


def is_stored(content: Content, statement: Statement, version: StatementVersion) -> bool:
    """Whether storing this content would change nothing."""
    source = prose.to_plain(prose.from_plain(content.source))
    subjects: dict[str, Any] = {name: _sorted(getattr(content, name)) for name in SUBJECTS}
    tidy = replace(content, title=one_line(content.title), source=source, summary=one_line(content.summary), **subjects)
    return tidy == content_of(statement, version)


def _sorted(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: row.pk))


def one_line(text: str) -> str:
    """A text without line breaks, in composed characters."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def fingerprint(version: StatementVersion) -> str:
    """SHA-256, in hex, over the UTF-8 bytes of language, title and source, parted by line feeds."""
    return hashlib.sha256(hashed(version)).hexdigest()


def hashed(version: StatementVersion) -> bytes:
    """The bytes that the fingerprint is made of: anybody who has them can work it out."""
    return f"{version.language}\n{version.title}\n{version.source}".encode()


def found_by(reference: str, version: StatementVersion, beside: Iterable[StatementVersion] = ()) -> dict[str, Any]:
    """What the register searches and sorts by, for the columns of a statement that is put on the record.

    The words of additions and translations, `beside` the text, are found, too.
    """
    said = [[one.title, one.summary, one.body_text or ""] for one in (version, *beside)]
    words = search.fold("\n".join([reference, *(words for one in said for words in one)]))
    key = search.sort_key(version.title)[:LONGEST_TITLE_KEY]
    return {"search_text": words, "title_key": key, "language": version.language}
