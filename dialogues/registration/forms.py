"""What an organization types: what it brings, who comes. Everything works without a script."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.followup.models import no_passport_number
from dialogues.pages import DialoguePage
from dialogues.registration.actions import FIELDS
from dialogues.registration.models import Delegate, Registration
from dialogues.registration.rules import MODES, PEOPLE, TIME, require_within_limit
from organizations import acting
from organizations.models import WRITING_ROLES, Organization, User
from organizations.names import name_key
from portal.forms import OneTimeKeyMixin, RecordForm

# A row with none of these is an empty row: a choice alone cannot be taken back without a script.
TYPED = ("name", "email", "position", "needs")
DETAILS = (*TYPED, "mode", "language")
Words = str | Promise
# Rows that are shown again at the most, however many were sent.
MOST_ROWS = 50
# By what a person is known again in a delegation, in whatever spelling, and what is said of it.
REPEATED: dict[str, tuple[Callable[[str], str], Words]] = {
    "email": (str, _("This person is in the delegation already.")),
    "name": (
        name_key,
        _("Another person of this delegation has this name. If these are two people, add what tells them apart."),
    ),
}
NO_ADDRESS = _("Enter an e-mail address in the form name@organization.org.")


def organizations_to_register(user: User) -> QuerySet[Organization]:
    """The verified organizations that this person writes for."""
    return Organization.objects.verified().represented_by(user, WRITING_ROLES)


class RegistrationForm(RecordForm):
    """What the organization brings and wants. While it is only saved, nothing is required."""

    class Meta:
        model = Registration
        fields = list(FIELDS)
        widgets = {
            "expertise": forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
            "floor_topic": forms.TextInput(attrs={"dir": "auto"}),
            "consent": forms.RadioSelect,
        }
        error_messages = {"expertise": {"required": _("Say what you bring to this dialogue.")}}

    def __init__(self, *args: Any, sending: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expertise"].required = sending
        self.fields["expertise"].later = True
        self.fields["consent"].choices = Registration.Consent.choices

    def clean(self) -> dict[str, Any]:
        """Who asks to speak says about what."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("wants_floor") and not cleaned.get("floor_topic"):
            self.add_error("floor_topic", _("Say what you want to speak about."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was typed, for the actions."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class NewRegistrationForm(OneTimeKeyMixin, RegistrationForm):
    """The first save: also for which organization, where there is a choice."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), to_field_name="uuid", label=_("Organization"), empty_label=None
    )

    def __init__(
        self,
        *args: Any,
        organizations: Sequence[Organization],
        acting_for: Organization | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        field.queryset = Organization.objects.filter(pk__in=[one.pk for one in organizations])
        acting.offer(field, organizations, acting_for)


class DelegateForm(RecordForm):
    """One person. A row in which nothing was typed is no person."""

    class Meta:
        model = Delegate
        fields = ["name", "email", "position", "mode", "language", "needs"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "position": forms.TextInput(attrs={"class": "w-m", "dir": "auto"}),
            "mode": forms.RadioSelect,
            "language": forms.Select(attrs={"class": "w-m"}),
            "needs": forms.TextInput(attrs={"dir": "auto"}),
        }
        error_messages = {
            "name": {"required": _("Enter the full name.")},
            "email": {"required": NO_ADDRESS, "invalid": NO_ADDRESS},
            "mode": {"required": _("Choose how this person takes part.")},
        }

    def __init__(self, *args: Any, dialogue: DialoguePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        modes = MODES[dialogue.attendance]
        self.fields["mode"].choices = [(mode.value, mode.label) for mode in modes]
        for name in ("name", "position", "needs"):
            self.fields[name].validators.append(no_passport_number)
        if len(modes) == 1:
            self.fields["mode"].initial = modes[0].value

    def has_changed(self) -> bool:
        """Whether a person is in this row."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in TYPED)

    def clean_email(self) -> str:
        """Addresses are compared without case."""
        return self.cleaned_data["email"].lower()


class BaseDelegateFormSet(forms.BaseFormSet):
    """As many rows as an organization may send people; the first one is needed for sending.

    It also says what an action refused: of the people, beside them; `late`, beside the button that sends; and
    `refused`, what has no place of its own.
    """

    def __init__(
        self,
        *args: Any,
        dialogue: DialoguePage,
        delegates: Sequence[Delegate] = (),
        sending: bool = False,
        **kwargs: Any,
    ) -> None:
        self.sending, self.dialogue = sending, dialogue
        self.late: list[str] = []
        self.refused: list[str] = []
        stored = [{name: getattr(delegate, name) for name in DETAILS} for delegate in delegates]
        super().__init__(*args, prefix="delegates", initial=stored, form_kwargs={"dialogue": dialogue}, **kwargs)

    def total_form_count(self) -> int:
        """The rows are those of the dialogue, and those with more people than it takes, whatever was sent."""
        return self.extra

    def initial_form_count(self) -> int:
        """Every row may be emptied: that is how a person is taken off."""
        return 0

    def clean(self) -> None:
        """Somebody comes, nobody comes twice, and not more than may come."""
        self._refuse_repeated()
        people = sum(form.has_changed() for form in self.forms)
        if self.sending and not people:
            self.forms[0].add_error("name", _("Enter at least one person."))
        require_within_limit(self.dialogue, people)

    def _refuse_repeated(self) -> None:
        for field, (key_of, words) in REPEATED.items():
            seen: set[str] = set()
            for form in self.forms:
                typed = getattr(form, "cleaned_data", {}).get(field) or ""
                key = "" if "email" in form.errors else key_of(typed)
                if key and key in seen:
                    form.add_error(field, words)
                seen.add(key)

    def delegates(self) -> list[Delegate]:
        """The people who come, not stored yet."""
        return [form.instance for form in self.forms if form.has_changed()]

    def differ_from(self, stored: Iterable[Delegate]) -> bool:
        """Whether other people, or other details of them, were typed than are stored."""
        typed, kept = (
            {tuple(getattr(one, name) for name in DETAILS) for one in own} for own in (self.delegates(), stored)
        )
        return typed != kept

    def refuse(self, problem: Exception) -> None:
        """Say what an action refused, in its place."""
        words = problem.messages if isinstance(problem, ValidationError) else [str(problem)]
        if getattr(problem, "code", "") == PEOPLE:
            self.non_form_errors().extend(words)
        elif getattr(problem, "code", "") == TIME:
            self.late = words
        else:
            self.refused = words

    def has_problems(self) -> bool:
        """Whether something is wrong with the people, or an action refused what was sent."""
        return bool(self.total_error_count() or self.late or self.refused)


def delegate_forms(
    data: Any, dialogue: DialoguePage, delegates: Sequence[Delegate] = (), *, sending: bool = False
) -> BaseDelegateFormSet:
    """The rows for delegates: `data` is what was sent, or None; `delegates` are those that are stored.

    Where more people were sent or stored than the dialogue takes by now, they have their rows all the same.
    """
    typed = len(delegates) if data is None else rows_typed(data)
    rows = max(dialogue.max_delegates, typed, 1)
    most = max(rows, MOST_ROWS)
    made = forms.formset_factory(DelegateForm, formset=BaseDelegateFormSet, extra=rows, max_num=most, absolute_max=most)
    return made(data, dialogue=dialogue, delegates=delegates, sending=sending)


def rows_typed(data: Any) -> int:
    """How many rows reach to the last one in which something was typed."""
    rows = range(MOST_ROWS, 0, -1)
    return next((row for row in rows if any(data.get(f"delegates-{row - 1}-{name}", "").strip() for name in TYPED)), 0)
