"""What the reader makes of a text. Everything is frozen: corrections are made on the records, not here."""

import datetime
from dataclasses import dataclass

from dialogues.resolutions.reading.strength import Strength


@dataclass(frozen=True)
class NoteMark:
    """The mark of a footnote and its place in the words: it stands before the sign with this number."""

    mark: str
    at: int


@dataclass(frozen=True)
class Words:
    """A text without marks, where its footnotes are, and what was set in italics (from, to)."""

    text: str = ""
    marks: tuple[NoteMark, ...] = ()
    italics: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Reference:
    """Something that a text names: `kind` is resolution, decision, article or symbol; `number` as it is printed.

    Of an article, `of` is the code of its instrument where the text says it, else empty.
    """

    kind: str
    number: str
    of: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its parts; `after` is what follows them and belongs to it.

    `label` is what is printed before it ("4.", "(c)"), `anchor` its address ("OP4", "OP4-c", "PP3", "A1-2").
    """

    anchor: str
    label: str
    words: Words
    parts: tuple["Paragraph", ...] = ()
    after: Words = Words()
    lead: str = ""
    strength: Strength = Strength.UNKNOWN
    addressees: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def text(self) -> str:
        """Its own words, without those of its parts."""
        return self.words.text


@dataclass(frozen=True)
class Note:
    """A footnote: its mark as printed and its words."""

    mark: str
    words: Words
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Subheading:
    """A heading between paragraphs; `before` is the anchor of the one that follows, empty at the end."""

    before: str
    words: Words


@dataclass(frozen=True)
class Annex:
    """What is annexed, in blocks: "Annex I", its title, its paragraphs one after the other."""

    label: str
    title: Words
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Field:
    """Words of the heading, as printed, and what they say: body, session, place, agenda_item, symbol, title …"""

    name: str
    words: Words


@dataclass(frozen=True)
class Heading:
    """What the heading says, understood; empty or None where it says nothing. `fields` are its words as printed."""

    body: str = ""
    session: int | None = None
    session_name: str = ""
    agenda_item: str = ""
    symbol: str = ""
    number: str = ""
    date: datetime.date | None = None
    title: str = ""
    sponsors: tuple[str, ...] = ()
    distribution: str = ""
    language: str = ""
    status: str = ""
    kind: str = "resolution"
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """Words that are in no paragraph, the number of their line, and why (a code of reasons.WHY)."""

    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Doubt:
    """Where a person should look, why (a code of reasons.DOUBTS), and the words in question."""

    line: int
    why: str
    text: str = ""


@dataclass(frozen=True)
class Resolution:
    """A resolution or decision as it was read. `written_in` is the language of the text itself, as a code of ours."""

    heading: Heading
    written_in: str
    opening: Words
    preambular: tuple[Paragraph, ...]
    operative: tuple[Paragraph, ...]
    subheadings: tuple[Subheading, ...] = ()
    annexes: tuple[Annex, ...] = ()
    notes: tuple[Note, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[Doubt, ...] = ()
