"""Rows that nobody may change, and rows that nobody may add to what is complete, kept by the database itself.

Altering a field on SQLite rebuilds the table and drops its triggers without a word, so they are no part of a migration:
`install` runs after every migrate, is idempotent, and `missing` is asked by a system check. Before a migrate `loosen`
drops those of SQLite that look into another table: it would refuse to rename that one.
A database owner can still drop them; the hash chains and the receipts show that afterwards (SECURITY.md).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.apps import apps
from django.db import connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Model


@dataclass(frozen=True)
class PartOf:
    """What rows are a part of: the column that names it, its model, and the column that is set when it is complete."""

    column: str
    model: str
    complete: str

    @property
    def table(self) -> str:
        """Where it stands."""
        return apps.get_model(self.model)._meta.db_table

    def is_complete(self) -> str:
        """SQL that is true when NEW would become a part of something complete."""
        standing = f'whole."id" = NEW."{self.column}" AND whole."{self.complete}" IS NOT NULL'
        return f'EXISTS (SELECT 1 FROM "{self.table}" whole WHERE {standing})'  # noqa: S608 - names of ours


@dataclass(frozen=True)
class AppendOnly:
    """Rows of `model` may not be deleted nor changed, but for the columns in `may_clear`, which may become NULL, and
    those in `may_empty`, which may become ''.

    With `once`, this holds from the moment that this column is set (a draft stays free until it is frozen). With
    `only`, it holds for these columns, and the others stay free. `provided` is one more condition in SQL on OLD.
    With `part_of`, no row may come to something that is complete, neither new nor from elsewhere.
    """

    model: str
    may_clear: tuple[str, ...] = ()
    once: str | None = None
    only: tuple[str, ...] = ()
    provided: str = ""
    may_empty: tuple[str, ...] = ()
    part_of: PartOf | None = None

    def get_model(self) -> type[Model]:
        """The model class behind the label."""
        return apps.get_model(self.model)

    @property
    def name(self) -> str:
        """The name that the triggers start with."""
        return f"{self.table}_append_only"

    @property
    def table(self) -> str:
        """The table of the rows."""
        return self.get_model()._meta.db_table

    @property
    def looks_elsewhere(self) -> bool:
        """Whether its triggers read another table."""
        return bool(self.part_of or self.provided)

    def columns(self) -> set[str]:
        """The columns that its triggers name."""
        others = (self.once, self.part_of.column if self.part_of else None)
        return {*(self.only or self._all_columns()), *self.may_clear, *self.may_empty, *filter(None, others)}

    def _all_columns(self) -> list[str]:
        return [field.column for field in self.get_model()._meta.concrete_fields]

    def forbidden_change(self) -> str:
        """SQL that is true when an UPDATE changes what must stay; `%s` in it is the database's “differs from”."""
        columns = self.only or self._all_columns()
        free = {*self.may_clear, *self.may_empty}
        tests = [f'NEW."{column}" %(differs)s OLD."{column}"' for column in columns if column not in free]
        tests += [
            f'(NEW."{column}" %(differs)s OLD."{column}" AND NEW."{column}" IS NOT NULL)' for column in self.may_clear
        ]
        tests += [
            f'(NEW."{column}" %(differs)s OLD."{column}" AND NEW."{column}" <> \'\')' for column in self.may_empty
        ]
        return " OR ".join(tests)

    def applies(self) -> str:
        """SQL that is true for the rows that are protected by now."""
        since = f'OLD."{self.once}" IS NOT NULL' if self.once else "1 = 1"
        return f"{since} AND ({self.provided})" if self.provided else since


_registry: list[AppendOnly] = []


def append_only(*rules: AppendOnly) -> None:
    """Add rules; called from an app's `ready`."""
    _registry.extend(rule for rule in rules if rule not in _registry)


def install(using: str = "default", **kwargs: object) -> None:
    """Create every trigger that is missing or outdated and whose table and columns exist. For `post_migrate`.

    That signal comes once for each app, so the second time there is nothing to write. Between two migrations a column
    may not be there yet, and SQLite renames nothing beside a trigger that names it.
    """
    connection = connections[using]
    found, expected, write = KINDS[connection.vendor]
    with connection.cursor() as cursor:
        standing = found(cursor)
        for rule in _registry:
            stands = all(standing.get(name) == trigger for name, trigger in expected(rule).items())
            if not stands and rule.columns() <= _columns(cursor, rule.table):
                write(cursor, rule)


def _columns(cursor: CursorWrapper, table: str) -> set[str]:
    """The columns that a table has now: none where there is no such table."""
    introspection = cursor.db.introspection
    if table not in introspection.table_names(cursor):
        return set()
    return {column.name for column in introspection.get_table_description(cursor, table)}


