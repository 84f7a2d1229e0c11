"""Rows that nobody may change, kept by the database itself.

Altering a field on SQLite rebuilds the table and drops its triggers without a word, so they are no part of a migration:
`install` runs after every migrate, is idempotent, and `missing` is asked by a system check.
A database owner can still drop them; the hash chains and the receipts show that afterwards (SECURITY.md).
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import connections
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
    """Names of triggers that should be there and are not."""
    connection = connections[using]
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    return [name for rule in _registry for name in (f"{rule.name}_update", f"{rule.name}_delete") if name not in found]


def _install_sqlite(cursor, rule: AppendOnly) -> None:
    table = rule.get_model()._meta.db_table
    conditions = {
        "update": f"({rule.applies()}) AND ({rule.forbidden_change() % {'differs': 'IS NOT'}})",
        "delete": rule.applies(),
    }
    for event, condition in conditions.items():
        name = f"{rule.name}_{event}"
        cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        cursor.execute(
            f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{table}" WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _install_postgresql(cursor, rule: AppendOnly) -> None:
    """The conditions stand in the function: in a trigger's WHEN they would block every later ALTER of the column."""
    table = rule.get_model()._meta.db_table
    update = rule.forbidden_change() % {"differs": "IS DISTINCT FROM"}
    cursor.execute(
        f'CREATE OR REPLACE FUNCTION "{rule.name}"() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN '
        f"IF TG_OP = 'TRUNCATE' THEN RAISE EXCEPTION '{table} is append-only'; END IF; "
        f"IF ({rule.applies()}) AND (TG_OP = 'DELETE') THEN RAISE EXCEPTION '{table} is append-only'; END IF; "
        f"IF TG_OP = 'UPDATE' THEN IF ({rule.applies()}) AND ({update}) THEN "
        f"RAISE EXCEPTION '{table} is append-only'; END IF; RETURN NEW; END IF; RETURN OLD; END $body$"
    )
    for event, row in {"update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}.items():
        name = f"{rule.name}_{event}"
        cursor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
        cursor.execute(
            f'CREATE TRIGGER "{name}" BEFORE {event.upper()} ON "{table}" '
            f'FOR EACH {row} EXECUTE FUNCTION "{rule.name}"()'
        )
