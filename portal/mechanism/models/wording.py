"""Facts that are worded: in English in their own columns, in the other five languages beside them, from one file."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# The languages of the files, by the first letters of their codes: "zh" is what the portal calls "zh-hans".
OTHERS = ("ar", "zh", "fr", "ru", "es")


class Wording(str):
    """Words, with the language that they are in (a code of the portal) and whether a machine translated them."""

    language: str
    by_machine: bool

    def __new__(cls, text: str, language: str = "", by_machine: bool = False) -> "Wording":
        """The same text, which knows more about itself."""
        words = super().__new__(cls, text)
        words.language, words.by_machine = language, by_machine
        return words


class Words:
    """The words of one row in the active language, by field, in English where there are none: `article.words.title`."""

    def __init__(self, row: "InSixLanguages") -> None:
        self._row = row

    def __getattr__(self, field: str) -> Wording:
        language = get_language() or settings.LANGUAGE_CODE
        told = self._row.translations.get(language.partition("-")[0], {})
        if field in told:
            return Wording(told[field], language, field in told.get("by_machine", ()))
        return Wording(getattr(self._row, field), settings.LANGUAGE_CODE)


class InSixLanguages(models.Model):
    """Abstract: a fact whose English fields have translations.

    `translations` has a dictionary for each of OTHERS: the words by field, and under `by_machine` the names of the
    fields that a machine translated. It comes from `translations.csv`.
    """

    translations = models.JSONField(_("in other languages"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def words(self) -> Words:
        """The fields in the reader's language."""
        return Words(self)

    def in_all_languages(self, *fields: str) -> list[str]:
        """The words of these fields in every language: what the row is found by."""
        rows: list[Any] = [told.get(field, "") for told in self.translations.values() for field in fields]
        return [*(getattr(self, field) for field in fields), *filter(None, rows)]
