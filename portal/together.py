"""Several kinds of rows of one page with one question to the database, as the objects that prefetching would give.

A page with six kinds of rows asks six times when each is prefetched; here they come as one UNION, each row as a JSON
object that the database builds. Meant for a page's few rows, read by everybody: not for lists.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from typing import Any

from django.db.models import CharField, F, Model, Value
from django.db.models.functions import JSONObject


@dataclass(frozen=True)
class Rows:
    """One kind of rows: those that the accessor `name` of a page gives, in the order of their `sort_order`.

    `along` are rows that each of them leads to, with the fields that are read of these; `more` are expressions whose
    value each row gets under their name.
    """

    name: str
    along: Mapping[str, Sequence[str]] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


def fetch(pages: Sequence[Any], *kinds: Rows) -> None:
    """Read these rows of all these pages, of one model, into the accessors, as `prefetch_related_objects` does.

    Rows of a draft that are only in memory stay as they are.
    """
    stored = [page for page in pages if page.pk]
    if not stored:
        return
    relations = {kind.name: type(stored[0])._meta.get_field(kind.name) for kind in kinds}
    asked = [_question(kind, relations[kind.name], stored) for kind in kinds]
    found: dict[tuple[str, int], list[Any]] = {}
    for name, parent, values in asked[0].union(*asked[1:], all=True):
        found.setdefault((name, parent), []).append(values)
    for page, kind in product(stored, kinds):
        rows = [_row(kind, relations[kind.name], values) for values in found.get((kind.name, page.pk), [])]
        _remember(page, relations[kind.name], sorted(rows, key=lambda row: (row.sort_order or 0, row.pk)))


def _question(kind: Rows, relation: Any, pages: Sequence[Any]) -> Any:
    model, parent = relation.related_model, relation.field.name
    columns = {one.attname: F(one.attname) for one in model._meta.concrete_fields}
    columns |= {f"{name}__{part}": F(f"{name}__{part}") for name, parts in kind.along.items() for part in parts}
    rows = model._base_manager.filter(**{f"{parent}__in": [page.pk for page in pages]}).order_by()
    name = Value(kind.name, output_field=CharField())
    return rows.values_list(name, F(f"{parent}_id"), JSONObject(**columns, **kind.more))


def _row(kind: Rows, relation: Any, values: dict[str, Any]) -> Any:
    row = _object(relation.related_model, values, [one.attname for one in relation.related_model._meta.concrete_fields])
    for name, parts in kind.along.items():
        to = row._meta.get_field(name)
        inner = {part: values[f"{name}__{part}"] for part in parts}
        setattr(row, name, _object(to.related_model, inner, parts) if getattr(row, to.attname) is not None else None)
    for name, expression in kind.more.items():
        setattr(row, name, expression.output_field.to_python(values[name]))
    return row


def _object(model: type[Model], values: Mapping[str, Any], names: Iterable[str]) -> Any:
    """An object as it is read from the database; what was not asked for is deferred."""
    read = {one.attname: one for one in model._meta.concrete_fields if one.attname in set(names)}
    return model.from_db(None, list(read), [_value(one, values[name]) for name, one in read.items()])


def _value(column: Any, value: Any) -> Any:
    """A value as its field has it: JSON knows no moments, and SQLite hands out JSON in JSON as text."""
    if column.get_internal_type() == "JSONField":
        return json.loads(value) if isinstance(value, str) else value
    python = column.to_python(value)
    naive = isinstance(python, datetime) and python.tzinfo is None
    return python.replace(tzinfo=UTC) if naive else python


def _remember(page: Any, relation: Any, rows: list[Any]) -> None:
    name = relation.get_accessor_name()
    if name in getattr(page, "_cluster_related_objects", {}):
        return
    for row in rows:
        setattr(row, relation.field.name, page)
    known = getattr(page, name).get_queryset()
    known._result_cache, known._prefetch_done = rows, True
    if not hasattr(page, "_prefetched_objects_cache"):
        page._prefetched_objects_cache = {}
    page._prefetched_objects_cache[relation.field.related_query_name()] = known
