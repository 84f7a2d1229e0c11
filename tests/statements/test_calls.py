"""Calls in the Wagtail admin, and the pages of dialogues that have calls or statements."""

import pytest
from django.urls import reverse

from submissions.statements.coordination import CallViewSet
from submissions.statements.models import Call
from tests.factories.dialogues import make_dialogue
from tests.factories.statements import make_call, make_reported, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, coordinator):
    """A client that is signed in as a coordinator."""
    client.force_login(coordinator)
    return client


# -- calls


def test_a_coordinator_opens_a_call(desk):
    dialogue = make_dialogue()
    add = reverse(CallViewSet.model.snippet_viewset.get_url_name("add"))
    typed = {
        "title": "Statements for June", "dialogue": dialogue.pk, "opens_at": "2024-01-01 00:00",
        "closes_at": "2034-01-01 00:00", "word_limit": 1500, "max_attachments": 5, "max_cosigners": 40,
        "grace_minutes": 10, "reference_stem": "2034/TA/WS", "slug": "",
    }  # fmt: skip

    assert desk.get(add).status_code == 200
    desk.post(add, typed)
    again = desk.post(add, typed)
    wrong = desk.post(add, {**typed, "reference_stem": "x-y", "closes_at": "2023-01-01 00:00"})

    call = Call.objects.get()
    assert (call.slug, call.word_limit, call.is_open) == ("2034-ta-ws", 1500, True)
    assert again.status_code == 200 and "already exists" in again.text
    assert "Write capital letters" in wrong.text
    assert "Statements for June" in desk.get(reverse(Call.snippet_viewset.get_url_name("list"))).text


def test_a_deadline_before_the_opening_is_refused_in_words(desk):
    call = make_call()
    edit = reverse(Call.snippet_viewset.get_url_name("edit"), args=[call.pk])

    page = desk.post(edit, {
        "title": call.title, "dialogue": call.dialogue_id, "opens_at": "2024-01-02 00:00", "slug": call.slug,
        "closes_at": "2024-01-01 00:00", "word_limit": 10, "max_attachments": 5, "max_cosigners": 40,
        "grace_minutes": 10, "reference_stem": call.reference_stem,
    })  # fmt: skip

    assert "The deadline has to come after the opening." in page.text


# -- pages of dialogues


@pytest.fixture
def administrator(client, django_user_model):
    """A client that may do everything in the admin."""
    client.force_login(django_user_model.objects.create_superuser("admin@portal.example"))
    return client


@pytest.mark.parametrize("row", ["call", "statement", "reported"])
def test_the_page_of_a_dialogue_with_statements_stays(administrator, row):
    dialogue = make_dialogue()
    if row == "call":
        make_call(dialogue=dialogue)
    elif row == "statement":
        make_statement(call=make_call(dialogue=dialogue))
    else:
        make_reported(dialogue=dialogue)
    many = f"/cms/bulk/wagtailcore/page/delete/?id={dialogue.pk}"

    one = administrator.post(reverse("wagtailadmin_pages:delete", args=[dialogue.pk]), follow=True)
    administrator.post(many, {"next": "/cms/"})

    assert "cannot be deleted: it has statements or a call for them" in one.text
    assert type(dialogue).objects.filter(pk=dialogue.pk).exists()


def test_the_page_of_a_dialogue_without_statements_goes(administrator):
    one, other = make_dialogue(), make_dialogue()

    administrator.post(reverse("wagtailadmin_pages:delete", args=[one.pk]))
    administrator.post(f"/cms/bulk/wagtailcore/page/delete/?id={other.pk}", {"next": "/cms/"})

    assert not type(one).objects.filter(pk__in=[one.pk, other.pk]).exists()
