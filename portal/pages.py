"""What every page of the portal shares: facts live on the page in the default language, translations carry text.

Which words are translated, each page type says for wagtail-localize in `translatable_fields`.
"""

from functools import cached_property
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Locale, Orderable, Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class TranslationKind(models.TextChoices):
    """What stands behind the words of a page that is no original."""

    NONE = "none", _("Not translated")
    MACHINE = "machine", _("Made by machine")
    UNOFFICIAL = "unofficial", _("Unofficial")
    REVIEWED = "reviewed", _("Reviewed")


def translated(*names: str) -> list[TranslatableField]:
    """For `translatable_fields`: the words of every page, and these of its type."""
    return [TranslatableField(name) for name in ("title", "seo_title", "search_description", *names)]


def shared(*names: str) -> list[SynchronizedField]:
    """For `translatable_fields`: facts that a translation repeats and nobody can change there."""
    return [SynchronizedField(name, overridable=False) for name in names]


class WordedRow(TranslatableMixin, Orderable):
    """Abstract: a row whose words are translated with its page; under one key it is one row in several languages."""

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True


class FactsMixin:
    """For page types whose rows and facts are read from the page in the default language (`canonical`)."""

    # What the page class beside this one brings.
    locale: Locale
    alias_of_id: int | None
    url_path: str
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
    def is_original(self) -> bool:
        """True for the page in the default language."""
        return self.locale.language_code == settings.LANGUAGE_CODE


class Worded(FactsMixin, models.Model):
    """Abstract, for pages: what stands behind the words of a translation, and whether its original changed since."""

    # What is noted when a page is published, never taken from a revision, which holds old values.
    NOTED = ("translation_kind", "words_hash", "words_changed_at", "words_as_of")

    translation_kind = models.CharField(
        max_length=10, choices=TranslationKind, default=TranslationKind.NONE, editable=False
    )
    # Of an original: its words, and when they last changed in public.
    words_hash = models.CharField(max_length=64, blank=True, editable=False)
    words_changed_at = models.DateTimeField(null=True, editable=False)
    # Of a translation: as they stood at this moment, its original's words are translated; null while some are missing.
    words_as_of = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the page; what is noted here stays as the database has it."""
        if self.pk and kwargs.get("update_fields") is None:
            stored = type(self)._base_manager.filter(pk=self.pk).values(*self.NOTED).first()
            for name, value in (stored or {}).items():
                setattr(self, name, value)
        super().save(*args, **kwargs)

    @property
    def untranslated(self) -> bool:
        """True when this page only repeats the original: the reader is told so."""
        repeats = self.alias_of_id is not None or self.translation_kind == TranslationKind.NONE
        return repeats and not self.is_original

    def names_spoken(self) -> list[str]:
        """Names on the page that are the same in every language: it is found by them, too."""
        return []

    @property
    def is_unofficial(self) -> bool:
        """True when nobody reviewed the words of this translation: the reader is told so."""
        return not (self.is_original or self.untranslated or self.translation_kind == TranslationKind.REVIEWED)

    @property
    def is_outdated(self) -> bool:
        """True when the original says something that this translation does not say yet."""
        if self.is_original or self.untranslated:
            return False
        changed = self.canonical.words_changed_at
        return self.words_as_of is None or (changed is not None and changed > self.words_as_of)

    @property
    def address_of_original(self) -> str:
        """Where the original is read."""
        with override(settings.LANGUAGE_CODE):
            return reverse("wagtail_serve", args=[self.url_path.split("/", 2)[2]])

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
