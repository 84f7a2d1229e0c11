"""A choice of several of the portal's languages, kept as their codes in the order of settings.LANGUAGES."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

KNOWN = [code for code, _name in settings.LANGUAGES]


def known_languages(codes: Any) -> None:
    """Raise ValidationError unless these are codes of the portal's languages, each once."""
    if not isinstance(codes, list) or len(set(codes)) != len(codes) or set(codes) - set(KNOWN):
        raise ValidationError(_("Choose languages of the portal."))


class LanguagesField(models.JSONField):
    """A list of language codes. Empty says nothing about languages; what that means stands with the field."""

    default_validators = [known_languages]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> forms.Field:
        """One box for each language."""
        kept = {name: value for name, value in kwargs.items() if name not in ("encoder", "decoder", "form_class")}
        return forms.MultipleChoiceField(
            **{
                "choices": settings.LANGUAGES,
                "required": not self.blank,
                "label": capfirst(self.verbose_name),
                "help_text": self.help_text,
                "widget": forms.CheckboxSelectMultiple,
                **kept,
            }
        )


def accepted(codes: Sequence[str]) -> list[str]:
    """The languages that a list of accepted ones allows: those that it names, or all where it names none."""
    return [code for code in KNOWN if code in codes] or KNOWN
