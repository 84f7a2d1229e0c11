"""Loading the files of facts: all of them, or none."""

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import IntegrityError, models, transaction

from portal.mechanism.collecting import KEYS, Facts, Model, Record, Ref
from portal.mechanism.reading import Problem, read_rows
from portal.mechanism.tables import TABLES

DATA = Path(__file__).parent / "data"

Rows = dict[tuple[Hashable, ...], models.Model]


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

    The files win over what was changed by hand for the same record; records that are in no file are left alone.
    Raises BrokenFacts with every problem found, and has then changed nothing.
    """
    facts = read(folder)
    ids: dict[Ref, int] = {}
    try:
        with transaction.atomic():
            return [write(model, list(facts.records[model].values()), ids) for model in KEYS]
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


def write(model: Model, records: list[Record], ids: dict[Ref, int]) -> Tally:
    """Create and update the rows of one model; `ids` knows the rows written before and learns these."""
    keys = [model._meta.get_field(name).attname for name in KEYS[model]]
    stored: Rows = {tuple(getattr(each, name) for name in keys): each for each in model._default_manager.all()}
    written: list[tuple[Record, models.Model]] = []
    new, changed, tally = [], [], Tally(model)
    for record in records:
        values = with_ids(model, record.values, ids)
        row = stored.get(tuple(values[name] for name in keys))
        if row is None:
            row = model(**values)
            new.append(row)
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
        written.append((record, row))
    model._default_manager.bulk_create(new)
    if changed:
        model._default_manager.bulk_update(changed, [*records[0].values])
    tally.created, tally.updated = len(new), len(changed)
    tally.unchanged = len(records) - tally.created - tally.updated
    ids.update({Ref(model, tuple(record.values[name] for name in KEYS[model])): row.pk for record, row in written})
    return tally


def with_ids(model: Model, values: dict[str, Any], ids: dict[Ref, int]) -> dict[str, Any]:
    """The values by column, with an id in the place of each reference."""
    columns = {name: model._meta.get_field(name).attname for name in values}
    return {columns[name]: ids[value] if isinstance(value, Ref) else value for name, value in values.items()}
