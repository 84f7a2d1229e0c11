"""Rows that nobody may change, kept by the database itself.

Altering a field on SQLite rebuilds the table and drops its triggers without a word, so they are no part of a migration:
`install` runs after every migrate, is idempotent, and `missing` is asked by a system check.
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
class AppendOnly:
    """Rows of `model` may not be deleted nor changed, but for the columns in `may_clear`, which may become NULL, and
    those in `may_empty`, which may become ''.

    With `once`, this holds from the moment that this column is set (a draft stays free until it is frozen). With
    `only`, it holds for these columns, and the others stay free. `provided` is one more condition in SQL on OLD.
    """

    model: str
    may_clear: tuple[str, ...] = ()
    once: str | None = None
    only: tuple[str, ...] = ()
    provided: str = ""
    may_empty: tuple[str, ...] = ()

    def get_model(self) -> type[Model]:
        """The model class behind the label."""
        return apps.get_model(self.model)

    @property
    def name(self) -> str:
        """The name that the triggers start with."""
        return f"{self.get_model()._meta.db_table}_append_only"

    def forbidden_change(self) -> str:
        """SQL that is true when an UPDATE changes what must stay; `%s` in it is the database's “differs from”."""
        columns = self.only or [field.column for field in self.get_model()._meta.concrete_fields]
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
    """Create every trigger whose table exists, replacing what stands. For `post_migrate`."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    write = {"sqlite": _install_sqlite, "postgresql": _install_postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for rule in _registry:
            if rule.get_model()._meta.db_table in tables:
                write(cursor, rule)


def missing(using: str = "default") -> list[str]:
    """Names of triggers that are not there, are switched off, or do not say what `install` writes."""
    connection = connections[using]
    found, expected = KINDS[connection.vendor]
    with connection.cursor() as cursor:
        standing = found(cursor)
    wanted = {name: trigger for rule in _registry for name, trigger in expected(rule).items()}
    return [name for name, trigger in wanted.items() if standing.get(name) != trigger]


def _triggers_sqlite(rule: AppendOnly) -> dict[str, str]:
    """The statements that create the triggers of a rule, by name."""
    table = rule.get_model()._meta.db_table
    conditions = {
        "update": f"({rule.applies()}) AND ({rule.forbidden_change() % {'differs': 'IS NOT'}})",
        "delete": rule.applies(),
    }
    return {
        f"{rule.name}_{event}": f'CREATE TRIGGER "{rule.name}_{event}" BEFORE {event.upper()} ON "{table}" '
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for event, condition in conditions.items()
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


# Before the event: BEFORE is 2, ROW 1, DELETE 8, UPDATE 16, TRUNCATE 32 (src/include/catalog/pg_trigger.h).
FIRES = {"update": 2 + 1 + 16, "delete": 2 + 1 + 8, "truncate": 2 + 32}


def _triggers_postgresql(rule: AppendOnly) -> dict[str, Trigger]:
    """The triggers of a rule as they have to stand, by name."""
    table, body = rule.get_model()._meta.db_table, _body_postgresql(rule)
    return {f"{rule.name}_{event}": Trigger(table, fires, "O", False, body) for event, fires in FIRES.items()}


def _body_postgresql(rule: AppendOnly) -> str:
    """The conditions stand in the function: in a trigger's WHEN they would block every later ALTER of the column."""
    table = rule.get_model()._meta.db_table
    update = rule.forbidden_change() % {"differs": "IS DISTINCT FROM"}
    return (
        f" BEGIN IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '{table} is append-only'; END IF; "
        f"IF ({rule.applies()}) AND (TG_OP = 'DELETE') THEN RAISE EXCEPTION '{table} is append-only'; END IF; "
        f"IF TG_OP = 'UPDATE' THEN IF ({rule.applies()}) AND ({update}) THEN "
        f"RAISE EXCEPTION '{table} is append-only'; END IF; RETURN NEW; END IF; RETURN OLD; END "
    )


def _install_postgresql(cursor, rule: AppendOnly) -> None:
    table = rule.get_model()._meta.db_table
    cursor.execute(
        f'CREATE OR REPLACE FUNCTION "{rule.name}"() RETURNS trigger LANGUAGE plpgsql '
        f"AS $body${_body_postgresql(rule)}$body$"
    )
    for event in FIRES:
        name, row = f"{rule.name}_{event}", "STATEMENT" if event == "truncate" else "ROW"
        cursor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
        cursor.execute(
            f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{table}" '
            f'FOR EACH {row} EXECUTE FUNCTION "{rule.name}"()'
        )


def _found_postgresql(cursor) -> dict[str, Trigger]:
    cursor.execute(
        "SELECT t.tgname, c.relname, t.tgtype, t.tgenabled, t.tgqual IS NOT NULL, p.prosrc FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
    )
    return {name: Trigger(*rest) for name, *rest in cursor.fetchall()}


# How to ask a database for its triggers, and what they have to be.
Kind = tuple[Callable[[CursorWrapper], Mapping[str, object]], Callable[[AppendOnly], Mapping[str, object]]]
KINDS: dict[str, Kind] = {
    "sqlite": (_found_sqlite, _triggers_sqlite),
    "postgresql": (_found_postgresql, _triggers_postgresql),
}
