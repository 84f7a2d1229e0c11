"""What dialogues and panels are called in the reader's language, where they are only named: desks, queues, papers."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.models import Page

from dialogues.pages import DialoguePage
from dialogues.panel import PanelPage
from portal.mechanism.models.wording import Wording


class Titles:
    """Titles of live translations in the active language: one query, however many are asked for; in English none."""

    def __init__(self) -> None:
        self.language = get_language() or settings.LANGUAGE_CODE
        self._local: dict[UUID, str] | None = None

    def of(self, page: Any) -> Wording:
        """The title of a dialogue or panel of the default language, with the language that it is in."""
        return self.named(page.translation_key, page.title)

    def named(self, key: UUID, title: str) -> Wording:
        """The same, of the page with this key, whose title in the default language is `title`."""
        if self._local is None:
            self._local = self._read()
        if key in self._local:
            return Wording(self._local[key], self.language)
        return Wording(title, settings.LANGUAGE_CODE)

    def _read(self) -> dict[UUID, str]:
        if self.language == settings.LANGUAGE_CODE:
            return {}
        pages = Page.objects.live().type(DialoguePage, PanelPage)
        translated = pages.filter(locale__language_code=self.language, alias_of__isnull=True)
        return dict(translated.values_list("translation_key", "title"))


class PageChoice(forms.ModelChoiceField):
    """A dialogue or panel by its title, which says its language where that is not the reader's."""

    @cached_property
    def titles(self) -> Titles:
        """What they are called, read once for the form."""
        return Titles()

    def label_from_instance(self, page: Any) -> str:
        """Its title."""
        return self.titles.of(page)
