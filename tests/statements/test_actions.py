"""Every verb of statements: what happens, and every refusal."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations.models import Membership, Organization, Role
from portal import audit, dates
from portal.models import AuditEvent, OutgoingMail
from portal.records import InvalidMove
from submissions.statements import actions, texts
from submissions.statements.models import Call, ReferenceSeries, Statement, StatementState
from submissions.statements.texts import Content
from tests.factories.dialogues import make_dialogue, with_aliases
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.statements import make_call, make_reported, make_statement, some_content, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
EVERY_STATE = list(S)


def close(call):
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() - timedelta(minutes=1))


def snapshot(statement):
    """Everything that a refused verb must leave alone."""
    return (
        Statement.objects.filter(pk=statement.pk).values().get(),
        list(statement.versions.values()),
        AuditEvent.objects.count(),
        OutgoingMail.objects.count(),
        list(ReferenceSeries.objects.values("stem", "last")),
    )


# -- start


def test_starting_keeps_what_was_typed_and_what_it_becomes():
    call, organization = make_call(), OrganizationFactory()
    owner = writer_of(organization)

    content = some_content(title="  What\nwe see ", source="## Head\r\n\r\none two \r\n\r\n- a\r\n- b")
    statement = actions.start(call, organization, by=owner, content=content)

    version = statement.current
    assert (statement.state, statement.call, statement.dialogue) == (S.DRAFT, call, call.dialogue)
    assert (version.title, version.source) == ("What we see", "## Head\n\none two\n\n- a\n- b")
    assert version.body == "<h2>Head</h2>\n<p>one two</p>\n<ul><li>a</li><li>b</li></ul>"
    assert (version.word_count, version.stamp, version.created_by) == (5, "1.1", owner)
    assert [one.code for one in statement.instruments.all()] == ["FIREARMS"]
    assert (statement.reference, statement.receipt, version.frozen_at) == (None, None, None)
    assert [event.verb for event in audit.history(statement)] == ["start"]


def test_an_empty_draft_can_be_started():
    organization = OrganizationFactory()

    statement = actions.start(make_call(), organization, by=writer_of(organization))

    assert (statement.current.title, statement.current.body) == ("", "")


def test_the_same_form_sent_twice_makes_one_draft():
    call, organization, key = make_call(), OrganizationFactory(), uuid4()
    owner = writer_of(organization)

    first = actions.start(call, organization, by=owner, content=some_content(), form_key=key)
    second = actions.start(call, organization, by=owner, content=some_content(), form_key=key)

    assert first == second
    assert Statement.objects.count() == 1


def test_the_key_of_another_organization_gives_nothing_away():
    key, call = uuid4(), make_call()
    first, second = OrganizationFactory(), OrganizationFactory()
    actions.start(call, first, by=writer_of(first), form_key=key)

    with pytest.raises(ValidationError, match="used already"):
        actions.start(call, second, by=writer_of(second), form_key=key)


@pytest.mark.parametrize("state", [S.DRAFT, S.SUBMITTED, S.RETURNED, S.ACCEPTED])
def test_a_second_statement_for_a_call_shows_the_first(state):
    first = make_statement(state)

    with pytest.raises(actions.StatementExists) as problem:
        actions.start(first.call, first.organization, by=writer_of(first.organization), form_key=uuid4())

    assert problem.value.statement == first
    assert Statement.objects.count() == 1


@pytest.mark.parametrize("state", [S.REJECTED, S.WITHDRAWN, S.REMOVED])
def test_after_a_rejected_or_withdrawn_statement_there_may_be_another(state):
    first = make_statement(state)

    second = actions.start(first.call, first.organization, by=writer_of(first.organization))

    assert second != first


@pytest.mark.parametrize("role", [Role.VIEWER, None])
def test_who_does_not_write_for_the_organization_starts_nothing(role):
    organization = OrganizationFactory()
    person = MembershipFactory(organization=organization, role=role).user if role else UserFactory()

    with pytest.raises(ValidationError, match="do not write"):
        actions.start(make_call(), organization, by=person)


@pytest.mark.parametrize("state", [Organization.State.SUBMITTED, Organization.State.SUSPENDED])
def test_an_organization_that_is_not_verified_starts_nothing(state):
    organization = OrganizationFactory(state=state)

    with pytest.raises(ValidationError, match="verified"):
        actions.start(make_call(), organization, by=writer_of(organization))


def test_a_former_member_starts_nothing():
    organization = OrganizationFactory()
    owner = writer_of(organization)
    Membership.objects.update(state=Membership.State.ENDED, ended_at=timezone.now())

    with pytest.raises(ValidationError):
        actions.start(make_call(), organization, by=owner)


def test_a_closed_call_names_its_deadline_in_vienna_and_utc():
    call, organization = make_call(closes_in_days=-1), OrganizationFactory()

    with pytest.raises(ValidationError) as problem:
        actions.start(call, organization, by=writer_of(organization))

    assert dates.format_moment(call.closes_at) in problem.value.messages[0]
    assert f"{call.closes_at:%H:%M} UTC" in problem.value.messages[0]


def test_a_call_that_opens_later_says_when():
    call, organization = make_call(opens_in_days=2), OrganizationFactory()

    with pytest.raises(ValidationError, match="opens on"):
        actions.start(call, organization, by=writer_of(organization))


def test_a_call_points_to_the_page_with_the_facts():
    dialogue = with_aliases(make_dialogue())
    arabic = dialogue.get_translations().get(locale__language_code="ar")

    call = make_call(dialogue=arabic, reference_stem="2024/XX/WS")

    assert (call.dialogue.pk, call.slug) == (dialogue.pk, "2024-xx-ws")


# -- save_draft


def test_saving_replaces_the_working_text():
    statement = make_statement()
    owner = writer_of(statement.organization)

    version = actions.save_draft(statement, Content(title="New", source="one", language="fr"), by=owner, stamp="1.1")

    assert statement.versions.get() == version
    assert (version.title, version.language, version.word_count, version.stamp) == ("New", "fr", 1, "1.2")
    assert not statement.instruments.exists()


def test_an_editor_saves():
    statement = make_statement()

    version = actions.save_draft(statement, some_content(), by=writer_of(statement.organization, Role.EDITOR))

    assert version.edits == 2


def test_a_stale_form_overwrites_nothing():
    statement = make_statement()
    owner = writer_of(statement.organization)
    actions.save_draft(statement, some_content(title="From the first tab"), by=owner, stamp="1.1")

    with pytest.raises(actions.StaleDraft) as problem:
        actions.save_draft(statement, some_content(title="From the second tab"), by=owner, stamp="1.1")

    assert problem.value.version.title == "From the first tab"
    assert statement.versions.get().title == "From the first tab"


def test_a_returned_statement_is_written_on_in_a_new_version():
    statement = make_statement(S.RETURNED)
    frozen = statement.current
    owner = writer_of(statement.organization)

    version = actions.save_draft(statement, some_content(title="Mended"), by=owner, stamp=frozen.stamp)
    again = actions.save_draft(statement, some_content(title="Mended twice"), by=owner, stamp=version.stamp)

    frozen.refresh_from_db()
    statement.refresh_from_db()
    assert (again.pk, again.number, again.frozen_at) == (version.pk, 2, None)
    assert frozen.title != "Mended" and statement.current == frozen
    with pytest.raises(actions.StaleDraft):
        actions.save_draft(statement, some_content(), by=owner, stamp=frozen.stamp)


@pytest.mark.parametrize("state", [state for state in EVERY_STATE if state not in (S.DRAFT, S.RETURNED)])
def test_what_was_sent_in_cannot_be_saved_over(state):
    statement = make_statement(state)
    before = snapshot(statement)

    with pytest.raises(InvalidMove, match=str(S(state).label)):
        actions.save_draft(statement, some_content(), by=writer_of(statement.organization))

    assert snapshot(statement) == before


def test_a_viewer_and_a_coordinator_save_nothing(coordinator):
    statement = make_statement()

    for person in (writer_of(statement.organization, Role.VIEWER), coordinator):
        with pytest.raises(ValidationError):
            actions.save_draft(statement, some_content(), by=person)


def test_a_text_that_grows_too_long_as_html_is_refused():
    statement = make_statement()

    with pytest.raises(ValidationError, match="too long"):
        actions.save_draft(statement, some_content(source="& " * 40_000), by=writer_of(statement.organization))


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