def loosen(using: str = "default", **kwargs: object) -> None:
    """Drop the triggers of SQLite that read another table. For `pre_migrate`; `install` puts them back."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for rule in filter(lambda rule: rule.looks_elsewhere, _registry):
            for name in _triggers_sqlite(rule):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')


def missing(using: str = "default") -> list[str]:
    """Names of triggers that are not there, are switched off, or do not say what `install` writes."""
    connection = connections[using]
    found, expected, _write = KINDS[connection.vendor]
    with connection.cursor() as cursor:
        standing = found(cursor)
    wanted = {name: trigger for rule in _registry for name, trigger in expected(rule).items()}
    return [name for name, trigger in wanted.items() if standing.get(name) != trigger]


def _triggers_sqlite(rule: AppendOnly) -> dict[str, str]:
    """The statements that create the triggers of a rule, by name."""
    conditions = {
        "update": ("UPDATE", f"({rule.applies()}) AND ({rule.forbidden_change() % {'differs': 'IS NOT'}})"),
        "delete": ("DELETE", rule.applies()),
    }
    if rule.part_of:
        column, complete = rule.part_of.column, rule.part_of.is_complete()
        conditions["insert"] = ("INSERT", complete)
        conditions["join"] = ("UPDATE", f'NEW."{column}" IS NOT OLD."{column}" AND {complete}')
    return {
        f"{rule.name}_{event}": f'CREATE TRIGGER "{rule.name}_{event}" BEFORE {verb} ON "{rule.table}" '
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{rule.table} is append-only'); END"
        for event, (verb, condition) in conditions.items()
    }


def _install_sqlite(cursor, rule: AppendOnly) -> None:
    for name, statement in _triggers_sqlite(rule).items():
        cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        cursor.execute(statement)


def _found_sqlite(cursor) -> dict[str, str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return dict(cursor.fetchall())


class Trigger(NamedTuple):
    """A trigger of PostgreSQL: its table, when it fires (pg_trigger.tgtype), whether it does, and what it runs."""

    table: str
    fires: int
    enabled: str
    has_condition: bool
    body: str


# Before the event: BEFORE is 2, ROW 1, INSERT 4, DELETE 8, UPDATE 16, TRUNCATE 32 (src/include/catalog/pg_trigger.h).
FIRES = {"update": 2 + 1 + 16, "delete": 2 + 1 + 8, "truncate": 2 + 32}
JOINS = {"insert": 2 + 1 + 4, "join": 2 + 1 + 16}
EVENTS = {"join": "UPDATE"}  # others are called as they are


def _triggers_postgresql(rule: AppendOnly) -> dict[str, Trigger]:
    """The triggers of a rule as they have to stand, by name."""
    bodies = [(_body_postgresql(rule), FIRES)]
    if rule.part_of:
        bodies.append((_joining_postgresql(rule.table, rule.part_of), JOINS))
    return {
        f"{rule.name}_{event}": Trigger(rule.table, fires, "O", False, body)
        for body, events in bodies
        for event, fires in events.items()
    }


def _body_postgresql(rule: AppendOnly) -> str:
    """The conditions stand in the function: in a trigger's WHEN they would block every later ALTER of the column."""
    table = rule.table
    update = rule.forbidden_change() % {"differs": "IS DISTINCT FROM"}
    return (
        f" BEGIN IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '{table} is append-only'; END IF; "
        f"IF ({rule.applies()}) AND (TG_OP = 'DELETE') THEN RAISE EXCEPTION '{table} is append-only'; END IF; "
        f"IF TG_OP = 'UPDATE' THEN IF ({rule.applies()}) AND ({update}) THEN "
        f"RAISE EXCEPTION '{table} is append-only'; END IF; RETURN NEW; END IF; RETURN OLD; END "
    )


def _joining_postgresql(table: str, whole: PartOf) -> str:
    """The lock makes a row that comes while the whole is completed wait, and see that it is complete."""
    same = f'NEW."{whole.column}" IS NOT DISTINCT FROM OLD."{whole.column}"'
    asked = f'SELECT whole."{whole.complete}"::text INTO complete FROM "{whole.table}" whole'  # noqa: S608 - names of ours
    return (
        f" DECLARE complete text; BEGIN IF TG_OP = 'UPDATE' THEN IF {same} THEN RETURN NEW; END IF; END IF; "
        f'{asked} WHERE whole."id" = NEW."{whole.column}" FOR SHARE; '
        f"IF complete IS NOT NULL THEN RAISE EXCEPTION '{table} is append-only'; END IF; RETURN NEW; END "
    )


def _install_postgresql(cursor, rule: AppendOnly) -> None:
    _create_postgresql(cursor, rule, rule.name, _body_postgresql(rule), FIRES)
    if rule.part_of:  # a function of its own: one that knows no INSERT would make new rows vanish
        _create_postgresql(cursor, rule, f"{rule.name}_join", _joining_postgresql(rule.table, rule.part_of), JOINS)


def _create_postgresql(cursor, rule: AppendOnly, function: str, body: str, events: Mapping[str, int]) -> None:
    cursor.execute(f'CREATE OR REPLACE FUNCTION "{function}"() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$')
    for event in events:
        name, row = f"{rule.name}_{event}", "STATEMENT" if event == "truncate" else "ROW"
        cursor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{rule.table}"')
        cursor.execute(
            f'CREATE TRIGGER "{name}" BEFORE {EVENTS.get(event, event.upper())} ON "{rule.table}" '
            f'FOR EACH {row} EXECUTE FUNCTION "{function}"()'
        )


def _found_postgresql(cursor) -> dict[str, Trigger]:
    cursor.execute(
        "SELECT t.tgname, c.relname, t.tgtype, t.tgenabled, t.tgqual IS NOT NULL, p.prosrc FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
    )
    return {name: Trigger(*rest) for name, *rest in cursor.fetchall()}


class Kind(NamedTuple):
    """How to ask a kind of database for its triggers, what those of a rule have to be, and how to write them."""

    found: Callable[[CursorWrapper], Mapping[str, object]]
    expected: Callable[[AppendOnly], Mapping[str, object]]
    write: Callable[[CursorWrapper, AppendOnly], None]


KINDS = {
    "sqlite": Kind(_found_sqlite, _triggers_sqlite, _install_sqlite),
    "postgresql": Kind(_found_postgresql, _triggers_postgresql, _install_postgresql),
}
