"""The shell, the dialogue pages and the statement pages are in Arabic already; catalogues are sound."""

import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = polib.pofile(str(ROOT / "locale" / "ar" / "LC_MESSAGES" / "django.po"))
ARABIC = {entry.msgid: entry for entry in CATALOGUE}
SHELL = [
    "base.html",
    "components/masthead.html",
    "components/footer.html",
    "components/crumbs.html",
    "components/pager.html",
    "components/untranslated.html",
    "home/home.html",
    "statements/statement_list.html",
    "statements/statement_detail.html",
    "statements/_statement.html",
    "dialogues/dialogue_list.html",
    "dialogues/dialogue_detail.html",
    "dialogues/panel_detail.html",
    "404.html",
]
SENTENCE = re.compile(r"""(?:\{%\s*translate\s+|_\()"([^"]+)\"""")
HOLES = re.compile(r"%\(\w+\)[sd]|%%")


@pytest.mark.parametrize("name", SHELL)
def test_every_sentence_of_these_pages_is_in_arabic(name):
    sentences = SENTENCE.findall((ROOT / "templates" / name).read_text())

    missing = [one for one in sentences if one not in ARABIC or not ARABIC[one].translated()]
    assert missing == []


def test_no_translation_is_fuzzy_or_equal_to_the_english():
    assert CATALOGUE.fuzzy_entries() == []
    assert [entry.msgid for entry in CATALOGUE if entry.msgstr == entry.msgid] == []


def test_what_is_filled_in_is_the_same_in_both_languages():
    for entry in CATALOGUE.translated_entries():
        forms = [entry.msgstr] if entry.msgstr else [form for n, form in entry.msgstr_plural.items() if n > 2]
        for form in forms:
            assert sorted(HOLES.findall(form)) == sorted(HOLES.findall(entry.msgid_plural or entry.msgid)), entry.msgid


def test_arabic_has_six_plural_forms():
    assert "nplurals=6" in CATALOGUE.metadata["Plural-Forms"]
    assert all(len(entry.msgstr_plural) == 6 for entry in CATALOGUE.translated_entries() if entry.msgid_plural)


@pytest.mark.django_db
def test_the_shell_speaks_arabic_and_turns_around(client):
    page = client.get("/ar/statements/").text

    assert '<html lang="ar" dir="rtl"' in page
    assert "البيانات" in page
    assert "Skip to main content" not in page
