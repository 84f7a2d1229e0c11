"""Pages that were set in two columns and came as one, line by line: read down the left one first."""

import re
from collections import Counter

FEWEST_LINES = 8
NARROWEST, WIDEST = 20, 100  # where the right column may begin
GAP = 2
WIDE = re.compile(rf"\s{{{GAP},}}(?=\S)")
SHARE, BOTH = 0.4, 0.2  # of all lines have words in the right column, or in both
CROSSING = 0.1  # at most are as wide as the page, as headings are


def in_reading_order(page: list[str]) -> list[str] | None:
    """The lines of the left column and then those of the right one; None when the page has no two columns."""
    written = [line for line in page if line.strip()]
    begins = _right_edge(written) if len(written) >= FEWEST_LINES else None
    if begins is None:
        return None
    left, right = zip(*(_halves(line, begins) for line in page), strict=True)
    return [*left, "", *right]


def _halves(line: str, begins: int) -> tuple[str, str]:
    """What of a line stands in each column; a line that is as wide as the page stays whole, on the left."""
    cut = begins if line[begins - 1 : begins].isspace() else len(line)
    return line[:cut].rstrip(), line[cut:].strip()


def _right_edge(written: list[str]) -> int | None:
    """Where most lines begin anew behind a gap, if nearly all of them leave the signs before it free."""
    starts = Counter(begins for line in written for begins in _beginnings(line))
    begins = starts.most_common(1)[0][0] if starts else None
    return begins if begins is not None and _is_edge(written, begins) else None


def _is_edge(written: list[str], begins: int) -> bool:
    """Whether a straight gap goes down the page there: a justified text has gaps, but at another place in each line."""
    tests = (_begins_there, _fills_both, _crosses)
    behind, both, crossing = (sum(test(line, begins) for line in written) / len(written) for test in tests)
    return behind >= SHARE and both >= BOTH and crossing <= CROSSING


def _begins_there(line: str, begins: int) -> bool:
    return begins in _beginnings(line)


def _fills_both(line: str, begins: int) -> bool:
    return _begins_there(line, begins) and not line[:begins].isspace()


def _crosses(line: str, begins: int) -> bool:
    return len(line) > begins and not line[begins - GAP : begins].isspace()


def _beginnings(line: str) -> list[int]:
    """Where words begin behind a wide gap."""
    return [gap.end() for gap in WIDE.finditer(line[:WIDEST]) if gap.end() >= NARROWEST]
