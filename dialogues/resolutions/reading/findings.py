"""Gathers, while a text is read, what was left out of it and where a person should look."""

from dialogues.resolutions.reading.structure import Doubt, LeftOut

LONGEST_EXCERPT = 80


class Findings:
    """What is known beside the paragraphs; in the order in which it was found."""

    def __init__(self) -> None:
        self.left_out: list[LeftOut] = []
        self.doubts: list[Doubt] = []

    def leave_out(self, line: int, text: str, why: str) -> None:
        """Note words that will be in no paragraph; `why` is a code of reasons.WHY."""
        if text and not text.isspace():
            self.left_out.append(LeftOut(line, text, why))

    def doubt(self, line: int, why: str, text: str = "") -> None:
        """Note a place to look at; `why` is a code of reasons.DOUBTS."""
        self.doubts.append(Doubt(line, why, text[:LONGEST_EXCERPT]))
