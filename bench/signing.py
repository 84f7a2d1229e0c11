"""Signing under load: `python -m bench.signing [--signatures 400] [--entries 100000]`, after one `make test`.

Prints, for the database of DATABASE_URL (SQLite without it): signatures per second through the action beside bare
inserts of the same rows in transactions of the same durability, with one writer and with eight; the time to verify a
long chain, by the portal and by the program alone; the time of the declaration page with few and with many signatures.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from django.core.cache import cache  # noqa: E402
from django.db import connection, connections, models, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from organizations.models import Membership, Organization, Role, User  # noqa: E402
from portal.mechanism.models import State  # noqa: E402
from portal.models import AuditEvent, OutgoingMail  # noqa: E402
from submissions import verify_ledger  # noqa: E402
from submissions.chain import following, line, new_salt  # noqa: E402
from submissions.declaration import actions, checking, ledger  # noqa: E402
from submissions.models import Declaration, LedgerEntry, Signature  # noqa: E402
from submissions.verify_ledger import canonical  # noqa: E402
from tests.database import Copies, plain_template  # noqa: E402

WRITERS = (1, 8)
CHUNK = 5_000
TIMES = 15  # a page is asked this often
number = count(1)


def main() -> None:
    """Work on a fresh copy of the template database, and remove it at the end."""
    parser = argparse.ArgumentParser(description="Signing under load.")
    parser.add_argument("--signatures", type=int, default=400, help="for each number of writers")
    parser.add_argument("--entries", type=int, default=100_000, help="length of the long chain")
    given = parser.parse_args()
    copies = Copies()
    try:
        copies.restore(plain_template())
        print(f"{connection.vendor}")
        for writers in WRITERS:
            signing(writers, given.signatures)
        long_chain(given.entries)
    finally:
        copies.remove()


def signing(writers: int, signatures: int) -> None:
    """Signatures per second through the action, and bare inserts of the same rows per second, in turns."""
    speeds: dict[str, list[float]] = {"action": [], "bare": []}
    for _ in range(2):
        declaration = open_declaration()
        people = make_organizations(signatures)
        calls = [sign_call(declaration, organization, user) for organization, user in people]
        speeds["action"].append(signatures / together(calls, writers))
        verdict = checking.verify(declaration)
        if not verdict.ok or verdict.count != signatures + 1:
            raise SystemExit(f"The chain does not hold: {verdict}")
        speeds["bare"].append(signatures / together(list(bare_calls(declaration)), writers))
    action, bare = (max(speeds[name]) for name in ("action", "bare"))
    print(f"  {writers} writers: {action:.0f} signatures/s, {bare:.0f} bare inserts/s, ratio {action / bare:.2f}")


def sign_call(declaration: Declaration, organization: Organization, user: User) -> Callable[[], object]:
    """One signing, ready to be called."""

    def call() -> object:
        return actions.sign(
            declaration,
            organization=organization,
            by=user,
            name="Noor Haddad",
            position="Director",
            person_named=False,
            organization_named=True,
        )

    return call


def bare_calls(declaration: Declaration) -> Iterator[Callable[[], object]]:
    """The rows that each signature wrote, as bare INSERTs under another declaration: one transaction for each."""
    other = open_declaration()
    for signature in declaration.signatures.select_related("entry", "signatory"):
        yield bare_call(signature, other)


def bare_call(signature: Signature, other: Declaration) -> Callable[[], object]:
    """The rows of one signature as they stand, with new keys."""
    audit = AuditEvent.objects.get(object_key=str(signature.uuid), verb="sign")
    mail = OutgoingMail.objects.filter(template="declaration/email/receipt").order_by("-pk").first()
    fresh = {"pk": None, "id": None}
    entry = copied(signature.entry, declaration_id=other.pk, hash=new_salt(), prev_hash=new_salt(), **fresh)
    row = copied(signature, declaration_id=other.pk, uuid=uuid4(), form_key=None, **fresh)

    def call() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            row.entry_id = insert(cursor, entry)
            person = copied(signature.signatory, signature_id=insert(cursor, row), **fresh)
            for one in (person, copied(audit, **fresh), copied(mail, uuid=uuid4(), **fresh)):
                insert(cursor, one)

    return call


def copied(row: Any, **changes: object) -> Any:
    """A row with other values, not stored."""
    names = [field.attname for field in row._meta.concrete_fields]
    copy = type(row)(**{name: getattr(row, name) for name in names})
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def insert(cursor: Any, row: models.Model) -> int:
    """Write a row without Django's ORM; gives its key."""
    columns = [field for field in row._meta.concrete_fields if not field.primary_key and not field.generated]
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in columns]
    names = ", ".join(f'"{field.column}"' for field in columns)
    marks = ", ".join(["%s"] * len(columns))
    cursor.execute(f'INSERT INTO "{row._meta.db_table}" ({names}) VALUES ({marks}) RETURNING id', values)  # noqa: S608
    return int(cursor.fetchone()[0])


