"""The glossary: every term has an address, is found by its words, and explained on other pages without a script."""

import json
import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from portal.mechanism import glossary
from portal.mechanism.loading import load
from portal.mechanism.models import GlossaryTerm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
PAGE = "/en/glossary/"


def keys_on(client, query: str = "") -> list[str]:
    return re.findall(r'<li id="([a-z0-9-]+)">', client.get(PAGE + query).text)


def told(source: str, request=None) -> str:
    request = request or RequestFactory().get("/en/")
    return Template(source).render(Context({"request": request}))


def test_the_49_terms_stand_there_in_the_order_of_the_alphabet(client):
    keys, stored = keys_on(client), GlossaryTerm.objects.values_list("key", flat=True)

    assert len(keys) == 49 and set(keys) == set(stored)
    assert keys.index("agenda") < keys.index("focal-point") < keys.index("written-statement")


def test_no_definition_is_the_note_of_a_file(client):
    """Sentences: they begin with a capital letter and end with a full stop."""
    for term in GlossaryTerm.objects.all():
        assert re.match(r"^[A-ZI].*\.$", term.definition, re.S), term.key
        assert re.fullmatch(r"[a-z0-9-]{2,40}", term.key), "an address that can be cited"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=note verb", ["focal-point", "note-verbale"]),
        ("?q=rule 17", ["observer-status"]),
        ("?letter=S&q=state", ["self-assessment", "state-under-review", "summary"][:2]),
        ("?letter=7", None),  # no term begins with it: as if it was not asked
        ("?q=zzzz", []),
    ],
)
def test_terms_are_found_by_the_beginnings_of_words_and_by_letter(client, query, expected):
    assert keys_on(client, query) == expected or (expected is None and len(keys_on(client, query)) == 49)


def test_what_was_typed_stays_and_is_shown_as_text(client):
    page = client.get(PAGE, {"q": '"><script>x</script>', "letter": "F"}).text

    assert "<script>x" not in page and "&lt;script&gt;x" in page and "<option selected>F</option>" in page
    assert "No term matches" in page


@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr", "ru", "es"])
def test_the_terms_speak_every_language_and_say_that_a_machine_translated_them(client, language):
    page = client.get(f"/{language}/glossary/").text

    assert page.count("<h3>") == 49 and '<bdi lang="en" dir="ltr">' not in page.partition("<h3>")[2].partition("<ul")[0]
    assert '<p class="note small unofficial">' in page and 'href="/en/glossary/" hreflang="en"' in page
    assert keys_on(client, "?q=note verb") == ["focal-point", "note-verbale"], "English finds in every language"


def test_a_term_without_a_translation_is_marked_as_english(client):
    GlossaryTerm.objects.filter(key="phase").update(translations={})

    entry = client.get("/fr/glossary/").text.partition('<li id="phase">')[2].partition("</li>")[0]

    assert '<bdi lang="en" dir="ltr">Phase</bdi>' in entry and '<bdi lang="en" dir="ltr">The two years' in entry


def test_a_term_is_linked_data(client):
    data = json.loads(client.get("/glossary.jsonld").content)

    terms = {one["termCode"]: one for one in data["hasDefinedTerm"]}
    assert data["@type"] == "DefinedTermSet" and len(terms) == 49
    assert terms["focal-point"]["@id"] == f"{data['@id']}#focal-point"
    assert terms["focal-point"]["name"] == "Focal point" and terms["focal-point"]["@type"] == "DefinedTerm"
    assert 'href="/glossary.jsonld"' in client.get(PAGE).text


def test_a_word_is_explained_by_a_button_that_needs_no_script():
    page = told('{% term "focal-point" "Focal point" %}')

    assert '<button type="button" popovertarget="term-focal-point">Focal point</button>' in page
    assert '<span popover id="term-focal-point">' in page and "clears each of its outputs" in page
    assert 'href="/en/glossary/#focal-point"' in page and "title=" not in page


def test_the_second_time_on_a_page_the_words_stand_alone():
    page = told('{% term "phase" "Phase" %}|{% term "phase" "phases" %}')

    assert page.count('id="term-phase"') == 1 and page.split("|")[1].strip() == "phases"


def test_what_the_glossary_does_not_know_is_said_all_the_same():
    assert told('{% term "no-such-term" "Words" %}').strip() == "Words"


def test_terms_are_read_once_and_again_after_they_were_loaded(django_assert_num_queries, change, folder):
    glossary.explanations()
    with django_assert_num_queries(0):
        glossary.explanations()

    changed = change("glossary.csv", "UNODC knowledge portal of laws", "The UNODC portal of laws")
    change("translations.csv", "UNODC knowledge portal of laws", "The UNODC portal of laws")
    load(changed)
    glossary.forget()  # on commit, which a test never sees

    assert glossary.explanations()["sherloc"].definition.startswith("The UNODC portal")


def test_the_page_asks_once_however_many_terms_there_are(client, django_assert_num_queries):
    for wanted in (1, 3):
        GlossaryTerm.objects.exclude(pk__in=GlossaryTerm.objects.all()[:wanted].values("pk")).delete()
        client.get(PAGE)
        with django_assert_num_queries(2):  # the terms, and the figure of the masthead
            client.get(PAGE)
        load()


def test_an_arabic_term_that_begins_with_latin_letters_is_read_from_right_to_left(client):
    term = re.search(r'<li id="civil-society-unit">.*?<h3>(.*?)</h3>', client.get("/ar/glossary/").text, re.DOTALL)[1]

    assert re.search(r'<bdi dir="rtl">CSU \(', term)
