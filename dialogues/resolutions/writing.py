"""From corrected pieces to a resolution with its paragraphs, footnotes and references: all rows of one text."""

import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dialogues.resolutions.models import Resolution, Sponsor
from dialogues.resolutions.paragraphs import Note, Paragraph, Reference
from dialogues.resolutions.reading.references import NAMED, references_in
from dialogues.resolutions.sheet import MARKS, Addressed, Piece, PieceKind, addressed, plain
from dialogues.resolutions.sheeting import letters_of
from portal import search
from portal.mechanism.models import Article, Instrument, State

K = PieceKind
KINDS = {
    K.PREAMBULAR: Paragraph.Kind.PREAMBULAR,
    K.OPERATIVE: Paragraph.Kind.OPERATIVE,
    K.ANNEXED: Paragraph.Kind.ANNEX,
    K.HEADING: Paragraph.Kind.HEADING,
    K.ANNEX: Paragraph.Kind.HEADING,
}
LONGEST_SLUG = 100
RESERVED = ("calls",)  # words that are addresses of other pages under /resolutions/
LONGEST_ANCHOR = 60
LONGEST_SPONSOR = 200


@dataclass(frozen=True)
class Head:
    """The facts of a text, apart from its paragraphs."""

    title: str
    body: str
    language: str
    kind: str = Resolution.Kind.RESOLUTION
    standing: str = Resolution.Standing.UNKNOWN
    session: int | None = None
    session_name: str = ""
    agenda_item: str = ""
    symbol: str = ""
    number: str = ""
    date: datetime.date | None = None
    precision: str = "undated"
    sponsors: Sequence[str] = ()
    source_address: str = ""
    is_summary: bool = False
    revises: Resolution | None = None
    translation_of: Resolution | None = None


@dataclass
class _Written:
    """Rows of one text while they are being written."""

    resolution: Resolution
    paragraphs: dict[str, Paragraph] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)

    @cached_property
    def articles(self) -> Mapping[tuple[str, str], Article]:
        """Every article by the code of its instrument and its number as text; read when a text names the first one."""
        rows = Article.objects.select_related("instrument")
        return {(one.instrument.code, str(one.number)): one for one in rows}


def hash_of(pieces: Iterable[Piece]) -> str:
    """What is the same for two printings of one text: its letters and digits, without those of heading and notes."""
    words = "".join(letters_of(piece.text + piece.after) for piece in pieces if piece.kind in KINDS)
    return hashlib.sha256(words.encode()).hexdigest()


def write(head: Head, pieces: Sequence[Piece]) -> Resolution:
    """The rows of a draft of the library. Raises ValidationError in words: two paragraphs of one address, no
    paragraph, a text or a symbol that is here already. Call it in a transaction.
    """
    given = addressed(pieces)
    check(given)
    resolution = Resolution(slug=free_slug(head), text_hash=hash_of(pieces), **as_columns(head), **as_texts(pieces))
    resolution.search_text = search.fold(" ".join(searched(head, pieces)))
    resolution.full_clean()
    resolution.save()
    write_sponsors(resolution, head.sponsors)
    written = _Written(resolution)
    write_paragraphs(written, given)
    write_notes(written, pieces)
    Reference.objects.bulk_create(written.references, batch_size=500)
    resolution.instruments.set(instruments_of(head, written.references))
    return resolution


def check(given: Sequence[Addressed]) -> None:
    """Raise ValidationError with everything that keeps the pieces from being a text."""
    problems = [_("Two paragraphs have the address %s. Change one of them.") % anchor for anchor in doubles(given)]
    problems += [_("This address is too long: %s") % anchor for anchor in too_long(given)]
    if not {one.piece.kind for one in given} & {K.PREAMBULAR, K.OPERATIVE}:
        problems.append(_("There is no paragraph in it."))
    if problems:
        raise ValidationError(problems)


def doubles(given: Sequence[Addressed]) -> dict[str, None]:
    """Addresses that two paragraphs have, each once."""
    return dict.fromkeys(one.anchor for one in given if one.is_double)


def too_long(given: Iterable[Addressed]) -> list[str]:
    """Addresses that no column holds: of lists in lists without an end."""
    return [one.anchor for one in given if len(one.anchor) > LONGEST_ANCHOR]


def as_columns(head: Head) -> dict[str, Any]:
    """The facts that are columns of the record."""
    return {name: value for name, value in vars(head).items() if name != "sponsors"}


def as_texts(pieces: Sequence[Piece]) -> dict[str, Any]:
    """The words that belong to no paragraph."""
    lines = [{"what": piece.kind, "why": piece.mark, "text": piece.text} for piece in pieces
             if piece.kind in (K.HEAD, K.LEFT_OUT)]  # fmt: skip
    opening, closing = (" ".join(one.text for one in pieces if one.kind == kind) for kind in (K.OPENING, K.CLOSING))
    return {"opening": opening, "closing": closing, "left_out": lines}


