"""Bringing a table of facts: read and checked first, cell by cell, stored only when it is confirmed.

A table corrects the rows that it names and adds those that are new; nothing is deleted. Each change stands in the
history of its row, as if it had been made in the admin by hand.
"""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal import audit, sheets
from portal.files import shown_name
from portal.mechanism.fact_forms import TABLES, FactForm, Identity, Table, form_of, ground_of
from portal.mechanism.models import FactTable
from portal.records import InvalidMove


@dataclass(frozen=True)
class Difference:
    """What a row of a table would do: add a fact, or change these fields of one, from what to what."""

    name: str
    is_new: bool
    changes: list[tuple[str, Any, Any]]


def dry_run(upload: UploadedFile, kind: str, *, by: Any) -> FactTable:
    """Read a table and note all that is wrong with it; nothing is stored. Raises ValidationError for no table."""
    chosen, ground = TABLES[kind], ground_of(kind)
    problems: list[str] = []
    rows: list[dict[str, str]] = []
    seen: dict[Identity, int] = {}
    for line in sheets.read(upload, chosen.columns, chosen.required):
        form = form_of(line.cells, ground)
        wrong = problems_of(form, line.cells, chosen)
        twin = seen.setdefault(form.identity, line.number)
        if twin != line.number:
            wrong[chosen.keys[0]] = _("row %s says it already") % twin
        problems += [
            _("Row %(row)s, column %(column)s: %(text)s") % {"row": line.number, "column": column, "text": text}
            for column, text in wrong.items()
        ]
        rows.append(line.cells)
    name = shown_name(upload.name or "", "text/csv")
    return FactTable.objects.create(kind=kind, name=name[:120], by=by, rows=rows, problems=problems)


def problems_of(form: FactForm, cells: dict[str, str], chosen: Table) -> dict[str, str]:
    """What is wrong with a row, by column. What is wrong with the row as a whole stands at its first key."""
    wrong = {name: _("is empty") for name in chosen.required if not cells.get(name)}
    for name, errors in form.errors.items():
        column = {"precision": "as_of", "__all__": chosen.keys[0]}.get(name, name)
        wrong.setdefault(column, " ".join(map(str, errors)))
    return wrong


def differences(brought: FactTable) -> list[Difference]:
    """What a clean table would change, row by row; what says nothing new is left out. Five queries."""
    ground = ground_of(brought.kind)
    found = [difference(form_of(cells, ground, checked=True)) for cells in brought.rows]
    return [one for one in found if one.is_new or one.changes]


def difference(form: FactForm) -> Difference:
    """What one row would change. The form was not cleaned yet: that sets the new values on its record."""
    fact = form.instance
    stored = {name: getattr(fact, name) for name in form.fields} if fact.pk else {}
    form.full_clean()
    new = {name: form.cleaned_data.get(name) for name in form.fields}
    changes = [(name, old, new[name]) for name, old in stored.items() if old != new[name]]
    return Difference(str(form.instance), not fact.pk, changes)


@transaction.atomic
def confirm(brought: FactTable, *, by: Any, reason: str) -> int:
    """Store every row of a clean table; how many facts are new or changed.

    Raises InvalidMove when something is wrong with the table or it was brought before.
    """
    brought = FactTable.objects.select_for_update().get(pk=brought.pk)
    if brought.done_at:
        raise InvalidMove(_("This table was brought in already."))
    if brought.problems or not brought.rows:
        raise InvalidMove(_("Mend the table first; nothing was stored."))
    ground = ground_of(brought.kind)
    stored = sum(store(form_of(cells, ground), by=by, reason=reason) for cells in brought.rows)
    brought.done_at, brought.reason = timezone.now(), reason
    brought.save(update_fields=["done_at", "reason"])
    audit.record(brought, "import", by=by, reason=reason, data={"stored": stored, "rows": len(brought.rows)})
    return stored


def store(form: FactForm, *, by: Any, reason: str) -> bool:
    """Store one row, with an entry in its history; whether anything changed. Raises InvalidMove when it is wrong."""
    found = difference(form)
    if form.errors:
        raise InvalidMove(_("Something changed meanwhile. Bring the table again; nothing was stored."))
    if not found.is_new and not found.changes:
        return False
    fact = form.save()
    fields = {name: str(value) for name, _old, value in found.changes}
    log(fact, "wagtail.create" if found.is_new else "wagtail.edit", user=by, data={"reason": reason, "fields": fields})
    return True
