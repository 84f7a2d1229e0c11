"""The demo's pages in six languages: whole, marked as made by machine, and in no place left in English."""

import re

import polib
import pytest
from django.conf import settings

from home.demo import translating
from home.translations.checking import faults
from portal.pages import TranslationKind
from tests.reading import sentences

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def catalogue(language):
    return polib.pofile(str(translating.PAGES / f"{language}.po"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_says_that_a_machine_made_it_and_lacks_nothing(language):
    po = catalogue(language)

    assert "Machine-made" in po.header and "native review" in po.header
    assert [entry.msgid for entry in po if not entry.msgstr or entry.fuzzy] == []
    assert {entry.msgid for entry in po} == {entry.msgid for entry in catalogue("fr")}
    assert [entry.msgid for entry in po if entry.msgid == entry.msgstr] == []
    assert faults(po) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_stay_as_they_are(language):
    # Chinese writes the articles of treaties in words.
    spelled = {"5", "32", "3"} if language == "zh-hans" else set()
    numbers = [(digits(entry.msgid), digits(entry.msgstr), entry.msgid) for entry in catalogue(language)]

    assert [msgid for english, other, msgid in numbers if english - other - spelled] == []


def digits(text):
    """The numbers in a text, without what parts their thousands."""
    return set(re.findall(r"\d+", re.sub(r"(?<=\d)[.,\xa0\u202f](?=\d{3})", "", text)))


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("fr", r"[^\xa0\u202f][;?!»]|«[^\xa0]|['\"]|[^\xa0\d]:[^/]"),
        ("ru", r"[\"“”ё]"),
        ("es", r"[\"«»]"),
        ("zh-hans", r"[\"«»]|[一-鿿][,;:?!]"),
        ("ar", r"[\"“”٠-٩]|[ء-ي][,;?]"),
    ],
)
def test_quotation_marks_digits_and_punctuation_are_those_of_the_language(language, wrong):
    assert [entry.msgstr for entry in catalogue(language) if re.search(wrong, entry.msgstr)] == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_translated_pages_of_the_demo_have_no_english_sentence_left(demo_db, client):
    left, kinds, behind, english = {}, set(), [], {entry.msgid for entry in catalogue("fr")}
    for original in translating.translated_pages():
        address = original.url_path.split("/", 2)[2]
        assert sentences(client.get(f"/en/{address}").text) & english or not address
        for language in LANGUAGES:
            page = original.get_translations().get(locale__language_code=language).specific
            kinds.add(page.translation_kind)
            behind += [page.url_path] if page.is_outdated else []
            text = client.get(f"/{language}/{address}").text
            assert f'<a href="/en/{address}" hreflang="en">' in text
            left[language, address] = sentences(text) & english

    assert (kinds, behind) == ({TranslationKind.MACHINE}, [])
    assert {place: found for place, found in left.items() if found} == {}