def searched(head: Head, pieces: Sequence[Piece]) -> Iterator[str]:
    """Every word that the text is found by."""
    yield from (head.title, head.symbol, head.number, head.body, *head.sponsors)
    yield from (plain(f"{piece.text} {piece.after}") for piece in pieces if piece.kind in KINDS or piece.kind == K.NOTE)


def free_slug(head: Head) -> str:
    """An address from what names the text: symbol, number or title; with a count where it is taken."""
    stem = slugify(name_of(head))[:LONGEST_SLUG].strip("-") or "resolution"
    stem = stem if head.translation_of is None else f"{stem}-{slugify(head.language)}"
    taken = {*RESERVED, *Resolution.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    return next(slug for slug in chain([stem], map(f"{stem}-{{}}".format, count(2))) if slug not in taken)


def name_of(head: Head) -> str:
    """The words of an address: the symbol, the number with its body, or else who brought what at which session."""
    if head.symbol:
        return re.sub(r"[/.]", " ", head.symbol)
    if head.number:
        return f"{head.body} {head.kind} {head.number.replace('/', ' ')}"
    return " ".join([*head.sponsors[:1], head.session_name or str(head.session or ""), head.title])


def write_sponsors(resolution: Resolution, names: Sequence[str]) -> None:
    """Who brought it, each once, with the State where one has this name. Raises ValidationError for a name too long."""
    if long := [name for name in names if len(name) > LONGEST_SPONSOR]:
        raise ValidationError(_("This name of a sponsor is too long: %s") % long[0])
    known = {state.name_en: state for state in State.objects.filter(name_en__in=names)}
    rows = [
        Sponsor(resolution=resolution, name=name, country=known.get(name), position=place)
        for place, name in enumerate(dict.fromkeys(names))
    ]
    Sponsor.objects.bulk_create(rows)


def write_paragraphs(written: _Written, given: Sequence[Addressed]) -> None:
    """The paragraphs, those above before those below, with what each refers to."""
    levels: dict[int, list[Addressed]] = {}
    for one in given:
        if one.anchor:
            levels.setdefault(one.level, []).append(one)
    for _depth, level in sorted(levels.items()):
        rows = [paragraph_of(one, written) for one in level]
        write_level(written, rows)


def write_level(written: _Written, rows: list[Paragraph]) -> None:
    """The paragraphs of one depth."""
    for row in Paragraph.objects.bulk_create(rows, batch_size=500):
        written.paragraphs[row.anchor] = row
        note_references(written, f"{row.text} {row.after}", paragraph=row)


def paragraph_of(one: Addressed, written: _Written) -> Paragraph:
    """A row for one piece. What is printed before a heading of an annex stands in front of its words."""
    piece = one.piece
    parent = written.paragraphs.get(one.above)
    return Paragraph(
        resolution=written.resolution, kind=KINDS[K(piece.kind)], anchor=one.anchor, mark=piece.mark, parent=parent,
        position=one.place, depth=parent.depth + 1 if parent else 0, lead=piece.lead, strength=piece.strength,
        addressees=list(piece.addressees), text=piece.text, after=piece.after, doubts=list(piece.doubts),
    )  # fmt: skip


def write_notes(written: _Written, pieces: Sequence[Piece]) -> None:
    """The footnotes, each with the first paragraph that has its mark."""
    in_order = sorted(written.paragraphs.values(), key=lambda one: one.position)
    notes = (piece for piece in pieces if piece.kind == K.NOTE)
    rows = [
        Note(
            resolution=written.resolution, number=number, mark=piece.mark, text=piece.text,
            paragraph=marked_in(piece.mark, in_order),
        )
        for number, piece in enumerate(notes, 1)
    ]  # fmt: skip
    for row in Note.objects.bulk_create(rows, batch_size=500):
        note_references(written, row.text, note=row)


def marked_in(mark: str, paragraphs: Iterable[Paragraph]) -> Paragraph | None:
    """The first paragraph with the mark of a footnote."""
    return next((one for one in paragraphs if mark and mark in marks_of(one)), None)


def marks_of(paragraph: Paragraph) -> list[str]:
    """The marks of footnotes in a paragraph: ¹² is one mark, and not ¹."""
    return MARKS.findall(f"{paragraph.text} {paragraph.after}")


def note_references(written: _Written, text: str, **of: Any) -> None:
    """What some words refer to; the article itself where the text says of which instrument it is."""
    written.references += [
        Reference(
            resolution=written.resolution, kind=found.kind, number=found.number,
            article=written.articles.get((found.of, found.number)) if found.kind == "article" else None, **of,
        )
        for found in references_in(plain(text))
    ]  # fmt: skip


def instruments_of(head: Head, references: Iterable[Reference]) -> list[Instrument]:
    """Those that the title names, and those of the articles that the text refers to."""
    codes = {str(match.lastgroup) for match in NAMED.finditer(head.title)}
    codes |= {one.article.instrument.code for one in references if one.article}
    return list(Instrument.objects.filter(code__in=codes))
