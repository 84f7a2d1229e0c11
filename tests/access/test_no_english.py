"""Whoever reads in another language meets no English sentence on an error, and templates say none outside of gettext.

Names and what is marked as English are left out (tests/reading.py).
"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.reading import english_in
from tests.spoken import ROOT, spoken

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
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


@pytest.mark.parametrize("folder", sorted(one.name for one in (ROOT / "templates").iterdir() if one.is_dir()))
def test_no_template_says_words_outside_of_translation(folder):
    files = [path for path in (ROOT / "templates" / folder).rglob("*.*") if path.suffix in {".html", ".txt"}]

    said = {path.name: set(spoken(path.read_text())) - ALIKE for path in files}
    assert {name: words for name, words in said.items() if words} == {}
