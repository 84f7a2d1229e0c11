"""Signing under load: `python -m bench.signing [--signatures 400] [--storm 2000] [--entries 100000]`.

Run `make test` once before. Prints, for the database of DATABASE_URL (SQLite without it): signatures per second through
the action beside bare inserts of the same rows in transactions of the same durability, with one writer and with eight;
that as many organizations as `--storm` says, all at once, make one chain; the time to verify a long chain, by the
portal and by the program alone. `bench.signatories` asks for the pages.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from django.db import connection, connections, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from organizations.models import Membership, Organization, Role, User  # noqa: E402
from organizations.names import name_key  # noqa: E402
from portal import search  # noqa: E402
from portal.mechanism.models import State  # noqa: E402
from portal.models import AuditEvent, OutgoingMail  # noqa: E402
from submissions import verify_ledger  # noqa: E402
from submissions.chain import following, line, new_salt  # noqa: E402
from submissions.declaration import actions, checking, ledger  # noqa: E402
from submissions.models import Declaration, LedgerEntry, Signature  # noqa: E402
from submissions.verify_ledger import canonical  # noqa: E402
from tests.database import Copies, plain_template  # noqa: E402

WRITERS = (1, 8)
STORMING = 16  # writers of the storm
CHUNK = 5_000
COUNTRIES = 3  # from which organizations come, in turns
number = count(1)


def main() -> None:
    """Work on a fresh copy of the template database, and remove it at the end."""
    parser = argparse.ArgumentParser(description="Signing under load.")
    parser.add_argument("--signatures", type=int, default=400, help="for each number of writers")
    parser.add_argument("--storm", type=int, default=2_000, help="organizations that sign at once")
    parser.add_argument("--entries", type=int, default=100_000, help="length of the long chain")
    given = parser.parse_args()
    copies = Copies()
    try:
        copies.restore(plain_template())
        print(f"{connection.vendor}")
        for writers in WRITERS:
            signing(writers, given.signatures)
        storm(given.storm)
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


def storm(organizations: int) -> None:
    """All of them sign at the same time: as many entries, one chain, each organization once."""
    declaration = open_declaration()
    calls = [sign_call(declaration, organization, user) for organization, user in make_organizations(organizations)]
    seconds = together(calls, STORMING)
    verdict, signed = checking.verify(declaration), declaration.signatures.live()
    entries = declaration.entries.filter(kind=LedgerEntry.Kind.SIGN).count()
    if not verdict.ok or {entries, signed.values("organization").distinct().count()} != {organizations}:
        raise SystemExit(f"The storm left {entries} entries of {organizations}: {verdict}")
    print(f"  storm of {organizations:,} by {STORMING} writers: {seconds:.1f} s, {entries:,} entries, one chain")


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
    countries = State.objects.exclude(iso3="").order_by("iso3")[:COUNTRIES]
    made = [organization(next(number), list(countries)) for _ in range(length)]
    organizations = Organization.objects.bulk_create(made, CHUNK)
    addresses = [f"{one.slug}@bench.example" for one in organizations]
    users = User.objects.bulk_create([User(email=address) for address in addresses], CHUNK)
    pairs = list(zip(organizations, users, strict=True))
    members = [Membership(organization=one, user=user, role=Role.OWNER) for one, user in pairs]
    Membership.objects.bulk_create(members, CHUNK)
    return pairs


def organization(place: int, countries: list[State]) -> Organization:
    """A verified organization, not stored; one word of its name only a thousandth of them have."""
    name = f"Bench organization {place} of group{place // 100}"
    return Organization(
        legal_name=name, name_key=name_key(name), search_key=search.fold(name), slug=f"bench-organization-{place}",
        country=countries[place % len(countries)], state="verified", verified_at=timezone.now(),
    )  # fmt: skip


def long_chain(length: int) -> None:
    """Verify a chain of this length, by the portal and by the program that anyone can run."""
    many = open_declaration()
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


def fill(declaration: Declaration, length: int) -> None:
    """Sign with as many organizations, written in bulk, since nobody waits for a hundred thousand transactions.

    One signs every second, and each twentieth is not named.
    """
    version = declaration.locked_texts()["en"]
    last, start_at = ledger.head(declaration), timezone.now() - timedelta(seconds=length)
    for start in range(0, length, CHUNK):
        entries, signatures = [], []
        for place, (owner, _user) in enumerate(make_organizations(min(CHUNK, length - start)), start):
            signature = Signature(
                declaration=declaration, version=version, organization=owner, organization_name=owner.legal_name,
                organization_slug=owner.slug, country_code=owner.country.iso3, person_commitment="", salt=new_salt(),
                organization_named=bool(place % 20), signed_at=start_at + timedelta(seconds=place),
            )  # fmt: skip
            committed = ledger.commitment(signature.salt, **ledger.committed_facts(signature))
            facts = {"version": 1, "text": version.sha256, "commitment": committed}
            last = LedgerEntry(declaration=declaration, **following(last, "", LedgerEntry.Kind.SIGN, facts))
            entries.append(last)
            signatures.append(signature)
        for entry, signature in zip(LedgerEntry.objects.bulk_create(entries), signatures, strict=True):
            signature.entry = entry
        Signature.objects.bulk_create(signatures)


if __name__ == "__main__":
    main()
