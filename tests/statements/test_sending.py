"""Sending a statement in: the frozen text, the receipt, and every refusal."""

import hashlib

import pytest
from django.core.exceptions import ValidationError

from organizations.models import Organization, Role
from portal import audit
from portal.models import OutgoingMail
from portal.records import InvalidMove
from submissions.statements import actions
from submissions.statements.models import StatementState
from tests.factories.organizations import MembershipFactory, UserFactory
from tests.factories.statements import close, make_statement, snapshot, some_content, writer_of

pytestmark = pytest.mark.django_db
S = StatementState


# -- submit


def test_submitting_freezes_the_text_and_gives_a_receipt():
    statement = make_statement(language="es", title="Lo que vemos", source="Uno.\n\nDos.")
    owner = writer_of(statement.organization)

    statement = actions.submit(statement, by=owner, stamp="1.1")

    version = statement.current
    assert (statement.state, statement.submitted_by, version.frozen_at is not None) == (S.SUBMITTED, owner, True)
    assert version.sha256 == hashlib.sha256(b"es\nLo que vemos\nUno.\n\nDos.").hexdigest()
    assert audit.history(statement).last().after == S.SUBMITTED
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.template) == (owner.email, "statements/email/receipt")
    assert statement.receipt in mail.subject and version.sha256 in mail.text
    assert "Lo que vemos" not in mail.text + mail.subject
    assert f"/desk/statements/{statement.uuid}/" in mail.text


def test_submitting_twice_gives_the_same_receipt_and_one_mail():
    statement = make_statement(S.SUBMITTED)
    before = snapshot(statement)

    again = actions.submit(statement, by=writer_of(statement.organization))

    assert again.receipt == statement.receipt
    assert snapshot(statement) == before


def test_everybody_who_writes_gets_the_receipt_in_their_language():
    statement = make_statement()
    owner = writer_of(statement.organization)
    MembershipFactory(organization=statement.organization, role=Role.VIEWER)
    editor = MembershipFactory(
        organization=statement.organization, role=Role.EDITOR, user=UserFactory(language="fr")
    ).user

    actions.submit(statement, by=owner)

    assert set(OutgoingMail.objects.values_list("to", "language")) == {(owner.email, "en"), (editor.email, "fr")}


def test_a_signatory_sends_it_in():
    statement = make_statement()

    assert actions.submit(statement, by=writer_of(statement.organization, Role.SIGNATORY)).state == S.SUBMITTED


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_others_do_not_send_it_in(role):
    statement = make_statement()
    person = writer_of(statement.organization, role)
    before = snapshot(statement)

    with pytest.raises(ValidationError, match="owner or a signatory"):
        actions.submit(statement, by=person)

    assert snapshot(statement) == before


def test_a_suspended_organization_sends_nothing():
    statement = make_statement()
    Organization.objects.filter(pk=statement.organization_id).update(state=Organization.State.SUSPENDED)

    with pytest.raises(ValidationError):
        actions.submit(statement, by=writer_of(statement.organization))


def test_after_the_deadline_nothing_changes():
    statement = make_statement()
    close(statement.call)
    before = snapshot(statement)

    with pytest.raises(ValidationError, match="deadline was"):
        actions.submit(statement, by=writer_of(statement.organization))

    assert snapshot(statement) == before


def test_questions_can_be_answered_after_the_deadline():
    statement = make_statement(S.RETURNED)
    close(statement.call)
    owner = writer_of(statement.organization)
    version = actions.save_draft(statement, some_content(title="Answered"), by=owner)

    again = actions.submit(statement, by=owner)

    assert (again.state, again.current, again.receipt) == (S.SUBMITTED, version, statement.receipt)
    assert (again.decision_note, again.versions.count()) == ("", 2)


def test_a_returned_text_can_be_sent_again_as_it_is():
    statement = make_statement(S.RETURNED)

    again = actions.submit(statement, by=writer_of(statement.organization))

    assert (again.state, again.current) == (S.SUBMITTED, statement.current)


@pytest.mark.parametrize("state", [S.ACCEPTED, S.REJECTED, S.WITHDRAWN, S.REMOVED])
def test_what_is_decided_cannot_be_sent_in(state):
    statement = make_statement(state)
    before = snapshot(statement)

    with pytest.raises(InvalidMove, match=str(S(state).label)):
        actions.submit(statement, by=writer_of(statement.organization))

    assert snapshot(statement) == before


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"title": ""}, "title"),
        ({"source": "  "}, "Write the text"),
        ({"instruments": []}, "instrument"),
        ({"source": "word " * 201}, "201 words; the limit of this call is 200"),
        ({"source": "字" * 201}, "201 words"),
    ],
)
def test_what_is_missing_is_named_and_nothing_changes(missing, words):
    statement = make_statement(**missing)
    before = snapshot(statement)

    with pytest.raises(ValidationError) as problem:
        actions.submit(statement, by=writer_of(statement.organization))

    assert len(problem.value.messages) == 1 and words in problem.value.messages[0]
    assert snapshot(statement) == before


def test_a_text_of_just_the_limit_is_sent_in_without_a_summary():
    statement = make_statement(source="word " * 200, summary="")

    assert actions.submit(statement, by=writer_of(statement.organization)).state == S.SUBMITTED


def test_a_text_that_changed_since_it_was_read_is_not_sent():
    statement = make_statement()
    owner = writer_of(statement.organization)
    actions.save_draft(statement, some_content(), by=owner)

    with pytest.raises(actions.StaleDraft):
        actions.submit(statement, by=owner, stamp="1.1")

    statement.refresh_from_db()
    assert statement.state == S.DRAFT
