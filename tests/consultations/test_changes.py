"""The computed status is remembered as long as nothing on record changes, and no moment longer."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.records import InvalidMove
from submissions.consultations import actions
from submissions.consultations.choices import Outcome, Visibility
from submissions.consultations.models import Claim
from submissions.consultations.status import facts_until, standings, status, today
from tests.factories.consultations import make_claim, make_draft, make_published_source
from tests.factories.replies import make_reply

pytestmark = pytest.mark.django_db


def facts_asked(queries) -> int:
    """How many of these queries read reports."""
    return sum("submissions_claim" in query["sql"] for query in queries)


def test_what_was_computed_is_remembered_until_something_on_record_changes(client, django_assert_num_queries):
    make_claim(state=Claim.State.PUBLISHED, visibility=Visibility.PUBLIC)
    first = status()
    for visibility in (Visibility.COORDINATORS, Visibility.SEALED):
        make_draft(visibility=visibility, number=2)
    with django_assert_num_queries(1) as asked:
        assert status() == first
    assert facts_asked(asked) == 0, "a draft makes nobody compute anything"

    client.get("/en/consultations/table/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/en/consultations/table/")
    assert facts_asked(asked) == 0


CHANGES = {
    "a report": lambda claim: make_claim(state=Claim.State.PUBLISHED, visibility=Visibility.PUBLIC),
    "a source": lambda claim: make_published_source("KEN", 1),
    "taken back": lambda claim: actions.retract(claim, by=None),
    "the name taken off": lambda claim: actions.step_back(claim),
    "a reply": lambda claim: make_reply(claim, "not_consulted"),
    "written past the actions": lambda claim: Claim.objects.filter(pk=claim.pk).update(outcome=Outcome.INVITED),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_shows_at_once(change):
    claim = make_claim(state=Claim.State.PUBLISHED, visibility=Visibility.PUBLIC)
    before = status()

    change(claim)

    assert status() != before
    assert status() == standings(facts_until(today()), today())


def test_a_change_that_is_rolled_back_is_not_remembered():
    make_published_source("BEL")
    before = status()
    with pytest.raises(InvalidMove), transaction.atomic():
        make_published_source("CAN")
        assert len(status()) == 2
        raise InvalidMove

    assert status() == before
