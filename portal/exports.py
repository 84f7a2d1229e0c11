"""Lists as files: CSV, spreadsheet and JSON of a queryset, with where they come from, written while they are read.

A list names its columns once; each format shows the same rows. Cells that a spreadsheet would run are made text
(SECURITY, case 23), times are UTC, lists in a cell are parted by "; ". What stands above the rows says which list this
is, what was asked, when, and under which licence; only the line `generated` differs between two equal exports.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponseBadRequest,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.utils.cache import patch_cache_control
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from portal.writable import writable

LICENCE = "CC BY 4.0"
CHUNK = 500
LONGEST_CELL = 32_000  # a spreadsheet refuses more
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
BREAKS_A_COMMENT = re.compile(r'[,;"\s]+')  # so that the line stays one cell
CSV = "text/csv; charset=utf-8"
JSON = "application/json; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What the values of a column are, for the data dictionary. A cell may be empty in each of them.
TYPES = ("text", "number", "yes or no", "day", "moment", "list")


@dataclass(frozen=True)
class Column:
    """One column: its stable key, how a row gives its value, what it says (English, for the data dictionary), and of
    which type its values are (one of TYPES).
    """

    key: str
    value: Callable[[Any], Any]
    about: str = ""
    type: str = "text"


@dataclass(frozen=True)
class Export:
    """A list to be exported: its name (part of the file's name), its columns, its rows, and what was asked for."""

    name: str
    columns: tuple[Column, ...]
    rows: QuerySet[Any] | Iterable[Any]
    query: str = ""  # the query string of the list, as it was asked
    licence: str = LICENCE  # lists about people have none: they say who may have them

    def read(self) -> Iterator[Any]:
        """The rows, a few hundred in memory at a time. Prefetched relations come with them."""
        if isinstance(self.rows, QuerySet):
            return self.rows.iterator(chunk_size=CHUNK)
        return iter(self.rows)

    def about(self) -> dict[str, str]:
        """Where the data comes from."""
        return {
            "list": self.name,
            "query": as_text(self.query),
            "publisher": f"{settings.PORTAL_NAME}, {settings.BASE_URL}",
            "licence": as_text(self.licence),
            "generated": timezone.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }


def respond(request: HttpRequest, export: Export, kind: str, *, public: bool = True) -> HttpResponseBase:
    """The list as a file of this kind ("csv", "json", "xlsx"); another kind does not exist.

    `public` says that everyone gets the same file, so that it may be kept by caches for a minute.
    """
    if kind not in WRITERS:
        raise Http404
    response = WRITERS[kind](export)
    name = f"{export.name}-{timezone.now():%Y-%m-%d}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(
        response, **({"public": True, "max_age": 60} if public else {"private": True, "no_store": True})
    )
    return response


def refused(errors: Mapping[str, Iterable[str]]) -> HttpResponseBadRequest:
    """The answer to a filter that cannot be read: leaving it out would give another list than was asked for."""
    problems = "\n".join(f"{name}: {error}" for name, found in errors.items() for error in found)
    return HttpResponseBadRequest(problems, content_type="text/plain; charset=utf-8")


def dictionary(columns: Iterable[Column]) -> list[dict[str, str]]:
    """What each column says, for a catalogue of data."""
    return [{"name": column.key, "type": column.type, "description": column.about} for column in columns]


class _Line:
    """A file that gives back what is written to it, for a csv.writer that streams."""

    def write(self, text: str) -> str:
        return text


def _as_csv(export: Export) -> StreamingHttpResponse:
    return StreamingHttpResponse(_csv_lines(export), content_type=CSV)


def _csv_lines(export: Export) -> Iterator[str]:
    write = csv.writer(_Line()).writerow
    yield "\ufeff"  # so that spreadsheets read it as UTF-8
    for key, value in export.about().items():
        yield f"# {key}: {BREAKS_A_COMMENT.sub(' ', value)}\r\n"
    yield write([column.key for column in export.columns])
    for row in export.read():
        yield write([as_text(column.value(row)) for column in export.columns])


def _as_json(export: Export) -> StreamingHttpResponse:
    return StreamingHttpResponse(_json_parts(export), content_type=JSON)


def _json_parts(export: Export) -> Iterator[str]:
    about = {**export.about(), "columns": dictionary(export.columns)}
    yield f'{{"about": {_json(about)},\n"rows": ['
    mark = "\n"
    for row in export.read():
        yield mark + _json({column.key: column.value(row) for column in export.columns})
        mark = ",\n"
    yield "\n]}\n"


def _json(thing: Mapping[str, Any]) -> str:
    return json.dumps(thing, cls=DjangoJSONEncoder, ensure_ascii=False)


def _as_xlsx(export: Export) -> FileResponse:
    """A spreadsheet, written to disk row by row: its memory does not grow with the list."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("data")
    sheet.append([_cell(sheet, column.key) for column in export.columns])
    for row in export.read():
        sheet.append([_cell(sheet, column.value(row)) for column in export.columns])
    notes = book.create_sheet("about")
    for key, value in (*export.about().items(), *((column.key, column.about) for column in export.columns)):
        notes.append([_cell(notes, key), _cell(notes, value)])
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, content_type=XLSX)


def _cell(sheet: Any, value: Any) -> WriteOnlyCell:
    """A cell that is a date, a number or text, never a formula."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC).replace(tzinfo=None)
    kept = value if isinstance(value, date | int | float) and not isinstance(value, bool) else as_text(value)
    cell = WriteOnlyCell(sheet, value=kept)
    if isinstance(kept, str):
        cell.data_type = "s"
    return cell


def as_text(value: Any) -> str:
    """A value as a cell of text: nothing that a spreadsheet would run, no characters that a file cannot hold."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float | datetime):
        return _plain(value)
    if isinstance(value, list | tuple | set):
        value = "; ".join(str(one) for one in value)
    text = writable(str(value)[:LONGEST_CELL])
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) else text


def _plain(value: float | datetime) -> str:
    """A number, a moment, yes or no: written in one way, and nothing that a spreadsheet would run."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)


WRITERS: dict[str, Callable[[Export], Any]] = {"csv": _as_csv, "json": _as_json, "xlsx": _as_xlsx}
