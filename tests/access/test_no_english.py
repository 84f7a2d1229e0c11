"""Whoever reads in another language meets no English sentence on an error, and templates say none outside of gettext.

Names and what is marked as English are left out (tests/reading.py).
"""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from organizations.models import User
from tests.crawling import some_of_each_kind
from tests.reading import english_in
from tests.spoken import ROOT, spoken

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
OWNER = "lucia@redcostera.example"
# What a template says in all languages alike: kinds of files, and names of programs and files.
ALIKE = {
    *("JSON", "CSV", "XLSX", "Atom", "PDF", "iCal", "LD", "BibTeX", "RIS", "Lines"),
    *("verify", "ledger", "py", "sha", "sum"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_wrong_is_said_in_the_readers_language(language, client):
    client.raise_request_exception = False
    missing = client.get(f"/{language}/there-is-no-such-page/")
    with translation.override(language):
        refused = client.get(reverse("mechanism:document_list"), {"year": "no year", "page": "x"})
        broken = Client(enforce_csrf_checks=True).post(reverse("appearance"), {"theme": "dark"})

    assert (missing.status_code, broken.status_code) == (404, 403)
    assert [english_in(answer.text) for answer in (missing, refused, broken)] == [set(), set(), set()]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_the_demo_says_an_english_sentence(demo_db, client, language):
    """Neither a page for readers nor one of the desk of an organization, three of each kind."""
    read = some_of_each_kind(client, f"/{language}/", re.compile(rf"^/{language}/(?!desk/|accounts/|appearance/)"))
    client.force_login(User.objects.get(email=OWNER))
    written = some_of_each_kind(client, f"/{language}/desk/", re.compile(rf"^/{language}/(?:desk|accounts)/"))

    assert len(read) > 90
    assert len(written) > 25
    assert {words: address for address, page in (read | written).items() for words in english_in(page)} == {}


@pytest.mark.parametrize("folder", sorted(one.name for one in (ROOT / "templates").iterdir() if one.is_dir()))
def test_no_template_says_words_outside_of_translation(folder):
    files = [path for path in (ROOT / "templates" / folder).rglob("*.*") if path.suffix in {".html", ".txt"}]

    said = {path.name: set(spoken(path.read_text())) - ALIKE for path in files}
    assert {name: words for name, words in said.items() if words} == {}
