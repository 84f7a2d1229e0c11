"""What every page of the portal shares: facts live on the page in the default language, translations carry text."""

from functools import cached_property
from typing import Any, ClassVar, Self

from django.conf import settings
from wagtail.models import Locale, Page


class FactsMixin:
    """For page types whose rows and facts are read from the page in the default language (`canonical`)."""

    # What the page class beside this one brings.
    locale: Locale
    alias_of_id: int | None
    translation_key: Any
    objects: ClassVar[Any]

    # Every page is public once it is published: what is confidential never lives in a page.
    private_page_options: ClassVar[list[str]] = []

    @cached_property
    def canonical(self) -> Self:
        """The page in the default language: the one that rows of other tables point to."""
        if self.locale.language_code == settings.LANGUAGE_CODE:
            return self
        return type(self).objects.get(
            translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE
        )

    @property
    def untranslated(self) -> bool:
        """True when this page only repeats the original: the reader is told so."""
        return self.alias_of_id is not None and self.locale.language_code != settings.LANGUAGE_CODE

    @property
    def text_language(self) -> str:
        """The language that the page's words are in, for `{{ page.text_language|foreign }}`."""
        return settings.LANGUAGE_CODE if self.untranslated else self.locale.language_code


def alias_in_every_language(page: Page) -> None:
    """Make the page exist in every other language, as an alias that follows the original until it is translated.

    The slug is the same everywhere, so the address differs by its language alone.
    """
    present = set(page.get_translations(inclusive=True).values_list("locale_id", flat=True))
    for locale in Locale.objects.exclude(pk__in=present):
        page.copy_for_translation(locale, copy_parents=True, alias=True)


def publish(page: Page, user=None) -> None:
    """Publish the latest content of a page as Wagtail does it, with its revision and log entry."""
    page.save_revision(user=user, log_action=True).publish(user=user)
