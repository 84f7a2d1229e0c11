"""The body of a resolution, block by block: preambular paragraphs, operative ones with their parts, annexes, notes.

A block goes on with the paragraph before it when that one is not complete, or when it begins with a small letter: so
paragraphs survive a page break with footnotes in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dialogues.resolutions.reading.blocks import ANNEX, Block
from dialogues.resolutions.reading.findings import Findings
from dialogues.resolutions.reading.heading import MEETING
from dialogues.resolutions.reading.joining import Joiner
from dialogues.resolutions.reading.labels import DEEPEST, LABEL, NUMBER, Level, Place, place, token_of
from dialogues.resolutions.reading.lexicon import operative_lead, preambular_lead
from dialogues.resolutions.reading.marks import NOTE, plain
from dialogues.resolutions.reading.nodes import Node, Open
from dialogues.resolutions.reading.numerals import DATE

LONGEST_SUBHEADING = 120
FURTHEST = 50  # numbers of paragraphs that may be left out between two; a larger one is words of the text


@dataclass
class AnnexNode:
    """An annex while it is read."""

    label: str
    title: str = ""
    nodes: list[Node] = field(default_factory=list)


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
        if not match:
            return False
        number, more = int(match["number"]), match["more"] or ""
        expected = number == self.number + (0 if more else 1)
        if not expected:
            near = self.number < number <= self.number + FURTHEST
            if not block.gap or not near or not self._is_complete():
                return False
            self.findings.doubt(block.line, "number", raw)
        self.number = number
        rest = raw[match.end() :]
        self.begin(Node(f"{number}{more}", self._label(match[0], block), block.line), self.operative)
        if not self._part(rest, block, following):
            self.open.last.raw = rest
        return True

    def _is_complete(self) -> bool:
        return self.open is None or self.open.last.is_ended

    def _part(self, raw: str, block: Block, following: str) -> bool:
        """“(c)” is a part of the paragraph that is open."""
        match = LABEL.match(raw)
        where = self._where(token_of(match), raw, block, following) if match and not self.annexes else None
        if match is None or where is None:
            return False
        node = Node(token_of(match).lower(), match["label"], block.line)
        self.open.add(node, Level(where.style, where.value), where.depth)
        rest = raw[match.end() :]
        deeper = _is_first(rest) and len(self.open.path) < DEEPEST
        if not (deeper and self._part(rest, block, following)):
            node.raw = rest
        return True

    def _where(self, token: str, raw: str, block: Block, following: str) -> Place | None:
        """The place of a part; None when these are words of the text, which only look like a label."""
        if self.open is None:
            if not _is_first(raw):
                return None
            self._list_alone(block)
        where = place(token, self.open.levels, after_colon=self.open.last.opens_list, following=following)
        if where is None or (where.doubt == "label" and not block.gap):
            return None
        where = self._bounded(where, block, raw)
        if where.doubt:
            self.findings.doubt(block.line, where.doubt, raw)
        return where

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
        elif self.open is not None and (words[:1].islower() or not self._is_complete()):
            self._goes_on(raw, block, words)
        elif not self._known(raw, block, words):
            self._unknown(raw, block, words)

    def _goes_on(self, raw: str, block: Block, words: str) -> None:
        """More of the paragraph that is open; behind a complete part it is the end of the whole paragraph."""
        if block.gap and self._known(raw, block, words):
            return
        if not words[:1].islower() and block.gap:
            self.findings.doubt(block.line, "joined", raw)
        if len(self.open.path) > 1 and self._is_complete():
            self._close_with(raw, block)
        else:
            self._append(self.open.last, raw, block)

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
        label = NUMBER.match(raw) or LABEL.match(raw)
        end = label.end() if label else 0
        if not annex.nodes and not annex.title and _is_subheading(words):
            annex.title = raw
        elif annex.nodes and not label and _goes_on_with(annex.nodes[-1], words):
            self._append(annex.nodes[-1], raw, block)
        else:
            key = str(len(annex.nodes) + 1)
            annex.nodes.append(Node(key, self._label(raw[:end], block), block.line, raw[end:]))

    def _label(self, raw: str, block: Block) -> str:
        """A number or a letter without the marks of bold words."""
        self.findings.leave_out(block.line, "*" * raw.count("*"), "marks")
        return raw.replace("*", "").strip()


def _is_subheading(words: str) -> bool:
    """Short, and without a stop."""
    return 0 < len(words) <= LONGEST_SUBHEADING and words[-1] not in ".,;:" and not words[:1].islower()


def _goes_on_with(node: Node, words: str) -> bool:
    """Whether these words are more of a paragraph of an annex."""
    return words[:1].islower() or not (node.is_ended or _is_subheading(words))


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
