"""Individuals under load: `python -m bench.supporting [--supporters 400] [--many 100000]`, after one `make test`.

Prints, for the database of DATABASE_URL (SQLite without it): how many ask and how many confirm in a second beside bare
inserts of the same rows in transactions of the same durability, with one writer and with eight; the time of a batch;
the time of the declaration page and of the list with few and with many supporters, and the ratio of both.
"""

import argparse
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from bench.signatories import times
from bench.signing import CHUNK, WRITERS, copied, insert, open_declaration, timed, together
from portal.models import OutgoingMail
from submissions.chain import new_salt
from submissions.declaration import checking
from submissions.declaration.supporters import actions, batching, counting, proofs
from submissions.models import Declaration, Supporter
from tests.database import Copies, plain_template

COUNTRIES = ("KEN", "PER", "FRA", "AUT", "TUN", "MEX")
number = count(1)


def main() -> None:
    """Work on a fresh copy of the template database, and remove it at the end."""
    parser = argparse.ArgumentParser(description="Individuals under load.")
    parser.add_argument("--supporters", type=int, default=400, help="for each number of writers")
    parser.add_argument("--many", type=int, default=100_000, help="supporters of the long page")
    given = parser.parse_args()
    settings.SUPPORTERS = True
    copies = Copies()
    try:
        copies.restore(plain_template())
        print(f"{connection.vendor}")
        for writers in WRITERS:
            burst(writers, given.supporters)
        pages(given.many)
    finally:
        copies.remove()


def burst(writers: int, length: int) -> None:
    """How many ask and confirm per second through the actions, and how many bare inserts of the same rows."""
    speeds: dict[str, list[float]] = {"ask": [], "confirm": [], "bare": []}
    for _ in range(2):
        declaration = supportable()
        speeds["ask"].append(length / together([ask_call(declaration) for _ in range(length)], writers))
        rows = list(declaration.supporters.all())
        speeds["bare"].append(length / together([bare_call(row) for row in rows], writers))
        speeds["confirm"].append(length / together([confirm_call(row) for row in rows], writers))
        check(declaration, length)
    asked, confirmed, bare = (max(speeds[name]) for name in ("ask", "confirm", "bare"))
    words = f"{asked:.0f} ask/s, {confirmed:.0f} confirm/s, {bare:.0f} bare inserts/s"
    print(f"  {writers} writers: {words}, ratio {asked / bare:.2f} and {confirmed / bare:.2f}")


def check(declaration: Declaration, length: int) -> None:
    """Everybody counts once, and the chain holds."""
    batching.batch(declaration)
    verdict, figures = checking.verify(declaration), counting.count(declaration)
    if not verdict.ok or figures.total != length:
        raise SystemExit(f"It does not hold: {verdict}, {figures.total} of {length}")


def supportable() -> Declaration:
    """A declaration that individuals may support now."""
    return actions.switch(open_declaration(), on=True, by=None)


def ask_call(declaration: Declaration) -> Callable[[], object]:
    """One address that is written into the form, ready to be called."""
    said = {"email": f"bench-{next(number)}@example.org", "name": "", "country_code": "KEN", "language": "en"}
    return lambda: actions.ask(declaration, **said)


def confirm_call(supporter: Supporter) -> Callable[[], object]:
    """One button pressed."""
    return lambda: actions.confirm(supporter)


def bare_call(supporter: Supporter) -> Callable[[], object]:
    """The rows that asking wrote, a supporter and a mail, as bare INSERTs in one transaction."""
    mail = OutgoingMail.objects.filter(template="declaration/email/support").order_by("-pk").first()
    fresh: dict[str, Any] = {"pk": None, "id": None}
    hashes = {"email_hmac": None, "confirm_hash": new_salt(), "own_hash": new_salt()}
    declaration = supportable_apart()
    row = copied(supporter, uuid=uuid4(), declaration_id=declaration.pk, **hashes, **fresh)

    def call() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            insert(cursor, row)
            insert(cursor, copied(mail, uuid=uuid4(), **fresh))

    return call


apart: list[Declaration] = []


def supportable_apart() -> Declaration:
    """Where the bare rows go, so that nobody counts them."""
    if not apart:
        apart.append(supportable())
    return apart[0]


def pages(many: int) -> None:
    """The declaration page with few and with many supporters, asked in one run."""
    few, crowd = supportable(), supportable()
    fill(few, 100)
    fill(crowd, many)
    for name, declaration in (("100", few), (f"{many:,}", crowd)):
        with timed() as seconds:
            batching.batch(declaration)
        print(f"  a batch of {name}: {seconds[0]:.2f} s")
    with timed() as seconds:
        verdict = checking.verify(crowd)
    print(f"  verify {many:,} supporters: {seconds[0]:.1f} s ({'ok' if verdict.ok else verdict})")
    checking.keep(crowd, verdict)
    for page in ("", "supporters/"):
        addresses = [f"{one.get_absolute_url()}{page}" for one in (few, crowd)]
        for what, clear in (("counted anew", True), ("counted before", False)):
            small, large = times(addresses, clear=clear)
            both = f"{small * 1000:.0f} ms with 100, {large * 1000:.0f} ms with {many:,}"
            print(f"  {page or 'page'} {what}: {both}: × {large / small:.2f}")


def fill(declaration: Declaration, length: int) -> None:
    """Confirm so many, written in bulk, since nobody waits for a hundred thousand transactions."""
    version = declaration.locked_texts()["en"]
    for start in range(0, length, CHUNK):
        places = range(start, min(start + CHUNK, length))
        Supporter.objects.bulk_create(supporters(declaration, version, places))


def supporters(declaration: Declaration, version: Any, places: range) -> Iterator[Supporter]:
    """Confirmed supporters, not stored; every tenth is named."""
    now = timezone.now()
    for place in places:
        name = f"Supporter {place}" if place % 10 == 0 else ""
        one = Supporter(
            declaration=declaration, version=version, state="confirmed", name=name, named=bool(name),
            country_code=COUNTRIES[place % len(COUNTRIES)], email_hmac=new_salt(), written_hmac=new_salt(),
            salt=new_salt(), person_salt=new_salt(), person_commitment=new_salt(), asked_at=now, expires_at=now,
            confirmed_at=now,
        )  # fmt: skip
        one.commitment = proofs.commitment_of(one)
        yield one


if __name__ == "__main__":
    main()
