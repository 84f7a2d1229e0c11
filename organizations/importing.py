"""Bringing a table of organizations: read and checked first, row by row, listed only when it is confirmed.

Files are read here in the request (`portal.sheets`), before any transaction, with hard limits.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations import actions
from organizations.forms import ECOSOC_SINCE
from organizations.models import Organization, OrganizationImport, User
from organizations.names import is_in_words, name_key, names_in
from portal import audit, sheets
from portal.files import shown_name
from portal.mechanism.models import State as Country
from portal.mechanism.models.states import sort_key
from portal.mechanism.naming import states_by_name
from portal.records import InvalidMove

COLUMNS = (
    "legal_name", "acronym", "other_names", "country", "kind", "website", "mandate", "ecosoc_status", "ecosoc_year",
    "source",
)  # fmt: skip
REQUIRED = ("legal_name", "source")


def dry_run(upload: UploadedFile, *, by: User) -> OrganizationImport:
    """Read a table and note all that is wrong with it; nothing is listed. Raises ValidationError for no table."""
    lines = list(sheets.read(upload, COLUMNS, REQUIRED))
    countries = states_by_name()
    problems: list[str] = []
    rows: list[dict[str, Any]] = []
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        row, wrong = checked(dict.fromkeys(COLUMNS, "") | line.cells, countries)
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


def checked(cells: dict[str, str], countries: dict[str, Country]) -> tuple[dict[str, Any], dict[str, str]]:
    """The row as it would be listed, and what is wrong with it, by column."""
    country = countries.get(sort_key(cells["country"]))
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
