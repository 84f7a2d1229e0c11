"""What a text may hold. Each text has one form only: `tidy_words` and `tidy_blocks` make it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby

DEEPEST = 6  # lists and quotes inside each other; what is deeper stands at this depth
MOST_COLUMNS = 50
LEVELS = (2, 3, 4)  # the page's title is the first level


@dataclass(frozen=True)
class Run:
    """Words that look alike; `href` makes them a link."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""


@dataclass(frozen=True)
class Break:
    """A new line in the same paragraph."""


@dataclass(frozen=True)
class Note:
    """A footnote, at its place in the text."""

    words: "Words"


Word = Run | Break | Note
Words = tuple[Word, ...]


@dataclass(frozen=True)
class Paragraph:
    """Words, in one or more lines."""

    words: Words = ()


@dataclass(frozen=True)
class Heading:
    """A heading of one line."""

    level: int
    words: Words


@dataclass(frozen=True)
class Quote:
    """Somebody else's blocks."""

    blocks: "Blocks"


@dataclass(frozen=True)
class Items:
    """A list; `start` is the first number, None for one without numbers. An item begins with a paragraph."""

    items: tuple["Blocks", ...]
    start: int | None = None


@dataclass(frozen=True)
class Table:
    """Rows of the same number of cells; with `head` the first one names the columns."""

    rows: tuple[tuple[Words, ...], ...]
    head: bool = False


Block = Paragraph | Heading | Quote | Items | Table
Blocks = tuple[Block, ...]
BREAK = Break()


def tidy_words(words: Iterable[Word], *, one_line: bool = False, notes: bool = True) -> Words:
    """Words in their one form: alike ones joined, spaces single and outside of marks, nothing at the edges."""
    parts = list(_paragraphs(words, one_line, notes))
    return tuple(word for number, part in enumerate(parts) for word in ((BREAK, *part) if number else part))


def _paragraphs(words: Iterable[Word], one_line: bool = False, notes: bool = True) -> Iterator[Words]:
    """Tidy words; an empty line in them begins a new paragraph."""
    pieces = list(_trimmed(_pieces(words, one_line, notes)))
    _unmark_spaces(pieces)
    begun = 0
    for at, piece in enumerate(pieces):
        if piece == pieces[at - 1] == BREAK:
            yield tuple(_joined(pieces[begun : at - 1]))
            begun = at + 1
    if pieces:
        yield tuple(_joined(pieces[begun:]))


# What a run is cut into, white space apart from the rest, and how it looks: strong, em, href.
Look = tuple[bool, bool, str]
Piece = tuple[str, Look] | Break | Note
NO_LOOK: Look = (False, False, "")
# Blanks that people set on purpose; any other white space is a blank.
_SPACE = re.compile("[^\\S\u00a0\u202f\u2007\u3000\u2009\u200a\u2002\u2003]+")
# What steers a machine, half characters, and those that Unicode keeps for itself.
_STEERS = re.compile(
    "[\x00-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef\ud800-\udfff"
    + "".join(chr(plane + one) for plane in range(0, 0x110000, 0x10000) for one in (0xFFFE, 0xFFFF))
    + "]"
)


def _pieces(words: Iterable[Word], one_line: bool, notes: bool) -> Iterator[Piece]:
    for word in words:
        if isinstance(word, Run):
            look = (word.strong, word.em, word.href)
            text = _STEERS.sub("", _SPACE.sub(" ", unicodedata.normalize("NFC", word.text)))
            yield from ((piece, look) for piece in re.findall(r"\s+|\S+", text))
        elif isinstance(word, Break):
            yield (" ", NO_LOOK) if one_line else BREAK
        elif not notes:
            yield from _pieces((Run(" "), *word.words), one_line, notes)
        elif inner := tidy_words(word.words, one_line=True, notes=False):
            yield Note(inner)


def _is_space(piece: Piece) -> bool:
    return isinstance(piece, tuple) and piece[0].isspace()


