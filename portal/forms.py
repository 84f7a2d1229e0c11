"""How forms look, and what every form of a record promises."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class PortalRenderer(TemplatesSetting):
    """Fields in the markup of the design: label, hint, message, control."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class PlainTextMixin:
    """Refuses NUL in every text field, and keeps what was typed."""

    def clean(self):
        """Name the field that holds a NUL character; the database could not store it."""
        cleaned = super().clean()
        for name, value in (cleaned if cleaned is not None else self.cleaned_data).items():
            if isinstance(value, str) and "\0" in value:
                self.add_error(name, _("This text holds a character that cannot be stored."))
        return cleaned


class PlainForm(PlainTextMixin, forms.Form):
    """A form without a model."""


class RecordForm(PlainTextMixin, forms.ModelForm):
    """A form of a record. It also checks constraints over fields that the form hides, which Django skips."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as problem:
            self.add_error(None, problem)


class OneTimeKeyMixin(forms.Form):
    """A hidden key, new with every blank form: the same form sent twice makes one record, not two."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ReasonForm(PlainForm):
    """A reason in words, required: what a coordinator says when something is declined or returned."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The organization reads this."),
    )
