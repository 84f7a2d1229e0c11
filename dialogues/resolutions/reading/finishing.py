"""From what was read to what is handed out: addresses, lead verbs, addressees and references of paragraphs."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from dialogues.resolutions.reading.addressees import addressees_in
from dialogues.resolutions.reading.bodies import STRUCTURE_ALONE
from dialogues.resolutions.reading.findings import Findings
from dialogues.resolutions.reading.lexicon import operative_lead, preambular_lead
from dialogues.resolutions.reading.marks import plain
from dialogues.resolutions.reading.nodes import Node, unique
from dialogues.resolutions.reading.references import references_in
from dialogues.resolutions.reading.strength import strength_of
from dialogues.resolutions.reading.structure import Note, Paragraph, Words

Lead = Callable[[str, str], str]
LONGEST_ITALICS = 120
DECIDED = re.compile(
    r"(?i)\b(?P<verb>decide[sd]?|adopt(?:s|ed)|approve[sd]|endorse[sd]|request(?:s|ed)|elect(?:s|ed)|takes note"
    r"|took note|recommend(?:s|ed)|a décidé|décide|a adopté|decidió|decide|aprobó|aprueba)\b"
)


class Finisher:
    """Makes paragraphs of nodes; what marks were dropped goes to the findings."""

    def __init__(self, language: str, findings: Findings) -> None:
        self.language = language
        self.findings = findings

    def words(self, raw: str, line: int) -> Words:
        """A text without marks."""
        taken = plain(raw)
        self.findings.leave_out(line, " ".join(taken.dropped), "marks")
        return taken.words

    def preambular(self, nodes: Iterable[Node]) -> tuple[Paragraph, ...]:
        """PP1, PP2 …"""
        return self._all(nodes, "PP", preambular_lead)

    def operative(self, nodes: Iterable[Node]) -> tuple[Paragraph, ...]:
        """OP1, OP2 …"""
        return self._all(nodes, "OP", operative_lead)

    def annexed(self, nodes: Iterable[Node], number: int) -> tuple[Paragraph, ...]:
        """A1-1, A1-2 …"""
        return tuple(self._part(node, f"A{number}-{node.key}") for node in nodes)

    def note(self, mark: str, raw: str, line: int) -> Note:
        """A footnote."""
        words = self.words(raw, line)
        return Note(mark, words, references_in(words.text))

    def _all(self, nodes: Iterable[Node], prefix: str, lead: Lead) -> tuple[Paragraph, ...]:
        taken: Counter[str] = Counter()
        return tuple(self._top(node, unique(f"{prefix}{node.key}", taken), lead) for node in nodes)

    def _top(self, node: Node, anchor: str, lead: Lead) -> Paragraph:
        words = self.words(node.raw, node.line)
        begins = self._lead(words, lead)
        if not begins and words.text and self.language not in STRUCTURE_ALONE:
            self.findings.doubt(node.line, "no_lead", words.text)
        operative = lead is operative_lead
        return Paragraph(
            anchor, node.label, words, self._parts(node, anchor, lead if not words.text else None),
            self.words(node.after, node.line), begins,
            *((strength_of(begins, words.text), addressees_in(words.text, begins)) if operative else ()),
            references=references_in(_both(words.text, node.after)),
        )  # fmt: skip

    def _parts(self, node: Node, anchor: str, lead: Lead | None = None) -> tuple[Paragraph, ...]:
        """The parts of a paragraph; where it has no words of its own, each of them has a lead."""
        taken: Counter[str] = Counter()
        anchors = [unique(f"{anchor}-{part.key}", taken) for part in node.parts]
        parts = zip(node.parts, anchors, strict=True)
        return tuple(self._top(part, name, lead) if lead else self._part(part, name) for part, name in parts)

    def _part(self, node: Node, anchor: str) -> Paragraph:
        words = self.words(node.raw, node.line)
        after = self.words(node.after, node.line)
        return Paragraph(
            anchor, node.label, words, self._parts(node, anchor), after,
            references=references_in(_both(words.text, after.text)),
        )  # fmt: skip

    def _lead(self, words: Words, lead: Lead) -> str:
        """The longer of what is known and what is set in italics at the beginning; of a decision, its verb."""
        known = lead(words.text, self.language)
        start, end = next(iter(words.italics), (1, 1))
        slanted = words.text[start:end] if start == 0 and end <= LONGEST_ITALICS else ""
        found = max(known, slanted.rstrip(" ,"), key=len)
        if found or lead is preambular_lead:
            return found
        match = DECIDED.search(words.text[:400])
        return match["verb"] if match else ""


def _both(text: str, after: str) -> str:
    return f"{text} {after}" if after else text
