"""CSV: text in UTF-8, cell by cell; a cell that a spreadsheet would run becomes text."""

import codecs
import csv
import io
import re
from pathlib import Path

from portal.cleaning.mixed import MARKUP
from portal.cleaning.report import Refused, Report

LONGEST_CELL = csv.field_size_limit()  # that of Python: setting another would set it for every reader of a table
MOST_COLUMNS = 5000
DELIMITERS = ",;\t|"
NUMBER = re.compile(r"^[+-]?[\d\s.,]*\d%?$")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(source: Path, target: Path, report: Report) -> None:
    """Write the table anew. Refuses what is not UTF-8 text, or holds control characters."""
    report.kind = "text/csv"
    text = decoded(source.read_bytes())
    refuse_no_table(text)
    delimiter = delimiter_of(text)
    fresh = io.StringIO(newline="")
    writer = csv.writer(fresh, delimiter=delimiter)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(row) > MOST_COLUMNS:
                raise Refused("unreadable_table")
            writer.writerow([as_text(cell, report) for cell in row])
    except csv.Error:
        raise Refused("unreadable_table") from None
    target.write_bytes(codecs.BOM_UTF8 + fresh.getvalue().encode())


def refuse_no_table(text: str) -> None:
    """Raise Refused for text that is empty, holds control characters or is a page of markup."""
    if not text.strip():
        raise Refused("empty")
    if CONTROL.search(text):
        raise Refused("unreadable_table")
    if any(mark.decode() in text[:1024].lower() for mark in MARKUP):
        raise Refused("html")


def decoded(content: bytes) -> str:
    """The text: UTF-8, or what says of itself that it is UTF-16."""
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("not_utf8") from None


def delimiter_of(text: str) -> str:
    """The sign that parts the cells: the most frequent of the usual ones in the first lines."""
    beginning = text[:10_000]
    return max(DELIMITERS, key=beginning.count)


def as_text(cell: str, report: Report) -> str:
    """The cell; with an apostrophe before it when a spreadsheet would take it for a formula."""
    if cell.lstrip().startswith(("=", "@", "+", "-")) and not NUMBER.match(cell.strip()) and len(cell.strip()) > 1:
        report.remove("formulas")
        return f"'{cell}"
    return cell
