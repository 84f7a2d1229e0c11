"""What statements add to the pages of dialogues and organizations."""

from datetime import timedelta

import pytest
from django.template import engines
from django.utils import timezone

from portal.registry import on_dialogue
from submissions.statements import parts
from submissions.statements.models import StatementState
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.statements import make_call, make_statement

pytestmark = pytest.mark.django_db
S = StatementState
CANARY = "canarybird"


def shown(given, **context):
    """The part as its page shows it."""
    return engines["django"].get_template(given.template).render({**given.context, **context})


@pytest.fixture
def dialogue(db):
    return make_dialogue()


def hide(dialogue):
    """One of each that nobody may see."""
    call, judge = make_call(dialogue=dialogue, closes_in_days=1), CoordinatorFactory()
    for state in S:
        if state != S.ACCEPTED:
            make_statement(state, call=call, coordinator=judge, title=CANARY)
    late = {"publish_at": timezone.now() + timedelta(days=1), "title": CANARY}
    make_statement(S.ACCEPTED, call=make_call(dialogue=dialogue), **late)
    make_call(dialogue=dialogue, opens_in_days=1, title=CANARY)


def test_a_dialogues_page_shows_its_newest_public_statements(dialogue):
    same = {"call": make_call(dialogue=dialogue), "coordinator": CoordinatorFactory()}
    for number in range(7):
        moment = timezone.now() - timedelta(days=10 - number)
        make_statement(S.ACCEPTED, title=f"Number {number}", publish_at=moment, **same)
    make_statement(S.ACCEPTED, title="To another dialogue")
    hide(dialogue)

    part = parts.of_dialogue(dialogue)

    assert [one.current.title for one in part.context["statements"]] == [f"Number {n}" for n in (6, 5, 4, 3, 2)]
    text = shown(part)
    assert CANARY not in text and f"/en/statements/?dialogue={dialogue.slug}" in text


def test_a_dialogues_page_shows_its_open_calls_with_their_deadline(dialogue):
    call = make_call(dialogue=dialogue)
    make_call(dialogue=dialogue, closes_in_days=-1, title=CANARY)

    text = shown(parts.of_dialogue(dialogue))

    assert f"/en/desk/statements/new/{call.slug}/" in text and f"{call.closes_at:%H:%M} UTC" in text
    assert "No statement has been published yet." in text and CANARY not in text


def test_a_dialogue_without_statements_and_calls_has_no_part(dialogue):
    make_call(dialogue=dialogue, closes_in_days=-1)

    assert parts.of_dialogue(dialogue) is None


def test_the_part_is_on_the_dialogues_page(client, dialogue):
    make_statement(S.ACCEPTED, call=make_call(dialogue=dialogue), title="On this page")

    assert parts.of_dialogue in on_dialogue._functions
    assert "On this page" in client.get(f"/en/dialogues/{dialogue.slug}/").text


@pytest.mark.parametrize("count", [1, 3])
def test_a_dialogues_part_costs_three_queries(dialogue, django_assert_num_queries, count):
    call = make_call(dialogue=dialogue)
    for _ in range(count):
        make_statement(S.ACCEPTED, call=call)

    with django_assert_num_queries(3):
        shown(parts.of_dialogue(dialogue))


def test_an_organizations_profile_shows_its_public_statements():
    organization = OrganizationFactory(slug="coast-watch")
    make_statement(S.ACCEPTED, organization=organization, title="Ours")
    make_statement(S.SUBMITTED, organization=organization, title=CANARY)
    make_statement(S.ACCEPTED, title="Theirs")

    part = parts.of_organization(organization)

    text = shown(part, part=part.context, organization=organization)
    assert "Ours" in text and "Theirs" not in text and CANARY not in text
    assert "/en/statements/?organization=coast-watch" in text


def test_an_organization_without_public_statements_has_no_part():
    assert parts.of_organization(make_statement(S.SUBMITTED).organization) is None
