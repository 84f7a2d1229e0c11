"""The coordinators' queue of statements: order, age, who holds what, filters, and what it costs."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from dialogues import coordinators
from organizations.models import Role
from submissions.statements import reviewing
from submissions.statements.models import Review, Statement, StatementState, StatementVersion
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.statements import make_call, make_statement, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
QUEUE = "/cms/statements/"
CANARY = "canarybird"


@pytest.fixture
def desk(client, coordinator):
    """A client that is signed in as a coordinator."""
    client.force_login(coordinator)
    return client


def shown(desk, **query):
    """The titles that the queue shows."""
    return [review.version.title for review in desk.get(QUEUE, query).context["page_obj"]]


def test_the_queue_shows_what_waits_the_longest_waiting_first_with_its_age(desk):
    late, early = (make_statement(S.SUBMITTED, title=title) for title in ("Came late", "Came early"))
    Review.objects.filter(statement=early).update(opened_at=timezone.now() - timedelta(days=3))
    same = {"call": make_call(), "coordinator": CoordinatorFactory()}
    for state in S:
        if state != S.SUBMITTED:
            make_statement(state, title=CANARY, **same)

    page = desk.get(QUEUE).text

    assert shown(desk) == ["Came early", "Came late"] and "3\xa0days" in page
    assert CANARY not in page and late.receipt in page and f"{QUEUE}{early.uuid}/" in page


def test_an_appeal_waits_from_when_it_came(desk):
    statement = make_statement(S.REJECTED, title="Appealed")
    make_statement(S.SUBMITTED, title="In between")
    reviewing.appeal(statement, by=writer_of(statement.organization), reason="Read it again.")

    assert shown(desk) == ["In between", "Appealed"]


def test_an_empty_queue_says_so_and_one_that_is_sifted_too_far(desk):
    assert "Nothing waits." in desk.get(QUEUE).text
    make_statement(S.SUBMITTED)
    assert "Nothing that waits is like this." in desk.get(QUEUE, {"language": "ru"}).text


def test_the_queue_has_pages_and_they_keep_the_filters(desk):
    fill(21)

    assert len(shown(desk)) == 20 and len(shown(desk, page=2)) == 1
    assert "hand=free&amp;page=2" in desk.get(QUEUE, {"hand": "free"}).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_queues_queries_do_not_grow(desk, django_assert_num_queries, count):
    for _ in range(count):
        reviewing.claim(make_statement(S.SUBMITTED), by=CoordinatorFactory())
    desk.get(QUEUE)

    with django_assert_num_queries(13):
        desk.get(QUEUE)


def fill(rows):
    """Many statements of one organization that wait, written straight into the tables."""
    call, organization = make_call(), OrganizationFactory()
    now = timezone.now()
    statements = Statement.objects.bulk_create(
        Statement(
            organization=organization, dialogue=call.dialogue, state=S.SUBMITTED, submitted_at=now,
            receipt=f"R-{number:05}", reported_from="",
        )
        for number in range(rows)
    )  # fmt: skip
    words = {"title": "One of many", "source": "Words. " * 300, "body": "Words. " * 300, "sha256": "0" * 64}
    versions = StatementVersion.objects.bulk_create(
        StatementVersion(statement=statement, frozen_at=now, **words) for statement in statements
    )
    Review.objects.bulk_create(
        Review(statement=version.statement, version=version, opened_at=now) for version in versions
    )


@pytest.mark.parametrize("rows", [50, pytest.param(5000, marks=pytest.mark.slow)])
def test_a_long_queue_costs_no_more_queries_than_a_short_one(desk, django_assert_num_queries, rows):
    fill(rows)
    desk.get(QUEUE)

    # A search asks twice more: whether what was typed is the receipt of a text that is decided already.
    for queries, query in ((13, {}), (13, {"page": 2}), (15, {"hand": "free", "look": "first", "q": "many"})):
        with django_assert_num_queries(queries):
            assert len(desk.get(QUEUE, query).context["page_obj"]) == 20


def test_everybody_sees_who_has_what_in_hand(desk, coordinator):
    other = CoordinatorFactory(first_name="Olga", last_name="Other")
    for holder, title in ((coordinator, "Mine"), (other, "Hers"), (None, "Free")):
        statement = make_statement(S.SUBMITTED, title=title)
        if holder:
            reviewing.claim(statement, by=holder)

    page = desk.get(QUEUE).text

    assert "Olga Other" in page and "<td>You</td>" in page and "<td>Nobody</td>" in page
    assert [shown(desk, hand=hand) for hand in ("mine", "others", "free")] == [["Mine"], ["Hers"], ["Free"]]
    Review.objects.update(held_since=timezone.now() - timedelta(days=9))
    assert len(shown(desk, hand="free")) == 3 and shown(desk, hand="others") == []
    assert "Olga Other" not in desk.get(QUEUE).text


def test_the_queue_can_be_sifted(desk, coordinator, settings):
    settings.STATEMENTS_NEED_TWO = True
    first = make_statement(S.SUBMITTED, title="Río abajo", language="es")
    approved, appealed = make_statement(S.SUBMITTED, title="Approved"), make_statement(S.REJECTED, title="Appealed")
    reviewing.claim(approved, by=coordinator)
    reviewing.accept(approved, by=coordinator)
    reviewing.appeal(appealed, by=writer_of(appealed.organization), reason="Read it again.")

    for query, titles in (
        ({"q": "río"}, ["Río abajo"]),
        ({"q": first.organization.legal_name.upper()}, ["Río abajo"]),
        ({"q": first.receipt.lower()}, ["Río abajo"]),
        ({"language": "es"}, ["Río abajo"]),
        ({"dialogue": first.dialogue.slug}, ["Río abajo"]),
        ({"look": "first"}, ["Río abajo"]),
        ({"look": "second"}, ["Approved"]),
        ({"look": "appeal"}, ["Appealed"]),
        ({"look": "appeal", "language": "es"}, []),
    ):
        assert shown(desk, **query) == titles, query


def test_strange_parameters_do_no_harm(desk):
    make_statement(S.SUBMITTED)

    names = ("q", "hand", "look", "dialogue", "language", "page", "statement__organization")
    for name, value in product(names, ("\0", "x" * 10_000, "'; drop table", "-1", "99999999999")):
        assert desk.get(QUEUE, {name: value}).status_code in (200, 400), (name, value)


def test_ones_own_organization_is_marked(desk, coordinator):
    statement = make_statement(S.SUBMITTED)
    assert "Your organization" not in desk.get(QUEUE).text

    MembershipFactory(organization=statement.organization, user=coordinator, role=Role.VIEWER)

    assert "Your organization" in desk.get(QUEUE).text


def test_who_coordinates_one_dialogue_sees_and_sifts_that_one_alone(client):
    own, other, user = make_dialogue(), make_dialogue(), UserFactory()
    coordinators.assign(user, own, by=None, reason="A test.")
    for dialogue, title in ((own, "Ours"), (other, CANARY)):
        organization = OrganizationFactory(legal_name=f"{title} people")
        make_statement(S.SUBMITTED, title=title, call=make_call(dialogue=dialogue), organization=organization)
    client.force_login(user)

    assert shown(client) == shown(client, dialogue=other.slug) == ["Ours"] and shown(client, q=CANARY) == []
    page = client.get(QUEUE).text
    assert CANARY not in page and other.slug not in page
