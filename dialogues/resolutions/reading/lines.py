"""The lines of a text: pages parted, columns put in order, headers, footers and page numbers left out."""

import re
from collections import Counter
from dataclasses import dataclass

from dialogues.resolutions.reading.bodies import OPENING_LINE
from dialogues.resolutions.reading.columns import in_reading_order
from dialogues.resolutions.reading.findings import Findings
from dialogues.resolutions.reading.labels import LABEL, NUMBER
from dialogues.resolutions.reading.lexicon import begins_paragraph
from dialogues.resolutions.reading.marks import NOTE
from dialogues.resolutions.reading.reasons import NotAResolution
from dialogues.resolutions.reading.symbols import LONE_SYMBOL

# What steers a machine; white space is not in here, nor the hyphen that shows only at the end of a line.
STEERING = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]+")
BREAKS = re.compile("\r\n|[\r\n\v\x1c-\x1e\x85\u2028\u2029]")
_NUMBER = r"[-–—]?\s?\d{1,3}\s?[-–—]?"
_RULE = "[_—–=-]{4,}"  # above footnotes and at the end of a text
_PAGE = r"(?i:page|página|pág\.)\s?\d{1,4}(?:\s?(?:/|of|de|sur)\s?\d{1,4})?|\d{1,4}\s?/\s?\d{1,4}"
PAGE = re.compile(f"{_PAGE}|{_RULE}")
LONELY_PAGE = re.compile(f"{_PAGE}|{_RULE}|{_NUMBER}")  # a number alone is that of a page
JOB = re.compile(
    r"(?:\d{1,3}/\d{1,3}\s+)?(?:V\.)?\d{2}-\d{4,6}(?:\s*\([A-Z]\))?(?:\s+\d{6})*(?:\s+\d{1,3}/\d{1,3})?|\*\d{6,}\*"
)
EDGE = 2  # lines at the top and at the bottom of a page that may repeat
SHARE = 0.3  # of all pages have it
DIGITS = re.compile(r"\d+")
BEGINS = (OPENING_LINE, NUMBER, LABEL, NOTE)
MOST_LINES = 150_000


@dataclass(frozen=True)
class Line:
    """A line with words; `gap` when blank lines stand before it, `page` when it is the first of a page."""

    number: int
    text: str
    gap: bool
    page: bool


@dataclass
class _Sheet:
    """A page while it is read: the number of each line and its words."""

    lines: list[tuple[int, str]]


def lines_of(text: str, findings: Findings) -> list[Line]:
    """All lines that belong to the text. What is left out is noted."""
    sheets = [_ordered(sheet, findings) for sheet in _sheets(text, findings)]
    if sum(len(sheet.lines) for sheet in sheets) > MOST_LINES:
        raise NotAResolution("too_long")
    repeated = _repeated(sheets)
    lines: list[Line] = []
    symbols: set[str] = set()
    for number, sheet in enumerate(sheets):
        lines += _kept(sheet, repeated if number else frozenset(), symbols, findings)
    return lines


def _sheets(text: str, findings: Findings) -> list[_Sheet]:
    number, sheets = 0, []
    for page in text.split("\f"):
        lines = []
        for line in BREAKS.split(page):
            number += 1
            clean = STEERING.sub("", line)
            if clean != line:
                findings.leave_out(number, "".join(STEERING.findall(line)), "control")
            lines.append((number, clean.rstrip()))
        sheets.append(_Sheet(lines))
    return sheets


def _ordered(sheet: _Sheet, findings: Findings) -> _Sheet:
    ordered = in_reading_order([text.expandtabs() for _number, text in sheet.lines])
    if ordered is None:
        return sheet
    numbers = [number for number, _text in sheet.lines]
    findings.doubt(numbers[0], "columns")
    return _Sheet(list(zip([*numbers, numbers[-1], *numbers], ordered, strict=True)))


def _repeated(sheets: list[_Sheet]) -> frozenset[str]:
    """What stands at the edges of several pages, whatever its numbers, and begins nothing."""
    count: Counter[str] = Counter()
    for sheet in sheets:
        count.update({DIGITS.sub("#", text) for text in _edges(sheet) if not _begins(text)})
    return frozenset(text for text, pages in count.items() if pages > max(1, SHARE * len(sheets)))


def _repeating(sheet: _Sheet, repeated: frozenset[str]) -> set[str]:
    """What of a page stands at its edges and on other pages too."""
    return {text for text in _edges(sheet) if DIGITS.sub("#", text) in repeated and not _begins(text)}


def _edges(sheet: _Sheet) -> list[str]:
    texts = [" ".join(text.split()) for _number, text in sheet.lines if text.strip()]
    return texts if len(texts) <= 2 * EDGE else texts[:EDGE] + texts[-EDGE:]


def _kept(sheet: _Sheet, repeated: frozenset[str], symbols: set[str], findings: Findings) -> list[Line]:
    """The lines of a page without its furniture."""
    edges = _repeating(sheet, repeated)
    lines: list[Line] = []
    gap = True
    for place, (number, text) in enumerate(sheet.lines):
        words = " ".join(text.split())  # a justified text has doubled blanks
        lonely = gap or _is_last(sheet, place)
        why = _furniture(words, words in edges, symbols, lonely=lonely) if words else "blank"
        before, gap = gap, bool(why)
        if why:
            findings.leave_out(number, words, why)
        else:
            lines.append(Line(number, words, before, not lines))
    return lines


def _begins(text: str) -> bool:
    """Whether a line begins a paragraph, a note or all of it: then it is none that only repeats."""
    return any(pattern.match(text) for pattern in BEGINS) or begins_paragraph(text.lstrip("*"))


def _is_last(sheet: _Sheet, place: int) -> bool:
    """Whether a blank line or the end of the page follows."""
    return place + 1 == len(sheet.lines) or not sheet.lines[place + 1][1].strip()


def _furniture(words: str, at_edge: bool, symbols: set[str], *, lonely: bool) -> str:
    """Why a line is none of the text, or nothing."""
    if JOB.fullmatch(words):
        return "job"
    pattern = LONELY_PAGE if lonely else PAGE
    is_page = at_edge or pattern.fullmatch(words) or _comes_again(words, symbols)
    return "page" if is_page else ""


def _comes_again(words: str, symbols: set[str]) -> bool:
    """Whether a line is a symbol that stood before: then it stands at the top of a page."""
    if not LONE_SYMBOL.fullmatch(words):
        return False
    known = words in symbols
    symbols.add(words)
    return known
