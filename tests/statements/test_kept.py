"""How long the text of a rejected statement is kept, and what is held about those who review."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from submissions.models import Statement, StatementVersion
from submissions.statements import reviewing, withdrawing
from submissions.statements.kept import rejected_texts, reviewed_by, taken_away_by
from tests.factories.organizations import CoordinatorFactory
from tests.factories.statements import make_statement
from tests.retention import keep_promise

pytestmark = pytest.mark.django_db
S = Statement.State


def make(at) -> StatementVersion:
    """The text of a statement that was rejected then."""
    statement = make_statement(S.REJECTED, title="A title")
    Statement.objects.filter(pk=statement.pk).update(decided_at=at)
    return statement.versions.get()


def test_the_text_of_a_rejected_statement_goes_after_a_year_and_its_title_stays():
    old, young = keep_promise("rejected_statements", make)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.source, old.body, old.body_text, old.title) == (None, None, None, "A title")
    assert old.sha256
    assert young.source
    assert Statement.objects.get(pk=old.statement_id).decision_note


@pytest.mark.parametrize("state", [S.SUBMITTED, S.ACCEPTED])
def test_no_other_text_is_ever_due(state):
    make_statement(state)
    Statement.objects.update(decided_at=datetime(2000, 1, 1, tzinfo=UTC))

    assert not rejected_texts(timezone.now()).exists()


def test_a_coordinator_gets_what_they_held_and_decided_and_of_nobody_else(coordinator):
    other = CoordinatorFactory()
    decided, held = make_statement(S.RETURNED, coordinator=coordinator), make_statement(S.SUBMITTED)
    reviewing.claim(held, by=coordinator)
    make_statement(S.REJECTED, coordinator=other)

    first, second = reviewed_by(coordinator)

    assert (first["reference"], second["reference"]) == (decided.receipt, held.receipt)
    assert first["decided"] and "Which district is it?" in first["reason"] and first["held"] is None
    assert second["held"] and second["decided"] is None and second["reason"] == ""


def test_who_takes_away_or_brings_back_gets_that_and_of_nobody_else(coordinator):
    other = CoordinatorFactory()
    removed, withdrawn = make_statement(S.REMOVED, coordinator=coordinator), make_statement(S.WITHDRAWN)
    withdrawing.restore(removed, by=other, reason="It was a mistake.")

    (first,), (second,) = taken_away_by(coordinator), taken_away_by(other)

    assert first["reference"] == second["reference"] == removed.reference != withdrawn.reference
    assert first["taken"] and first["reason"] == "It named a person." and first["back"] is None
    assert second["back"] and (second["taken"], second["reason"]) == (None, "")


def test_a_review_outlives_the_account_of_who_decided(coordinator):
    statement = make_statement(S.REJECTED, coordinator=coordinator)

    coordinator.delete()

    review = statement.reviews.get()
    assert (review.decided_by, review.outcome, review.reason) == (None, "rejected", "Which district is it?")
