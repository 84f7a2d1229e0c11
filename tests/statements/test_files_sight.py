"""Who can fetch a file of a statement, and where it is named: as its version, and nobody else."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from organizations.models import Role
from portal.files import ScanState, tasks
from submissions.statements import actions, withdrawing
from submissions.statements.attachments import Attachment
from submissions.statements.models import Statement, StatementState
from tests.factories.organizations import OrganizationFactory
from tests.factories.statements import make_statement, some_content, writer_of
from tests.portal.files.test_storing import Clamd

pytestmark = pytest.mark.django_db
S = StatementState
MADE_UP = "0" * 16
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
    "Accept-Ranges": "none",
    "Content-Type": "text/csv",
}


def public(statement: Statement, key: str) -> str:
    return reverse("statement_data:file", args=[statement.slug or "none", key])


def desk(statement: Statement, key: str) -> str:
    return reverse("statements:desk_file", args=[statement.uuid, key])


def cms(statement: Statement, key: str) -> str:
    return reverse("statement_file", args=[statement.uuid, key])


def embargoed() -> Statement:
    return make_statement(S.ACCEPTED, files=1, publish_at=timezone.now() + timedelta(days=1))


def test_everybody_fetches_the_files_of_a_public_statement(client):
    statement = make_statement(S.ACCEPTED, files=1)
    row = Attachment.objects.get()

    page = client.get(statement.get_absolute_url()).text
    answer = client.get(public(statement, row.key))

    assert f'href="{public(statement, row.key)}"' in page and row.description in page and "CSV" in page
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert answer["Content-Disposition"] == 'attachment; filename="canarybird.csv"'
    assert answer.getvalue() == row.file.read() and "Set-Cookie" not in answer and "canarybird" not in page


def test_head_range_and_asking_again_agree(client):
    statement = make_statement(S.ACCEPTED, files=1)
    row = Attachment.objects.get()
    address = public(statement, row.key)

    head, part = client.head(address), client.get(address, headers={"Range": "bytes=0-1"})
    again = client.get(address, headers={"If-None-Match": head["ETag"]})

    assert (head.status_code, head["Content-Length"], head.getvalue()) == (200, str(row.size), b"")
    assert (part.status_code, len(part.getvalue())) == (200, row.size)
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("state", [*(state for state in S if state != S.ACCEPTED), "embargo"])
def test_what_is_not_public_answers_like_a_made_up_address(client, coordinator, state):
    statement = embargoed() if state == "embargo" else make_statement(state, files=1)
    key, gone = Attachment.objects.get().key, state in (S.WITHDRAWN, S.REMOVED)

    for method in (client.get, client.head):
        for options in ({}, {"headers": {"Range": "bytes=0-1"}}):
            found = method(public(statement, key), follow=True, **options)
            made_up = method(public(statement, MADE_UP), follow=True, **options)
            assert (found.status_code, made_up.status_code) == (410 if gone else 404, 404)
            assert gone or found.content.replace(key.encode(), MADE_UP.encode()) == made_up.content


def test_what_was_withdrawn_before_it_was_public_never_was_there(client):
    statement = embargoed()
    withdrawing.withdraw(statement, by=writer_of(statement.organization), reason="A mistake.")

    assert client.get(public(statement, Attachment.objects.get().key), follow=True).status_code == 404


def test_a_removed_file_of_a_public_statement_is_gone(client):
    statement = make_statement(S.ACCEPTED, files=1)
    row = Attachment.objects.get()
    row.drop_file()

    assert client.get(public(statement, row.key)).status_code == 410
    assert row.key not in client.get(statement.get_absolute_url()).text


@pytest.mark.parametrize("make", [lambda: make_statement(files=1), embargoed])
def test_another_organizations_file_answers_like_a_made_up_one(client, make):
    statement = make()
    key = Attachment.objects.get().key
    client.force_login(OrganizationFactory().members.get())

    for method in (client.get, client.head):
        for address in (desk(statement, key), reverse("statements:desk_preview", args=[statement.uuid])):
            found, made_up = method(address), method(address.replace(str(statement.uuid), "0" * 8 + "-" + "-".join(
                ["0000", "4000", "8000", "0" * 12])))  # fmt: skip
            assert found.status_code == made_up.status_code == 404


def test_an_organization_fetches_its_own_file_in_every_state(client):
    for state in S:
        statement = make_statement(state, files=1)
        key = actions.latest(statement).attachments.get().key
        for role in (Role.OWNER, Role.VIEWER):
            client.force_login(writer_of(statement.organization, role))
            assert client.get(desk(statement, key)).status_code == 200
            assert client.get(desk(statement, MADE_UP)).status_code == 404
            assert client.get(desk(statement, "x")).status_code == 404


def test_coordinators_fetch_what_was_sent_in_and_not_what_is_still_written(client, coordinator):
    draft, returned = make_statement(files=1), make_statement(S.RETURNED, files=1)
    sent = returned.current.attachments.get()
    fresh = actions.save_draft(returned, some_content(), by=writer_of(returned.organization))
    Attachment.objects.filter(version=fresh).update(sha256="ab" * 32)
    client.force_login(coordinator)

    page = client.get(reverse("statement_review", args=[returned.uuid])).text

    assert cms(returned, sent.key) in page
    assert client.get(cms(returned, sent.key)).status_code == 200
    assert client.get(cms(returned, "ab" * 8)).status_code == 404
    assert client.get(cms(draft, draft.current.attachments.get().key)).status_code == 404


def test_a_file_that_waits_for_the_scanner_can_be_fetched_by_nobody(client, coordinator):
    statement = make_statement(S.ACCEPTED, files=1)
    Attachment.objects.update(scan_state=ScanState.PENDING)
    key = Attachment.objects.get().key

    assert client.get(public(statement, key), follow=True).status_code == 404
    assert key not in client.get(statement.get_absolute_url()).text
    client.force_login(coordinator)
    assert client.get(cms(statement, key)).status_code == 404
    client.force_login(writer_of(statement.organization))
    assert client.get(desk(statement, key)).status_code == 404
    assert "Waiting for the virus scanner" in client.get(reverse("statements:desk_detail", args=[statement.uuid])).text


def test_a_file_that_the_scanner_refuses_later_is_told_to_those_who_sent_it(client, coordinator, settings):
    statement = make_statement(S.SUBMITTED, files=1)
    Attachment.objects.update(scan_state=ScanState.PENDING)
    clamd = Clamd(b"stream: X FOUND\0")
    settings.CLAMD_URL = clamd.url
    clamd.start()
    told = "A file was taken out: the virus scanner refused it"

    tasks.scan_waiting.func()

    client.force_login(writer_of(statement.organization))
    page = client.get(reverse("statements:desk_detail", args=[statement.uuid])).text
    assert told in page and "<bdi>The portal</bdi>" in page and 'id="files"' not in page
    client.force_login(coordinator)
    assert told in client.get(reverse("statement_review", args=[statement.uuid])).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_queries_do_not_grow(client, django_assert_num_queries, count):
    statement = make_statement(S.ACCEPTED, files=count)
    client.get(statement.get_absolute_url())
    cache.clear()

    with django_assert_num_queries(11):
        client.get(statement.get_absolute_url())
