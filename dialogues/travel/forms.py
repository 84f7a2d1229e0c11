"""What is typed about travel support: by an organization, and by the coordinators."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dialogues import coordinators
from dialogues.pages import DialoguePage
from dialogues.registration.coordination import DECIDE
from dialogues.titles import PageChoice
from dialogues.travel.models import TravelRequest, TravelState
from organizations.models import User
from portal.forms import PlainForm, RecordForm


class AskForm(RecordForm):
    """What a delegation needs, and why."""

    class Meta:
        model = TravelRequest
        fields = ["amount", "why"]
        widgets = {
            "amount": forms.TextInput(attrs={"dir": "auto"}),
            "why": forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True


class GrantForm(PlainForm):
    """What is covered."""

    covered = forms.CharField(
        label=_("What is covered"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organization reads this."),
    )  # fmt: skip


class NoteForm(PlainForm):
    """A note that the coordinators alone read."""

    note = forms.CharField(
        label=_("Note for the coordinators"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class QueueForm(PlainForm):
    """Which requests: one dialogue, one state; without a choice, all that are not decided."""

    dialogue = PageChoice(
        DialoguePage.objects.none(), required=False, to_field_name="slug", label=_("Dialogue"),
        empty_label=_("All dialogues"),
    )  # fmt: skip
    state = forms.ChoiceField(
        required=False, label=_("Status"), choices=[("", _("To decide")), *TravelState.choices[1:]]
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dialogue"].queryset = coordinators.dialogues_of(user, DECIDE)

    def chosen(self, rows: QuerySet[TravelRequest]) -> QuerySet[TravelRequest]:
        """Those that fit the choice, the oldest in front; what makes no sense is left out."""
        self.is_valid()
        dialogue, state = self.cleaned_data.get("dialogue"), self.cleaned_data.get("state")
        waiting = [TravelState.REQUESTED, TravelState.SHORTLISTED]
        found = rows.filter(state__in=[state] if state else waiting)
        found = found.filter(registration__dialogue=dialogue) if dialogue else found
        return found.order_by("requested_at", "pk")
