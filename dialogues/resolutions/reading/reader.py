"""The way from a text to a resolution: lines, blocks, opening, heading, body, and then one paragraph by another."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dialogues.resolutions.reading.blocks import Block, blocks_of, with_raised_notes
from dialogues.resolutions.reading.bodies import STRUCTURE_ALONE
from dialogues.resolutions.reading.body import Body
from dialogues.resolutions.reading.findings import Findings
from dialogues.resolutions.reading.finishing import Finisher
from dialogues.resolutions.reading.heading import completed, heading_of
from dialogues.resolutions.reading.joining import Joiner
from dialogues.resolutions.reading.lines import lines_of
from dialogues.resolutions.reading.marks import NOTE
from dialogues.resolutions.reading.nodes import Node
from dialogues.resolutions.reading.opening import Opening, find_opening
from dialogues.resolutions.reading.reasons import NotAResolution
from dialogues.resolutions.reading.structure import (
    Annex,
    Field,
    Heading,
    Note,
    Paragraph,
    Resolution,
    Subheading,
    Words,
)

LONGEST_TEXT = 2_000_000


def read(text: str) -> Resolution:
    """The structure of a resolution or decision; of its words, what English, French and Spanish ones say.

    Raises NotAResolution.
    """
    if len(text) > LONGEST_TEXT:
        raise NotAResolution("too_long")
    findings = Findings()
    lines = with_raised_notes(lines_of(text, findings), findings)
    if not lines:
        raise NotAResolution("empty")
    joiner = Joiner(lines, findings)
    blocks = blocks_of(lines)
    opening = find_opening(blocks)
    if opening is None:
        raise NotAResolution("no_opening")
    return _Reading(blocks, opening, joiner, findings).resolution()


class _Reading:
    """One text that is a resolution."""

    def __init__(self, blocks: list[Block], opening: Opening, joiner: Joiner, findings: Findings) -> None:
        self.opening, self.joiner, self.findings = opening, joiner, findings
        self.body = Body(opening.language, joiner, findings)
        self.finisher = Finisher(opening.language, findings)
        self.before, self.behind = blocks[: opening.place], blocks[opening.place :]

    def resolution(self) -> Resolution:
        """Everything, checked. Raises NotAResolution when no paragraph follows."""
        heading = self._heading()
        opening = self._opening()
        self.body.read(self.behind)
        if not (self.body.preambular or self.body.operative):
            raise NotAResolution("no_paragraphs")
        self._doubt_language()
        preambular = self.finisher.preambular(self.body.preambular)
        operative = self.finisher.operative(self.body.operative)
        annexes = self._annexes()
        notes = tuple(self.finisher.note(mark, raw, line) for line, mark, raw in self.body.notes)
        heading = self._with_closing(heading)
        self._check_notes(notes, [opening, *_all_words(preambular, operative, annexes, heading.fields)])
        return Resolution(
            heading, self.opening.language, opening, preambular, operative, self._subheadings(), annexes, notes,
            tuple(self.findings.left_out), tuple(sorted(self.findings.doubts, key=lambda doubt: doubt.line)),
        )  # fmt: skip

    def _doubt_language(self) -> None:
        """Of some languages no words are known: that is said once, and not of each paragraph."""
        if self.opening.language in STRUCTURE_ALONE:
            self.findings.doubt(1, "structure")

    def _subheadings(self) -> tuple[Subheading, ...]:
        found = self.body.subheadings
        return tuple(Subheading(before, self.finisher.words(raw, line)) for before, line, raw in found)

    def _with_closing(self, heading: Heading) -> Heading:
        """The heading with the last lines of the text, and with what they or the opening sentence say."""
        closing = [Field("closing", self.finisher.words(raw, line)) for line, raw in self.body.closing]
        heading = completed(heading, self.opening.when, [one.words.text for one in closing])
        return replace(heading, fields=(*heading.fields, *closing))

    def _heading(self) -> Heading:
        """What stands before the opening; its footnotes go to the others."""
        notes = [block for block in self.before if NOTE.match(block.begins)]
        self.body.read(notes)
        others = [block for block in self.before if not NOTE.match(block.begins)]
        heading, units = heading_of(others, self.joiner, self.findings, spoken_by=self.opening.body)
        for unit in units:
            self.finisher.words(unit.raw, unit.line)
        return heading

    def _opening(self) -> Words:
        """The words of the opening; a decision that is one sentence has none, that sentence is its first paragraph."""
        lines = self.behind.pop(0).lines
        spoken, rest = lines[: self.opening.lines], lines[self.opening.lines :]
        if self.opening.decides:
            self.body.number = 1
            self.body.begin(Node("1", "", rest[0].number, self.joiner.join(rest)), self.body.operative)
            return Words()
        if rest:
            self.behind.insert(0, Block(rest))
        return self.finisher.words(self.joiner.join(spoken), spoken[0].number)

    def _annexes(self) -> tuple[Annex, ...]:
        return tuple(
            Annex(annex.label, self.finisher.words(annex.title, 0), self.finisher.annexed(annex.nodes, number))
            for number, annex in enumerate(self.body.annexes, start=1)
        )

    def _check_notes(self, notes: tuple[Note, ...], texts: list[Words]) -> None:
        """Each mark has one footnote and each footnote its mark; else somebody should look."""
        marked = {mark.mark for words in texts for mark in words.marks}
        count = Counter(note.mark for note in notes)
        for line, mark, raw in self.body.notes:
            self._check_note(line, f"{mark} {raw}", is_marked=mark in marked, is_alone=count[mark] == 1)
        for mark in sorted(marked - set(count)):
            self.findings.doubt(self._begins, "no_note", mark)

    @property
    def _begins(self) -> int:
        """The line behind the opening."""
        return self.behind[0].line if self.behind else 1

    def _check_note(self, line: int, printed: str, *, is_marked: bool, is_alone: bool) -> None:
        if not is_marked:
            self.findings.doubt(line, "no_mark", printed)
        if not is_alone:
            self.findings.doubt(line, "same_mark", printed)


def _all_words(
    preambular: Iterable[Paragraph], operative: Iterable[Paragraph], annexes: Iterable[Annex], fields: Iterable[Field]
) -> Iterable[Words]:
    """Every text that may hold the mark of a footnote."""
    waiting = [*preambular, *operative, *(one for annex in annexes for one in annex.paragraphs)]
    while waiting:
        paragraph = waiting.pop()
        waiting += paragraph.parts
        yield from (paragraph.words, paragraph.after)
    yield from (annex.title for annex in annexes)
    yield from (field.words for field in fields)
