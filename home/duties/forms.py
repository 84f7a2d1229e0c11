"""Forms of the desk of roles."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dialogues.coordinators import every_dialogue
from dialogues.models import DialoguePage
from dialogues.titles import PageChoice
from organizations.assignments import OF_DIALOGUE
from organizations.models import Duty, User
from portal.forms import PlainForm
from portal.mechanism.models import State


class EndForm(PlainForm):
    """Why a role ends."""

    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("Kept in the account of roles."))


class GiveForm(EndForm):
    """Who gets which role, for which dialogue or State, and why."""

    email = forms.EmailField(label=_("E-mail address of the account"))
    duty = forms.ChoiceField(label=_("Role"), choices=Duty)
    dialogue = PageChoice(
        DialoguePage.objects.none(),
        required=False,
        label=_("Dialogue"),
        empty_label=_("Choose a dialogue"),
        help_text=_("For its coordinators and helpers only"),
    )
    country = forms.ModelChoiceField(
        State.objects.none(), required=False, label=_("State"), empty_label=_("Choose a State"),
        help_text=_("For its focal point only"),
    )  # fmt: skip
    field_order = ["email", "duty", "dialogue", "country", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dialogue"].queryset = every_dialogue()
        self.fields["country"].queryset = State.objects.all()

    def clean_email(self) -> User:
        """The account of this address."""
        user = User.objects.filter(email=self.cleaned_data["email"].lower()).first()
        if user is None:
            raise ValidationError(_("No account has this address. The person signs up first."))
        return user

    def clean(self) -> dict[str, Any]:
        """A dialogue with the roles that need one, a State with the one that needs it, and nothing left over."""
        cleaned = super().clean()
        duty = cleaned.get("duty")
        needs: dict[str, tuple[str, ...]] = {"dialogue": OF_DIALOGUE, "country": (Duty.FOCAL_POINT,)}
        missing = {"dialogue": _("Choose the dialogue."), "country": _("Choose the State.")}
        for name, needed_by in needs.items():
            if duty in needed_by and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, missing[name])
            if duty not in needed_by and cleaned.get(name):
                self.add_error(name, _("This does not go with the role that you chose. Leave it empty."))
        return cleaned
