"""Reading the files of facts: cells become dates, numbers and words, and whatever is wrong is named with its line."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, TypeVar

from portal.mechanism.models import Comparator, Precision, Trust

ValueT = TypeVar("ValueT")

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LOOSE_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?( \(.+\))?", re.ASCII)
QUANTITY = re.compile(r"([<>~]?)(\d{1,9}(?:\.\d{1,2})?)", re.ASCII)
ADDRESS = re.compile(r"(https?://)?([a-z0-9-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)
COMPARATORS = {"": Comparator.EXACT, ">": Comparator.MORE, "<": Comparator.LESS, "~": Comparator.ABOUT}

# The words that open a `trust` cell, and what they amount to.
TRUST_WORDS = {
    "official": Trust.OFFICIAL,
    "official (depositary)": Trust.OFFICIAL,
    "official draft": Trust.OFFICIAL,
    "official/secondary": Trust.SECONDARY,
    "secondary": Trust.SECONDARY,
    "NGO quoting UNODC": Trust.SECONDARY,
    "NGO report of the Secretariat briefing": Trust.SECONDARY,
    "tertiary": Trust.TERTIARY,
    "unverified": Trust.UNVERIFIED,
}
# For a source that no file rates: what in its citation tells its trust, the weakest first. Anything else is secondary.
CITATION_MARKS = (
    (Trust.UNVERIFIED, ("domain knowledge", "from knowledge", "none found", "none - ")),
    (Trust.TERTIARY, ("encyclopaedia", "wikipedia")),
    (Trust.SECONDARY, (" copy", "lastradainternational.org", "crimealliance.org", "GI-TOC")),
    (Trust.OFFICIAL, ("unodc.org/", "unis.unvienna.org/", "treaties.un.org", "Colombia: revised draft", "BWBV")),
)


class LooseDate(NamedTuple):
    """A date as exactly as it is known, and the words of the file where they say more."""

    day: date | None
    precision: Precision
    words: str


class Quantity(NamedTuple):
    """A number and how it is meant."""

    comparator: Comparator
    value: Decimal


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in the files; `line` is None when it is the file as a whole."""

    file: str
    line: int | None
    text: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"


@dataclass
class Row:
    """One line of a file. Its methods read a cell, or note a problem and give a harmless stand-in."""

    file: str
    line: int
    cells: Mapping[str, str]
    problems: list[Problem] = field(repr=False)
    broken: bool = False

    def problem(self, text: str) -> None:
        """Note that this line is broken."""
        self.broken = True
        self.problems.append(Problem(self.file, self.line, text))

    def text(self, column: str) -> str:
        """The cell with its white space made single."""
        return " ".join(self.cells[column].split())

    def maybe(self, column: str) -> str:
        """The cell of a column that some files do not have."""
        return self.text(column) if column in self.cells else ""

    def required(self, column: str) -> str:
        """The cell, which may not be empty."""
        text = self.text(column)
        if not text:
            self.problem(f"“{column}” is empty")
        return text

    def whole(self, column: str) -> int | None:
        """A whole number, or None for an empty cell."""
        text = self.text(column)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            self.problem(f"“{text}” in “{column}” is not a whole number")
            return None
        return int(text)

    def quantity(self, column: str) -> Quantity:
        """A number with its comparison, such as 73, >500, <60 or ~40."""
        text = self.required(column)
        match = QUANTITY.fullmatch(text)
        if match is None:
            if text:
                self.problem(f"“{text}” in “{column}” is not a number such as 73, >500, <60 or ~40")
            return Quantity(Comparator.EXACT, Decimal(0))
        return Quantity(COMPARATORS[match[1]], Decimal(match[2]))

    def day(self, column: str) -> date | None:
        """A full date, or None for an empty cell."""
        text = self.text(column)
        if text and not DAY.fullmatch(text):
            self.problem(f"“{text}” in “{column}” is not a date such as 2024-04-05")
            return None
        return self._calendar_day(column, text) if text else None

    def loose_day(self, column: str) -> LooseDate:
        """A date that may be a day, a month, a year, "undated", or a month or year with words in brackets."""
        text = self.required(column)
        match = LOOSE_DAY.fullmatch(text)
        if match is None:
            if text not in {"", "undated"}:
                self.problem(f"“{text}” in “{column}” is not a date such as 2024-04-05, 2024-04, 2024 or undated")
            return LooseDate(None, Precision.UNDATED, "")
        year, month, day, words = match.groups()
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        first = self._calendar_day(column, f"{year}-{month or '01'}-{day or '01'}")
        return LooseDate(first, precision, text if words else "")

    def choice(self, column: str, choices: Mapping[str, ValueT], default: ValueT) -> ValueT:
        """What the words of the cell stand for."""
        text = self.text(column)
        if text not in choices:
            self.problem(f"“{text}” in “{column}” is not one of: {', '.join(filter(None, choices))}")
        return choices.get(text, default)

    def trust(self, column: str) -> Trust:
        """How far the line can be trusted: the words before " - " in the cell."""
        words = self.text(column).partition(" - ")[0]
        if words not in TRUST_WORDS:
            self.problem(f"“{words}” in “{column}” is not one of: {', '.join(TRUST_WORDS)}")
        return TRUST_WORDS.get(words, Trust.UNVERIFIED)

    def _calendar_day(self, column: str, text: str) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.problem(f"“{text}” in “{column}” is not a day of the calendar")
            return None


def read_rows(folder: Path, file: str, columns: Sequence[str], problems: list[Problem]) -> Iterator[Row]:
    """The lines of a file that have all their cells; a file that cannot be read or lacks a column gives none."""
    lines = read_lines(folder, file, problems)
    _, header = next(lines, (1, []))
    missing = [column for column in columns if column not in header]
    problems += [Problem(file, 1, f"the column “{column}” is missing") for column in missing]
    for line, cells in lines if not missing else ():
        row = Row(file, line, dict(zip(header, cells, strict=False)), problems)
        if len(cells) == len(header):
            yield row
        elif cells:
            row.problem(f"{len(cells)} cells instead of {len(header)}")


def read_lines(folder: Path, file: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line with its number, as far as the file can be read."""
    line = 0
    try:
        reader = csv.reader(io.StringIO((folder / file).read_text(encoding="utf-8-sig"), newline=""), strict=True)
        for cells in reader:
            yield line + 1, cells
            line = reader.line_num
    except OSError:
        problems.append(Problem(file, None, "the file cannot be read"))
    except UnicodeDecodeError:
        problems.append(Problem(file, None, "the file is not UTF-8"))
    except csv.Error as error:
        problems.append(Problem(file, line + 1, f"not readable as CSV ({error})"))


def address_of(citation: str) -> str:
    """The web address a citation starts with, or nothing where it has none or a shortened one."""
    match = ADDRESS.match(citation)
    if match is None or "..." in match[0]:
        return ""
    address = match[0].rstrip(",;")
    return address if match[1] else f"https://{address}"


def trust_of(citation: str) -> Trust:
    """How far a source can be trusted by its citation alone; of several works cited the weakest counts."""
    for trust, marks in CITATION_MARKS:
        if any(mark in citation for mark in marks):
            return trust
    return Trust.SECONDARY
