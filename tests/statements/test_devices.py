"""What the page of a draft tells its script: nothing of others, and a lock that is one account's alone."""

import base64
import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from organizations.models import Role
from submissions.statements import actions
from submissions.statements.checklist import checklist
from submissions.statements.devices import draft_settings, lock_of
from tests.factories.organizations import UserFactory
from tests.factories.statements import make_call, make_statement, some_content, writer_of

pytestmark = pytest.mark.django_db


def told(page):
    """What stands in the page for the script."""
    found = re.search(r'<script id="draft-settings" type="application/json">(.*?)</script>', page.text)
    return json.loads(found[1])


def edit(client, statement, role=Role.OWNER):
    client.force_login(writer_of(statement.organization, role))
    return client.get(reverse("statements:desk_edit", args=[statement.uuid]))


def test_the_lock_of_an_account_stays_and_is_nobody_elses(settings):
    one, other = UserFactory(), UserFactory()
    lock = lock_of(one)

    assert len(base64.b64decode(lock["key"])) == 32
    assert lock_of(one) == lock
    assert not set(lock.values()) & set(lock_of(other).values())
    settings.SECRET_KEY = "another"
    assert not set(lock.values()) & set(lock_of(one).values())


def test_colleagues_have_locks_of_their_own(client):
    statement = make_statement()

    keys = {told(edit(client, statement, role))["key"] for role in (Role.OWNER, Role.EDITOR)}

    assert len(keys) == 2


def test_a_draft_and_a_new_form_tell_where_they_save(client):
    statement, call = make_statement(), make_call(word_limit=1)
    user = writer_of(statement.organization)

    there, new = draft_settings(user, statement.call, statement), draft_settings(user, call, None)

    assert there["save"] == reverse("statements:desk_autosave", args=[statement.uuid])
    assert there["places"] == [str(statement.uuid), f"new-{statement.call.slug}"]
    assert there["organization"] == str(statement.organization.uuid)
    assert new["save"] == reverse("statements:desk_autosave_new", args=[call.slug])
    assert new["place"] == f"new-{call.slug}" and new["organization"] == ""
    assert new["words"]["count"] == "{words} of 1 word"


def test_the_script_waits_where_another_text_stands(client):
    statement = make_statement()
    page = edit(client, statement)
    actions.save_draft(statement, some_content(), by=writer_of(statement.organization))
    typed = {"title": "Mine", "language": "en", "source": "Mine.", "summary": "", "stamp": "1.1"}

    conflict = client.post(reverse("statements:desk_edit", args=[statement.uuid]), typed)
    mistake = client.post(reverse("statements:desk_edit", args=[statement.uuid]), {**typed, "title": ""})

    assert [(told(one)["typed"], told(one)["paused"]) for one in (page, conflict, mistake)] == [
        (False, False), (True, True), (True, False),
    ]  # fmt: skip


def test_the_script_is_on_this_page_alone(client):
    statement = make_statement()
    assert "js/drafts/main.js" in edit(client, statement).text

    for name in ("detail", "preview", "submit", "files"):
        page = client.get(reverse(f"statements:desk_{name}", args=[statement.uuid]))
        assert page.status_code == 200 and "<script" not in page.text


def test_each_line_of_the_checklist_leads_to_its_field(client):
    page = edit(client, make_statement(summary="", instruments=[]))

    fields = re.findall(r'<a href="#(id_\w+)">', page.text.partition('id="draft-checks"')[2])

    assert fields == ["id_title", "id_source", "id_summary", "id_instruments"]
    assert all(f'id="{field}"' in page.text for field in fields)


def test_what_sending_asks_for_is_what_the_checklist_shows_as_missing(client):
    statement = make_statement(source="word " * 201, instruments=[])
    version = actions.latest(statement)
    missing = [check.problem for check in checklist(statement, version) if check.required and not check.done]

    with pytest.raises(ValidationError) as problem:
        actions.submit(statement, by=writer_of(statement.organization))

    assert problem.value.messages == missing and len(missing) == 2
