"""How long the text of a rejected statement is kept."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from submissions.models import Statement, StatementVersion
from submissions.statements.kept import rejected_texts
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
