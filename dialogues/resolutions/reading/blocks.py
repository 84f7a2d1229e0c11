"""Lines gathered to blocks: a block is a paragraph, or a piece of one; a new one begins where a line says so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dialogues.resolutions.reading.bodies import OPENING_LINE
from dialogues.resolutions.reading.findings import Findings
from dialogues.resolutions.reading.labels import LABEL, NUMBER
from dialogues.resolutions.reading.lexicon import begins_paragraph
from dialogues.resolutions.reading.lines import Line
from dialogues.resolutions.reading.marks import NOTE, RAISED, TO_RAISED, ended
from dialogues.resolutions.reading.numerals import DATE

ANNEX = re.compile(
    r"^\**(?P<label>(?:Annex|Annexe|Anexo|Appendix|Appendice|Apéndice|Приложение|المرفق|附件)"
    r"(?:\s(?:[IVXL]{1,6}|\d{1,2}|[A-Z]|ال\w{3,6})|[一二三四五六七八九十])?)\**$",
    re.I,
)
PLAIN_NOTE = re.compile(r"^(?P<number>\d{1,2})\s+(?=[A-Z“\"*À-Ý])")
PLAIN_MARK = re.compile(r"(?<=[^\W\d_])(?P<before>[,.;:”’\"]?)(?P<number>\d{1,2})(?=[\s,.;:)]|$)")

RAISED_NOTE = re.compile(rf"[{RAISED}]")
RAISED_MARK = re.compile(rf"[{RAISED}]{{1,2}}")
TO_PLAIN = str.maketrans(RAISED, "0123456789")
LONGEST_SYMBOL = 60


@dataclass(frozen=True)
class Block:
    """Lines that belong together; `gap` when a blank line or a new page stands before them."""

    lines: tuple[Line, ...]

    @property
    def line(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    @property
    def gap(self) -> bool:
        """Whether it is set apart from what stands before."""
        return self.lines[0].gap or self.lines[0].page

    @property
    def begins(self) -> str:
        """Its first line."""
        return self.lines[0].text


def blocks_of(lines: Iterable[Line]) -> list[Block]:
    """All blocks in the order of the text."""
    blocks: list[list[Line]] = []
    for line in lines:
        if not blocks or _parted(line, blocks[-1][-1]):
            blocks.append([])
        blocks[-1].append(line)
    return [Block(tuple(block)) for block in blocks]


def _parted(line: Line, before: Line) -> bool:
    """Whether a line begins a block: set apart, on a new page, or by its words."""
    return line.gap or line.page or _is_set_apart(line.text) or (ended(before.text) and _begins(line.text))


def _is_set_apart(text: str) -> bool:
    """Whether a line begins a block whatever stands before it."""
    return any(pattern.match(text) for pattern in (NOTE, ANNEX, OPENING_LINE))


def _begins(text: str) -> bool:
    """Whether a line begins a block where the one before it is complete."""
    return bool(NUMBER.match(text) or LABEL.match(text)) or begins_paragraph(text.lstrip("*"))


def with_raised_notes(lines: list[Line], findings: Findings) -> list[Line]:
    """The lines with plain numbers of footnotes raised, where a text lost its raised ones or a part of them.

    A footnote is believed when its number stands behind a word further up, and the footnotes count from one.
    """
    if any(map(_has_raised_note, lines)):
        return lines
    raised, first = _raise_in_turn(lines)
    if first:
        findings.doubt(first, "notes")
    return raised


def _raise_in_turn(lines: list[Line]) -> tuple[list[Line], int]:
    """The lines with the footnotes that count from one raised, and the number of the first line with a mark, or 0."""
    marks = _plain_marks(lines)
    raised = list(lines)
    expected, first = 1, 0
    for place, line in enumerate(lines):
        match = _plain_note(line, expected)
        at = marks.get(expected, len(lines))
        if match and at < place:
            raised[place] = _raise(line, match.start("number"), match.end("number"))
            raised[at] = _raise_mark(raised[at], expected)
            expected, first = expected + 1, first or lines[at].number
    return raised, first


def _has_raised_note(line: Line) -> bool:
    return bool(RAISED_NOTE.match(line.text))


def _plain_note(line: Line, expected: int) -> re.Match[str] | None:
    """The number of a footnote at the beginning of a line, when it is the next one and no day of a month."""
    match = PLAIN_NOTE.match(line.text)
    if match is None or int(match["number"]) != expected or DATE.match(line.text):
        return None
    return match


def _plain_marks(lines: list[Line]) -> dict[int, int]:
    """The first line where a number stands glued to a word, or raised, by that number."""
    marks: dict[int, int] = {}
    for place, line in enumerate(lines):
        for match in _glued(line.text):
            marks.setdefault(int(match["number"]), place)
        for match in RAISED_MARK.finditer(line.text):
            marks.setdefault(int(match[0].translate(TO_PLAIN)), place)
    return marks


def _glued(text: str) -> list[re.Match[str]]:
    """Numbers that stand behind a word; the 1 of A/77/L.2/Rev.1 is none of them."""
    found = PLAIN_MARK.finditer(text)
    return [match for match in found if "/" not in _word_before(text, match.start())]


def _word_before(text: str, end: int) -> str:
    return text[max(0, end - LONGEST_SYMBOL) : end].rpartition(" ")[2]


def _raise(line: Line, start: int, end: int) -> Line:
    text = line.text
    return replace(line, text=text[:start] + text[start:end].translate(TO_RAISED) + text[end:])


def _raise_mark(line: Line, number: int) -> Line:
    for match in _glued(line.text):
        if int(match["number"]) == number:
            return _raise(line, match.start("number"), match.end("number"))
    return line