def together(calls: list[Callable[[], object]], writers: int) -> float:
    """Seconds that it takes some threads, each with its own connection, to make all the calls."""
    waiting = iter(calls)
    taking = threading.Lock()

    def work() -> None:
        try:
            while True:
                with taking:
                    call = next(waiting, None)
                if call is None:
                    return
                call()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(writers)]
    with timed() as seconds:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return seconds[0]


@contextmanager
def timed() -> Iterator[list[float]]:
    """A list that holds the seconds afterwards."""
    seconds: list[float] = []
    since = time.perf_counter()
    yield seconds
    seconds.append(time.perf_counter() - since)


def open_declaration() -> Declaration:
    """A declaration that is open now."""
    place = next(number)
    now = timezone.now()
    declaration = actions.draft(by=None, slug=f"bench-{place}", title=f"Bench {place}")
    actions.add_version(declaration, language="en", text="We ask to be heard.", by=None)
    declaration = actions.lock_text(declaration, by=None)
    closes = now + timedelta(days=9)
    return actions.open_for_signature(declaration, opens_at=now - timedelta(hours=1), closes_at=closes, by=None)


def make_organizations(length: int) -> list[tuple[Organization, User]]:
    """Verified organizations, each with its owner."""
    country = State.objects.get(iso3="KEN")
    names = [f"Bench organization {next(number)}" for _ in range(length)]
    organizations = Organization.objects.bulk_create([organization(name, country) for name in names], CHUNK)
    addresses = [f"{one.slug}@bench.example" for one in organizations]
    users = User.objects.bulk_create([User(email=address) for address in addresses], CHUNK)
    pairs = list(zip(organizations, users, strict=True))
    members = [Membership(organization=one, user=user, role=Role.OWNER) for one, user in pairs]
    Membership.objects.bulk_create(members, CHUNK)
    return pairs


def organization(name: str, country: State) -> Organization:
    """A verified organization, not stored."""
    slug = name.lower().replace(" ", "-")
    return Organization(
        legal_name=name, name_key=slug, slug=slug, country=country, state="verified", verified_at=timezone.now()
    )  # fmt: skip


def long_chain(length: int) -> None:
    """Verify a chain of this length, and ask for pages with few and with many signatures."""
    few, many = open_declaration(), open_declaration()
    fill(few, 100)
    fill(many, length)
    with timed() as seconds:
        verdict = checking.verify(many)
    print(f"  verify {verdict.count:,} entries: {seconds[0]:.1f} s by the portal ({'ok' if verdict.ok else verdict})")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.jsonl"
        rows = many.entries.order_by("seq").iterator()
        file.write_text("".join(f"{canonical(line(entry))}\n" for entry in rows))
        with timed() as seconds:
            subprocess.run(  # noqa: S603  our own program on our own file
                [sys.executable, "-I", verify_ledger.__file__, file], check=True, capture_output=True
            )
        print(f"  verify {verdict.count:,} entries: {seconds[0]:.1f} s by verify_ledger.py alone")
    checking.keep(many, verdict)
    times = {name: page_times(one) for name, one in (("100", few), (f"{length:,}", many))}
    for name, (cold, warm) in times.items():
        print(f"  page with {name} signatures: {cold * 1000:.0f} ms counted anew, {warm * 1000:.0f} ms counted before")


def fill(declaration: Declaration, length: int) -> None:
    """Sign with as many organizations, written in bulk, since nobody waits for a hundred thousand transactions."""
    version = declaration.locked_texts()["en"]
    last, now = ledger.head(declaration), timezone.now()
    for start in range(0, length, CHUNK):
        entries, signatures = [], []
        for owner, _user in make_organizations(min(CHUNK, length - start)):
            signature = Signature(
                declaration=declaration, version=version, organization=owner, organization_name=owner.legal_name,
                organization_slug=owner.slug, country_code="KEN", person_commitment="", salt=new_salt(), signed_at=now,
            )  # fmt: skip
            committed = ledger.commitment(signature.salt, **ledger.committed_facts(signature))
            facts = {"version": 1, "text": version.sha256, "commitment": committed}
            last = LedgerEntry(declaration=declaration, **following(last, "", LedgerEntry.Kind.SIGN, facts))
            entries.append(last)
            signatures.append(signature)
        for entry, signature in zip(LedgerEntry.objects.bulk_create(entries), signatures, strict=True):
            signature.entry = entry
        Signature.objects.bulk_create(signatures)


def page_times(declaration: Declaration) -> tuple[float, float]:
    """The median seconds of the declaration page, without and with remembered counts."""
    client, address = Client(), declaration.get_absolute_url()
    client.get(address)

    def ask(clear: bool) -> Iterable[float]:
        for _ in range(TIMES):
            if clear:
                cache.clear()
            with timed() as seconds:
                answer = client.get(address)
            if answer.status_code != 200:
                raise SystemExit(json.dumps({"status": answer.status_code, "address": address}))
            yield seconds[0]

    return statistics.median(ask(clear=True)), statistics.median(ask(clear=False))


if __name__ == "__main__":
    main()
