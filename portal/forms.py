"""How forms look, and what every form of a record promises."""

import time
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from portal.writable import writable

DASHES = BLANK_CHOICE_DASH[0][1]
CHOOSE = _("Choose one")


class PortalRenderer(TemplatesSetting):
    """Fields in the markup of the design: label, hint, message, control."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


def ask_to_choose(field: forms.Field) -> None:
    """Say what to do where a select has no choice yet: Django shows dashes, which are words of no language."""
    if getattr(field, "empty_label", None) == DASHES:
        field.empty_label = CHOOSE  # type: ignore[attr-defined]
    elif isinstance(field, forms.TypedChoiceField):
        field.choices = [(value, CHOOSE if words == DASHES else words) for value, words in field.choices]


class PlainTextMixin:
    """Keeps what was typed in every text field, but for signs that no format can hold; NUL is refused.

    Its selects say what to do before anything is chosen.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = (field for field in self.fields.values() if isinstance(field.widget, forms.Textarea))  # type: ignore[attr-defined]
        for field in texts:  # a browser cuts what is pasted without a word; the server says so, and keeps it
            field.widget.attrs.pop("maxlength", None)
        for field in self.fields.values():  # type: ignore[attr-defined]
            ask_to_choose(field)

    def clean(self):
        """Name the field that holds a NUL character, and take out what else could not be written (`writable`)."""
        cleaned = super().clean()
        for name, value in (cleaned if cleaned is not None else self.cleaned_data).items():
            if isinstance(value, str) and "\0" in value:
                self.add_error(name, _("This text holds a character that cannot be stored."))
        typed = cleaned if cleaned is not None else self.cleaned_data
        return {name: writable(value) if isinstance(value, str) else value for name, value in typed.items()}


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


class TrapMixin(forms.Form):
    """Two questions that only programs answer wrongly, for forms that need no account: `components/trap.html`.

    `homepage` stands where no person sees it and has to stay empty; `opened_at` says, signed, when the form was opened,
    and a form that comes back sooner than FORM_SECONDS was not filled in by a person.
    """

    homepage = forms.CharField(
        label=_("Leave this empty"), required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip
    opened_at = forms.CharField(required=False, widget=forms.HiddenInput, initial=lambda: signing.dumps(time.time()))

    def clean_homepage(self) -> str:
        """Nothing, or an error in words: a person who meets it can still go on."""
        if self.cleaned_data["homepage"]:
            raise ValidationError(_("One field of this form has to stay empty. Empty it and send the form again."))
        return ""

    def clean_opened_at(self) -> str:
        """The signed moment, a while ago; a new one stands in the form that is shown again."""
        value = self.cleaned_data["opened_at"]
        if settings.FORM_SECONDS and not self._took_its_time(value):
            raise ValidationError(_("This came back faster than people type. Wait a moment and send it again."))
        return value

    def _took_its_time(self, value: str) -> bool:
        try:
            opened = signing.loads(value, max_age=settings.FORM_HOURS * 3600)
        except signing.BadSignature:
            self.data = self.data.copy()
            self.data[self.add_prefix("opened_at")] = signing.dumps(time.time())
            return False
        return time.time() - opened >= settings.FORM_SECONDS
