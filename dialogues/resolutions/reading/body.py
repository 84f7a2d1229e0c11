"""The body of a resolution, block by block: preambular paragraphs, operative ones with their parts, annexes, notes.

A block goes on with the paragraph before it when that one is not complete, or when it begins with a small letter: so
paragraphs survive a page break with footnotes in it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dialogues.resolutions.reading.blocks import ANNEX, Block
from dialogues.resolutions.reading.bodies import STRUCTURE_ALONE
from dialogues.resolutions.reading.findings import Findings
from dialogues.resolutions.reading.heading import MEETING
from dialogues.resolutions.reading.joining import Joiner
from dialogues.resolutions.reading.labels import DEEPEST, LABEL, NUMBER, Level, Place, place, token_of
from dialogues.resolutions.reading.lexicon import operative_lead, preambular_lead
from dialogues.resolutions.reading.marks import NOTE, plain
from dialogues.resolutions.reading.nodes import Node, Open
from dialogues.resolutions.reading.numerals import DATE

LONGEST_SUBHEADING = 120
NO_HEADING = ".,;:،؛，。；："
FURTHEST = 50  # numbers of paragraphs that may be left out between two; a larger one is words of the text


@dataclass
class AnnexNode:
    """An annex while it is read."""

    label: str
    title: str = ""
    nodes: list[Node] = field(default_factory=list)

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands in it yet but its label."""
        return not self.nodes and not self.title


@dataclass
class Body:
    """All that was read after the opening."""

    language: str
    joiner: Joiner
    findings: Findings
    preambular: list[Node] = field(default_factory=list)
    operative: list[Node] = field(default_factory=list)
    annexes: list[AnnexNode] = field(default_factory=list)
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    subheadings: list[tuple[str, int, str]] = field(default_factory=list)
    closing: list[tuple[int, str]] = field(default_factory=list)
    waiting: list[tuple[int, str]] = field(default_factory=list)
    open: Open | None = None
    number: int = 0

    def read(self, blocks: Sequence[Block]) -> None:
        """All blocks, one by one."""
        upcoming = _tokens(blocks)
        for block, following in zip(blocks, upcoming, strict=True):
            self.take(self.joiner.join(block.lines), block, following)
        self.subheadings += [("", line, raw) for line, raw in self.waiting]
        self.waiting.clear()

    def take(self, raw: str, block: Block, following: str = "") -> None:
        """One block; `following` is the letter or number of the next part in the text."""
        note = NOTE.match(raw)
        annex = ANNEX.match(raw)
        if note:
            self.notes.append((block.line, note["mark"], raw[note.end() :]))
        elif annex:
            self.annexes.append(AnnexNode(self._label(raw, block)))
            self.open = None
        elif self.annexes:
            self._annexed(raw, block)
        elif not (self._numbered(raw, block, following) or self._part(raw, block, following)):
            self._unlabelled(raw, block)

    def begin(self, node: Node, section: list[Node]) -> None:
        """A new paragraph at the top."""
        section.append(node)
        self.open = Open([node])
        prefix = "OP" if section is self.operative else "PP"
        self.subheadings += [(f"{prefix}{node.key}", line, raw) for line, raw in self.waiting]
        self.waiting.clear()

    def _numbered(self, raw: str, block: Block, following: str) -> bool:
        """“4.” begins an operative paragraph when it follows 3, or is set apart and not far away."""
        match = NUMBER.match(raw)
        if match is None or not self._counts(match, block):
            return False
        self.number = int(match["number"])
        rest = raw[match.end() :]
        key = f"{self.number}{match['more'] or ''}"
        self.begin(Node(key, self._label(match[0], block), block.line), self.operative)
        if not self._part(rest, block, following):
            self.open.last.raw = rest
        return True

    def _counts(self, match: re.Match[str], block: Block) -> bool:
        """Whether a number is that of the next paragraph; one that leaves out others is doubted."""
        number = int(match["number"])
        if number == self.number + (0 if match["more"] else 1):
            return True
        near = self.number < number <= self.number + FURTHEST
        if not (near and block.gap and self._is_complete()):
            return False
        self.findings.doubt(block.line, "number", match.string)
        return True

    def _is_complete(self) -> bool:
        return self.open is None or self.open.last.is_ended

    def _part(self, raw: str, block: Block, following: str) -> bool:
        """“(c)” is a part of the paragraph that is open."""
        match = LABEL.match(raw)
        if match is None or self.annexes:
            return False
        token = token_of(match)
        where = self._where(token, raw, block, following)
        if where is None:
            return False
        node = Node(token.lower(), match["label"], block.line)
        self.open.add(node, Level(where.style, where.value), where.depth)
        rest = raw[match.end() :]
        if not self._deeper(rest, block, following):
            node.raw = rest
        return True

    def _deeper(self, rest: str, block: Block, following: str) -> bool:
        """Whether another label right behind a label begins a list inside: (a) (i) …"""
        return _is_first(rest) and len(self.open.path) < DEEPEST and self._part(rest, block, following)

    def _where(self, token: str, raw: str, block: Block, following: str) -> Place | None:
        """The place of a part; None when these are words of the text, which only look like a label."""
        if not self._is_open_for(raw, block):
            return None
        where = place(token, self.open.levels, after_colon=self.open.last.opens_list, following=following)
        if where is None or (where.doubt == "label" and not block.gap):
            return None
        where = self._bounded(where, block, raw)
        if where.doubt:
            self.findings.doubt(block.line, where.doubt, raw)
        return where

    def _is_open_for(self, raw: str, block: Block) -> bool:
        """Whether a part has a paragraph above it; the first of a list that has none gets one without words."""
        if self.open is None and _is_first(raw):
            self._list_alone(block)
        return self.open is not None

    def _list_alone(self, block: Block) -> None:
        """A decision may be nothing but a list: its items are the parts of one paragraph without words."""
        self.number = 1
        self.begin(Node("1", "", block.line), self.operative)

    def _bounded(self, where: Place, block: Block, raw: str) -> Place:
        if where.depth < DEEPEST:
            return where
        self.findings.doubt(block.line, "deep", raw)
        return Place(DEEPEST - 1, where.style, where.value)

    def _unlabelled(self, raw: str, block: Block) -> None:
        """A block without a number: more of what is open, or something new."""
        words = plain(raw[:400]).words.text
        if self.operative and _is_closing(words):
            self.closing.append((block.line, raw))
        elif self._is_more(words, block):
            self._goes_on(raw, block, words)
        elif not self._known(raw, block, words):
            self._unknown(raw, block, words)

    def _is_more(self, words: str, block: Block) -> bool:
        """Whether words go on with what is open. In Russian a small letter begins paragraphs of the preamble too."""
        if self.open is None:
            return False
        begins = self.language in STRUCTURE_ALONE and block.gap
        return not self._is_complete() or (words[:1].islower() and not begins)

    def _goes_on(self, raw: str, block: Block, words: str) -> None:
        """More of the paragraph that is open; behind a complete part it is the end of the whole paragraph."""
        if block.gap and self._known(raw, block, words):
            return
        self._doubt_joining(raw, block, words)
        if len(self.open.path) > 1 and self._is_complete():
            self._close_with(raw, block)
        else:
            self._append(self.open.last, raw, block)

    def _doubt_joining(self, raw: str, block: Block, words: str) -> None:
        if block.gap and not words[:1].islower():
            self.findings.doubt(block.line, "joined", raw)

    def _known(self, raw: str, block: Block, words: str) -> bool:
        """A block that begins with a known verb is new, even when the one before it has no stop."""
        if preambular_lead(words, self.language) and not self.operative:
            self._preambular(raw, block)
        elif operative_lead(words, self.language):
            self._without_number(raw, block)
        else:
            return False
        return True

    def _append(self, node: Node, raw: str, block: Block) -> None:
        if node.after:
            node.after = self.joiner.pair(node.after, raw, block.line)
        else:
            node.raw = self.joiner.pair(node.raw, raw, block.line)

    def _close_with(self, raw: str, block: Block) -> None:
        """Words behind the parts of a paragraph."""
        if len(self.open.path) > 2:
            self.findings.doubt(block.line, "after", raw)
        self.open.close_parts()
        node = self.open.top
        node.after = self.joiner.pair(node.after, raw, block.line) if node.after else raw

    def _unknown(self, raw: str, block: Block, words: str) -> None:
        """A block with no verb that is known, where nothing has to go on."""
        if self.open is not None and _is_subheading(words):
            self.findings.doubt(block.line, "subheading", raw)
            self.waiting.append((block.line, raw))
        elif self.operative:
            self.findings.doubt(block.line, "after", raw)
            self._close_with(raw, block)
        else:
            self._preambular(raw, block)

    def _preambular(self, raw: str, block: Block) -> None:
        self.begin(Node(str(len(self.preambular) + 1), "", block.line, raw), self.preambular)

    def _without_number(self, raw: str, block: Block) -> None:
        """An operative paragraph without a number: the only one of a short text, or one that lost it."""
        self.findings.doubt(block.line, "no_number", raw)
        self.number += 1
        self.begin(Node(str(self.number), "", block.line, raw), self.operative)

    def _annexed(self, raw: str, block: Block) -> None:
        """A block of an annex: its title first, then one paragraph after the other."""
        annex = self.annexes[-1]
        words = plain(raw[:400]).words.text
        if annex.is_bare and _is_subheading(words):
            annex.title = raw
        elif annex.nodes and _goes_on_with(annex.nodes[-1], raw, words):
            self._append(annex.nodes[-1], raw, block)
        else:
            label = _label_in(raw)
            key = str(len(annex.nodes) + 1)
            annex.nodes.append(Node(key, self._label(label, block), block.line, raw[len(label) :]))

    def _label(self, raw: str, block: Block) -> str:
        """A number or a letter without the marks of bold words."""
        self.findings.leave_out(block.line, "*" * raw.count("*"), "marks")
        return raw.replace("*", "").strip()


