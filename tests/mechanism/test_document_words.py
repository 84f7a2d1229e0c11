"""The register of documents says bodies and kinds in the reader's language, also those that it has as abbreviations."""

import pytest
from django.utils import translation

from portal.mechanism import vocabulary

pytestmark = pytest.mark.django_db


def test_every_abbreviation_stands_for_words_that_pages_know():
    assert set(vocabulary.SHORT.values()) <= vocabulary.KNOWN
    assert not set(vocabulary.SHORT) & vocabulary.KNOWN


def test_an_abbreviation_is_said_in_words():
    with translation.override("fr"):
        words = vocabulary.in_words("COP")

    assert (words, words.language) == ("Conférence des Parties", "fr")


def test_the_filters_mark_as_english_only_what_is_english(client, loaded):
    text = client.get("/fr/reference/documents/").text

    assert '<option value="General Assembly">Assemblée générale</option>' in text
    assert '<option value="2018">2018</option>' in text
    assert '<option value="Third Committee, 78th session, agenda item 107" lang="en" dir="ltr">' in text
