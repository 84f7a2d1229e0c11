"""What coordinators decide on a statement, and what they put on record themselves."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations.models import Role
from portal import audit, dates
from portal.models import OutgoingMail
from portal.records import InvalidMove
from submissions.statements import actions, texts
from submissions.statements.models import Statement, StatementState
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, UserFactory
from tests.factories.statements import make_call, make_reported, make_statement, snapshot

pytestmark = pytest.mark.django_db
S = StatementState
EVERY_STATE = list(S)


# -- accept, return, reject


def test_accepting_gives_the_permanent_reference_and_tells_the_organization(coordinator, settings):
    settings.REFERENCE_PREFIX = "CSP"
    statement = make_statement(S.SUBMITTED, call=make_call(reference_stem="2024/FA/WS"), title="Río")

    accepted = actions.accept(statement, by=coordinator)

    assert (accepted.reference, accepted.slug) == ("CSP/2024/FA/WS/1", "csp-2024-fa-ws-1")
    assert accepted.is_public and accepted.decided_by == coordinator
    assert " csp 2024 fa ws 1 rio " in accepted.search_text
    assert audit.history(accepted).last().public
    mail = OutgoingMail.objects.first()
    assert (mail.template, "CSP/2024/FA/WS/1" in mail.subject) == ("statements/email/accepted", True)
    assert "is public now" in mail.text


def test_an_embargo_is_told_with_its_moment(coordinator):
    moment = timezone.now() + timedelta(days=3)

    statement = actions.accept(make_statement(S.SUBMITTED), by=coordinator, publish_at=moment)

    assert not statement.is_public
    assert dates.format_moment(moment) in OutgoingMail.objects.first().text


def test_references_count_up_by_series_and_are_never_used_again(coordinator):
    call, other = make_call(reference_stem="2024/AA/WS"), make_call(reference_stem="2024/BB/WS")
    first = actions.accept(make_statement(S.SUBMITTED, call=call), by=coordinator)
    Statement.objects.filter(pk=first.pk).update(state=S.REMOVED)

    second = actions.accept(make_statement(S.SUBMITTED, call=call), by=coordinator)
    third = actions.accept(make_statement(S.SUBMITTED, call=other), by=coordinator)

    assert [one.reference for one in (first, second, third)] == [
        "CSP/2024/AA/WS/1", "CSP/2024/AA/WS/2", "CSP/2024/BB/WS/1",
    ]  # fmt: skip


def decisions(by):
    return {
        "accept": lambda statement: actions.accept(statement, by=by),
        "return": lambda statement: actions.return_with_questions(statement, by=by, reason="Why?"),
        "reject": lambda statement: actions.reject(statement, by=by, reason="Not about the review."),
    }


@pytest.mark.parametrize("verb", ["accept", "return", "reject"])
@pytest.mark.parametrize("state", [state for state in EVERY_STATE if state != S.SUBMITTED])
def test_only_what_waits_can_be_decided(coordinator, verb, state):
    statement = make_statement(state)
    before = snapshot(statement)

    with pytest.raises(InvalidMove, match=str(S(state).label)):
        decisions(coordinator)[verb](statement)

    assert snapshot(statement) == before


@pytest.mark.parametrize("verb", ["accept", "return", "reject"])
@pytest.mark.parametrize("role", [None, *Role.values, "colleague of the author"])
def test_only_coordinators_outside_the_organization_decide(verb, role):
    statement = make_statement(S.SUBMITTED)
    person = CoordinatorFactory() if role == "colleague of the author" else UserFactory()
    if role:
        kind = Role.VIEWER if role == "colleague of the author" else role
        MembershipFactory(organization=statement.organization, user=person, role=kind)
    before = snapshot(statement)

    with pytest.raises(ValidationError, match="has to decide"):
        decisions(person)[verb](statement)

    assert snapshot(statement) == before


@pytest.mark.parametrize(("verb", "state"), [("return", S.RETURNED), ("reject", S.REJECTED)])
def test_a_refusal_keeps_its_reason_and_mails_without_it(coordinator, verb, state):
    statement = decisions(coordinator)[verb](make_statement(S.SUBMITTED))

    assert (statement.state, statement.reference) == (state, None)
    assert statement.decision_note in ("Why?", "Not about the review.")
    assert audit.history(statement).last().reason == statement.decision_note
    mail = OutgoingMail.objects.first()
    assert mail.template == f"statements/email/{state}" and statement.receipt in mail.subject
    assert statement.decision_note not in mail.text


@pytest.mark.parametrize("verb", [actions.return_with_questions, actions.reject])
def test_a_refusal_needs_a_reason(coordinator, verb):
    statement = make_statement(S.SUBMITTED)

    with pytest.raises(ValidationError, match="Say why"):
        verb(statement, by=coordinator, reason=" \n")

    statement.refresh_from_db()
    assert statement.state == S.SUBMITTED


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
