"""Bringing a table of organizations: read and checked first, row by row, listed only when it is confirmed.

Files are read here in the request, before any transaction, with hard limits: a row of a spreadsheet is read when it is
asked for, and what is unpacked is bounded before it is opened.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from organizations import actions
from organizations.forms import ECOSOC_SINCE
from organizations.models import Organization, OrganizationImport, User
from organizations.names import is_in_words, name_key, names_in
from portal import audit
from portal.files import shown_name
from portal.mechanism.models import State as Country
from portal.records import InvalidMove

COLUMNS = (
    "legal_name", "acronym", "other_names", "country", "kind", "website", "mandate", "ecosoc_status", "ecosoc_year",
    "source",
)  # fmt: skip
REQUIRED = ("legal_name", "source")
MOST_BYTES, MOST_ROWS, MOST_UNPACKED = 2 * 1024 * 1024, 2_000, 30 * 1024 * 1024
SPREADSHEET = b"PK\x03\x04"


class Line(NamedTuple):
    """One row of the file: its number there, and its cells by column."""

    number: int
    cells: dict[str, str]


def dry_run(upload: UploadedFile, *, by: User) -> OrganizationImport:
    """Read a table and note all that is wrong with it; nothing is listed. Raises ValidationError for no table."""
    lines = list(read(upload))
    countries = countries_by_name()
    problems: list[str] = []
    rows: list[dict[str, Any]] = []
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        row, wrong = checked(line.cells, countries)
        twin = seen.setdefault((name_key(row["legal_name"]), row["country"]), line.number)
        if twin != line.number:
            wrong["legal_name"] = _("row %s names it already") % twin
        problems += [
            _("Row %(row)s, column %(column)s: %(text)s") % {"row": line.number, "column": column, "text": text}
            for column, text in wrong.items()
        ]
        rows.append(row)
    name = shown_name(upload.name or "", "text/csv")
    return OrganizationImport.objects.create(name=name[:120], by=by, rows=rows, problems=problems)


def read(upload: UploadedFile) -> Iterator[Line]:
    """The rows of a CSV or XLSX file that are not empty. Raises ValidationError when it is none, or lacks a column."""
    content = content_of(upload)
    table = spreadsheet_rows(content) if content.startswith(SPREADSHEET) else text_rows(content)
    head = columns(next(table, []))
    for number, cells in enumerate(table, start=2):
        if number > MOST_ROWS + 1:
            raise ValidationError(_("The table has more than 2,000 rows. Bring it in parts."))
        row = by_column(head, cells)
        if any(row.values()):
            row.pop("", None)  # what stands in a column without a name
            yield Line(number, row)


def content_of(upload: UploadedFile) -> bytes:
    """The bytes of a file. Raises ValidationError when they are too many."""
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_("The table is larger than 2 MB. Bring it in parts."))
    return upload.read(MOST_BYTES + 1)


def by_column(head: list[str], cells: list[str]) -> dict[str, str]:
    """One row by the names of its columns; a column that the table does not have is empty."""
    row = {name: " ".join(cell.split()) for name, cell in zip(head, cells, strict=False)}
    return dict.fromkeys(COLUMNS, "") | row


def columns(first: list[str]) -> list[str]:
    """The names of the columns. Raises ValidationError when one is missing or unknown."""
    head = [cell.strip().lower() for cell in first]
    if missing := without(REQUIRED, head):
        raise ValidationError(_("The first row has to name the columns. Missing: %s") % ", ".join(missing))
    if unknown := without(head, ("", *COLUMNS)):
        raise ValidationError(_("The portal does not know these columns: %s") % ", ".join(unknown)[:200])
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
            yield ["" if cell is None else str(cell) for cell in row]
    except ValidationError:
        raise
    except Exception:  # a broken spreadsheet breaks in as many ways as it has parts
        raise ValidationError(_("This is not a spreadsheet that can be read.")) from None


def refuse_bomb(content: bytes) -> None:
    """Raise ValidationError for a spreadsheet that unpacks to too much, before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
            raise ValidationError(_("The table is too large when it is unpacked."))


