"""Naming an account in a form by its address: a list of all accounts would be long, and nobody's business."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountField(forms.ModelChoiceField):
    """A field in which an account is named by its e-mail address."""

    widget = forms.EmailInput
    default_error_messages = {"invalid_choice": _("No account has this address.")}

    def prepare_value(self, value: Any) -> Any:
        """The address of what is stored."""
        if isinstance(value, int):
            return self.queryset.filter(pk=value).values_list("email", flat=True).first()
        return super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        """The account of an address, however it is written."""
        return super().to_python(value.strip().lower() if isinstance(value, str) else value)


class AccountKey(models.ForeignKey):
    """A foreign key to an account; forms ask for its address."""

    def formfield(self, **kwargs: Any) -> Any:
        """A field for the address."""
        return super().formfield(**{"form_class": AccountField, "to_field_name": "email", **kwargs})
