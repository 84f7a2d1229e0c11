"""A statement that was withdrawn or removed is found nowhere in public: every page that could show it is read."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.mechanism.models import Article
from submissions.statements.models import Statement, StatementQuerySet, StatementState
from tests.access.addresses import addresses
from tests.factories.consultations import country
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.statements import make_call, make_statement

pytestmark = pytest.mark.django_db
S = StatementState
CANARY = "canarybird"
FILE = "Seized parts"  # what the factory says about its files
HIDDEN = (*(state for state in S if state != S.ACCEPTED), "embargo")
SLUG, HOUSE = "where-it-was-said", "those-who-said-it"
# The pages that show public statements, by address.
SURFACES = {
    "front page": "/en/",
    "register": "/en/statements/",
    "search": f"/en/statements/?q={CANARY}",
    "dialogue": f"/en/dialogues/{SLUG}/",
    "organization": f"/en/organizations/{HOUSE}/",
    "State it speaks about": "/en/consultations/ken/",
    "State it comes from": "/en/consultations/fra/",
    "article it speaks about": "/en/articles/untoc/20/",
}
# Those that count them: what they say when one is there.
COUNTS = {
    "facet": (
        "/en/statements/",
        lambda page: sum(one.count for facet in page.context["facets"] for one in facet.options),
    ),
    "thread": (
        "/en/articles/untoc/20/",
        lambda page: {one.strand.kind: one.found.count for one in page.context["sections"]}["statements"],
    ),
    "total": ("/en/statements/", lambda page: page.context["page_obj"].count),
    "directory": ("/en/organizations/?did=wrote", lambda page: HOUSE in page.text),
    "table": ("/organizations.csv?did=wrote", lambda page: HOUSE in b"".join(page.streaming_content).decode()),
}


def plant(*states: str) -> None:
    """A statement in each state, with a file, that holds the canary and its state in title, summary and text."""
    dialogue = make_dialogue(slug=SLUG)
    house, judge = OrganizationFactory(slug=HOUSE, country=country("FRA")), CoordinatorFactory()
    for state in states:
        word = f"{CANARY}-{state}"
        make_statement(
            S.ACCEPTED if state == "embargo" else state, call=make_call(dialogue=dialogue), files=1,
            organization=house, coordinator=judge, countries=[country("KEN")],
            articles=list(Article.objects.filter(instrument__code="UNTOC", number=20)),
            publish_at=timezone.now() + timedelta(days=3) if state == "embargo" else None,
            title=f"{word} title", source=f"{word} text", summary=f"{word} summary",
        )  # fmt: skip
    # What was left behind for searching would be a leak, too: the filter alone has to hold.
    Statement.objects.update(search_text=f" {CANARY} ")


def shown(client, address: str) -> set[str]:
    """What the page holds of the statements, but for the question itself."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.text.replace(f'value="{CANARY}"', "").replace(f"“{CANARY}”", "").replace(f"q={CANARY}", "")
    return held(text)


def held(text: str) -> set[str]:
    """The words of a statement in a text: the canary with its state, or what is said about a file."""
    return set(re.findall(rf"{CANARY}[-\w]*|{FILE}", text))


@pytest.fixture
def without_filter(monkeypatch) -> Callable[[], None]:
    """Takes the filter out: then every statement counts as public."""
    return lambda: monkeypatch.setattr(StatementQuerySet, "public", lambda self: self.all())


def test_it_is_shown_and_counted_nowhere_in_any_of_these_states(client):
    plant(*HIDDEN)
    assert Statement.objects.count() == len(HIDDEN) == 7

    assert {name: seen for name, address in SURFACES.items() if (seen := shown(client, address))} == {}
    assert [name for name, (address, found) in COUNTS.items() if found(client.get(address))] == []


def test_without_the_filter_every_one_of_these_pages_would_leak(client, without_filter):
    plant(S.WITHDRAWN)
    Statement.objects.update(publish_at=timezone.now())
    without_filter()

    assert [name for name, address in SURFACES.items() if not shown(client, address)] == []
    assert [name for name, (address, found) in COUNTS.items() if not found(client.get(address))] == []


def test_no_address_that_needs_no_name_speaks_of_it(client):
    """Whatever is added to the portal is read here as well: pages, files, feeds, exports."""
    plant(S.WITHDRAWN, S.REMOVED)
    values = [{"kind": kind, "slug": slug} for kind, slug in (("csv", SLUG), ("json", HOUSE), ("xlsx", SLUG))]
    paths = {
        one.fill({"": given})
        for one in addresses()
        if set(one.arguments) <= {"kind", "slug"} and one.name.partition(":")[0] not in {"declaration", "mfa"}
        for given in values
    }
    read = 0

    for path in sorted(paths):
        answer = client.get(path)
        read += answer.status_code == 200
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert not held(body.decode(errors="replace")), path
    assert read >= 20
