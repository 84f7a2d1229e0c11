"""Files on statements: the verbs, what belongs to which version, what the database keeps."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from organizations.models import Role
from portal import audit
from portal.files.storing import private_storage
from portal.records import InvalidMove
from submissions.statements import actions, attaching
from submissions.statements.attachments import Attachment, seal
from submissions.statements.models import StatementState
from tests.factories.accepted import accepted_file
from tests.factories.statements import make_call, make_statement, snapshot, some_content, writer_of

pytestmark = pytest.mark.django_db
S = StatementState


def words(version) -> list[str]:
    return [one.description for one in version.attachments.there()]


def test_attaching_keeps_the_file_its_words_and_what_was_taken_out():
    statement = make_statement()
    owner = writer_of(statement.organization)

    row = attaching.attach(statement, accepted_file(b"a,b\r\n"), "  Parts\nby month ", by=owner)

    row.refresh_from_db()
    assert (row.description, row.kind_name, row.size, row.position) == ("Parts by month", "CSV", 5, 1)
    assert [str(one) for one in row.removed_words] == ["Formulas: they are plain text now"]
    assert row.file.read() == b"a,b\r\n" and row.key == row.sha256[:16]
    assert audit.history(statement).last().verb == "attach"


def test_the_same_file_sent_twice_is_there_once():
    statement, owner = make_statement(), None
    owner = writer_of(statement.organization)

    first = attaching.attach(statement, accepted_file(b"same"), "One", by=owner)
    second = attaching.attach(statement, accepted_file(b"same"), "Two", by=owner)

    assert first == second and words(actions.latest(statement)) == ["One"]


def test_a_call_says_how_many_files_it_takes():
    statement = make_statement(call=make_call(max_attachments=1), files=1)

    with pytest.raises(ValidationError, match="takes 1 files"):
        attaching.attach(statement, accepted_file(), "Two", by=writer_of(statement.organization))


def test_a_file_needs_words():
    statement = make_statement(files=1)
    owner, row = writer_of(statement.organization), Attachment.objects.get()

    for act in (
        lambda: attaching.attach(statement, accepted_file(), " \n", by=owner),
        lambda: attaching.describe(statement, row.key, "", by=owner),
    ):
        with pytest.raises(ValidationError, match="Say what the file shows"):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.update(description="")


def test_files_are_described_ordered_and_removed():
    statement = make_statement(files=3)
    owner, rows = writer_of(statement.organization), list(Attachment.objects.all())

    attaching.move_up(statement, rows[2].key, by=owner)
    attaching.move_up(statement, rows[2].key, by=owner)
    attaching.move_up(statement, rows[2].key, by=owner)
    attaching.describe(statement, rows[0].key, "In other words", by=owner)
    attaching.remove(statement, rows[1].key, by=owner)

    assert words(actions.latest(statement)) == ["Seized parts, table 3", "In other words"]
    with pytest.raises(InvalidMove, match="not attached any more"):
        attaching.remove(statement, rows[1].key, by=owner)


def test_a_removed_files_content_is_gone_after_the_commit(django_capture_on_commit_callbacks):
    statement = make_statement(files=1)
    row = Attachment.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        attaching.remove(statement, row.key, by=writer_of(statement.organization))

    assert not private_storage().exists(row.file.name)


def test_words_that_cannot_be_stored_stay_in_their_field_with_the_reason(client):
    statement = make_statement(files=2)
    row, other = Attachment.objects.all()
    client.force_login(writer_of(statement.organization))
    address = reverse("statements:desk_file_change", args=[statement.uuid, row.key])

    for typed in ("w" * 201, " ", "a\0b"):
        page = client.post(address, {"description": typed})

        assert page.status_code == 422 and f'id="description-{row.key}_error"' in page.text, typed
        assert page.text.count('aria-invalid="true"') == 1 and f'value="{typed}"' in page.text, typed
        assert words(actions.latest(statement)) == [row.description, other.description], typed


@pytest.mark.parametrize("state", [state for state in S if state not in (S.DRAFT, S.RETURNED)])
def test_files_of_what_was_sent_in_do_not_change(state):
    statement = make_statement(state, files=1)
    owner, row, before = writer_of(statement.organization), Attachment.objects.get(), snapshot(statement)

    for act in (
        lambda: attaching.attach(statement, accepted_file(), "Two", by=owner),
        lambda: attaching.describe(statement, row.key, "Two", by=owner),
        lambda: attaching.move_up(statement, row.key, by=owner),
        lambda: attaching.remove(statement, row.key, by=owner),
    ):
        with pytest.raises(InvalidMove):
            act()
    assert snapshot(statement) == before and Attachment.objects.get().description == row.description


@pytest.mark.parametrize("role", [Role.VIEWER, None])
def test_who_does_not_write_changes_no_file(role, coordinator):
    statement = make_statement(files=1)
    person = writer_of(statement.organization, role) if role else coordinator

    with pytest.raises(ValidationError, match="do not write"):
        attaching.attach(statement, accepted_file(), "Two", by=person)
    with pytest.raises(ValidationError, match="do not write"):
        attaching.remove(statement, Attachment.objects.get().key, by=person)
    with pytest.raises(ValidationError, match="do not write"):
        attaching.require_room(statement, by=person)


def test_a_returned_statement_takes_its_files_into_a_new_version_and_the_old_one_keeps_its(
    django_capture_on_commit_callbacks,
):
    statement = make_statement(S.RETURNED, files=2)
    owner, sent = writer_of(statement.organization), statement.current
    first, second = sent.attachments.there()

    with django_capture_on_commit_callbacks(execute=True):
        attaching.remove(statement, first.key, by=owner)

    fresh = actions.latest(statement)
    assert (fresh.number, fresh.title, fresh.source) == (2, sent.title, sent.source)
    assert words(fresh) == [second.description] and len(words(sent)) == 2
    assert private_storage().exists(first.file.name)
    assert fresh.attachments.get().frozen_at is None
    actions.save_draft(statement, some_content(), by=owner)
    assert words(actions.latest(statement)) == [second.description]


def test_a_changed_text_of_a_returned_statement_keeps_its_files():
    statement = make_statement(S.RETURNED, files=1)

    version = actions.save_draft(statement, some_content(), by=writer_of(statement.organization))

    assert (version.number, len(words(version))) == (2, 1)


def test_files_that_a_colleague_changed_are_looked_at_again_before_sending():
    statement = make_statement(files=1)
    owner, version = writer_of(statement.organization), actions.latest(statement)
    seen = seal(version)
    attaching.attach(statement, accepted_file(), "New", by=owner)

    with pytest.raises(actions.StaleDraft):
        actions.submit(statement, by=owner, stamp=version.stamp, seal=seen)
    assert actions.submit(statement, by=owner, stamp=version.stamp, seal=seal(version)).state == S.SUBMITTED


def test_the_database_keeps_the_files_of_a_frozen_version():
    make_statement(S.SUBMITTED, files=1)

    for change in ({"description": "Other"}, {"sha256": "0" * 64}, {"position": 9}, {"frozen_at": None}, {"size": 1}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Attachment.objects.update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Attachment.objects.all()._raw_delete("default")


def test_a_frozen_file_can_be_taken_away_with_its_names(django_capture_on_commit_callbacks):
    make_statement(S.ACCEPTED, files=1)
    row = Attachment.objects.get()
    name = row.file.name

    with django_capture_on_commit_callbacks(execute=True):
        row.drop_file()

    row = Attachment.objects.get()
    assert (row.file.name, row.given_name, row.description, row.kind) == ("", "", "", "text/csv")
    assert row.deleted_at and not private_storage().exists(name) and not row.is_ready
