"""Which rows hold every word of a question: an index of words, kept by the database itself.

Beside a table whose column `portal.search.fold` fills stands a table of words: FTS5 on SQLite, a tsvector with a GIN
index on PostgreSQL. Triggers keep it. Both take the folded text apart at its blanks and nowhere else, so both find the
same rows. It is no part of a migration, because altering a table on SQLite drops the triggers: `install` runs after
every migrate, is idempotent, and builds an index anew where its triggers were gone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Expression, Model, Q

from portal import search


@dataclass(frozen=True)
class Words:
    """An index over `column` of `model`; a row whose column is empty is found by no question."""

    model: str
    column: str

    def get_model(self) -> type[Model]:
        """The model class behind the label."""
        return apps.get_model(self.model)

    @property
    def table(self) -> str:
        """The table whose rows are found."""
        return self.get_model()._meta.db_table

    @property
    def name(self) -> str:
        """The table of the words, and what the names of its triggers start with."""
        return f"{self.table}_words"


_registry: dict[str, Words] = {}


def index(*indexes: Words) -> None:
    """Add indexes; called from an app's `ready`. A model has one."""
    _registry.update({one.model: one for one in indexes})


class RowsHolding(Expression):
    """The keys of the rows that hold all of these words, as a subquery in the words of each database."""

    output_field = BigIntegerField()

    def __init__(self, words: Words, wanted: Sequence[search.Wanted]) -> None:
        super().__init__()
        self.words, self.wanted = words, wanted

    def as_sqlite(self, *args: object, **kwargs: object) -> tuple[str, list[str]]:
        """FTS5 reads a word in double quotes as it is; a star behind it takes all that begin with it."""
        asked = " AND ".join(f'"{one.token}"' + ("" if one.whole else "*") for one in self.wanted)
        return f'(SELECT rowid FROM "{self.words.name}" WHERE "{self.words.name}" MATCH %s)', [asked]

    def as_postgresql(self, *args: object, **kwargs: object) -> tuple[str, list[str]]:
        """A tsquery reads a word in single quotes as it is."""
        asked = " & ".join(f"'{one.token}'" + ("" if one.whole else ":*") for one in self.wanted)
        return f'(SELECT id FROM "{self.words.name}" WHERE words @@ %s::tsquery)', [asked]


def holding(model: type[Model], query: str, path: str = "") -> Q:
    """The condition that a row holds every word of a question, and every phrase of it that stands in quotes.

    An empty question matches everything; one without a letter or digit matches nothing. `path` leads to the model
    where other rows are asked for, as "organization__" does.
    """
    question = search.read(query)
    if not question.wanted:
        return Q(pk__in=[]) if query.strip() else Q()
    words = _registry[model._meta.label]
    return Q(**{f"{path}pk__in": RowsHolding(words, question.wanted)}) & _contains(words, question.phrases, path)


def _contains(words: Words, runs: Iterable[str], path: str) -> Q:
    condition = Q()
    for run in runs:
        condition &= Q(**{f"{path}{words.column}__contains": run})
    return condition


def met_often(model: type[Model], query: str, path: str = "") -> Q:
    """The same condition for words that many rows hold, so that a list in its order soon meets some.

    SQLite would fetch all of them from the index first, so it reads the text of each row that it comes to; PostgreSQL
    knows how often a word is, and does by itself what is best.
    """
    if connections[router.db_for_read(model)].vendor != "sqlite":
        return holding(model, query, path)
    question = search.read(query)
    runs = [f" {one.token} " if one.whole else f" {one.token}" for one in question.wanted]
    return _contains(_registry[model._meta.label], [*runs, *question.phrases], path)


def holding_phrases(model: type[Model], query: str, path: str = "") -> Q:
    """The condition that a row holds every phrase in quotes: for rows that are known to hold the words."""
    return _contains(_registry[model._meta.label], search.read(query).phrases, path)


def newest(model: type[Model], query: str, most: int) -> list[int]:
    """Keys of the rows that hold every word of a question, the highest first; phrases are not looked at."""
    question, words = search.read(query), _registry[model._meta.label]
    if not question.wanted:
        return []
    connection = connections[router.db_for_read(model)]
    holding_rows = RowsHolding(words, question.wanted)
    asked, params = holding_rows.as_sqlite() if connection.vendor == "sqlite" else holding_rows.as_postgresql()
    with connection.cursor() as cursor:
        cursor.execute(f"{asked[1:-1]} ORDER BY {KEY[connection.vendor]} DESC LIMIT %s", [*params, most])
        return [key for (key,) in cursor.fetchall()]


KEY = {"sqlite": "rowid", "postgresql": "id"}


