"""Why a statement is taken off the record, or comes back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import PlainForm, ReasonForm
from submissions.statements.tombstones import RemovalReason


class WithdrawForm(PlainForm):
    """Why the organization takes its text back, for everyone."""

    reason = forms.CharField(
        label=_("Why you withdraw it"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Public: readers see this in place of the text. One sentence is enough."),
    )  # fmt: skip


class RemoveForm(PlainForm):
    """The class of the reason and words for everyone."""

    code = forms.ChoiceField(label=_("Reason"), choices=[("", _("Choose one")), *RemovalReason.choices])
    reason = forms.CharField(
        label=_("Why, in words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Public: readers see this in place of the text. Name nobody who should not be named."),
    )  # fmt: skip
    keeps_title = forms.BooleanField(
        label=_("Title and organization may still be shown"), required=False,
        help_text=_("Only where they lead to nobody who could be hurt."),
    )  # fmt: skip


class RestoreForm(ReasonForm):
    """Why a removed statement comes back."""
