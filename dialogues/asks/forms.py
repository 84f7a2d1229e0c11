"""The forms of the coordinators' desk of calls to action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.asks.actions import About, Proposal
from dialogues.asks.models import Addressee, CallStatus, CallToAction
from dialogues.resolutions.tagging import rows
from portal.forms import PlainForm, RecordForm
from portal.mechanism.choosing import SearchingForm, TopicsField, keys_of
from portal.mechanism.tagging import FIELDS, KINDS


class CallForm(SearchingForm, RecordForm):
    """What is asked, of whom, how strongly, until when, and what it hangs on."""

    addressees = forms.MultipleChoiceField(
        label=_("Of whom"), choices=Addressee.choices, widget=forms.CheckboxSelectMultiple
    )
    topics = TopicsField(
        label=_("What it is about"), required=False, kinds=KINDS,
        help_text=_("Look for an article, a field of work, a development target or a working group, and tick it."),
    )  # fmt: skip

    class Meta:
        model = CallToAction
        fields = ["text", "language", "strength", "due", "precision", "position"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {"due": _("Leave it empty, and the precision “undated”, where the text states no date.")}

    field_order = ["text", "language", "addressees", "strength", "due", "precision", "topics"]

    def about(self) -> About:
        """Of whom it is asked, and the rows that it hangs on."""
        rows = {FIELDS[kind]: found for kind, found in self.cleaned_data["topics"].items()}
        return About(self.cleaned_data["addressees"], **rows)


def first_values(about: About) -> dict[str, Any]:
    """What the form shows before anybody typed."""
    rows = {kind: getattr(about, name) for kind, name in FIELDS.items()}
    return {"addressees": list(about.addressees), "topics": keys_of(rows, KINDS)}


def proposed(found: Proposal) -> dict[str, Any]:
    """What the form shows of a paragraph."""
    words = {"text": found.text[:600], "language": found.language, "strength": found.strength}
    return words | first_values(found.about)


def about_of(call: CallToAction) -> About:
    """What a call concerns now."""
    kinds = [one.kind for one in call.addressees.all()]
    return About(kinds, **{FIELDS[kind]: found for kind, found in rows(call).items()})


class StatusForm(RecordForm):
    """What became of it: no bare claim."""

    class Meta:
        model = CallStatus
        fields = ["progress", "as_of", "precision", "evidence", "source", "address"]
        widgets = {
            "evidence": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "source": forms.TextInput(attrs={"dir": "auto"}),
            "as_of": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {"evidence": _("Statuses stay as they are written; a mistake is followed by a better one.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].required = True


class WithdrawForm(PlainForm):
    """Why a call leaves the table."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
