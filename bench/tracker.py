"""The tracker with 10 and with 10,000 claims: the ratio of its median times and its queries, measured in one run.

    python -m bench.tracker [rounds]

It fills a temporary SQLite database of its own with claims of many organizations on all States, in part unnamed, and
asks for the roll, the table, a State's page, its feed and the tracker's file, in turn for both sizes. Nothing is left.
"""

import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta

from bench.directory import prepare

SIZES = (10, 10_000)
MOST_QUERIES = 8
ADDRESSES = (
    "/en/consultations/", "/en/consultations/?cluster=1&status=consulted", "/en/consultations/table/?sort=newest",
    "/en/consultations/ken/", "/feeds/consultations/ken.atom", "/consultations.csv",
)  # fmt: skip


def fill(total: int) -> None:
    """Published claims up to this number: three of four named, over all States and clusters."""
    from portal.mechanism.models import Cluster, State
    from submissions.consultations.choices import Outcome
    from submissions.consultations.models import Claim

    states, clusters, outcomes = list(State.objects.all()), list(Cluster.objects.all()), Outcome.values
    begun, first = Claim.objects.count(), datetime(2021, 1, 4, 9, tzinfo=UTC)
    Claim.objects.bulk_create(
        (
            Claim(
                state="published", country=states[number % len(states)], cluster=clusters[number // 7 % 4],
                outcome=outcomes[number // 3 % 2 if number % 5 else 4], reporter_key=f"key-{number}",
                visibility="public" if number % 4 else "unnamed", display_name=f"Centre {number}" if number % 4 else "",
                account="They met us, and asked for our answers in writing. " * 4 if number % 4 else "",
                submitted_on=first.date(), verified_at=first, published_at=first + timedelta(hours=number % 20_000),
            )
            for number in range(begun, total)
        ),
        batch_size=500,
    )  # fmt: skip


def measure(address: str, rounds: int) -> tuple[float, int]:
    """The median time of an address in milliseconds, and its queries."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, times = Client(), []
    client.get(address).getvalue()
    with CaptureQueriesContext(connection) as queries:
        client.get(address).getvalue()
    asked = len(queries)  # the next request forgets them
    for _round in range(rounds):
        begun = time.perf_counter()
        client.get(address).getvalue()
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times), asked


def main() -> None:
    """Measure both sizes and print a line for each address."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        found = {}
        for size in SIZES:
            fill(size)
            found[size] = [measure(address, rounds) for address in ADDRESSES]
    for address, (small, few), (large, many) in zip(ADDRESSES, found[SIZES[0]], found[SIZES[1]], strict=True):
        print(f"{address}: {small:.1f} ms, {large:.1f} ms, ratio {large / small:.2f}, queries {few} and {many}")
    roll = found[SIZES[0]][0][1], found[SIZES[1]][0][1]
    print(f"queries of the roll: {roll[0]} and {roll[1]}, at most {MOST_QUERIES}")


if __name__ == "__main__":
    main()
