"""Forms of the coordinators: what they saw, what they decide, what they bring."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from organizations.matching import Match
from organizations.models import Check, Organization, ReasonCode, VerificationCase
from portal.forms import PlainForm, ReasonForm

ANSWERS = [choice for choice in VerificationCase.Decision.choices if choice[0] != VerificationCase.Decision.MERGED]


class ChecklistForm(PlainForm):
    """What a coordinator has looked at."""

    checks = forms.MultipleChoiceField(
        label=_("Looked at"), choices=Check, required=False, widget=forms.CheckboxSelectMultiple
    )


class DecisionForm(PlainForm):
    """A coordinator's answer to an application. `similar` are the records that it resembles."""

    listed = forms.ModelChoiceField(
        label=_("It is this listed organization"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=_("None of the listed ones"),
        help_text=_("Verifying makes the two one profile."),
    )
    decision = forms.ChoiceField(label=_("Decision"), choices=ANSWERS, widget=forms.RadioSelect)
    reason_code = forms.ChoiceField(
        label=_("A sentence that is often needed"),
        choices=[("", _("None: my own words only")), *ReasonCode.choices],
        required=False,
        help_text=_("The organization reads it in its own language, before your words."),
    )
    reason = forms.CharField(
        label=_("Reason, question or condition"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The organization reads this. Unless you verify it, choose a sentence or write one."),
    )

    def __init__(self, *args: Any, organization: Organization, similar: list[Match], **kwargs: Any) -> None:
        super().__init__(*args, initial={"listed": organization.listed_as_id}, **kwargs)
        keys = [organization.listed_as_id, *(match.organization.pk for match in similar)]
        listed = Organization.objects.filter(pk__in=keys, state=Organization.State.LISTED)
        if listed:
            self.fields["listed"].queryset = listed
        else:
            del self.fields["listed"]

    def clean(self) -> dict[str, Any]:
        """A refusal or a question has words."""
        cleaned = super().clean()
        verified = cleaned.get("decision") == VerificationCase.Decision.VERIFIED
        said = cleaned.get("reason", "").strip() or cleaned.get("reason_code")
        if "decision" in cleaned and not verified and not said:
            self.add_error("reason", _("Say why, so that the organization can act on it."))
        return cleaned


class SourceForm(ReasonForm):
    """That a coordinator compared the ECOSOC status with a published list."""

    source = forms.CharField(
        label=_("Where you looked"), max_length=300, help_text=_("An address or the name of the list, with its date.")
    )
    field_order = ["source", "reason"]


class OwnerForm(ReasonForm):
    """Whom the coordinators name as an owner, and in which language to write to them."""

    email = forms.EmailField(
        label=_("E-mail address of the new owner"),
        help_text=_("Who acts for the organization becomes owner at once; anybody else gets an invitation."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
    field_order = ["email", "language", "reason"]


class MergeForm(ReasonForm):
    """Which record stays, and why the two are one."""

    agreed = forms.BooleanField(label=_("I have read what happens to both, and it cannot be undone."))


class ImportForm(PlainForm):
    """A table of organizations."""

    file = forms.FileField(
        label=_("Table"), help_text=_("CSV or XLSX, up to 2 MB and 2,000 rows, with the columns named below.")
    )