def _trimmed(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """No white space at the edges and beside a break, no two blanks together, no break at an edge."""
    held: list[Piece] = []
    begun = False
    for piece in pieces:
        if isinstance(piece, Break) or _is_space(piece):
            held.append(piece)
            continue
        if begun and held:
            breaks: list[Piece] = [one for one in held if isinstance(one, Break)]
            yield from breaks[:2] or [(re.sub("  +", " ", "".join(one[0] for one in held)), NO_LOOK)]
        held, begun = [], True
        yield piece


def _unmark_spaces(pieces: list[Piece]) -> None:
    """White space looks as what stands on both its sides, so that marks begin and end at words."""
    for at, piece in enumerate(pieces):
        if _is_space(piece):
            pieces[at] = (piece[0], _shared(pieces[at - 1], pieces[at + 1]))


def _shared(before: Piece, after: Piece) -> Look:
    if not (isinstance(before, tuple) and isinstance(after, tuple)):
        return NO_LOOK
    one, other = before[1], after[1]
    return (one[0] and other[0], one[1] and other[1], one[2]) if one[2] == other[2] else NO_LOOK


def _joined(pieces: list[Piece]) -> Iterator[Word]:
    for look, same in groupby(pieces, lambda piece: piece[1] if isinstance(piece, tuple) else piece):
        if isinstance(look, tuple):
            yield Run(unicodedata.normalize("NFC", "".join(piece[0] for piece in same)), *look)
        else:
            yield from same


def tidy_blocks(blocks: Iterable[Block], depth: int = 0) -> Blocks:
    """Blocks in their one form: nothing empty, lists that go on joined, tables of full rows, no deeper than DEEPEST."""
    tidy: list[Block] = []
    for block in blocks:
        for one in _tidy(block, depth):
            before = tidy[-1] if tidy else None
            if isinstance(one, Items) and isinstance(before, Items) and _goes_on(before, one):
                tidy[-1] = Items(before.items + one.items, before.start)
            else:
                tidy.append(one)
    return tuple(tidy)


def _tidy(block: Block, depth: int) -> Iterable[Block]:
    """The same block, tidy; nothing when it is empty, several when it is too deep or has empty lines."""
    if isinstance(block, Paragraph):
        return map(Paragraph, _paragraphs(block.words))
    if isinstance(block, Heading):
        words = tidy_words(block.words, one_line=True)
        return [Heading(min(max(block.level, LEVELS[0]), LEVELS[-1]), words)] if words else []
    if isinstance(block, Table):
        return _tidy_table(block)
    return _tidy_quote(block, depth) if isinstance(block, Quote) else _tidy_list(block, depth)


def _tidy_quote(block: Quote, depth: int) -> Iterable[Block]:
    inner = tidy_blocks(block.blocks, depth + 1)
    return [Quote(inner)] if inner and depth < DEEPEST else inner


def _tidy_list(block: Items, depth: int) -> Iterable[Block]:
    items = tuple(filter(None, (_tidy_item(one, depth + 1) for one in block.items)))
    if depth >= DEEPEST:
        return filter(lambda one: one != Paragraph(), chain.from_iterable(items))
    start = None if block.start is None else min(max(block.start, 0), 9999)
    return [Items(items, start)] if items else []


def _tidy_item(blocks: Blocks, depth: int) -> Blocks:
    tidy = tidy_blocks(blocks, depth)
    return tidy if not tidy or isinstance(tidy[0], Paragraph) else (Paragraph(), *tidy)


def _goes_on(before: Items, after: Items) -> bool:
    if before.start is None or after.start is None:
        return before.start == after.start
    return after.start == before.start + len(before.items)


def _narrow(row: tuple[Words, ...]) -> tuple[Words, ...]:
    """The cells of a row; those that are too many stand in the last one."""
    rest = (word for cell in row[MOST_COLUMNS - 1 :] for word in (BREAK, *cell))
    return row if len(row) <= MOST_COLUMNS else (*row[: MOST_COLUMNS - 1], tuple(rest))


def _tidy_table(table: Table) -> Iterable[Table]:
    rows = [tuple(map(tidy_words, _narrow(row))) for row in table.rows]
    if any(map(any, rows)):
        width = max(map(len, rows))
        yield Table(tuple(row + ((),) * (width - len(row)) for row in rows), table.head)
