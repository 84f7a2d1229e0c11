"""Starting a draft and writing on: what is stored, and every refusal."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations.models import Membership, Organization, Role
from portal import audit, dates
from portal.records import InvalidMove
from submissions.statements import actions
from submissions.statements.models import Statement, StatementState
from submissions.statements.texts import Content
from tests.factories.dialogues import make_dialogue, with_aliases
from tests.factories.organizations import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.statements import make_call, make_statement, snapshot, some_content, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
EVERY_STATE = list(S)


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
