"""What is typed about the pledge."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import OneTimeKeyMixin, PlainForm, ReasonForm
from portal.mechanism.models import State
from submissions.consultations.announcing.forms import DayInput, WebAddress
from submissions.consultations.forms import StateSelect
from submissions.consultations.pledge.actions import Word
from submissions.consultations.pledge.models import Point, Progress


class PledgeForm(OneTimeKeyMixin, PlainForm):
    """That a State takes, or took, the pledge."""

    day = forms.DateField(
        label=_("Taken on"), widget=DayInput,
        error_messages={
            "required": _("Say on which day."),
            "invalid": _("Write a day, for example 2027-03-18."),
        },
    )  # fmt: skip
    office = forms.CharField(
        label=_("Which office says so?"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("An office, for example a ministry and its unit. Name no person."),
        error_messages={"required": _("Name the office that says so.")},
    )  # fmt: skip
    source_address = WebAddress(
        label=_("Where everybody can read it"), required=False,
        error_messages={"required": _("Give the address where everybody can read it.")},
    )  # fmt: skip

    def word(self) -> Word:
        """What was typed, for the actions."""
        return Word(**{name: self.cleaned_data[name] for name in ("day", "office", "source_address")})


class StepForm(PledgeForm):
    """How far one point is kept."""

    point = forms.ChoiceField(
        label=_("Which of the six points?"), choices=Point.choices, widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a point.")),
    )  # fmt: skip
    progress = forms.ChoiceField(
        label=_("How far is it kept?"), choices=Progress.choices, widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose how far it is kept.")),
    )  # fmt: skip
    field_order: Sequence[str] = ("country", "point", "progress")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("As of")

    def clean(self) -> dict[str, Any]:
        """What was done can be seen somewhere."""
        cleaned: dict[str, Any] = super().clean()
        done = cleaned.get("progress", Progress.NOT_BEGUN) != Progress.NOT_BEGUN
        if done and "source_address" in cleaned and not cleaned["source_address"]:
            self.add_error("source_address", _("Give the address where everybody can see what was done."))
        return cleaned


class WithdrawForm(ReasonForm):
    """Why a pledge is withdrawn."""

    reason = forms.CharField(
        label=_("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Everybody reads it in the place of the pledge, for example that it was entered by mistake."),
    )  # fmt: skip


class ForStateMixin(forms.Form):
    """What a coordinator enters for a State names the State."""

    country = forms.ModelChoiceField(
        State.objects.all(), to_field_name="iso3", label=_("State"), empty_label=None, widget=StateSelect(),
        error_messages={"required": _("Choose a State."), "invalid_choice": _("Choose a State from the list.")},
    )  # fmt: skip
    field_order: Sequence[str] = ("country",)


class WithdrawForStateForm(ForStateMixin, WithdrawForm):
    """Which pledge is withdrawn, and why."""


class SourcedMixin(ForStateMixin):
    """And a public source."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source_address"].required = True


class SourcedPledgeForm(SourcedMixin, PledgeForm):
    """That a State took the pledge, from a public source."""


class SourcedStepForm(SourcedMixin, StepForm):
    """How far a point is kept, from a public source."""
