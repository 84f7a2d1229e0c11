"""Who gets what answer at every address of ours: the table is the rule (SECURITY, house rule 9).

`matrix.txt` has a line for each address and method, and a column for each role, in the order of ROLES. Besides status
codes it says `sign` (sent to sign in), `deny` (the Wagtail admin's way to refuse: back to its home with a message) and
`done` (sent on after something was done or refused in words). To see what differs: `python -m pytest tests/access -s`.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from portal import pdf
from tests.access.addresses import Address, addresses
from tests.access.world import EXEMPT, ROLES, World, make_world

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("matrix.txt")
METHODS = ("GET", "POST")
MADE_UP = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def everything_on(settings) -> None:
    """What is off by default has its rows too."""
    settings.SUPPORTERS = True


def expected() -> dict[tuple[str, str], list[str]]:
    """The table, by name and method."""
    lines = (line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#"))
    return {(name, method): codes for name, method, *codes in lines}


def answer(world: World, role: str, method: str, address: str) -> str:
    """The status that a role gets; whatever the request changed is undone."""
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(world, role)
    with transaction.atomic():
        response = client.generic(method, address)
        transaction.set_rollback(True)
    cache.clear()
    return in_words(response)


def session_of(world: World, role: str) -> str:
    """The session of this role, opened once: signing in for each of some four thousand cells would take most time."""
    if role not in world.sessions:
        client = Client()
        client.force_login(world.people[role])
        world.sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return world.sessions[role]


def in_words(response) -> str:
    """The status, or where a redirect leads: `sign`, `deny` or `done`."""
    if response.status_code not in (301, 302):
        return str(response.status_code)
    path = response["Location"].partition("?")[0]
    return {"/en/accounts/login/": "sign", "/cms/login/": "sign", "/cms/": "deny"}.get(path, "done")


def answers(world: World, address: Address, method: str) -> list[str]:
    """The statuses at one address, one for each role."""
    path = address.fill(world.arguments)
    return [answer(world, role, method, path) for role in ROLES]


def test_every_address_is_in_the_table_and_few_are_exempt():
    known = {name for name, _method in expected()}

    assert {one.name for one in addresses()} - known == EXEMPT
    assert known - {one.name for one in addresses()} == set()
    assert len(EXEMPT) <= 10


def test_no_cell_is_a_crash():
    assert [key for key, codes in expected().items() for code in codes if code.startswith("5")] == []
    assert all(len(codes) == len(ROLES) for codes in expected().values())


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_everybody_gets_the_answer_of_the_table(method):
    world, table, wrong = make_world(), expected(), []
    # Where Pango is missing there is no PDF; tests/portal/test_pdf.py says what stands in its place.
    asked = [one for one in addresses() if pdf.available() or not one.name.endswith("_pdf")]
    for address in asked:
        codes = answers(world, address, method)
        if codes != table.get((address.name, method)):
            wrong.append(f"{address.name:<42} {method:<6} {' '.join(codes)}")

    print("\n".join(wrong))
    assert wrong == []


@pytest.mark.slow
def test_looking_without_reading_and_deleting_open_no_other_door():
    world, table = make_world(), expected()
    for address in addresses():
        path, known = address.fill(world.arguments), table.get((address.name, "GET"), [])
        for role in ("anonymous", "stranger"):
            head = answer(world, role, "HEAD", path)
            assert dict(zip(ROLES, known, strict=False)).get(role) == head or head == answer(world, role, "GET", path)
            assert answer(world, role, "DELETE", path) in {"405", "sign", "404", "403", "deny"}, address.name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("role", "marks", "least"),
    [("stranger", (":desk_",), 15), ("local", ("registration_", "statement_"), 4)],
)
def test_what_is_not_ones_own_answers_as_if_it_did_not_exist(client, role, marks, least):
    world = make_world()
    client.force_login(world.people[role])
    others = [one for one in addresses() if "uuid" in one.arguments and any(mark in one.name for mark in marks)]
    compared = 0

    for address in others:
        path = address.fill(world.arguments)
        known = next(part for part in path.split("/") if part.count("-") == 4 and len(part) == len(MADE_UP))
        found, missing = client.get(path), client.get(path.replace(known, MADE_UP))
        assert found.status_code == missing.status_code, address.name
        assert found.text.replace(known, MADE_UP) == missing.text, address.name
        compared += found.status_code == 404
    assert compared >= least
