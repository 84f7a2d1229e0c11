"""The page of one dialogue: `python -m bench.dialogue [--rounds 40]`, after one `make test`.

Prints, for the database of DATABASE_URL (SQLite without it), how often each page is answered in a second beside a bare
Django view that answers with the same bytes and no middleware, in one run and in turns; and how many queries it takes.
Nothing is cached in between.
"""

import argparse
import os
import time
from collections.abc import Callable
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.urls import path  # noqa: E402

from dialogues.models import AgendaItem, DialoguePage  # noqa: E402
from tests.database import Copies, plain_template  # noqa: E402
from tests.factories.dialogues import make_full_dialogue, make_panel, make_panelist  # noqa: E402
from tests.factories.mechanism import SourceFactory  # noqa: E402
from tests.factories.nominations import make_nomination_call  # noqa: E402
from tests.factories.statements import make_call, make_statement  # noqa: E402

SIZES = {"2 panels": (2, 2), "20 panels": (20, 20), "20 panels, 100 parts": (20, 100)}


def make(panels: int, parts: int) -> DialoguePage:
    """A dialogue with so many panels and parts of its agenda, and with everything else that its page shows."""
    dialogue = make_full_dialogue(2, source=SourceFactory())
    for number in range(3, panels + 1):
        make_panelist(make_panel(dialogue, number=number))
    AgendaItem.objects.bulk_create(
        AgendaItem(dialogue=dialogue, title=f"Part {number}", sort_order=number, starts_at=dialogue.starts_at)
        for number in range(3, parts + 1)
    )
    make_nomination_call(dialogue)
    make_statement("accepted", call=make_call(dialogue=dialogue))
    return dialogue


def measure(name: str, dialogue: DialoguePage, rounds: int) -> None:
    """Ask for the page and the bare view in turns, and print what comes of it."""
    client, address = Client(), f"/en/{dialogue.address}"
    size = len(client.get(address).content)
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="bench.dialogue"):
        bare = Client()
        bare.get(f"/{size}/")  # from now on it knows its settings
    pairs = []
    for _round in range(rounds):
        page = seconds(lambda: client.get(address))
        with override_settings(ROOT_URLCONF="bench.dialogue"):
            pairs.append((page, seconds(lambda: bare.get(f"/{size}/"))))
    page, plain = (median(column) for column in zip(*pairs, strict=True))
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    known = f"{page * 1000:.1f} ms, ratio to a bare view {plain / page:.3f}, {len(queries)} queries, {size} bytes"
    print(f"  {name}: {known}")


def bare_view(request: HttpRequest, size: int) -> HttpResponse:
    """As many bytes as the page has, and nothing else."""
    return HttpResponse(b"x" * size)


urlpatterns = [path("<int:size>/", bare_view)]


def seconds(call: Callable[[], object]) -> float:
    """How long one call takes, with an empty cache."""
    cache.clear()
    since = time.perf_counter()
    call()
    return time.perf_counter() - since


def main() -> None:
    """Work on a fresh copy of the template database, and remove it at the end."""
    parser = argparse.ArgumentParser(description="The page of one dialogue.")
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    setup_test_environment()
    copies = Copies()
    try:
        copies.restore(plain_template())
        print(connection.vendor)
        for name, (panels, parts) in SIZES.items():
            measure(name, make(panels, parts), rounds)
    finally:
        copies.remove()


if __name__ == "__main__":
    main()
