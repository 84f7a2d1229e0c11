"""What coordinators type: how a report was checked, a question, a reason, and what a published source says."""

from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import ReasonForm, RecordForm
from submissions.consultations.choices import Level, Outcome, SourceKind
from submissions.consultations.forms import FactsForm
from submissions.consultations.models import ClaimVerification


class VerifyForm(RecordForm):
    """How a coordinator checked a report."""

    method = forms.ChoiceField(
        label=_("How it was checked"),
        choices=ClaimVerification.Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was checked."), "invalid_choice": _("Choose how it was checked.")},
    )

    class Meta:
        model = ClaimVerification
        fields = ["method", "note"]
        widgets = {"note": forms.TextInput(attrs={"dir": "auto"})}
        help_texts = {"note": _("Everyone reads this beside a named report. Name no person.")}


class QuestionForm(ReasonForm):
    """What a coordinator wants to know."""

    reason = forms.CharField(
        label=_("Question"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The reporter reads this. Ask nothing that could only be answered by giving a name."),
    )


class RetractForm(ReasonForm):
    """Why a report leaves the record."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It stands in public in the place of a named report. Name nobody."),
    )


class RecordSourceForm(FactsForm):
    """What a published report or an official source says about a State."""

    source_kind = forms.ChoiceField(
        label=_("Kind of source"),
        choices=[choice for choice in SourceKind.choices if choice[0] != SourceKind.ORGANIZATION],
        widget=forms.RadioSelect,
    )
    display_name = forms.CharField(label=_("Who published it"), max_length=200)
    published_on = forms.DateField(label=_("Public since"), widget=forms.DateInput(attrs={"type": "date"}))
    source_note = forms.CharField(
        label=_("Where it stands"), help_text=_("Title, date, symbol or address"), max_length=400
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].label = _("What it says, in your words")
        self.fields["outcome"].label = _("What happened, according to the source")
        self.fields["outcome"].widget = forms.RadioSelect(choices=Outcome.choices)
        self.fields["level"].label = _("How far it went")
        self.fields["level"].widget = forms.RadioSelect(choices=Level.choices)

    def recorded(self) -> dict[str, Any]:
        """What was typed, for `actions.record_published`."""
        names = ("source_kind", "display_name")
        published_at = datetime.combine(self.cleaned_data["published_on"], time(), UTC)
        return self.facts() | {name: self.cleaned_data[name] for name in names} | {"published_at": published_at}
