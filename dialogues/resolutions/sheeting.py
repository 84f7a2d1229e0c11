"""From what the reader found to the pieces that are corrected, and to the facts of the heading."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain
from typing import Any

from dialogues.resolutions.reading import Paragraph, Resolution
from dialogues.resolutions.reading.structure import Doubt, Words
from dialogues.resolutions.sheet import Piece, PieceKind, plain

K = PieceKind
LONGEST_START = 40
CLOSING = "closing"  # how the reader calls the words behind the last paragraph


@dataclass(frozen=True)
class Sheet:
    """A text as it is corrected: facts of its heading, its pieces, and doubts that belong to none of them."""

    head: dict[str, Any]
    pieces: list[Piece]
    doubts: list[tuple[str, str]] = field(default_factory=list)  # code of reasons.DOUBTS, and the words in question


def sheet_of(resolution: Resolution) -> Sheet:
    """Everything that was read, in the order of the text; footnotes and what was left out come last."""
    pieces = list(_pieces(resolution))
    places = _Places(pieces)
    loose: list[tuple[str, str]] = []
    for doubt in resolution.doubts:
        place = places.of(doubt)
        if place is None:
            loose.append((doubt.why, doubt.text))
        else:
            why = dict.fromkeys([*pieces[place].doubts, doubt.why])
            pieces[place] = replace(pieces[place], doubts=tuple(why))
    return Sheet(head_of(resolution), pieces, loose)


def head_of(resolution: Resolution) -> dict[str, Any]:
    """The facts of the heading, as the form of the desk has them."""
    heading = resolution.heading
    return {
        "kind": heading.kind,
        "standing": heading.status or "unknown",
        "body": heading.body,
        "session": heading.session,
        "session_name": heading.session_name,
        "agenda_item": heading.agenda_item,
        "symbol": heading.symbol,
        "number": heading.number,
        "date": heading.date.isoformat() if heading.date else "",
        "precision": "day" if heading.date else "undated",
        "title": heading.title,
        "language": resolution.written_in,
        "sponsors": list(heading.sponsors),
    }


def _pieces(resolution: Resolution) -> Iterator[Piece]:
    head = [Piece(K.HEAD, marked(one.words), one.name) for one in resolution.heading.fields]
    yield from (piece for piece in head if piece.mark != CLOSING)
    yield from _opening(resolution)
    yield from _body(resolution)
    yield from _annexed(resolution)
    yield from (Piece(K.CLOSING, piece.text) for piece in head if piece.mark == CLOSING)
    yield from _behind(resolution)


def _opening(resolution: Resolution) -> Iterator[Piece]:
    """The words of the opening; a decision that is one sentence has none."""
    if resolution.opening.text:
        yield Piece(K.OPENING, marked(resolution.opening))


def _annexed(resolution: Resolution) -> Iterator[Piece]:
    """Each annex with its heading."""
    for annex in resolution.annexes:
        yield Piece(K.ANNEX, marked(annex.title), annex.label)
        yield from _flat(K.ANNEXED, annex.paragraphs, 0)


def _body(resolution: Resolution) -> Iterator[Piece]:
    """Preambular and operative paragraphs with the headings between them."""
    before: dict[str, list[Words]] = {}
    for subheading in resolution.subheadings:
        before.setdefault(subheading.before, []).append(subheading.words)
    for kind, paragraphs in ((K.PREAMBULAR, resolution.preambular), (K.OPERATIVE, resolution.operative)):
        yield from _with_headings(kind, paragraphs, before)
    yield from (Piece(K.HEADING, marked(words)) for words in chain.from_iterable(before.values()))


def _behind(resolution: Resolution) -> Iterator[Piece]:
    """Footnotes, and what was left out."""
    yield from (Piece(K.NOTE, marked(one.words), one.mark) for one in resolution.notes)
    yield from (Piece(K.LEFT_OUT, one.text, one.why) for one in resolution.left_out)


def _with_headings(kind: str, paragraphs: Iterable[Paragraph], before: dict[str, list[Words]]) -> Iterator[Piece]:
    for paragraph in paragraphs:
        yield from (Piece(K.HEADING, marked(words)) for words in before.pop(paragraph.anchor, []))
        yield from _flat(kind, [paragraph], 0)


def _flat(kind: str, paragraphs: Iterable[Paragraph], depth: int) -> Iterator[Piece]:
    """Paragraphs and their parts, one after the other."""
    for one in paragraphs:
        key = "" if kind == K.PREAMBULAR and not depth else re.split(r"-|^OP", one.anchor)[-1]
        yield Piece(
            kind, marked(one.words), one.label, depth, key, one.lead, int(one.strength), one.addressees,
            marked(one.after),
        )  # fmt: skip
        yield from _flat(kind, one.parts, depth + 1)


def marked(words: Words) -> str:
    """Words with the marks of their footnotes back in their places."""
    text = words.text
    for mark in sorted(words.marks, key=lambda one: one.at, reverse=True):
        text = f"{text[: mark.at]}{mark.mark}{text[mark.at :]}"
    return text


class _Places:
    """Finds the piece that a doubt is about; all words stand in one text, so that many doubts cost little."""

    def __init__(self, pieces: list[Piece]) -> None:
        letters = [f"\n{letters_of(piece.mark + piece.text + piece.after)}" for piece in pieces]
        self.whole = "".join(letters)
        self.starts = list(accumulate(map(len, letters), initial=0))

    def of(self, doubt: Doubt) -> int | None:
        """The place of the piece that begins with the words in question, or that holds them."""
        start = letters_of(doubt.text)[:LONGEST_START]
        if not start:
            return None
        at = self.whole.find(f"\n{start}")
        at = at if at >= 0 else self.whole.find(start)
        return bisect_right(self.starts, at) - 1 if at >= 0 else None


def letters_of(text: str) -> str:
    """Letters and digits alone, without case and accents: what two printings of the same text share."""
    apart = unicodedata.normalize("NFKD", plain(text)).casefold()
    return "".join(filter(str.isalnum, apart))
