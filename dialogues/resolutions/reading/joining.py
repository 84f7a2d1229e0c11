"""Lines joined to one: words that were parted at the end of a line are put together again."""

import re
from collections.abc import Iterable, Sequence

from dialogues.resolutions.reading.findings import Findings
from dialogues.resolutions.reading.lines import Line

SOFT = "\u00ad"
TYPESET = "\u2010"
HYPHENS = ("-", TYPESET)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LAST = re.compile(r"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010]$")
FIRST = re.compile(r"^(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)")
LONGEST_WORD = 60
SYMBOL_ENDS = re.compile(r"(?:^|\s|\()[A-Z]{1,6}(?:/[\w.]{1,12}){0,8}/$")  # CTOC/COP/
HAN_TO_HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]{2}")
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
        texts = [line.text for line in lines]
        self.known = {word.lower() for text in texts for word in WORD.findall(text)}
        # Where this hyphen stands at the ends of lines alone, a program parted the words with it.
        self.parting = (SOFT,) if any(TYPESET in text[:-1] for text in texts) else (SOFT, TYPESET)
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
        if before.endswith(self.parting):
            self.findings.leave_out(line, before[-1], "hyphen")
            return before[:-1], ""
        last, first = LAST.search(before[-LONGEST_WORD:]), FIRST.match(behind[:LONGEST_WORD])
        if not last or not first:
            return before, "" if _is_close(before, behind) else " "
        if not self._keeps(last["word"].lower(), first["word"], line):
            self.findings.leave_out(line, before[-1], "hyphen")
            before = before[:-1]
        return before, ""

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


def _is_close(before: str, behind: str) -> bool:
    """Whether nothing parts two lines: of a number or a symbol, and of Chinese, which has no blanks."""
    if before.endswith(HYPHENS):
        return behind[:1].isdigit()
    if SYMBOL_ENDS.search(before[-LONGEST_WORD:]):
        return behind[:1].isalnum()
    return bool(HAN_TO_HAN.fullmatch(before[-1:] + behind[:1]))
