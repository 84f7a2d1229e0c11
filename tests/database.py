"""Test databases as copies of a template, on SQLite and on PostgreSQL.

A fresh portal (tables, facts, pages) takes half a minute to make, so it is made once and kept, named by a fingerprint
of everything it is made from. A test process works on a copy. Ordinary tests roll back; behind a test that commits
comes a new copy instead of a flush, because append-only triggers and Wagtail's root page do not survive a flush. As
PostgreSQL waits more than a second for the disk each time, the next copy is made while the test runs.
"""

import fcntl
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections

from tools.fingerprint import DATABASE, EVERYTHING, fingerprint

KEPT = 3  # finished templates of one kind that stay on a developer's machine


@dataclass(frozen=True)
class Template:
    """A database to copy: its name, how it is filled, and the template it starts from."""

    name: str
    fill: Callable[[], None]
    start: "Template | None" = None


@cache
def plain_template() -> Template:
    """The portal as every portal begins, without anybody's content: what tests start from."""
    return Template(f"portal_template_{fingerprint(settings.BASE_DIR, DATABASE)[:16]}", fill_portal)


@cache
def demo_template() -> Template:
    """The portal with the demo content, whose dates depend on the day."""
    mark = fingerprint(settings.BASE_DIR, EVERYTHING, datetime.now(UTC).date().isoformat())
    return Template(f"portal_template_{mark[:16]}_demo", fill_demo, start=plain_template())


def fill_portal() -> None:
    """Make tables, facts and pages in an empty database."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_mechanism", verbosity=0)
    call_command("prepare_portal", verbosity=0)


def fill_demo() -> None:
    """Add the demo content."""
    call_command("load_demo", verbosity=0)


class SqliteFiles:
    """Databases as files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def address(self, name: str) -> str:
        """What Django calls the NAME of this database."""
        return str(self.folder / f"{name}.sqlite3")

    def names(self) -> list[str]:
        """The databases that are there, the oldest first. Other processes may remove theirs meanwhile."""
        ages = []
        for path in self.folder.glob("*.sqlite3"):
            with suppress(FileNotFoundError):
                ages.append((path.stat().st_mtime, path.stem))
        return [name for _age, name in sorted(ages)]

    def create(self, name: str, start: str | None = None) -> None:
        """Make a database in place of an older one: empty, or as a copy."""
        self.remove(name)
        if start:
            shutil.copyfile(self.address(start), self.address(name))

    def rename(self, name: str, new: str) -> None:
        """Give a database its final name."""
        Path(self.address(name)).rename(self.address(new))

    def remove(self, name: str) -> None:
        """Remove a database, also one that is not there."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{self.address(name)}{suffix}").unlink(missing_ok=True)


class PostgresDatabases:
    """The same on a PostgreSQL server. Whoever is still connected to a database that goes is thrown out."""

    def address(self, name: str) -> str:
        """What Django calls the NAME of this database."""
        return name

    def names(self) -> list[str]:
        """The databases that are there, the oldest first."""
        return [row[0] for row in self._ask("SELECT datname FROM pg_database ORDER BY oid")]

    def create(self, name: str, start: str | None = None) -> None:
        """Make a database in place of an older one: empty, or as a copy."""
        self.remove(name)
        self._ask(f'CREATE DATABASE "{name}" TEMPLATE "{start or "template0"}"')

    def rename(self, name: str, new: str) -> None:
        """Give a database its final name."""
        self._ask(f'ALTER DATABASE "{name}" RENAME TO "{new}"')

    def remove(self, name: str) -> None:
        """Remove a database, also one that is not there."""
        self._ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        # By a connection that is not Django's: pytest allows a thread beside the tests none of those.
        parameters = connection.get_connection_params() | {"dbname": "postgres", "autocommit": True}
        with psycopg.connect(**parameters) as server:
            answer = server.execute(sql)
            return answer.fetchall() if answer.description else []


class Copies:
    """Gives this test process its database, again and again, each time as a copy of a template."""

    def __init__(self) -> None:
        self.lock = settings.DATA_DIR / "test-templates" / "lock"
        self.lock.parent.mkdir(parents=True, exist_ok=True)
        self.store = SqliteFiles(self.lock.parent) if connection.vendor == "sqlite" else PostgresDatabases()
        self.mark = f"test_portal_{os.getpid()}_"
        self.numbers = count(1)
        self.own = ""
        self.aside = ThreadPoolExecutor(1)
        self.ready: dict[str, Future[str]] = {}

    def restore(self, template: Template) -> None:
        """Put this process on a new copy of the template, which is made first where it is missing."""
        with self._locked():
            if template.name not in self.store.names():
                self._make(template)
        self._leave()
        used, self.own = self.own, self._taken(template)
        self._enter(self.own)
        self.ready[template.name] = self.aside.submit(self._copied, template)
        if used:
            self.aside.submit(self.store.remove, used)

    def remove(self, *names: str) -> None:
        """Remove databases by name; without a name, all of this process."""
        self._leave()
        if not names:
            self.aside.shutdown()
        for name in names or [one for one in self.store.names() if one.startswith(self.mark)]:
            self.store.remove(name)

    def _taken(self, template: Template) -> str:
        """A copy nobody used yet: the one made aside, or one made now."""
        ready = self.ready.pop(template.name, None)
        return ready.result() if ready else self._copied(template)

    def _copied(self, template: Template) -> str:
        name = f"{self.mark}{next(self.numbers)}"
        self.store.create(name, template.name)
        return name

    def _make(self, template: Template) -> None:
        """Fill a database under another name and rename it at the end, so that a template is always whole."""
        if template.start and template.start.name not in self.store.names():
            self._make(template.start)
        unfinished = f"unfinished_{os.getpid()}"
        self._leave()
        self.store.create(unfinished, template.start.name if template.start else None)
        self._enter(unfinished)
        try:
            template.fill()
        except BaseException:
            self.remove(unfinished)
            raise
        self._leave()
        self.store.rename(unfinished, template.name)
        kind = [name for name in self.store.names() if _kind(name) == _kind(template.name)]
        for outdated in kind[:-KEPT]:
            self.store.remove(outdated)

    def _enter(self, name: str) -> None:
        connection.settings_dict["NAME"] = self.store.address(name)
        ContentType.objects.clear_cache()

    def _leave(self) -> None:
        connections.close_all()
        if getattr(connection, "pool", None):
            connection.close_pool()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One process at a time, so that two that start together do not both make the template."""
        with self.lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _kind(name: str) -> tuple[bool, bool]:
    return name.startswith("portal_template_"), name.endswith("_demo")


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Call all at the same moment, each in a thread with its own connection; needs `committed_db`.

    Gives back what each gave back, or the exception it raised, in the order of the calls.
    """
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait(timeout=30)
        try:
            return call()
        except Exception as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))
