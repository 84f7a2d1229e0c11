"""The demo's pages in the other languages, from PO files, as coordinators bring them in: exported, filled, taken in."""

from pathlib import Path

import polib
from django.conf import settings
from wagtail.models import Locale, Page

from home.models import HomePage, StandardPage
from home.translations import actions
from portal.pages import TranslationKind

PAGES = Path(__file__).parent / "pages"
# Beside the front page and the prose pages: by their addresses on the site.
INDEXES = ("dialogues/", "analysis/")
DIALOGUE = "dialogues/firearms-2024-04-05/"


def translate_pages() -> None:
    """Publish the front page, the prose pages, two lists and the dialogue of 5 April 2024 with its panels in all."""
    originals = translated_pages()
    for locale in Locale.objects.exclude(language_code=settings.LANGUAGE_CODE):
        words = words_in(locale.language_code)
        for original in originals:
            translation = actions.begin(original, locale, by=None)
            po = translation.export_po()
            for entry in po:
                entry.msgstr = words.get(entry.msgid, "")
            actions.take_in(translation, po, by=None, machine=True)
            actions.publish(translation, TranslationKind.MACHINE, by=None)


def translated_pages() -> list[Page]:
    """The originals that the demo has in six languages, parents first."""
    home = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    pages = Page.objects.descendant_of(home, inclusive=True).order_by("path")
    lists = [home.url_path + address for address in INDEXES]
    found = pages.filter(url_path__in=[home.url_path, *lists]) | pages.type(StandardPage)
    panels = pages.filter(url_path__startswith=home.url_path + DIALOGUE)
    return [page.specific for page in found | panels]


def words_in(language: str) -> dict[str, str]:
    """The words of the demo in this language, by the English ones."""
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(PAGES / f"{language}.po"))}
