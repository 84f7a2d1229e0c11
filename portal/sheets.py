"""Tables that people bring as files (CSV or XLSX): their rows by the names of their columns, with hard limits.

A row of a spreadsheet is read when it is asked for, and what is unpacked is bounded before it is opened.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from portal.listing import listed

MOST_BYTES, MOST_ROWS, MOST_UNPACKED = 2 * 1024 * 1024, 2_000, 30 * 1024 * 1024
MOST_LINES = 100_000  # with the empty ones, of which spreadsheets keep many for their looks
SPREADSHEET = b"PK\x03\x04"


class Line(NamedTuple):
    """One row of the file: its number there, and its cells by column."""

    number: int
    cells: dict[str, str]


def read(upload: UploadedFile, known: Iterable[str], required: Iterable[str]) -> Iterator[Line]:
    """The rows of a CSV or XLSX file that are not empty. `known` are the columns it may have, `required` those it must.

    Raises ValidationError when it is no such file, or a column is missing or unknown.
    """
    content = content_of(upload)
    table = spreadsheet_rows(content) if content.startswith(SPREADSHEET) else text_rows(content)
    head = columns(next(table, []), known, required)
    full = 0
    for number, cells in enumerate(table, start=2):
        row = by_column(head, cells)
        if any(row.values()):
            full += 1
            yield Line(number, row)
        refuse_more(number, full)


def refuse_more(lines: int, full: int) -> None:
    """Raise ValidationError for more rows than a table may have, and for endless empty ones."""
    if full > MOST_ROWS:
        raise ValidationError(_("The table has more than 2,000 rows. Bring it in parts."))
    if lines > MOST_LINES:
        raise ValidationError(_("The table has more than 100,000 lines, most of them empty. Delete the empty ones."))


def content_of(upload: UploadedFile) -> bytes:
    """The bytes of a file. Raises ValidationError when they are too many."""
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_("The table is larger than 2 MB. Bring it in parts."))
    return upload.read(MOST_BYTES + 1)


def by_column(head: list[str], cells: list[str]) -> dict[str, str]:
    """One row by the names of its columns; what stands in a column without a name is left out."""
    row = dict.fromkeys(head, "") | {name: " ".join(cell.split()) for name, cell in zip(head, cells, strict=False)}
    return {name: cell for name, cell in row.items() if name}


def columns(first: list[str], known: Iterable[str], required: Iterable[str]) -> list[str]:
    """The names of the columns. Raises ValidationError when one is missing, unknown, or there twice."""
    head = [cell.strip().lower() for cell in first]
    if missing := without(required, head):
        raise ValidationError(_("The first row has to name the columns. Missing: %s") % listed(missing))
    if unknown := without(head, ("", *known)):
        raise ValidationError(_("The portal does not know these columns: %s") % listed(unknown)[:200])
    if doubles := sorted({name for name in head if name and head.count(name) > 1}):
        raise ValidationError(_("These columns stand more than once: %s") % listed(doubles))
    return head


def without(names: Iterable[str], others: Iterable[str]) -> list[str]:
    """Those of `names` that are not among `others`, in their order."""
    left_out = set(others)
    return [name for name in names if name not in left_out]


def text_rows(content: bytes) -> Iterator[list[str]]:
    """The rows of a CSV file in UTF-8, parted by commas or semicolons."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("This is neither a spreadsheet (XLSX) nor a CSV file in UTF-8.")) from None
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        yield from csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    except csv.Error:
        raise ValidationError(_("This is not a CSV file that can be read.")) from None


def spreadsheet_rows(content: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet, values only; formulas count as the value that was stored with them."""
    try:
        refuse_bomb(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for row in book.worksheets[0].iter_rows(values_only=True, max_col=30):
            yield [cell_text(cell) for cell in row]
    except ValidationError:
        raise
    except Exception:  # a broken spreadsheet breaks in as many ways as it has parts
        raise ValidationError(_("This is not a spreadsheet that can be read.")) from None


def cell_text(cell: Any) -> str:
    """What stands in a cell of a spreadsheet, a date as in a CSV file: 2024-04-05, with its time if it has one."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def refuse_bomb(content: bytes) -> None:
    """Raise ValidationError for a spreadsheet that unpacks to too much, before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
            raise ValidationError(_("The table is too large when it is unpacked."))