def countries_by_name() -> dict[str, Country]:
    """States and unions by their code of three letters, and by the English names that files use."""
    found: dict[str, Country] = {}
    for country in Country.objects.all():
        for name in (country.iso3, country.name_en, *country.aliases):
            found[name.casefold()] = country
    return found


def checked(cells: dict[str, str], countries: dict[str, Country]) -> tuple[dict[str, Any], dict[str, str]]:
    """The row as it would be listed, and what is wrong with it, by column."""
    country = countries.get(cells["country"].casefold())
    row = {**cells, "country": country.iso3 if country else "", "kind": cells["kind"].lower()}
    row["ecosoc_status"] = cells["ecosoc_status"].lower()
    wrong = {name: _("is empty") for name in REQUIRED if not cells[name]} | wrong_cells(cells, country)
    return row, wrong | model_problems(row, country, wrong)


def wrong_cells(cells: dict[str, str], country: Country | None) -> dict[str, str]:
    """What is wrong with cells that are not empty, before they are made a record, by column."""
    wrong: dict[str, str] = {}
    if cells["country"] and not country:
        wrong["country"] = _("no State has the name or code “%s”") % cells["country"][:60]
    if country and country.category == Country.Category.UNION:
        wrong["country"] = _("“%s” is no country in which an organization is registered") % country.name
    for name in ("legal_name", "acronym", "other_names"):
        if not all(is_in_words(part) for part in names_in(name, cells[name])):
            wrong[name] = _("write the name in words, without a sign in front")
    return wrong


def model_problems(row: dict[str, Any], country: Country | None, wrong: dict[str, str]) -> dict[str, str]:
    """What the rules of the record itself say against a row."""
    try:
        organization = Organization(state=Organization.State.LISTED, slug="import", **fields_of(row, country))
        organization.full_clean(exclude=["slug", *wrong], validate_unique=False)
    except ValidationError as problem:
        known = {name if name in COLUMNS else "ecosoc_year": text for name, text in problem.message_dict.items()}
        return {name: " ".join(text) for name, text in known.items()}
    except ValueError:
        return {"ecosoc_year": _("is not a year")}
    return {}


def fields_of(row: dict[str, Any], country: Country | None) -> dict[str, Any]:
    """A row as `actions.list_named` takes it, with its source."""
    fields = {name: row[name] for name in COLUMNS if name not in ("country", "ecosoc_year")}
    return {**fields, "country": country, "ecosoc_year": year_of(row["ecosoc_year"])}


def year_of(text: str) -> int | None:
    """A year in which ECOSOC could give a status. Raises ValueError when it is none."""
    if not text:
        return None
    year = int(text)
    if not ECOSOC_SINCE <= year <= timezone.now().year:
        raise ValueError("There was no ECOSOC, or the year has not come.")
    return year


@transaction.atomic
def confirm(brought: OrganizationImport, *, by: User, reason: str) -> int:
    """List every organization of a clean table; how many are new. One that is there already stays as it is.

    Raises InvalidMove when something is wrong with the table or it was brought before.
    """
    brought = OrganizationImport.objects.select_for_update().get(pk=brought.pk)
    if brought.done_at:
        raise InvalidMove(_("This table was brought in already."))
    if brought.problems or not brought.rows:
        raise InvalidMove(_("Mend the table first; nothing was listed."))
    countries = {country.iso3: country for country in Country.objects.all()}
    before = Organization.objects.count()
    for row in brought.rows:
        actions.list_named(by=by, **fields_of(row, countries.get(row["country"])))
    brought.done_at, brought.reason = timezone.now(), reason
    brought.save(update_fields=["done_at", "reason"])
    count = Organization.objects.count() - before
    audit.record(brought, "import", by=by, reason=reason, data={"listed": count, "rows": len(brought.rows)})
    return count
