"""A statement that was withdrawn or removed is found nowhere in public: every page that could show it is read."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.mechanism.models import Article
from submissions.statements.models import Statement, StatementQuerySet, StatementState
from tests.access.addresses import addresses
from tests.factories.consultations import country
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import OrganizationFactory
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


def plant(state: str) -> Statement:
    """A statement in this state, with a file, that holds the canary in title, summary and text."""
    dialogue = make_dialogue(slug=SLUG)
    statement = make_statement(
        S.ACCEPTED if state == "embargo" else state, call=make_call(dialogue=dialogue), files=1,
        organization=OrganizationFactory(slug=HOUSE, country=country("FRA")), countries=[country("KEN")],
        articles=list(Article.objects.filter(instrument__code="UNTOC", number=20)),
        publish_at=timezone.now() + timedelta(days=3) if state == "embargo" else None,
        title=f"{CANARY} title", source=f"{CANARY} text", summary=f"{CANARY} summary",
    )  # fmt: skip
    # What was left behind for searching would be a leak, too: the filter alone has to hold.
    Statement.objects.filter(pk=statement.pk).update(search_text=f" {CANARY} ")
    return statement


def shown(client, address: str) -> bool:
    """Whether the page holds the canary, but for the question itself."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.text.replace(f'value="{CANARY}"', "").replace(f"“{CANARY}”", "").replace(f"q={CANARY}", "")
    return CANARY in text or FILE in text


@pytest.fixture
def without_filter(monkeypatch) -> Callable[[], None]:
    """Takes the filter out: then every statement counts as public."""
    return lambda: monkeypatch.setattr(StatementQuerySet, "public", lambda self: self.all())


@pytest.mark.parametrize("state", HIDDEN)
def test_it_is_shown_and_counted_nowhere(client, state):
    plant(state)

    assert [name for name, address in SURFACES.items() if shown(client, address)] == []
    assert [name for name, (address, found) in COUNTS.items() if found(client.get(address))] == []


def test_without_the_filter_every_one_of_these_pages_would_leak(client, without_filter):
    statement = plant(S.WITHDRAWN)
    Statement.objects.filter(pk=statement.pk).update(publish_at=timezone.now())
    without_filter()

    assert [name for name, address in SURFACES.items() if not shown(client, address)] == []
    assert [name for name, (address, found) in COUNTS.items() if not found(client.get(address))] == []


@pytest.mark.parametrize("state", [S.WITHDRAWN, S.REMOVED])
def test_no_address_that_needs_no_name_speaks_of_it(client, state):
    """Whatever is added to the portal is read here as well: pages, files, feeds, exports."""
    plant(state)
    read = 0

    for one in addresses():
        if set(one.arguments) <= {"kind", "slug"} and one.name.partition(":")[0] not in {"declaration", "mfa"}:
            for kind, slug in (("csv", SLUG), ("json", HOUSE), ("xlsx", SLUG)):
                path = one.fill({"": {"kind": kind, "slug": slug}})
                answer = client.get(path)
                read += answer.status_code == 200
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                assert not [word for word in (CANARY, FILE) if word.encode() in body], path
    assert read >= 20
