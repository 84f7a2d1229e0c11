"""Several people at the same moment: one statement, one receipt, one reference for each."""

from uuid import uuid4

import pytest

from portal.models import OutgoingMail
from portal.records import InvalidMove
from submissions.statements import actions
from submissions.statements.models import ReferenceSeries, Statement, StatementState
from tests.database import together
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.statements import make_call, make_statement, some_content, writer_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]
S = StatementState
MANY = 6


def test_a_form_that_is_sent_many_times_at_once_makes_one_draft():
    call, organization, key, content = make_call(), OrganizationFactory(), uuid4(), some_content()
    owner = writer_of(organization)

    found = together(
        *[lambda: actions.start(call, organization, by=owner, content=content, form_key=key) for _ in range(MANY)]
    )

    assert len({statement.pk for statement in found}) == Statement.objects.count() == 1


def test_colleagues_who_start_at_once_get_one_draft_and_see_it():
    call, organization, content = make_call(), OrganizationFactory(), some_content()
    owner = writer_of(organization)

    found = together(
        *[lambda: actions.start(call, organization, by=owner, content=content, form_key=uuid4()) for _ in range(MANY)]
    )

    statement = Statement.objects.get()
    refused = [one for one in found if isinstance(one, actions.StatementExists)]
    assert len(refused) == MANY - 1 and all(one.statement == statement for one in refused)


def test_colleagues_who_save_at_once_overwrite_nothing():
    statement = make_statement()
    owner = writer_of(statement.organization)
    contents = [some_content(title=f"Version of colleague {number}") for number in range(MANY)]

    found = together(
        *[lambda c=content: actions.save_draft(statement, c, by=owner, stamp="1.1") for content in contents]
    )

    assert sum(isinstance(one, actions.StaleDraft) for one in found) == MANY - 1
    assert statement.versions.get().stamp == "1.2"


def test_a_statement_that_is_sent_in_many_times_at_once_has_one_receipt_and_one_mail():
    statement = make_statement()
    owner = writer_of(statement.organization)

    found = together(*[lambda: actions.submit(statement, by=owner) for _ in range(MANY)])

    assert {one.receipt for one in found} == {Statement.objects.get().receipt}
    assert OutgoingMail.objects.count() == 1


def test_a_statement_that_two_coordinators_decide_at_once_is_decided_once():
    statement = make_statement(S.SUBMITTED)
    first, second = CoordinatorFactory(), CoordinatorFactory()

    found = together(
        lambda: actions.accept(statement, by=first),
        lambda: actions.reject(statement, by=second, reason="Not about the review."),
    )

    assert sum(isinstance(one, InvalidMove) for one in found) == 1
    assert Statement.objects.get().state in (S.ACCEPTED, S.REJECTED)


def test_statements_that_are_accepted_at_once_get_different_references():
    call, coordinator = make_call(), CoordinatorFactory()
    waiting = [make_statement(S.SUBMITTED, call=call) for _ in range(MANY)]

    found = together(*[lambda s=statement: actions.accept(s, by=coordinator) for statement in waiting])

    assert len({statement.reference for statement in found}) == MANY
    assert ReferenceSeries.objects.get().last == MANY
