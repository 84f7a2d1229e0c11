"""What an organization tells about one delegate after approval."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.followup.actions import FIELDS
from dialogues.followup.models import FollowUp, no_passport_number
from dialogues.registration.models import Delegate
from portal.dates import VIENNA
from portal.forms import RecordForm

FAR = timedelta(days=60)  # nobody stays that long around a day: a slip of the year
SLIP = _("This day is far from the dialogue. Is it the right month and year?")


class DayInput(forms.DateInput):
    """A day, picked where the browser can."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "w-m", **(attrs or {})}, format="%Y-%m-%d")


class FollowUpForm(RecordForm):
    """Arrival, departure, access needs and the letter. Mistakes stand beside their fields."""

    needs = Delegate._meta.get_field("needs").formfield(widget=forms.TextInput(attrs={"dir": "auto"}))

    class Meta:
        model = FollowUp
        fields = list(FIELDS)
        widgets = {
            "arrives_on": DayInput,
            "leaves_on": DayInput,
            "arrives_by": forms.TextInput(attrs={"dir": "auto"}),
            "leaves_by": forms.TextInput(attrs={"dir": "auto"}),
            "passport_name": forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
            "nationality": forms.TextInput(attrs={"class": "w-m", "dir": "auto"}),
            "position": forms.TextInput(attrs={"dir": "auto"}),
        }

    field_order = (*FIELDS[:4], "needs", *FIELDS[4:])

    def __init__(self, *args: Any, delegate: Delegate, **kwargs: Any) -> None:
        self.delegate = delegate
        super().__init__(*args, initial={"needs": delegate.needs} | kwargs.pop("initial", {}), **kwargs)
        self.instance.delegate = delegate
        if self.instance.pk is None:
            self.initial["position"] = self.instance.position = delegate.position
        self.fields["needs"].validators.append(no_passport_number)

    def clean(self) -> dict[str, Any]:
        """Days near the dialogue and in their order; the letter has its facts."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("arrives_on", "leaves_on"):
            self._refuse_far(name, cleaned.get(name))
        self._refuse_backwards(cleaned.get("arrives_on"), cleaned.get("leaves_on"))
        if cleaned.get("wants_letter"):
            for name in ("passport_name", "nationality"):
                self._require(name, cleaned)
        return cleaned

    def _refuse_backwards(self, arrives: date | None, leaves: date | None) -> None:
        if arrives and leaves and leaves < arrives:
            self.add_error("leaves_on", _("The day of departure cannot come before the day of arrival."))

    def _require(self, name: str, cleaned: dict[str, Any]) -> None:
        if name not in self.errors and not cleaned.get(name):
            self.add_error(name, _("The letter needs this."))

    def _refuse_far(self, name: str, day: date | None) -> None:
        if day and abs(day - self.delegate.registration.dialogue.starts_at.astimezone(VIENNA).date()) > FAR:
            self.add_error(name, SLIP)

    def values(self) -> dict[str, Any]:
        """What was typed, for the action."""
        return {name: self.cleaned_data[name] for name in FIELDS}
