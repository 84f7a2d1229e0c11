"""Several people at the same moment: one statement, one receipt, one reference for each."""

from uuid import uuid4

import pytest

from portal import audit
from portal.models import OutgoingMail
from portal.records import InvalidMove
from submissions.statements import actions, drafting, reviewing, withdrawing
from submissions.statements.models import ReferenceSeries, Statement, StatementState
from submissions.statements.reviews import Reason
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


def test_two_who_take_it_in_hand_at_once_do_not_both_hold_it():
    statement = make_statement(S.SUBMITTED)
    people = [CoordinatorFactory() for _ in range(MANY)]

    found = together(*[lambda who=who: reviewing.claim(statement, by=who) for who in people])

    assert sum(isinstance(one, InvalidMove) for one in found) == MANY - 1
    assert audit.history(statement).filter(verb="claimed").count() == 1


def test_a_statement_that_is_decided_in_two_ways_at_once_is_decided_once():
    statement, holder = make_statement(S.SUBMITTED), CoordinatorFactory()
    reviewing.claim(statement, by=holder)
    why = {"code": Reason.OTHER, "reason": "Not about the review."}

    found = together(
        lambda: reviewing.accept(statement, by=holder),
        lambda: reviewing.reject(statement, by=holder, **why),
        lambda: reviewing.return_with_questions(statement, by=holder, **why),
        lambda: reviewing.take_over(statement, by=CoordinatorFactory(), reason="She is on leave."),
    )

    review = statement.reviews.get()
    states = {S.ACCEPTED, S.REJECTED, S.RETURNED, S.SUBMITTED}
    assert Statement.objects.get().state in states and (review.outcome == "") == (review.held_by is not None)
    assert sum(isinstance(one, InvalidMove) for one in found) == 3
    assert audit.history(statement).filter(before=S.SUBMITTED).count() <= 1


def test_an_appeal_that_is_sent_many_times_at_once_is_one():
    statement = make_statement(S.REJECTED)
    owner = writer_of(statement.organization)

    found = together(*[lambda: reviewing.appeal(statement, by=owner, reason="Read it again.") for _ in range(MANY)])

    assert sum(isinstance(one, InvalidMove) for one in found) == MANY - 1
    assert statement.reviews.filter(is_appeal=True).count() == 1


def test_statements_that_are_accepted_at_once_get_different_references():
    call, coordinator = make_call(), CoordinatorFactory()
    waiting = [make_statement(S.SUBMITTED, call=call) for _ in range(MANY)]
    for statement in waiting:
        reviewing.claim(statement, by=coordinator)

    found = together(*[lambda s=statement: reviewing.accept(s, by=coordinator) for statement in waiting])

    assert len({statement.reference for statement in found}) == MANY
    assert ReferenceSeries.objects.get().last == MANY


def test_of_saves_that_start_from_the_same_text_one_is_stored_and_the_others_are_told():
    statement = make_statement()
    owner, texts = writer_of(statement.organization), [some_content() for _ in range(MANY)]

    found = together(
        *[lambda t=text: actions.save_draft(statement, t, by=owner, stamp="1.1", key=uuid4()) for text in texts]
    )

    assert sum(isinstance(one, actions.StaleDraft) for one in found) == MANY - 1
    assert statement.versions.get().stamp == "1.2"


def test_a_save_that_arrives_many_times_at_once_is_stored_once():
    statement, key, content = make_statement(), uuid4(), some_content()
    owner = writer_of(statement.organization)

    found = together(
        *[lambda: actions.save_draft(statement, content, by=owner, stamp="1.1", key=key) for _ in range(MANY)]
    )

    assert {one.stamp for one in found} == {"1.2"}


def test_first_saves_of_one_form_at_once_make_one_draft():
    call, organization, form_key, key, content = make_call(), OrganizationFactory(), uuid4(), uuid4(), some_content()
    owner = writer_of(organization)

    found = together(
        *[
            lambda: drafting.begin(call, organization, content, by=owner, form_key=form_key, key=key)
            for _ in range(MANY)
        ]
    )

    assert len({one.pk for one in found}) == Statement.objects.count() == 1
    assert found[0].versions.get().stamp == "1.1"


def test_a_statement_that_is_withdrawn_and_removed_at_once_has_one_tombstone():
    statement = make_statement(S.ACCEPTED)
    owner, coordinator = writer_of(statement.organization), CoordinatorFactory()

    found = together(
        *[lambda: withdrawing.withdraw(statement, by=owner, reason="A mistake.") for _ in range(MANY // 2)],
        *[lambda: withdrawing.remove(statement, by=coordinator, code="court", reason="So it was ordered.")] * 3,
    )

    stone = statement.tombstones.get()
    assert sum(isinstance(one, InvalidMove) for one in found) == MANY - 1
    assert Statement.objects.get().state == stone.kind
    assert OutgoingMail.objects.filter(template__endswith=stone.kind).count() == 1


def test_two_who_restore_at_once_restore_once():
    statement = make_statement(S.REMOVED)

    found = together(
        *[lambda: withdrawing.restore(statement, by=CoordinatorFactory(), reason="A mistake.") for _ in range(MANY)]
    )

    assert sum(isinstance(one, InvalidMove) for one in found) == MANY - 1
    assert Statement.objects.get().state == S.ACCEPTED and statement.tombstones.get().lifted_by
