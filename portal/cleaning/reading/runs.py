"""Words that look alike, put together to lines."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Run:
    """Words and how they look."""

    text: str
    italic: bool = False
    raised: bool = False


@dataclass
class Text:
    """A document while it is read: paragraphs, and the footnotes that stand behind them."""

    paragraphs: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, runs: Iterable[Run], label: str = "") -> None:
        """A paragraph, behind the number that its program gives it."""
        self.paragraphs.append(f"{label} {line(runs)}" if label else line(runs))

    def note(self, mark: str, paragraphs: Iterable[Iterable[Run]]) -> None:
        """A footnote; its paragraphs are one."""
        self.notes.append(" ".join([mark, *filter(None, map(line, paragraphs))]))

    def written(self) -> str:
        """All of it."""
        return "\n\n".join(part for part in [*self.paragraphs, *self.notes] if part.strip())


def line(runs: Iterable[Run]) -> str:
    """Runs as one text with light marks; blanks at the edges of italics stay outside of them."""
    pieces = []
    for (italic, raised), alike in groupby(runs, lambda run: (run.italic, run.raised)):
        text = "".join(run.text for run in alike)
        if raised and text.strip().isdigit():
            text = text.strip().translate(RAISED)
        pieces.append(_slanted(text) if italic and not raised else text)
    return "".join(pieces).strip()


def _slanted(text: str) -> str:
    words = text.strip()
    if not any(sign.isalpha() for sign in words):
        return text
    begin = text.index(words)
    return f"{text[:begin]}*{words}*{text[begin + len(words) :]}"
