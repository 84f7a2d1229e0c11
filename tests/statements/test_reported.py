"""What coordinators put on record themselves: statements that are known from a published source."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal import audit
from portal.models import OutgoingMail
from submissions.statements import texts
from submissions.statements.models import Statement, StatementState
from tests.factories.organizations import UserFactory
from tests.factories.statements import make_reported

pytestmark = pytest.mark.django_db
S = StatementState
EVERY_STATE = list(S)


# -- record_reported


def test_a_reported_statement_is_public_without_a_receipt_under_its_own_series(coordinator):
    moment = timezone.now() - timedelta(days=300)

    statement = make_reported(by=coordinator, publish_at=moment)

    assert statement.is_public and statement.reference == f"CSP/{moment.year}/RS/1"
    assert (statement.receipt, statement.submitted_at, statement.call) == (None, None, None)
    assert statement.current.frozen_at and statement.current.sha256 == texts.fingerprint(statement.current)
    assert [event.verb for event in audit.history(statement)] == ["record_reported"]
    assert not OutgoingMail.objects.exists()


def test_only_coordinators_record_reported_statements():
    with pytest.raises(ValidationError, match="coordinators"):
        make_reported(by=UserFactory())

    assert not Statement.objects.exists()


@pytest.mark.parametrize("field", ["reported_from", "title", "source", "instruments"])
def test_a_reported_statement_needs_its_source_and_its_words(coordinator, field):
    with pytest.raises(ValidationError, match="needs its source"):
        make_reported(by=coordinator, **{field: [] if field == "instruments" else " "})

    assert not Statement.objects.exists()
