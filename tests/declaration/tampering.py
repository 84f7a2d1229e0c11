"""How somebody who owns the database would change the record behind the portal's back."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from portal.triggers import missing
from submissions import chain, verify_ledger
from submissions.chain import ChainEntry
from submissions.declaration.models import Declaration, LedgerEntry, Signature

TABLES = [
    "submissions_ledgerentry", "submissions_declarationversion", "submissions_supporter",
    "submissions_statemententry", "submissions_statementversion", "submissions_attachment",
    "submissions_laterversion",
]  # fmt: skip


def run(sql: str, *values: object) -> None:
    """Say it to the database as it is, past every model and action."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@contextmanager
def behind_the_back() -> Iterator[None]:
    """Without triggers; afterwards everything is as before."""
    with transaction.atomic():
        events = ["update", "delete"] + (["truncate"] if connection.vendor == "postgresql" else [])
        for table in TABLES:
            for event in events:
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                run(f'DROP TRIGGER "{table}_append_only_{event}"{on}')
        assert missing()
        yield
        transaction.set_rollback(True)


def set_column(row: Model, column: str, value: object) -> None:
    """Change one column of one entry, or of another row."""
    run(f'UPDATE {row._meta.db_table} SET "{column}" = %s WHERE id = %s', value, row.pk)  # noqa: S608


def rechain(entry: ChainEntry, prev: str, **facts: object) -> str:
    """Write the entry anew, with other facts and right hashes behind `prev`; gives its new fingerprint."""
    body = verify_ledger.canonical({**json.loads(entry.body), **facts})
    new = chain.entry_hash(prev, chain.body_hash(body))
    columns = {"body": body, "body_hash": chain.body_hash(body), "prev_hash": prev, "hash": new}
    for column, value in columns.items():
        set_column(entry, column, value)
    return new


def remove(entry: LedgerEntry) -> None:
    """Delete an entry, and its signature with it."""
    signature = Signature.objects.filter(entry=entry).first()
    if signature:
        run("DELETE FROM submissions_signatory WHERE signature_id = %s", signature.pk)
        run("DELETE FROM submissions_signature WHERE id = %s", signature.pk)
    run("DELETE FROM submissions_ledgerentry WHERE id = %s", entry.pk)


def download(declaration: Declaration, folder: Path) -> dict[str, Path]:
    """The public files as a reader gets them, and the program to check them."""
    files = {}
    for name in ("ledger", "openings"):
        answer = Client().get(reverse(f"declaration_data:{name}", args=[declaration.slug]))
        files[name] = folder / f"{name}.jsonl"
        files[name].write_bytes(b"".join(answer.streaming_content))
    files["script"] = folder / "verify_ledger.py"
    files["script"].write_bytes(Client().get(reverse("declaration_data:script")).content)
    return files


def check_alone(files: dict[str, Path], *more: str) -> subprocess.CompletedProcess[str]:
    """Run the downloaded program on the downloaded files, in a Python that knows nothing of the portal."""
    command = [sys.executable, "-I", files["script"].name, files["ledger"].name, files["openings"].name, *more]
    return subprocess.run(command, cwd=files["script"].parent, capture_output=True, text=True, check=False)
