"""What coordinators send about a declaration after its end."""

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from portal.forms import PlainForm
from submissions.declaration.handed import AskState, AskStatus, Handover


def field(model: type[Model], name: str, **more: Any) -> Any:
    """The form's field for a field of a model, with its words and its limit."""
    return model._meta.get_field(name).formfield(**more)


class HandoverForm(PlainForm):
    """To whom the declaration was handed."""

    session = field(Handover, "session")
    day = field(Handover, "day", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    channel = field(Handover, "channel")
    symbol = field(Handover, "symbol")
    handed_by = field(Handover, "handed_by")


class FollowForm(PlainForm):
    """Nothing but the button."""


class AskStatusForm(PlainForm):
    """How far an ask has come."""

    state = forms.ChoiceField(choices=AskState.choices, label=_("Status"))
    as_of = field(AskStatus, "as_of", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    evidence = field(AskStatus, "evidence")
    source_url = forms.URLField(
        label=_("Address of the evidence"), required=False, max_length=200, assume_scheme="https"
    )
