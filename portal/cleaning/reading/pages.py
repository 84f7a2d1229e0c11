"""The words of a PDF, line by line as they stand on the page: columns keep their gap, raised numbers stay raised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic._font import Font

from portal.cleaning.reading.runs import Run, line
from portal.cleaning.report import Refused

BLANKS = re.compile(r"\s+")
MOST_PAGES = 400
MOST_SIGNS = 3_000_000
COMMON_WIDTH = 0.5  # of its height a letter is wide, where a font does not tell
RAISED = 0.82  # of the size of its line, or less
SAME_LINE, NEW_PARAGRAPH = 0.6, 1.55  # of the height of a line
WIDE_GAP = 2.5  # letters; what is wider parts columns


@dataclass(frozen=True)
class Piece:
    """Words at a place of the page, with their size and width in points."""

    x: float
    y: float
    size: float
    width: float
    text: str
    italic: bool


def text_of(source: Path) -> str:
    """All words; a form feed stands between pages. Raises Refused when there are none."""
    reader = PdfReader(source)
    if len(reader.pages) > MOST_PAGES:
        raise Refused("too_large_unpacked")
    pages, total = [], 0
    for page in reader.pages:
        pages.append("\n".join(_lines(_pieces(page))))
        total += len(pages[-1])
        if total > MOST_SIGNS:
            raise Refused("too_large_unpacked")
    return "\f".join(pages)


def _pieces(page: Any) -> list[Piece]:
    pieces: list[Piece] = []

    def take(text: str, around: Any, at: Any, font: Any, size: float) -> None:
        words = BLANKS.sub(" ", text)  # that a justified line has wider ones is not to be seen
        if words.strip():
            scale = abs(at[3] * around[3]) or 1.0
            x, y = (
                at[4] * around[0] + at[5] * around[2] + around[4],
                at[4] * around[1] + at[5] * around[3] + around[5],
            )
            tall = size * scale
            pieces.append(Piece(x, y, tall, _width(words, font) * tall, words, _is_italic(font)))

    page.extract_text(visitor_text=take)
    return pieces


def _is_italic(font: Any) -> bool:
    name = str((font or {}).get("/BaseFont", ""))
    return "Italic" in name or "Oblique" in name


def _width(words: str, font: Any) -> float:
    """How wide words are, in heights of their font."""
    widths = _widths(font) if font else {}
    return sum(widths.get(sign, COMMON_WIDTH) for sign in words)


def _widths(font: Any) -> dict[str, float]:
    """How wide the letters of a font are; nothing of one that does not tell."""
    return _known_widths(_Same(font))


class _Same:
    """A font as a key: itself and nothing else, however alike another one is."""

    def __init__(self, font: Any) -> None:
        self.font = font

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.font is other.font

    def __hash__(self) -> int:
        return id(self.font)


@lru_cache(maxsize=200)
def _known_widths(font: _Same) -> dict[str, float]:
    try:
        known = Font.from_font_resource(font.font)
        pairs = [(known.character_map.get(code, code), width) for code, width in known.character_widths.items()]
        return {sign: width / 1000 for sign, width in pairs if width > 0}
    except (PyPdfError, LookupError, AttributeError, TypeError, ValueError):
        return {}


def _lines(pieces: list[Piece]) -> Iterator[str]:
    """Lines from the top to the bottom; a blank one where the gap is larger than between lines."""
    rows = _rows(pieces)
    steps = [above[0].y - below[0].y for above, below in pairwise(rows)]
    tall = median(piece.size for piece in pieces) if pieces else 1.0
    usual = min(median(steps), 1.5 * tall) if steps else tall
    left = min((piece.x for piece in pieces), default=0.0)
    for row, step in zip(rows, [0.0, *steps], strict=False):
        if step > NEW_PARAGRAPH * usual:
            yield ""
        yield _row(row, left, COMMON_WIDTH * tall or 1.0)


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces of one height of the page, from the left to the right; what is larger gives the height."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: -one.y):
        base = rows[-1][0] if rows else None
        if base and base.y - piece.y < SAME_LINE * max(base.size, piece.size):
            rows[-1].append(piece)
            rows[-1].sort(key=lambda one: -one.size)
        else:
            rows.append([piece])
    return rows


def _row(row: list[Piece], left: float, letter: float) -> str:
    """One line, with gaps as wide as they are."""
    size = max(piece.size for piece in row)
    written, end = "", left
    runs: list[Run] = []
    for piece in sorted(row, key=lambda one: one.x):
        if piece.x - end > WIDE_GAP * letter:
            written, runs = written + line(runs), []
            written = written.ljust(max(len(written) + 3, round((piece.x - left) / letter)))
        raised = piece.size < RAISED * size
        runs.append(Run(piece.text.strip() if raised else piece.text, piece.italic, raised))
        end = piece.x + piece.width
    return (written + line(runs)).rstrip()
