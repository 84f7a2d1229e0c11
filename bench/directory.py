"""The directory at 100 and at 10,000 organizations: the ratio of its median times, measured in one run.

    python -m bench.directory [pages]

It fills a temporary SQLite database of its own, asks for the first page of the plain list and of a search, in turn for
both sizes, and prints the medians and their ratio. The target is a growth of at most 1.3. Nothing is left behind.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

SIZES = (100, 10_000)
ADDRESSES = ("/en/organizations/", "/en/organizations/?q=mediation+77&kind=ngo")
TARGET = 1.3


def prepare(folder: str, address: str = "") -> None:
    """Django on the empty database with this address; by default one of SQLite in `folder`."""
    address = address or f"sqlite:///{folder}/bench.sqlite3"
    os.environ.update(DJANGO_SETTINGS_MODULE="portal.settings.test", DATA_DIR=folder, DATABASE_URL=address)
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_mechanism", verbosity=0)
    call_command("prepare_portal", verbosity=0)


def fill(total: int) -> None:
    """Verified organizations up to this number, in many States and kinds."""
    from django.db import connection
    from django.utils import timezone

    from organizations.models import Organization
    from organizations.names import name_key
    from portal import search
    from portal.mechanism.models import State

    countries, kinds, now = list(State.objects.all()), Organization.Kind.values, timezone.now()
    begun = Organization.objects.count()
    names = [f"Centre for Mediation and Legal Help {number}" for number in range(begun, total)]
    Organization.objects.bulk_create(
        (
            Organization(
                legal_name=name, name_key=name_key(name), search_key=search.fold(name), slug=f"centre-{number}",
                country=countries[number % len(countries)], kind=kinds[number % len(kinds)], state="verified",
                verified_at=now, mandate="Mediation, legal help and the protection of witnesses. " * 8,
            )
            for number, name in enumerate(names, start=begun)
        ),
        batch_size=500,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def times(get: Callable[[str], object], address: str, pages: int) -> list[float]:
    """How long each of `pages` answers took, in milliseconds."""
    found = []
    for _ in range(pages):
        begun = time.perf_counter()
        get(address)
        found.append((time.perf_counter() - begun) * 1000)
    return found


def measure(pages: int) -> dict[str, list[float]]:
    """The median of each address at each size."""
    from django.test import Client

    medians: dict[str, list[float]] = {address: [] for address in ADDRESSES}
    for size in SIZES:
        fill(size)
        for address in ADDRESSES:
            times(Client().get, address, 5)  # warm
            medians[address].append(statistics.median(times(Client().get, address, pages)))
    return medians


def main() -> None:
    """Measure and say it; exit 1 when the growth is past the target."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        prepare(folder)
        worst = 0.0
        for address, (small, large) in measure(pages).items():
            worst = max(worst, large / small)
            print(f"{address}: {small:.1f} ms at {SIZES[0]}, {large:.1f} ms at {SIZES[1]}: {large / small:.2f} x")
    print(f"growth {worst:.2f} x, target {TARGET} x")
    raise SystemExit(worst > TARGET)


if __name__ == "__main__":
    main()
