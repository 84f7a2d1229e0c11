"""Pages in six languages: facts on one, aliases for the rest, until they are translated."""

import pytest

from dialogues.models import DialoguePage
from portal.pages import alias_in_every_language, publish
from tests.factories.dialogues import make_dialogue, with_aliases

pytestmark = pytest.mark.django_db


def test_a_page_exists_in_every_language_with_the_same_slug():
    page = with_aliases(make_dialogue())

    found = page.get_translations(inclusive=True)
    assert sorted(found.values_list("locale__language_code", flat=True)) == ["ar", "en", "es", "fr", "ru", "zh-hans"]
    assert set(found.values_list("slug", flat=True)) == {page.slug}


def test_making_aliases_twice_makes_no_second_one():
    page = with_aliases(make_dialogue())
    alias_in_every_language(page)

    assert page.get_translations(inclusive=True).count() == 6


def test_an_alias_follows_its_original_and_says_that_it_is_one():
    page = with_aliases(make_dialogue())
    page.title = "A better title"
    publish(page)

    arabic = DialoguePage.objects.get(slug=page.slug, locale__language_code="ar")
    assert arabic.title == "A better title"
    assert arabic.untranslated
    assert arabic.canonical.pk == page.pk
    assert not page.untranslated


def test_the_reader_of_an_alias_is_told(client):
    page = with_aliases(make_dialogue())

    assert 'class="note small untranslated"' in client.get(f"/fr/dialogues/{page.slug}/").text
    assert 'class="note small untranslated"' not in client.get(f"/en/dialogues/{page.slug}/").text


def test_prose_pages_exist_in_every_language(client):
    for slug in ["help", "accessibility", "privacy", "moderation", "take-part"]:
        for language in ["en", "ar", "zh-hans", "fr", "ru", "es"]:
            answer = client.get(f"/{language}/{slug}/")

            assert answer.status_code == 200, (slug, language)
            assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in answer.text, (
                slug,
                language,
            )
