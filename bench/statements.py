"""The register at 1,000 and at 100,000 statements in six languages: medians and ratios, measured in one run.

    python -m bench.statements [answers] [--small 1000] [--large 100000]

On SQLite in a temporary folder, or on PostgreSQL where DATABASE_URL names a server: then in a database of its own,
which is dropped at the end. The same seed gives the same statements. It prints the median of each page at both sizes
with the ratio, and the memory that an export of all takes. The targets are those of PERFORMANCE.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.directory import prepare

ANEW = ", counted anew"  # the first answer of a minute; the others repeat its numbers
COMMON, RARE = "untoc", "narcosubmarine"
PAGES: dict[str, tuple[str, float | None]] = {  # name: address and how much slower the large register may be
    "register": ("/en/statements/", 1.3),
    f"register{ANEW}": ("/en/statements/", None),
    "register, next page": ("/en/statements/?after={middle}", 1.3),
    "register by title": ("/en/statements/?sort=title", 1.3),
    "three filters": ("/en/statements/?country=mex&language=es&year=2024", None),
    f"three filters{ANEW}": ("/en/statements/?country=mex&language=es&year=2024", None),
    "common word": (f"/en/statements/?q={COMMON}", None),
    "rare word": (f"/en/statements/?q={RARE}", 2),
    "common word and filter": (f"/en/statements/?q={COMMON}&country=mex", None),
    "reading page": ("/en/statements/{middle}/", 1.3),
}


@contextmanager
def database(folder: str) -> Iterator[str]:
    """The address of an empty database: a file, or one on the server of DATABASE_URL that is dropped afterwards."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield f"sqlite:///{folder}/bench.sqlite3"
        return
    import psycopg

    name = f"bench_{os.getpid()}"
    base = server.rpartition("/")[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    try:
        yield f"{base}/{name}"
    finally:
        with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def fill(total: int) -> None:
    """Accepted statements up to this number, with a bar that shows how far it is."""
    from bench.writing import Writer

    writer = Writer()
    begun = time.monotonic()
    for done in writer.up_to(total):
        width = done * 30 // total
        print(f"\r{done:>7,} of {total:,} [{'#' * width}{'.' * (30 - width)}]", end="", file=sys.stderr, flush=True)
    print(f" {time.monotonic() - begun:.0f} s", file=sys.stderr)


def times(get: Callable[[str], object], address: str, answers: int, *, anew: bool = False) -> list[float]:
    """How long each of the answers took, in milliseconds; `anew` forgets before each what was counted for the last."""
    from django.core.cache import cache

    found = []
    for _ in range(answers):
        if anew:
            cache.clear()
        begun = time.perf_counter()
        answer = get(address)
        found.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)  # type: ignore[attr-defined]
    return found


def measure(answers: int) -> dict[str, float]:
    """The median of each page at the size that stands."""
    from django.test import Client

    from submissions.statements.models import Statement

    rows = Statement.objects.order_by("-publish_at", "-pk")
    middle = rows.values_list("slug", flat=True)[rows.count() // 2]
    client, medians = Client(), {}
    for name, (address, _limit) in PAGES.items():
        whole = address.format(middle=middle)
        anew = name.endswith(ANEW)
        times(client.get, whole, 2, anew=anew)
        medians[name] = statistics.median(times(client.get, whole, answers, anew=anew))
    return medians


def export_memory() -> float:
    """How much Python holds at most while all statements are written as CSV, in MB.

    Not what the system calls memory of the process: SQLite maps its file, which counts there and is none.
    """
    from django.test import Client

    answer = Client().get("/statements.csv")
    tracemalloc.start()
    for _piece in answer.streaming_content:  # type: ignore[attr-defined]
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 2**20


def compare(small: dict[str, float], large: dict[str, float]) -> bool:
    """Print both sides; whether every page is within its limit."""
    fine = True
    for name, (_address, limit) in PAGES.items():
        ratio = large[name] / small[name]
        wanted = f"at most {limit} x" if limit else ""
        fine = fine and (limit is None or ratio <= limit)
        print(f"{name:<27} {small[name]:8.1f} ms {large[name]:8.1f} ms {ratio:6.2f} x  {wanted}")
    return fine


def main() -> int:
    """Fill, measure, print; comes back with 1 when a page is past its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("answers", nargs="?", type=int, default=15)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=100_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, database(folder) as address:
        prepare(str(Path(folder)), address)
        try:
            fill(chosen.small)
            small, first = measure(chosen.answers), export_memory()
            fill(chosen.large)
            fine = compare(small, measure(chosen.answers))
            print(f"export of all as CSV: at most {first:.1f} MB, and {export_memory():.1f} MB of the large register")
        finally:
            from django.db import connections

            connections.close_all()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
