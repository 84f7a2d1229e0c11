"""Lines joined to one: words that were parted at the end of a line are put together again."""

import re
from collections.abc import Iterable, Sequence

from dialogues.resolutions.reading.findings import Findings
from dialogues.resolutions.reading.lines import Line

SOFT = "\u00ad"
HYPHENS = ("-", "\u2010")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LAST = re.compile(r"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010]$")
FIRST = re.compile(r"^(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)")
LONGEST_WORD = 60
# Words that stand before a hyphen in these texts more often than words are parted behind them.
BEFORE_HYPHEN = frozenset(
    [
        "anti", "co", "cross", "end", "evidence", "follow", "gender", "high", "human", "inter", "law", "long", "low",
        "mid", "multi", "near", "non", "north", "post", "pre", "rights", "risk", "self", "semi", "short", "socio",
        "south", "sub", "survivor", "trauma", "victim", "well", "whole", "wide",
    ]
)  # fmt: skip


class Joiner:
    """Joins lines, knowing all words of the text: a word that stands elsewhere without a hyphen has none."""

    def __init__(self, lines: Iterable[Line], findings: Findings) -> None:
        self.known = {word.lower() for line in lines for word in WORD.findall(line.text)}
        self.findings = findings

    def join(self, lines: Sequence[Line]) -> str:
        """The words of these lines as one line. Hyphens that are dropped are noted."""
        pieces: list[str] = []
        for line in lines:
            text = line.text
            if pieces:
                pieces[-1], between = self._end(pieces[-1], text, line.number)
                pieces.append(between)
            pieces.append(text)
        return "".join(pieces)

    def pair(self, before: str, behind: str, line: int) -> str:
        """Two texts that belong together, as one."""
        end, between = self._end(before, behind, line)
        return f"{end}{between}{behind}"

    def _end(self, before: str, behind: str, line: int) -> tuple[str, str]:
        """The text before as it is when joined, and what stands between the two."""
        if before.endswith(SOFT):
            self.findings.leave_out(line, SOFT, "hyphen")
            return before[:-1], ""
        last, first = LAST.search(before[-LONGEST_WORD:]), FIRST.match(behind[:LONGEST_WORD])
        if not last or not first:
            return before, "" if before.endswith(HYPHENS) and behind[:1].isdigit() else " "
        if self._keeps(last["word"].lower(), first["word"], line):
            return before, ""
        self.findings.leave_out(line, before[-1], "hyphen")
        return before[:-1], ""

    def _keeps(self, last: str, first: str, line: int) -> bool:
        """Whether the hyphen belongs to the word."""
        small = first.lower()
        if f"{last}-{small}" in self.known or first[0].isupper() or "-" in last:
            return True
        if f"{last}{small}" in self.known:
            return False
        keeps = last in BEFORE_HYPHEN
        if not keeps:
            self.findings.doubt(line, "hyphen", f"{last}-{small}")
        return keeps
