"""From the tree to the plain notation; `from_marks` reads the same tree again. A backslash says: this is no mark."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.prose.tree import Block, Blocks, Break, Heading, Items, Note, Paragraph, Quote, Run, Table, Words

# What begins a block at the start of a line. The same expression reads it.
LINE_START = re.compile(r"#{1,6} |[-*•](?= |$)|\d{1,6}[.)](?= |$)|>|\||\[\^\d+\](?=:)")
ADDRESS = re.compile(r"(?<![^\s(])https?://[^\s<>|*\\\[\]]+")
TRAILING = ".,;:!?)}'\"»”’"  # what belongs to the sentence, not to an address at its end
RULE = re.compile(r":?-{3,}:?")


@dataclass
class Writer:
    """Writes one text; its footnotes are numbered in order and stand at its end."""

    notes: list[Words] = field(default_factory=list)

    def blocks(self, blocks: Blocks, *, in_item: bool = False) -> list[str]:
        """The lines of some blocks, with a blank line between them; lists stand close to the words of their item."""
        lines: list[str] = []
        for number, block in enumerate(blocks):
            close = in_item and number == 1 and _may_stand_close(block) and lines != [""]
            if number and not close:
                lines.append("")
            lines.extend(self.block(block))
        return lines

    def block(self, block: Block) -> list[str]:
        """The lines of one block."""
        match block:
            case Paragraph():
                return self.words(block.words).split("\n") if block.words else [""]
            case Heading():
                return ["#" * block.level + " " + self.words(block.words, first=False)]
            case Quote():
                return [f"> {line}".rstrip() for line in self.blocks(block.blocks)]
            case Items():
                return self.items(block)
            case Table():
                return self.table(block)

    def items(self, block: Items) -> list[str]:
        """Items under each other; what else is in an item stands in by two or three blanks."""
        lines: list[str] = []
        for number, item in enumerate(block.items, block.start or 0):
            mark, room = ("- ", "  ") if block.start is None else (f"{number}. ", "   ")
            if lines and any(not isinstance(block, Items) for block in item[1:]):
                lines.append("")
            first, *rest = self.blocks(item, in_item=True)
            lines.append(f"{mark}{first}".rstrip())
            lines.extend(f"{room}{line}".rstrip() for line in rest)
        return lines

    def table(self, table: Table) -> list[str]:
        """A line a row, bars around its cells, dashes under the names of the columns."""
        lines = [f"| {' | '.join(self.cell(cell) for cell in row)} |" for row in table.rows]
        if table.head:
            lines.insert(1, "|" + " --- |" * len(table.rows[0]))
        return lines

    def cell(self, words: Words) -> str:
        """The words of a cell: on one line, `<br>` for a new one."""
        text = self.words(words, first=False, cell=True).replace("\n", "<br>")
        return f"\\{text}" if RULE.fullmatch(text) else text

    def words(self, words: Words, *, first: bool = True, cell: bool = False) -> str:
        """Words with their marks; `first` where they begin a line that could be taken for a block."""
        marks = Marks(words, cell)
        pieces = []
        for at, word in enumerate(words):
            pieces.append(marks.before(at))
            pieces.append(self.note(word) if isinstance(word, Note) else marks.of(at))
        text = "".join(pieces) + marks.before(len(words))
        return "\n".join(_no_block(line) for line in text.split("\n")) if first else text

    def note(self, note: Note) -> str:
        """The sign of a footnote; its words wait for the end."""
        self.notes.append(note.words)
        return f"[^{len(self.notes)}]"


def _may_stand_close(block: Block) -> bool:
    """Whether it is a list that is known as one also right under words."""
    return isinstance(block, Items) and block.start in (None, 1)


class Marks:
    """Stars and brackets around words: each says where a look begins and where it ends."""

    def __init__(self, words: Words, cell: bool) -> None:
        self.words, self.cell = words, cell
        whole = "".join(word.text for word in words if isinstance(word, Run))
        self.brackets = "](" in whole or any(getattr(word, "href", "") for word in words)

    def look(self, at: int) -> Run:
        """How the word at this place looks; breaks, footnotes and what is outside look plain."""
        word = self.words[at] if 0 <= at < len(self.words) else None
        if isinstance(word, Run) and not self.is_bare(at):
            return word
        return Run("")

    def is_bare(self, at: int) -> bool:
        """Whether a link is its own address, between blanks or edges: then the address alone is written."""
        word = self.words[at]
        if not isinstance(word, Run) or word.strong or word.em or word.text != word.href or not self._is_address(word):
            return False
        return self._blank_beside(at - 1, -1) and self._blank_beside(at + 1, 0)

    def _is_address(self, word: Run) -> bool:
        return ADDRESS.fullmatch(word.text) is not None and word.text[-1] not in TRAILING

    def _blank_beside(self, at: int, sign: int) -> bool:
        if not 0 <= at < len(self.words):
            return True
        word = self.words[at]
        if isinstance(word, Break):
            return not self.cell
        return isinstance(word, Run) and not word.href and word.text[sign].isspace()

    def before(self, at: int) -> str:
        """The marks that end and begin before the word at this place."""
        return _between(self.look(at - 1), self.look(at))

    def of(self, at: int) -> str:
        """The word at this place; no footnote."""
        word = self.words[at]
        if isinstance(word, Break):
            return "\n"
        return word.text if self.is_bare(at) else self.escaped(word.text)

    def escaped(self, text: str) -> str:
        """Words, with a backslash before what would be read as a mark."""
        text = re.sub(r"\\", r"\\\\", text)
        text = re.sub(r"(?<!\s)\*|\*(?!\s)", r"\\*", text)
        text = re.sub(r"[\[\]]" if self.brackets else r"\[(?=\^|$)", r"\\\g<0>", text)
        text = re.sub(r"(https?):(?=//)", r"\1\\:", text)
        return re.sub(r"\||<(?=br>)", r"\\\g<0>", text) if self.cell else text


def _between(before: Run, after: Run) -> str:
    """The signs between words of one look and of another. Inside of a link marks begin anew."""
    if before.href != after.href:
        end = f"]({_escaped_address(before.href)})" if before.href else ""
        return _stars(before, Run("")) + end + ("[" if after.href else "") + _stars(Run(""), after)
    return _stars(before, after)


def _stars(before: Run, after: Run) -> str:
    return "*" * ((before.em != after.em) + 2 * (before.strong != after.strong))


def _escaped_address(href: str) -> str:
    return re.sub(r"[\\()|]", r"\\\g<0>", href)


def _no_block(line: str) -> str:
    """A line of a paragraph that cannot be read as the start of a block."""
    if found := LINE_START.match(line):
        at = len(found[0]) - 1 if found[0][0].isdigit() else len(found[0]) if found[0][0] == "[" else 0
        return f"{line[:at]}\\{line[at:]}"
    return line


def write(blocks: Iterable[Block]) -> str:
    """The text of tidy blocks in light marks."""
    writer = Writer()
    lines = writer.blocks(tuple(blocks))
    for number, words in enumerate(writer.notes, 1):
        lines.extend(["", f"[^{number}]: {Writer().words(words, first=False)}"])
    return "\n".join(lines)
