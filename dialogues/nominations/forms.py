"""What people type about a nomination: an organization who it proposes, a coordinator the call, points and a panel."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.nominations.actions import FIELDS
from dialogues.nominations.calls import Criterion, NominationCall
from dialogues.nominations.models import Nomination
from dialogues.nominations.rules import NEEDED
from dialogues.nominations.scores import MOST_POINTS, NominationScore
from dialogues.panel import PanelPage
from dialogues.titles import PageChoice
from organizations import acting
from organizations.models import Organization
from portal.collating import by_name
from portal.dates import VIENNA
from portal.forms import OneTimeKeyMixin, PlainForm, RecordForm
from portal.mechanism.models import State
from portal.mechanism.models.wording import Wording

LOCAL = "%Y-%m-%dT%H:%M"


def panels_of(call: NominationCall) -> QuerySet[PanelPage]:
    """The panels of the call's dialogue that readers know."""
    return PanelPage.objects.live().child_of(call.dialogue).order_by("number", "path")


class PanelChoice(PageChoice):
    """A panel by its number and title."""

    def label_from_instance(self, page: PanelPage) -> str:
        """For example "2. Organized fraud"."""
        title = self.titles.of(page)
        return Wording(f"{page.number}. {title}", title.language)


class NominationForm(RecordForm):
    """One person. While it is only saved, nothing but the name is required."""

    panel = PanelChoice(
        PanelPage.objects.none(), required=False, to_field_name="slug", label=_("Panel"), empty_label=_("Any panel"),
        help_text=_("Leave it open when the person fits more than one."),
    )  # fmt: skip

    class Meta:
        model = Nomination
        fields = list(FIELDS)
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "position": forms.TextInput(attrs={"dir": "auto"}),
            "expertise": forms.Textarea(attrs={"rows": 9, "dir": "auto"}),
        }

    def __init__(self, *args: Any, call: NominationCall, sending: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["panel"].queryset = panels_of(call)
        countries = State.objects.countries()
        ordered = sorted(countries, key=lambda country: by_name(country.name))
        self.fields["country"].queryset = countries
        self.fields["country"].choices = [
            ("", _("Choose a country")),
            *((country.pk, country.name) for country in ordered),
        ]
        for name, words in NEEDED.items():
            self.fields[name].required = sending or name == "name"
            self.fields[name].later = True
            self.fields[name].error_messages["required"] = words

    def clean_email(self) -> str:
        """Addresses are compared without case."""
        return self.cleaned_data["email"].lower()

    def values(self) -> dict[str, Any]:
        """What was typed, for the actions."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class NewNominationForm(OneTimeKeyMixin, NominationForm):
    """The first save: also for which organization, where there is a choice."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), to_field_name="uuid", label=_("Organization"), empty_label=None
    )

    def __init__(
        self, *args: Any, organizations: Sequence[Organization], acting_for: Organization | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        field.queryset = Organization.objects.filter(pk__in=[one.pk for one in organizations])
        acting.offer(field, organizations, acting_for)


class ViennaField(forms.DateTimeField):
    """A moment by Vienna's clock."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)
    input_formats = [LOCAL, "%Y-%m-%d %H:%M"]

    def clean(self, value: Any) -> Any:
        """The moment in UTC."""
        moment = super().clean(value)
        return moment and timezone.make_naive(moment).replace(tzinfo=VIENNA).astimezone(UTC)

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field: the clock of Vienna."""
        aware = hasattr(value, "tzinfo") and value.tzinfo
        return value.astimezone(VIENNA).replace(tzinfo=None) if aware else value


class CallForm(RecordForm):
    """The call of one dialogue; its checks stand with the model."""

    opens_at = ViennaField(label=_("Opens"), help_text=_("In Vienna time."))
    closes_at = ViennaField(label=_("Deadline"), help_text=_("In Vienna time, before the dialogue begins."))

    class Meta:
        model = NominationCall
        fields = [
            "opens_at", "closes_at", "grace_minutes", "criteria", "max_per_organization", "names_shown",
            *(f"weight_{name}" for name in Criterion.values),
        ]  # fmt: skip
        widgets = {"criteria": forms.Textarea(attrs={"rows": 5, "dir": "auto"}), "names_shown": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["names_shown"].choices = NominationCall._meta.get_field("names_shown").choices
        for name in Criterion.values:
            self.fields[f"weight_{name}"].help_text = _("How much this counts: 0 to 10.")


class ScoreForm(RecordForm):
    """Points by criterion, and a note."""

    class Meta:
        model = NominationScore
        fields = [*Criterion.values, "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Criterion.values:
            label = self.fields[name].label
            choices = [(number, str(number)) for number in range(MOST_POINTS + 1)]
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=choices, coerce=int, widget=forms.RadioSelect,
                error_messages={"required": _("Give 0 to 5 points.")},
            )  # fmt: skip
        self.order_fields([*Criterion.values, "note"])

    def points(self) -> dict[str, int]:
        """The points, for the action."""
        return {name: self.cleaned_data[name] for name in Criterion.values}


class InviteForm(PlainForm):
    """For which panel."""

    panel = PanelChoice(
        PanelPage.objects.none(), to_field_name="slug", label=_("Panel"),
        error_messages={"required": _("Choose the panel.")},
    )  # fmt: skip

    def __init__(self, *args: Any, call: NominationCall, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["panel"].queryset = panels_of(call)


def add_problem(form: Any, problem: Exception) -> None:
    """Put what an action refused into a form: beside its field where it has it, else above all of them."""
    if not isinstance(problem, ValidationError):
        form.add_error(None, str(problem))
    elif hasattr(problem, "error_dict"):
        for name, errors in problem.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, problem)
