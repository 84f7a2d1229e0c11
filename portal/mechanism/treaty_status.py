"""Reading the depositary's status of a treaty (UN Treaty Collection, XML): who signed, who is bound, since when.

The file is read by its shape and not by the names of its frame, which have changed over the years: a table whose first
head is "Participant", then a column of signatures and one of deposits. A deposit is a ratification unless a letter says
otherwise: a (accession), A (acceptance), AA (approval), d (succession), c (formal confirmation). Marks of footnotes are
left out. Entities are refused, and a file has a limit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from portal.mechanism.models import Party

MOST_BYTES = 5 * 1024 * 1024
K = Party.Kind
LETTERS = {
    "": K.RATIFICATION, "r": K.RATIFICATION, "a": K.ACCESSION, "A": K.ACCEPTANCE, "AA": K.APPROVAL, "d": K.SUCCESSION,
    "c": K.CONFIRMATION,
}  # fmt: skip
TABLES = {"table", "tgroup"}
NOTES = {"superscript", "sup", "footnote", "footnoteref", "fn"}
AS_AT = re.compile(r"status as (?:at|of)\W*(\d{1,2})-(\d{1,2})-(\d{4})", re.IGNORECASE)
DEPOSIT = re.compile(r"(\d{1,2} [A-Z][a-z]+\.? \d{4})(?:\s*\(?(AA|[aAdcr])\)?)?(?:[\s,\[\]\d]*)", re.ASCII)
MARKS_AT_END = re.compile(r"[\s,]*(?:\[?\d+\]?[\s,]*)+$")


class BrokenStatus(Exception):
    """The file cannot be read; the message says why."""


@dataclass(frozen=True)
class Participation:
    """One participant as the depositary names it: signed when, bound how and since when (None: it only signed)."""

    name: str
    signed_on: date | None
    kind: str
    deposited_on: date | None

    @property
    def facts(self) -> tuple[date | None, str, date | None]:
        """What is said, whatever name it is said under."""
        return self.signed_on, self.kind, self.deposited_on

    @property
    def deposited_before_signed(self) -> bool:
        """Whether the two dates cannot both be right."""
        return bool(self.signed_on and self.deposited_on and self.signed_on > self.deposited_on)


@dataclass(frozen=True)
class TreatyStatus:
    """What a file says: all its text in one line (the title is in it), its day if it names one, its participants."""

    text: str
    as_of: date | None
    participations: list[Participation]


def read_status(content: bytes) -> TreatyStatus:
    """Read a file. Raises BrokenStatus when it is too large, no XML, or has no table of participants."""
    if len(content) > MOST_BYTES:
        raise BrokenStatus("The file is larger than 5 MB.")
    try:
        return status_of(fromstring(content))
    except DefusedXmlException:
        raise BrokenStatus("The file has entities, which a status has not.") from None
    except (ParseError, ValueError, LookupError) as problem:
        raise BrokenStatus(f"This is no XML that can be read ({problem}).") from None
    except RecursionError:
        raise BrokenStatus("The file is nested too deep to be a status.") from None


def status_of(root: Any) -> TreatyStatus:
    """What the tree of a file says. Raises BrokenStatus when it has no table of participants."""
    head, *rows = participants_of(root)
    signed, deposited = columns(head)
    found = [participation(cells, signed, deposited) for cells in rows if cells and cells[0]]
    text = " ".join(" ".join(root.itertext()).split())
    return TreatyStatus(text, day_of(text), found)


def local(element: Any) -> str:
    """The name of an element, without namespace and in one case."""
    return str(element.tag).rpartition("}")[2].lower()


def participants_of(root: Any) -> list[list[str]]:
    """The rows of the table of participants from its head on; other tables of the file are left alone.

    Raises BrokenStatus when there is no such table.
    """
    for table in [*(element for element in root.iter() if local(element) in TABLES), root]:
        rows = list(rows_of(table))
        for place, cells in enumerate(rows):
            if is_head(cells):
                return rows[place:]
    raise BrokenStatus("No table whose first column is “Participant” is in this file.")


def rows_of(table: Any) -> Iterator[list[str]]:
    """The cells of each row of a table, without the marks of footnotes and without tables inside it."""
    for element in table:
        if local(element) in ("row", "tr"):
            yield [words(cell) for cell in element if local(cell) in ("entry", "td", "th")]
        elif local(element) not in TABLES:
            yield from rows_of(element)


def words(element: Any) -> str:
    """The text of a cell in one line, without marks of footnotes."""
    return " ".join("".join(parts(element)).split())


def parts(element: Any) -> Iterator[str]:
    """The pieces of text of an element, without marks of footnotes."""
    yield element.text or ""
    for child in element:
        if local(child) not in NOTES:
            yield from parts(child)
        yield child.tail or ""


def is_head(cells: list[str]) -> bool:
    """Whether this row is the head of the table of participants."""
    return len(cells) > 1 and cells[0].lower().startswith("participant")


def columns(head: list[str]) -> tuple[int | None, int]:
    """Where the signatures and the deposits stand. Raises BrokenStatus when there are no deposits."""
    names = [cell.lower() for cell in head]
    deposits = ("ratification", "accession", "consent to be bound")
    deposited = next((at for at, name in enumerate(names) if any(word in name for word in deposits)), None)
    signed = next((at for at, name in enumerate(names) if name.startswith("signature") and at != deposited), None)
    if deposited is None:
        raise BrokenStatus("The table has no column of ratifications.")
    return signed, deposited


def participation(cells: list[str], signed: int | None, deposited: int) -> Participation:
    """One row of the table. Raises BrokenStatus for a date that cannot be read, with the participant's name."""
    name = MARKS_AT_END.sub("", cells[0])
    signature = cells[signed] if signed is not None and signed < len(cells) else ""
    deposit = cells[deposited] if deposited < len(cells) else ""
    signed_on, _letter = dated(signature, name)
    deposited_on, letter = dated(deposit, name)
    return Participation(name, signed_on, LETTERS[letter] if deposited_on else K.SIGNATURE, deposited_on)


def dated(cell: str, name: str) -> tuple[date | None, str]:
    """The date of a cell and the letter beside it; nothing for an empty cell."""
    if not cell.strip(" .…–-"):
        return None, ""
    match = DEPOSIT.fullmatch(cell)
    if match is None:
        raise BrokenStatus(f"“{cell[:60]}” beside {name[:60]} is not a date such as 24 Sep 2003 a.")
    for form in ("%d %b %Y", "%d %B %Y"):
        try:
            return datetime.strptime(match[1].replace(".", ""), form).date(), match[2] or ""
        except ValueError:
            continue
    raise BrokenStatus(f"“{cell[:60]}” beside {name[:60]} is not a day of the calendar.")


def day_of(text: str) -> date | None:
    """The day that a file says it is of, e.g. "Status as at: 22-11-2026"."""
    match = AS_AT.search(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None
