"""Brackets, quotation marks and bare years: each language writes its own."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from portal import listing
from portal.mechanism.models import Precision
from portal.mechanism.models.sources import date_in_words

LANGUAGES = ["en", "ar", "zh-hans", "fr", "ru", "es"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "18:00 (17:00, Vienna)"),
        ("ar", "18:00 (17:00، Vienna)"),
        ("zh-hans", "18:00（17:00，Vienna）"),
        ("ru", "18:00 (17:00, Vienna)"),
    ],
)
def test_facts_behind_others_stand_in_the_brackets_of_the_language(language, words):
    with translation.override(language):
        shown = Template("18:00{% in_brackets a b %}").render(Context({"a": "17:00", "b": "Vienna"}))

    assert shown == words


def test_what_stands_in_brackets_is_escaped():
    assert Template("{% in_brackets a %}").render(Context({"a": "<b>"})) == " (&lt;b&gt;)"


def test_what_a_reader_wrote_is_quoted_as_the_language_does():
    quoted = {}
    for language in LANGUAGES:
        with translation.override(language):
            quoted[language] = listing.quoted("a b")

    assert quoted == {
        "en": "“a b”", "ar": "«a b»", "zh-hans": "“a b”", "fr": "«\u00a0a b\u00a0»", "ru": "«a b»", "es": "“a b”",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "year", "month"),
    [
        ("en", "2024", "April 2024"),
        ("ar", "2024", "نيسان/أبريل 2024"),
        ("zh-hans", "2024年", "2024年4月"),
        ("fr", "2024", "avril 2024"),
        ("ru", "2024 год", "апрель 2024 года"),
        ("es", "2024", "abril de 2024"),
    ],
)
def test_a_date_of_which_little_is_known_is_whole_in_each_language(language, year, month):
    with translation.override(language):
        assert date_in_words(date(2024, 4, 1), Precision.YEAR) == year
        assert date_in_words(date(2024, 4, 1), Precision.MONTH) == month
