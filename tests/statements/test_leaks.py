"""What is not public is nowhere: not in the register, its counts and choices, nor on a dialogue's page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.mechanism.models import Instrument, State
from submissions.statements.models import Statement, StatementState
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import OrganizationFactory
from tests.factories.statements import make_call, make_statement

pytestmark = pytest.mark.django_db
S = StatementState
REGISTER = "/en/statements/"
CANARY = "canarybird"


def choices(client):
    """The choices of each facet with their counts."""
    facets = client.get(REGISTER).context["facets"]
    return {facet.name: {option.value: option.count for option in facet.options} for facet in facets}


@pytest.fixture
def canaries(db):
    """One of each that nobody may find: every state but accepted, and one whose embargo has not ended."""
    call = make_call(dialogue=make_dialogue(slug="seen-by-all"))
    found = []
    for number, state in enumerate([*(state for state in S if state != S.ACCEPTED), "embargo"]):
        found.append(
            make_statement(
                S.ACCEPTED if state == "embargo" else state, call=call, title=f"{CANARY} {number}", source=CANARY,
                summary=CANARY, language="ru", instruments=list(Instrument.objects.filter(code="SOM")),
                organization=OrganizationFactory(
                    slug=f"{CANARY}-{number}", legal_name=f"{CANARY} {number}", country=State.objects.get(iso3="FRA")
                ),
                publish_at=timezone.now() + timedelta(days=400),
            )
        )  # fmt: skip
    Statement.objects.update(search_text=f" {CANARY} ")
    return found


def test_nothing_hidden_is_in_the_list_in_a_count_or_among_the_choices(client, canaries):
    before = client.get(REGISTER).text
    make_statement(S.ACCEPTED, title="In the open")

    for query in ({}, {"q": CANARY}, {"language": "ru"}, {"organization": canaries[0].organization.slug}):
        page = client.get(REGISTER, query)
        assert page.context["page_obj"].count == (0 if query else 1)
        text = page.text.replace(f'value="{CANARY}"', "").replace(f"“{CANARY}”", "")
        assert CANARY not in text.replace(canaries[0].organization.slug, "").replace(f"q={CANARY}", "")
    counted = choices(client)
    for facet in ("dialogue", "instrument", "language", "country", "organization", "year"):
        assert sum(counted[facet].values()) == 1, facet
    assert CANARY not in before and "No statement has been published yet" in before


def test_an_embargo_ends_by_itself(client, canaries):
    Statement.objects.filter(pk=canaries[-1].pk).update(publish_at=timezone.now())

    assert canaries[-1].current.title in client.get(REGISTER, {"q": CANARY}).text
