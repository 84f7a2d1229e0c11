"""Loading the files of facts: all of them, or none."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import IntegrityError, models, transaction

from portal.mechanism import glossary
from portal.mechanism.collecting import KEYS, Facts, Key, Model, Record, Ref
from portal.mechanism.models import Theme
from portal.mechanism.reading import Problem, read_rows
from portal.mechanism.tables import TABLES

DATA = Path(__file__).parent / "data"
# Lists of our own, which coordinators reword and reorder: the files only bring what is missing.
KEPT_BY_HAND = {Theme}


class BrokenFacts(Exception):
    """The files cannot be loaded; `problems` says what is wrong, file by file and line by line."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass
class Tally:
    """What a load did to one model."""

    model: Model
    created: int = 0
    updated: int = 0
    unchanged: int = 0


def load(folder: Path = DATA) -> list[Tally]:
    """Bring the database in line with the files of `folder`, in one transaction; a tally for each model.

    The files win over what was changed by hand for the same record, but for KEPT_BY_HAND; records that are in no file
    are left alone.
    Raises BrokenFacts with every problem found, and has then changed nothing.
    """
    facts = read(folder)
    ids: dict[Ref, int] = {}
    try:
        with transaction.atomic():
            transaction.on_commit(glossary.forget)
            return [write(model, facts.records[model], ids) for model in KEYS]
    except IntegrityError as error:
        text = f"the database refuses what the files say beside what it holds already ({error})"
        raise BrokenFacts([Problem(str(folder), None, text)]) from error


def read(folder: Path) -> Facts:
    """All records of the files of `folder`. Raises BrokenFacts when any line is wrong."""
    facts = Facts()
    for table in TABLES:
        for row in read_rows(folder, table.file, table.columns, facts.problems):
            table.build(row, facts)
    if facts.problems:
        raise BrokenFacts(facts.problems)
    return facts


def write(model: Model, records: Mapping[Key, Record], ids: dict[Ref, int]) -> Tally:
    """Create and update the rows of one model; `ids` knows the rows written before and learns these."""
    stored = stored_rows(model)
    rows, new, changed = {}, [], []
    for key, record in records.items():
        values = {column(model, name): with_id(value, ids) for name, value in record.values.items()}
        row = stored.get(tuple(with_id(part, ids) for part in key))
        if row is None:
            row = model(**values)
            new.append(row)
        elif model not in KEPT_BY_HAND and take_over(row, values):
            changed.append(row)
        rows[Ref(model, key)] = row
    model._default_manager.bulk_create(new)
    if changed:
        model._default_manager.bulk_update(changed, [*next(iter(records.values())).values])
    ids.update({ref: row.pk for ref, row in rows.items()})
    return Tally(model, len(new), len(changed), len(records) - len(new) - len(changed))


def stored_rows(model: Model) -> dict[Key, models.Model]:
    """The rows of the database by the values that tell them apart."""
    columns = [column(model, name) for name in KEYS[model]]
    return {tuple(getattr(row, name) for name in columns): row for row in model._default_manager.all()}


def take_over(row: models.Model, values: dict[str, Any]) -> bool:
    """Set the values of the file on the row; whether any of them is new to it."""
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in new.items():
        setattr(row, name, value)
    return bool(new)


def column(model: Model, name: str) -> str:
    """Where a field keeps its value; for a reference the column of the id."""
    return str(getattr(model._meta.get_field(name), "attname", name))


def with_id(value: Any, ids: dict[Ref, int]) -> Any:
    """The value as its column holds it; for a reference the id."""
    return ids[value] if isinstance(value, Ref) else value
