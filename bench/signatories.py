"""The public pages of a declaration with few and with many signatures: `python -m bench.signatories [--many 100000]`.

Run `make test` once before. Works on the database of DATABASE_URL (SQLite without it). Each page is asked for in turns
for both; the counts are made anew for the first figure, and are remembered (for ten seconds) for the second one. Comes
back with 1 where a list grows more than the target. Files are not timed: what they hold in memory at most is printed.
"""

import argparse
import statistics
import sys
import tracemalloc

from django.core.cache import cache
from django.db import connection
from django.test import Client

from bench.signing import fill, open_declaration, timed
from submissions.declaration import checking, ledger
from submissions.models import Declaration
from tests.database import Copies, plain_template

FEW = 100
TARGET = 1.3
TIMES = 15  # a page is asked this often
NOISE = 0.005  # seconds: so far apart are two equal pages on a machine that does other things as well
PAGES = (
    "/en/declaration/{slug}/",
    "/en/declaration/{slug}/signatories/",
    "/en/declaration/{slug}/signatories/?after={middle}",
    "/en/declaration/{slug}/signatories/?country={country}",
    "/en/declaration/{slug}/signatories/?q=organization",
    "/en/declaration/{slug}/signatories/?q={word}",
    "/en/declaration/{slug}/signatories/countries/",
    "/declaration/{slug}/badge/en.svg",
    "/declaration/{slug}/heads.atom",
    "/en/declaration/{slug}/receipt/{hash}/",
)
FILES = ("signatories.csv", "signatories.json", "signatories.xlsx", "ledger.jsonl", "openings.jsonl")


def main() -> int:
    """Work on a fresh copy of the template database, and remove it at the end."""
    parser = argparse.ArgumentParser(description="Pages of many signatures.")
    parser.add_argument("--many", type=int, default=100_000, help="signatures of the long list")
    given = parser.parse_args()
    copies = Copies()
    try:
        copies.restore(plain_template())
        print(f"{connection.vendor}, {FEW} and {given.many:,} signatures")
        declarations = [filled(FEW), filled(given.many)]
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        worst = max([compare(page, *declarations) for page in PAGES])
        for name in FILES:
            peaks = [peak(declaration, name) for declaration in declarations]
            print(f"  {name}: {peaks[0]:.1f} and {peaks[1]:.1f} MiB in memory at most")
    finally:
        copies.remove()
    print(f"  growth {worst:.2f} ×, target {TARGET} ×")
    return int(worst > TARGET)


def filled(length: int) -> Declaration:
    """A declaration that so many signed; its ledger was checked by the worker."""
    declaration = open_declaration()
    fill(declaration, length)
    checking.keep(declaration, checking.verify(declaration))
    return declaration


def compare(page: str, few: Declaration, many: Declaration) -> float:
    """Print the medians of one page for both, and give how it grows with counts that are remembered."""
    addresses = [address(page, few), address(page, many)]
    cold, warm = times(addresses, clear=True), times(addresses, clear=False)
    growth = warm[1] / warm[0] if abs(warm[1] - warm[0]) > NOISE else 1.0
    print(f"  {page}: {in_words(cold)} counted anew, {in_words(warm)} counted before: × {growth:.2f}")
    return growth


def in_words(pair: list[float]) -> str:
    """Two times in milliseconds."""
    return " and ".join(f"{seconds * 1000:.0f}" for seconds in pair) + " ms"


def address(page: str, declaration: Declaration) -> str:
    """The address of a page of this declaration, with something that is found there."""
    middle = declaration.signatures.public().order_by("pk")[declaration.signatures.public().count() // 2]
    word = middle.organization_name.split()[-1]
    return page.format(
        slug=declaration.slug, middle=middle.entry.seq, country=middle.country_code, word=word,
        hash=ledger.head(declaration).hash,
    )  # fmt: skip


def times(addresses: list[str], *, clear: bool) -> list[float]:
    """The median seconds of each address, asked for in turns."""
    client = Client()
    found: dict[str, list[float]] = {one: [] for one in addresses}
    for turn in range(TIMES + 1):
        for one in addresses:
            if clear:
                cache.clear()
            with timed() as seconds:
                answer = client.get(one)
            if answer.status_code != 200:
                raise SystemExit(f"{answer.status_code}: {one}")
            if turn:
                found[one].append(seconds[0])
    return [statistics.median(found[one]) for one in addresses]


def peak(declaration: Declaration, name: str) -> float:
    """What a file holds in memory at most while it is sent, in MiB."""
    client = Client()
    tracemalloc.start()
    for _part in client.get(f"/declaration/{declaration.slug}/{name}"):
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 2**20


if __name__ == "__main__":
    sys.exit(main())
