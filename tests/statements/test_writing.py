"""The writing page: both notations, the preview, the other way to write, languages. What is typed is never lost."""

import json
import re

import pytest

from portal import prose
from submissions.statements import actions
from submissions.statements.models import Statement
from tests.factories.statements import make_call, make_statement
from tests.statements.test_desk import TYPED, at, first_save, new, owner

__all__ = ["owner"]
pytestmark = pytest.mark.django_db
RICH = (
    "<h2>A</h2><p>b <strong>c</strong><small role='doc-footnote'>d</small></p>"
    "<ul><li><p>e</p><ul><li><p>f</p></li></ul></li></ul><table><tbody><tr><th><p>g</p></th></tr><tr><td><p>h</p></td></tr></tbody></table>"
)
MARKED = "## A\n\nb **c**[^1]\n\n- e\n  - f\n\n| g |\n| --- |\n| h |\n\n[^1]: d"
STORED = (
    '<h2>A</h2>\n<p>b <strong>c</strong><small role="doc-footnote">d</small></p>\n'
    "<ul><li>e<ul><li>f</li></ul></li></ul>\n<table><thead><tr><th>g</th></tr></thead><tbody><tr><td>h</td></tr></tbody></table>"
)


def latest():
    return actions.latest(Statement.objects.get())


def textarea(page):
    return page.context["form"]["source"].value()


def island(page):
    return json.loads(re.search(r'<script id="formatted" type="application/json">(.*?)</script>', page.text, re.S)[1])


@pytest.mark.parametrize(("notation", "source"), [("plain", MARKED), ("html", RICH), ("", MARKED)])
def test_both_editors_store_the_same_text(client, owner, notation, source):
    client.post(new(make_call()), first_save(owner.organization, source=source, notation=notation))

    assert (latest().body, latest().source) == (STORED, MARKED)


def test_no_browser_cuts_what_is_pasted(client, owner):
    """What is too long is said by the server, beside the field that still has all of it."""
    statement = make_statement(organization=owner.organization, files=1)

    for page in (client.get(new(make_call())), client.get(at("edit", statement)), client.get(at("files", statement))):
        fields = re.findall(r"<(?:input|textarea)[^>]* name=\"(?:title|summary|source|description)\"[^>]*>", page.text)
        assert fields and not any("maxlength" in field for field in fields)


def test_both_editors_are_given_the_same_text(client, owner):
    client.post(new(make_call()), first_save(owner.organization, source=RICH, notation="html"))

    page = client.get(at("edit", Statement.objects.get()))

    assert textarea(page) == MARKED and island(page) == STORED
    assert '<input type="hidden" name="notation" value="plain"' in page.text


def test_from_one_editor_to_the_other_and_back_nothing_changes(client, owner):
    client.post(new(make_call()), first_save(owner.organization, source=RICH, notation="html"))
    statement = Statement.objects.get()
    for number, notation in enumerate(["plain", "html", "plain", "html"], 1):
        page = client.get(at("edit", statement))
        source = textarea(page) if notation == "plain" else island(page)
        client.post(at("edit", statement), {**TYPED, "source": source, "notation": notation, "stamp": f"1.{number}"})

    assert (latest().body, latest().edits) == (STORED, 5)


def test_a_notation_that_nobody_knows_is_refused(client, owner):
    page = client.post(new(make_call()), first_save(owner.organization, notation="rtf"))

    assert page.context["form"].errors.keys() == {"notation"}
    assert not Statement.objects.exists()


def test_html_that_is_typed_with_marks_stays_text(client, owner):
    client.post(new(make_call()), first_save(owner.organization, source="<h2>A</h2>", notation="plain"))

    assert latest().body == "<p>&lt;h2&gt;A&lt;/h2&gt;</p>"


def test_what_is_refused_comes_back_in_marks(client, owner):
    page = client.post(new(make_call()), first_save(owner.organization, title="", source=RICH, notation="html"))

    assert textarea(page) == MARKED and island(page) == STORED
    assert page.context["form"]["notation"].value() == "plain"


def test_a_text_that_is_too_long_for_the_formatted_editor_comes_back_as_it_was(client, owner):
    typed = "<p>" + "x" * 200_000
    page = client.post(new(make_call()), first_save(owner.organization, source=typed, notation="html"))

    assert textarea(page) == typed and page.context["form"]["notation"].value() == "html"
    assert "too long" in page.text and not Statement.objects.exists()


def test_a_difference_between_two_editors_is_shown_in_marks(client, owner):
    statement = make_statement(organization=owner.organization, source="Parts carry **no** number.")

    typed = {**TYPED, "source": "<p>Parts carry <em>no</em> number.</p>", "notation": "html", "stamp": "1.0"}
    page = client.post(at("edit", statement), typed)

    assert textarea(page) == "Parts carry *no* number."
    assert page.context["changes"] and "<strong>no</strong>" in page.context["newer_text"]


@pytest.mark.parametrize(("notation", "source"), [("plain", MARKED), ("html", RICH)])
def test_a_preview_shows_what_readers_will_see_and_stores_nothing(client, owner, notation, source):
    typed = first_save(owner.organization, title="", source=source, notation=notation, preview="")
    page = client.post(new(make_call()), typed)

    assert '<p class="p" id="para1">b <strong>c</strong><sup><a id="noted1" href="#note1"' in page.text
    assert '<li id="note1">d <a href="#noted1"' in page.text
    assert textarea(page) == MARKED and 'value="state:KEN" checked' in page.text and "In short." in page.text
    assert not Statement.objects.exists()


def test_a_preview_of_a_draft_keeps_the_stamp(client, owner):
    statement = make_statement(organization=owner.organization)

    page = client.post(at("edit", statement), {**TYPED, "title": "Typed now", "stamp": "1.1", "preview": ""})

    assert page.context["form"]["stamp"].value() == "1.1" and 'value="Typed now"' in page.text
    assert actions.latest(statement).title != "Typed now"


def test_whoever_wants_to_write_with_marks_gets_no_editor_until_they_want_it_again(client, owner):
    call = make_call()
    page = client.post(new(call), first_save(owner.organization, source=RICH, notation="html", editor="plain"))
    assert textarea(page) == MARKED and 'id="formatted"' not in page.text and not Statement.objects.exists()
    assert 'id="formatted"' not in client.get(new(call)).text

    page = client.post(new(call), first_save(owner.organization, source=MARKED, notation="plain", editor="rich"))
    assert island(page) == STORED


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_each_field_says_its_language_and_direction(client, owner, language, direction):
    fresh = client.get(new(make_call())).text
    assert fresh.count('dir="auto"') == 4, "three texts, and the words to look for"
    statement = make_statement(organization=owner.organization, language=language)

    page = client.get(at("edit", statement)).text

    assert len(re.findall(f'<(?:input|textarea)[^>]*dir="{direction}"[^>]*lang="{language}"', page)) == 3


def test_what_was_written_before_there_were_two_editors_is_read_from_its_html(client, owner):
    statement = make_statement(organization=owner.organization)
    old = actions.latest(statement)
    old.source, old.body = "[a] *b*", "<p>[a] *b*</p>"
    old.save()

    page = client.get(at("edit", statement))

    assert prose.from_plain(textarea(page)) == island(page) == "<p>[a] *b*</p>"


def test_only_the_writing_page_loads_the_editor(client, owner):
    statement = make_statement(organization=owner.organization)

    assert "editor/start" in client.get(at("edit", statement)).text
    for page in (at("detail", statement), at("preview", statement), at("submit", statement), "/en/statements/"):
        assert "editor/start" not in client.get(page).text
