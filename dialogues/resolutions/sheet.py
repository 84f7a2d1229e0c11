"""The pieces of a text as a coordinator corrects them: a flat list, each with its kind and depth; nothing gets lost.

Splitting, joining and leaving out only move words between pieces. Addresses follow from the list: preambular
paragraphs are counted, operative ones and parts go by what is printed before them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from dialogues.resolutions.reading.labels import DEEPEST
from dialogues.resolutions.reading.marks import RAISED

LONGEST_KEY = 20
KEY = re.compile(r"[A-Za-z0-9_]+")
MARKS = re.compile(rf"[{RAISED}]+|[*†‡]+")


class PieceKind(models.TextChoices):
    """What a piece of the text is."""

    HEAD = "head", _("Line of the heading")
    OPENING = "opening", _("Opening words")
    PREAMBULAR = "preambular", _("Preambular paragraph")
    OPERATIVE = "operative", _("Operative paragraph")
    HEADING = "heading", _("Heading between paragraphs")
    ANNEX = "annex", _("Heading of an annex")
    ANNEXED = "annexed", _("Paragraph of an annex")
    CLOSING = "closing", _("Closing words")
    NOTE = "note", _("Footnote")
    LEFT_OUT = "left_out", _("Left out")


K = PieceKind
NUMBERED = (K.PREAMBULAR, K.OPERATIVE, K.ANNEXED)
UNPRINTED = (K.HEAD, K.LEFT_OUT, K.OPENING, K.CLOSING)  # the mark of these is a word of ours, or nothing
BY_HAND = "by_hand"
PREFIXES = {K.PREAMBULAR: "PP", K.OPERATIVE: "OP"}


@dataclass(frozen=True)
class Piece:
    """Some words of the text and what they are.

    `mark` is what is printed before them ("4.", "(c)"), of a footnote its mark, of a line of the heading what it is, of
    words left out the reason; `key` is their own part of the address where it differs from the count.
    """

    kind: str
    text: str = ""
    mark: str = ""
    depth: int = 0
    key: str = ""
    lead: str = ""
    strength: int = 0
    addressees: tuple[str, ...] = ()
    after: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def is_numbered(self) -> bool:
        """Whether it has an address of its own and may have parts."""
        return self.kind in NUMBERED

    @property
    def kind_name(self) -> str:
        """What it is, in words."""
        return str(K(self.kind).label)


@dataclass(frozen=True)
class Addressed:
    """A piece with its place in the list, its address, and that of the paragraph above it; empty where it has none."""

    place: int
    piece: Piece
    anchor: str = ""
    above: str = ""
    is_double: bool = False

    @property
    def is_unsure(self) -> bool:
        """Whether a person should look at it."""
        return bool(self.piece.doubts) or self.is_double

    @property
    def level(self) -> int:
        """How many paragraphs are above it."""
        return self.above.removeprefix("A").count("-") + 1 if self.above else 0


def as_json(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    """Pieces as they are kept."""
    return [{name: value for name, value in asdict(piece).items() if value} for piece in pieces]


def from_json(rows: Iterable[dict[str, Any]]) -> list[Piece]:
    """Pieces as they were kept."""
    return [
        Piece(**{**row, "addressees": tuple(row.get("addressees", ())), "doubts": tuple(row.get("doubts", ()))})
        for row in rows
    ]


@dataclass
class _Count:
    """What was counted so far, while addresses are given."""

    preambular: int = 0
    annexes: int = 0
    headings: int = 0
    path: list[str] = field(default_factory=list)
    children: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)


def addressed(pieces: Sequence[Piece]) -> list[Addressed]:
    """All pieces in their order, with their addresses. Two of the same address are both said to be double."""
    count = _Count()
    given = [Addressed(place, piece, *_address(piece, count)) for place, piece in enumerate(pieces)]
    return [replace(one, is_double=count.taken[one.anchor] > 1) if one.anchor else one for one in given]


def _address(piece: Piece, count: _Count) -> tuple[str, str]:
    """Its own address and that of the paragraph above it."""
    anchor, above = "", ""
    if piece.is_numbered:
        depth = min(piece.depth, len(count.path))
        del count.path[depth:]
        above = count.path[-1] if count.path else ""
        anchor = f"{above}-{_key(piece, above, count)}" if above else _top(piece, count)
        count.path.append(anchor)
    elif piece.kind == K.ANNEX:
        count.annexes += 1
        anchor, count.path = f"A{count.annexes}", []
    elif piece.kind == K.HEADING:
        count.headings += 1
        anchor = f"H{count.headings}"
    count.taken[anchor] += bool(anchor)
    return anchor, above


def _top(piece: Piece, count: _Count) -> str:
    """PP3, OP4, A1-2: preambular paragraphs have no number in the text, so they are counted."""
    if piece.kind == K.PREAMBULAR:
        count.preambular += 1
        return f"PP{count.preambular}"
    prefix = PREFIXES.get(K(piece.kind), f"A{max(count.annexes, 1)}-")
    return f"{prefix}{_key(piece, prefix, count)}"


def _key(piece: Piece, above: str, count: _Count) -> str:
    """The part of the address that is its own; where it has none, one more than those before it at this place."""
    count.children[above] += 1
    if piece.key:
        if piece.key.isdigit():
            count.children[above] = int(piece.key)
        return piece.key
    return str(count.children[above])


def key_of(mark: str) -> str:
    """The part of an address that stands in what is printed: "(c)" gives c, "4." gives 4."""
    return "".join(KEY.findall(mark))[:LONGEST_KEY]


def plain(text: str) -> str:
    """A text without the marks of footnotes."""
    return MARKS.sub("", text)


def split(piece: Piece) -> list[Piece]:
    """A piece as two or more, at its empty lines; only the first keeps what is printed before it."""
    found = re.split(r"\n[^\S\n]*\n", piece.text.replace("\r\n", "\n"))
    first, *others = list(filter(None, (" ".join(text.split()) for text in found))) or [""]
    rest = [Piece(piece.kind, text, depth=piece.depth, mark=_mark_of_rest(piece)) for text in others]
    return [replace(piece, text=first, after="" if rest else piece.after), *_with_after(rest, piece.after)]


def _mark_of_rest(piece: Piece) -> str:
    return piece.mark if piece.kind in (K.HEAD, K.LEFT_OUT) else ""


def _with_after(pieces: list[Piece], after: str) -> list[Piece]:
    """What follows the parts goes to the last piece."""
    return [*pieces[:-1], replace(pieces[-1], after=after)] if pieces else []


def joined(first: Piece, second: Piece) -> Piece:
    """Two pieces as one: what is printed before the second stands in the text now."""
    mark = "" if second.kind in UNPRINTED else second.mark
    words = _spaced(first.text, first.after, mark, second.text, second.after)
    return replace(first, text=words, after="", doubts=())


def joined_at(pieces: Sequence[Piece], place: int) -> list[Piece]:
    """The list with the piece at `place` joined to the one before it."""
    if not 0 < place < len(pieces):
        return list(pieces)
    return [*pieces[: place - 1], joined(pieces[place - 1], pieces[place]), *pieces[place + 1 :]]


def replaced_at(pieces: Sequence[Piece], place: int, piece: Piece) -> list[Piece]:
    """The list with another piece at `place`, split where it has empty lines."""
    return [*pieces[:place], *split(moved(pieces[place], piece)), *pieces[place + 1 :]]


def moved(before: Piece, after: Piece) -> Piece:
    """A piece after it became of another kind: what its new kind has no place for goes into its words."""
    after = _with_mark(before, replace(after, depth=min(after.depth, DEEPEST)))
    if after.is_numbered:
        return after
    return replace(after, text=_spaced(after.text, after.after), depth=0, after="")


def _with_mark(before: Piece, after: Piece) -> Piece:
    """What is printed before a piece goes into its words where the mark of its new kind is a word of ours."""
    was_printed, is_printed = before.kind not in UNPRINTED, after.kind not in UNPRINTED
    if was_printed and not is_printed:
        return replace(after, text=_spaced(after.mark, after.text), mark=BY_HAND)
    if is_printed and not was_printed and after.mark == before.mark:
        return replace(after, mark="")
    return after


def _spaced(*words: str) -> str:
    return " ".join(filter(None, words))


def texts_of(pieces: Iterable[Piece]) -> Iterator[str]:
    """Every word that the pieces hold, with what is printed before each, for an account of what was brought."""
    for piece in pieces:
        if piece.kind not in UNPRINTED:
            yield piece.mark
        yield piece.text
        yield piece.after
