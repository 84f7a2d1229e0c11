"""Pages that were set in two columns and came as one, line by line: read down the left one first."""

import re
from collections import Counter

FEWEST_LINES = 8
NARROWEST, WIDEST = 20, 100  # where the right column may begin
GAP = 3
WIDE = re.compile(rf"\s{{{GAP},}}(?=\S)")
SHARE, BOTH = 0.4, 0.2  # of all lines have words in the right column, or in both
CROSSING = 0.1  # at most are as wide as the page, as headings are


def in_reading_order(page: list[str]) -> list[str] | None:
    """The lines of the left column and then those of the right one; None when the page has no two columns."""
    written = [line for line in page if line.strip()]
    if len(written) < FEWEST_LINES:
        return None
    begins = _right_edge(written)
    if begins is None:
        return None
    # A line that is as wide as the page stays whole, on the left.
    cuts = [begins if line[begins - 1 : begins].isspace() else len(line) for line in page]
    left = [line[:cut].rstrip() for line, cut in zip(page, cuts, strict=True)]
    return [*left, "", *(line[cut:].strip() for line, cut in zip(page, cuts, strict=True))]


def _right_edge(written: list[str]) -> int | None:
    """Where most lines begin anew behind a gap, if nearly all of them leave the signs before it free."""
    starts = Counter(begins for line in written for begins in _beginnings(line))
    begins, count = starts.most_common(1)[0] if starts else (0, 0)
    both = sum(begins in _beginnings(line) and not line[:begins].isspace() for line in written)
    crossing = sum(len(line) > begins and not line[begins - GAP : begins].isspace() for line in written)
    shares = (count >= SHARE * len(written), both >= BOTH * len(written), crossing <= CROSSING * len(written))
    return begins if starts and all(shares) else None


def _beginnings(line: str) -> list[int]:
    """Where words begin behind a wide gap."""
    return [gap.end() for gap in WIDE.finditer(line[:WIDEST]) if gap.end() >= NARROWEST]
