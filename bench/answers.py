"""How long the answer takes for a known and for an unknown address: `python -m bench.answers` (SECURITY, case 18).

Every way in which a stranger can send an address is tried in turns, on a copy of the empty database, with the hashing
of passwords that people get. Prints the medians and what lies between them; comes back with 1 over 50 ms.
"""

import os
import sys
import time
from collections.abc import Iterator
from statistics import median

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
django.setup()

from django.conf import global_settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from portal.models import OutgoingMail  # noqa: E402
from submissions.models import Declaration  # noqa: E402
from tests.database import Copies, plain_template  # noqa: E402
from tests.factories.organizations import make_account  # noqa: E402
from tests.factories.supporters import make_supportable, make_supporter  # noqa: E402

TRIES = int(os.environ.get("TRIES", "100"))
MOST = 0.05
KNOWN, UNKNOWN = "known@example.org", "unknown@example.org"
SUPPORT = "/en/declaration/{}/support/"
WAYS = {
    "/en/accounts/login/": lambda email: {"login": email, "password": "wrong-wrong-wrong"},
    "/en/accounts/login/code/": lambda email: {"email": email},
    "/en/accounts/password/reset/": lambda email: {"email": email},
    "/en/accounts/signup/": lambda email: {
        "name": "N", "email": email, "language": "en", "password1": "quarry-lantern-salt-9"
    },
    SUPPORT: lambda email: {"email": email, "country": "KEN", "agreed": "on"},
}  # fmt: skip
NEW_EACH_TIME = ("/en/accounts/signup/", SUPPORT)  # once asked, an address is no longer unknown there


def seconds(address: str, sent: dict[str, str]) -> float:
    """How long one POST takes."""
    cache.clear()  # limits are not what is measured here
    client, since = Client(), time.perf_counter()
    answer = client.post(address, sent)
    taken = time.perf_counter() - since
    if answer.status_code >= 400:
        raise SystemExit(f"{answer.status_code}: {address}")
    return taken


def make_known() -> Declaration:
    """The known address has an account, and supports the declaration that takes supporters."""
    make_account(KNOWN)
    declaration = make_supportable()
    make_supporter(declaration, KNOWN)
    return declaration


def differences(declaration: Declaration) -> Iterator[tuple[str, float, float]]:
    """Each way with its medians, for the known and the unknown address."""
    for address, sent in WAYS.items():
        times: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
        for number in range(TRIES + 1):
            for email in (KNOWN, UNKNOWN):
                who = email if email == KNOWN or address not in NEW_EACH_TIME else f"new{number}@example.org"
                times[email].append(seconds(address.format(declaration.slug), sent(who)))
            OutgoingMail.objects.all().delete()
        yield address, median(times[KNOWN][1:]), median(times[UNKNOWN][1:])


def main() -> int:
    """Measure and print."""
    setup_test_environment()
    copies = Copies()
    copies.restore(plain_template())
    worst = 0.0
    try:
        with override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS, SUPPORTERS=True, FORM_SECONDS=0):
            for address, known, unknown in differences(make_known()):
                worst = max(worst, abs(known - unknown))
                both = f"known {known * 1000:6.1f} ms  unknown {unknown * 1000:6.1f} ms"
                print(f"{address:<32} {both}  apart {abs(known - unknown) * 1000:5.1f} ms")
    finally:
        copies.remove()
    return 1 if worst > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
