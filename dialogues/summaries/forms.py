"""What people write about a summary: a wish for other words, and the answer to it."""

from datetime import datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.summaries.models import ANSWERS, Correction, CorrectionState
from portal.dates import VIENNA
from portal.forms import OneTimeKeyMixin, PlainForm, RecordForm


class CorrectionForm(OneTimeKeyMixin, RecordForm):
    """Whose words, and what it should say."""

    class Meta:
        model = Correction
        fields = ["about", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}


class AnswerForm(PlainForm):
    """What was done, and why."""

    state = forms.ChoiceField(
        label=_("What was done?"), choices=[(state.value, state.label) for state in CorrectionState if state in ANSWERS]
    )
    answer = forms.CharField(
        label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everyone reads this beside what was asked."),
    )  # fmt: skip


class WindowForm(PlainForm):
    """Until when corrections can be asked for."""

    until = forms.DateField(
        label=_("Until the end of this day, in Vienna"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def moment(self) -> datetime:
        """The last second of the day."""
        return datetime.combine(self.cleaned_data["until"], time(23, 59, 59), tzinfo=VIENNA)