def install(using: str = "default", **kwargs: object) -> None:
    """Create every index whose table exists and that does not stand whole. For `post_migrate`."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    for words in _registry.values():
        if words.table in tables and not stands(connection, words):
            with connection.cursor() as cursor:
                for statement in STATEMENTS[connection.vendor](words):
                    cursor.execute(statement)


def missing(using: str = "default") -> list[str]:
    """Names of the indexes that do not stand whole."""
    return [words.name for words in _registry.values() if not stands(connections[using], words)]


def stands(connection: BaseDatabaseWrapper, words: Words) -> bool:
    """Whether an index has its table and all its triggers, as they are written here."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND[connection.vendor], [words.table, f"{words.name}_%"])
        return {name for (name,) in cursor.fetchall()} == {f"{words.name}_{version}" for version in VERSION}


VERSION = ("1_delete", "1_insert", "1_update")  # of the statements below: a higher one builds all indexes anew
FOUND = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name LIKE %s",
    "postgresql": "SELECT tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal "
    "AND tgenabled = 'O' AND pg_table_is_visible(c.oid) AND relname = %s AND tgname LIKE %s",
}


def _sqlite(words: Words) -> list[str]:
    """An index without a copy of the text: FTS5 needs the old text to take a row out, and the triggers have it.

    The tokenizer "ascii" parts at blanks and signs of ASCII alone. No positions are kept: phrases are looked up in the
    text itself.
    """
    name, table, column = words.name, words.table, words.column
    old, new = f'OLD."{column}"', f'NEW."{column}"'
    take_out = (
        f'INSERT INTO "{name}" ("{name}", rowid, "{column}") SELECT \'delete\', OLD.id, {old} WHERE {old} <> \'\';'
    )
    put_in = f'INSERT INTO "{name}" (rowid, "{column}") SELECT NEW.id, {new} WHERE {new} <> \'\';'
    changed = f"WHEN {old} IS NOT {new}"
    return [
        *(f'DROP TRIGGER IF EXISTS "{name}_{version}"' for version in VERSION),
        f'DROP TABLE IF EXISTS "{name}"',
        f"CREATE VIRTUAL TABLE \"{name}\" USING fts5(\"{column}\", content='{table}', content_rowid='id', "
        "tokenize='ascii', detail='none', columnsize=0)",
        f'INSERT INTO "{name}" ("{name}") VALUES (\'rebuild\')',
        f'CREATE TRIGGER "{name}_{VERSION[0]}" AFTER DELETE ON "{table}" BEGIN {take_out} END',
        f'CREATE TRIGGER "{name}_{VERSION[1]}" AFTER INSERT ON "{table}" BEGIN {put_in} END',
        f'CREATE TRIGGER "{name}_{VERSION[2]}" AFTER UPDATE ON "{table}" {changed} BEGIN {take_out} {put_in} END',
    ]


def _postgresql(words: Words) -> list[str]:
    """A tsvector of the words as they are, without PostgreSQL's own parser, whose sense of a word is another one.

    The table of words has no foreign key: it would forbid to empty the other one.
    """
    name, table, column = words.name, words.table, words.column
    split = "array_to_tsvector(array_remove(string_to_array(%s, ' '), ''))"
    body = (
        f'BEGIN IF TG_OP = \'UPDATE\' THEN IF NEW."{column}" = OLD."{column}" THEN RETURN NULL; END IF; END IF; '
        f"IF TG_OP = 'DELETE' THEN DELETE FROM \"{name}\" WHERE id = OLD.id; "
        f'ELSIF NEW."{column}" <> \'\' THEN INSERT INTO "{name}" (id, words) VALUES (NEW.id, '
        f"{split % f'NEW.{column}'}) ON CONFLICT (id) DO UPDATE SET words = EXCLUDED.words; "
        f"ELSIF TG_OP = 'UPDATE' THEN DELETE FROM \"{name}\" WHERE id = NEW.id; END IF; RETURN NULL; END"
    )
    return [
        *(f'DROP TRIGGER IF EXISTS "{name}_{version}" ON "{table}"' for version in VERSION),
        f'DROP TABLE IF EXISTS "{name}"',
        f'CREATE TABLE "{name}" (id bigint PRIMARY KEY, words tsvector NOT NULL)',
        f'INSERT INTO "{name}" (id, words) SELECT id, {split % f"{column}"} FROM "{table}" WHERE "{column}" <> \'\'',
        f'CREATE INDEX "{name}_gin" ON "{name}" USING gin (words)',
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $body$ {body} $body$',
        f'CREATE TRIGGER "{name}_{VERSION[0]}" AFTER DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()',
        f'CREATE TRIGGER "{name}_{VERSION[1]}" AFTER INSERT ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()',
        f'CREATE TRIGGER "{name}_{VERSION[2]}" AFTER UPDATE OF "{column}" ON "{table}" FOR EACH ROW '
        f'EXECUTE FUNCTION "{name}"()',
    ]


STATEMENTS = {"sqlite": _sqlite, "postgresql": _postgresql}
