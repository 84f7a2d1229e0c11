"""Numbers that a program gives to paragraphs of a list, written as it shows them."""

from collections import defaultdict
from dataclasses import dataclass

ROMANS = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
MOST_ROMAN = 89
STYLES = {
    "decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
    "1": "1", "a": "a", "A": "A", "i": "i", "I": "I",
}  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """How a list counts at one depth: its style (1, a, A, i, I; empty for points), and what stands around a number."""

    style: str
    before: str = ""
    behind: str = "."
    start: int = 1

    def label(self, number: int) -> str:
        """The number as it is shown; empty for points and for styles that are not known."""
        return f"{self.before}{in_style(number, self.style)}{self.behind}" if self.style else ""


class Counter:
    """Counts the paragraphs of every list at every depth; a deeper list begins anew behind a higher item."""

    def __init__(self) -> None:
        self.at: dict[str, dict[int, int]] = defaultdict(dict)

    def next(self, name: str, depth: int, shape: Shape) -> str:
        """The label of the next paragraph of a list."""
        counts = self.at[name]
        counts[depth] = counts.get(depth, shape.start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        return shape.label(counts[depth])


def in_style(number: int, style: str) -> str:
    """A number as digits, letters or a Roman numeral."""
    if style in ("a", "A"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 260 else str(number)
        return letters if style == "a" else letters.upper()
    if style in ("i", "I"):
        return _roman(number) if style == "i" else _roman(number).upper()
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number <= MOST_ROMAN:
        return str(number)
    written = ""
    for value, sign in ROMANS:
        written += sign * (number // value)
        number %= value
    return written
