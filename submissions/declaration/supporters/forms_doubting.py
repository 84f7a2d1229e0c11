"""What a coordinator writes to take supporters off that were found to be false."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.dates import VIENNA
from portal.forms import PlainForm
from submissions.declaration.plain import one_line
from submissions.declaration.supporters.doubting import Doubt

LOCAL_TIME = "%Y-%m-%dT%H:%M"


class DoubtForm(PlainForm):
    """A name that is shown, or from when until when they confirmed, and why. Times are those of Vienna."""

    name = forms.CharField(
        label=_("Name as it is shown"), max_length=120, required=False,
        help_text=_("Leave it empty to find all who confirmed within a time, named or not."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    since = forms.DateTimeField(
        label=_("Confirmed from (Vienna time)"), required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=LOCAL_TIME),
    )  # fmt: skip
    until = forms.DateTimeField(
        label=_("Confirmed before (Vienna time)"), required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=LOCAL_TIME),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why they are false"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept in the history of the declaration. Name nobody."),
    )  # fmt: skip
    expected = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Somebody has to be meant, and a time has two ends."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["name"] = one_line(cleaned.get("name", ""))
        since, until = cleaned.get("since"), cleaned.get("until")
        if {"since", "until"} & set(self.errors):
            return cleaned
        if bool(since) != bool(until):
            self.add_error("until" if since else "since", _("Say both: from when and until when."))
        elif since and until and since >= until:
            self.add_error("until", _("This has to be later."))
        elif not (since or cleaned["name"]):
            raise ValidationError(_("Say who is meant: by a name, by a time, or by both."))
        return cleaned

    def doubt(self) -> Doubt:
        """Who is meant; what was typed is Vienna's wall clock, whatever zone the admin shows."""
        times = {name: self.cleaned_data[name] for name in ("since", "until")}
        there = {name: value and value.replace(tzinfo=VIENNA) for name, value in times.items()}
        return Doubt(self.cleaned_data["name"], **there)