def _is_subheading(words: str) -> bool:
    """Short, and without a stop."""
    return 0 < len(words) <= LONGEST_SUBHEADING and words[-1] not in NO_HEADING and not words[:1].islower()


def _goes_on_with(node: Node, raw: str, words: str) -> bool:
    """Whether these words are more of a paragraph of an annex."""
    if _label_in(raw):
        return False
    return words[:1].islower() or not (node.is_ended or _is_subheading(words))


def _label_in(raw: str) -> str:
    """The number or letter with which a block begins."""
    match = NUMBER.match(raw) or LABEL.match(raw)
    return match[0] if match else ""


def _is_closing(words: str) -> bool:
    """The meeting and the day on which a resolution was adopted."""
    rest = DATE.sub("", words, count=1).strip(" .,")
    return bool(MEETING.fullmatch(rest)) or not rest


def _is_first(rest: str) -> bool:
    """Whether another label stands right behind a label: (a) (i) …"""
    match = LABEL.match(rest)
    return bool(match and token_of(match) in ("a", "i", "1"))


def _tokens(blocks: Sequence[Block]) -> list[str]:
    """For each block the letter or number of the next part behind it."""
    upcoming: list[str] = []
    following = ""
    for block in reversed(blocks):
        upcoming.append(following)
        match = LABEL.match(block.begins)
        if match:
            following = token_of(match)
        elif NUMBER.match(block.begins):
            following = ""
    return upcoming[::-1]
