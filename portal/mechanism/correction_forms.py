"""The form on which anybody says what is wrong, and the one on which coordinators answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.collating import by_name
from portal.forms import OneTimeKeyMixin, PlainForm, RecordForm, TrapMixin
from portal.mechanism.models import FactCorrection, State

S = FactCorrection.State


class CorrectionForm(TrapMixin, OneTimeKeyMixin, RecordForm):
    """What is wrong, where it is written otherwise, and perhaps an address for the answer."""

    country = forms.ChoiceField(label=_("State"), required=False)

    class Meta:
        model = FactCorrection
        fields = ["about", "words", "source", "email"]
        widgets = {
            "about": forms.RadioSelect,
            "words": forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
            "source": forms.TextInput(attrs={"dir": "auto"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    field_order = ["country", "about", "words", "source", "email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.states = {state.iso3.lower(): state for state in State.objects.all()}
        names = sorted((by_name(state.name), code, state.name) for code, state in self.states.items())
        self.fields["country"].choices = [
            ("", _("No State in particular")),
            *((code, name) for _key, code, name in names),
        ]
        self.fields["about"].choices = FactCorrection.About.choices  # without the empty one

    def correction(self) -> FactCorrection:
        """What was written, not yet stored."""
        self.instance.country = self.states.get(self.cleaned_data["country"])
        return self.instance


class AnswerForm(PlainForm):
    """A coordinator's decision, and the words that whoever wrote reads."""

    decision = forms.ChoiceField(
        label=_("Decision"), choices=[(S.CORRECTED.value, S.CORRECTED.label), (S.KEPT.value, S.KEPT.label)],
        widget=forms.RadioSelect,
    )  # fmt: skip
    answer = forms.CharField(
        label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whoever wrote reads this. Say which source decides."),
    )  # fmt: skip
