"""What people type: a report, an answer, how a coordinator checked it, what a published source says."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from organizations import acting
from organizations.models import Organization, User
from portal.forms import OneTimeKeyMixin, ReasonForm, RecordForm
from portal.mechanism.models import Cluster, State
from portal.mechanism.models.states import sort_key
from submissions.consultations.choices import LEVELS, OUTCOMES, VISIBILITIES, Choice, Level, Outcome, SourceKind
from submissions.consultations.drafting import ClaimFields, today
from submissions.consultations.models import Claim, ClaimQuestion, ClaimVerification
from submissions.consultations.permissions import writes_for
from submissions.consultations.when import as_typed, parse_when


class ExplainedRadios(forms.RadioSelect):
    """Radio buttons, each with what choosing it means below its words."""

    option_template_name = "consultations/_choice.html"

    def __init__(self, options: Iterable[Choice], *, strong: bool = False) -> None:
        self.meanings = {str(option.value): option.meaning for option in options}
        self.strong = strong
        super().__init__(choices=[(option.value, option.words) for option in options])

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One button, with its meaning, and whether its words stand out against it."""
        more = {"meaning": self.meanings.get(str(value), ""), "strong": self.strong}
        return super().create_option(name, value, *args, **kwargs) | more


class StateSelect(forms.Select):
    """A choice of all States from one template: a template for each of 200 options would be slow."""

    template_name = "consultations/_state_select.html"

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list:
        """None; the template goes through `states` itself."""
        return []

    def use_required_attribute(self, initial: Any) -> bool:
        """Yes: the first option is empty. Asked here, so that nobody looks through all States for it."""
        return True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The States by name in the active language, and the one that is chosen."""
        states = sorted(State.objects.all(), key=lambda state: sort_key(state.name))
        return super().get_context(name, value, attrs) | {"states": states, "chosen": str(value or "")}


class WhenField(forms.CharField):
    """A date as people write it; gives the date and its precision."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, required=False, widget=forms.TextInput(attrs={"class": "w-m"}), **kwargs)

    def clean(self, value: Any) -> tuple[date | None, str]:
        """Read it, or say how it can be written."""
        text = super().clean(value)
        try:
            return parse_when(text, today())
        except ValueError:
            raise ValidationError(
                _("Write a month or a day that has come, for example March 2024, 2024-03-18 or before 2024-04-05.")
            ) from None


class FactsForm(RecordForm):
    """Where, when and what: the part that reports of organizations and of published sources share."""

    country = forms.ModelChoiceField(
        State.objects.all(),
        to_field_name="iso3",
        label=_("State"),
        empty_label=None,
        widget=StateSelect(attrs={"class": "w-m"}),
        error_messages={"required": _("Choose a State."), "invalid_choice": _("Choose a State from the list.")},
    )
    cluster = forms.ModelChoiceField(
        Cluster.objects.all(),
        to_field_name="number",
        label=_("Cluster"),
        required=False,
        empty_label=_("I do not know"),
        help_text=_("The part of the Convention that was under review"),
        error_messages={"invalid_choice": _("Choose a cluster from the list.")},
    )
    when = WhenField(label=_("When"), help_text=_("A month is enough, for example March 2024"))
    outcome = forms.ChoiceField(
        label=_("Which comes closest?"),
        choices=Outcome.choices,
        widget=ExplainedRadios(OUTCOMES),
        error_messages={"required": _("Choose what happened."), "invalid_choice": _("Choose what happened.")},
    )
    level = forms.TypedChoiceField(
        label=_("If you were consulted: how far did it go?"),
        help_text=_("Choose the highest one you can show. The examples are not the only ways."),
        choices=Level.choices,
        coerce=int,
        empty_value=Level.NOT_STATED,
        required=False,
        initial=Level.NOT_STATED,
        widget=ExplainedRadios(LEVELS),
        error_messages={"invalid_choice": _("Choose a level from the list.")},
    )
    account = forms.CharField(
        label=_("In your words"),
        help_text=_("Any language. What was asked, who answered, what came of it. Name no person."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )

    class Meta:
        model = Claim
        fields = ["country", "cluster", "outcome", "level", "account", "source_note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].widget.choices = [(one.value, one.words) for one in OUTCOMES]
        self.fields["level"].widget.choices = [(one.value, one.words) for one in LEVELS]
        for name in ("level", "cluster", "when"):
            self.fields[name].later = True
        if self.instance.pk:
            self.initial["when"] = as_typed(self.instance.happened_on, self.instance.precision)
            self.initial["country"] = self.instance.country.iso3
            self.initial["cluster"] = self.instance.cluster and self.instance.cluster.number

    def clean(self) -> dict[str, Any]:
        """A level belongs to a consultation that took place."""
        cleaned = super().clean()
        if cleaned.get("level") and "outcome" in cleaned and cleaned["outcome"] != Outcome.CONSULTED:
            self.add_error("level", _("A level belongs to a consultation. Choose “We were consulted”, or no level."))
        self.instance.happened_on, self.instance.precision = cleaned.get("when") or (None, "not_stated")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What was typed, by the names of the record."""
        happened_on, precision = self.cleaned_data["when"]
        names = ("country", "cluster", "outcome", "level", "account", "source_note")
        return {name: self.cleaned_data[name] for name in names} | {"happened_on": happened_on, "precision": precision}


class ClaimForm(FactsForm):
    """A report. Only the State is needed to save it for later; to go on, it has to say what happened."""

    visibility = forms.ChoiceField(
        label=_("Who may see that it was you?"),
        choices=[(one.value, one.words) for one in VISIBILITIES],
        initial=Claim._meta.get_field("visibility").default,
        widget=ExplainedRadios(VISIBILITIES, strong=True),
        error_messages={"required": _("Choose who may see it."), "invalid_choice": _("Choose who may see it.")},
    )
    source_note = forms.CharField(
        label=_("How can someone else know?"),
        help_text=_("An invitation, an agenda, a reply: say where it can be found."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    class Meta(FactsForm.Meta):
        fields = ["visibility", *FactsForm.Meta.fields]

    def __init__(self, *args: Any, complete: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visibility"].widget.choices = [(one.value, one.words) for one in VISIBILITIES]
        self.fields["outcome"].required = complete
        self.fields["outcome"].later = True

    def filled_in(self) -> ClaimFields:
        """What was typed, for the actions."""
        return ClaimFields(**self.facts(), visibility=self.cleaned_data["visibility"], language=get_language())


class NewClaimForm(OneTimeKeyMixin, ClaimForm):
    """The first save: also for which organization, where there is a choice."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), to_field_name="uuid", label=_("Organization"), empty_label=None
    )

    def __init__(self, *args: Any, user: User, acting_for: Organization | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        field.queryset = writes_for(user)
        acting.offer(field, field.queryset, acting_for)


class AnswerForm(RecordForm):
    """The reporter's answer to a coordinator."""

    class Meta:
        model = ClaimQuestion
        fields = ["answer"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 5, "dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True
        self.fields["answer"].help_text = _("The one who asked reads it. It never becomes public.")


class VerifyForm(RecordForm):
    """How a coordinator checked a report."""

    method = forms.ChoiceField(
        label=_("How it was checked"),
        choices=ClaimVerification.Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was checked."), "invalid_choice": _("Choose how it was checked.")},
    )

    class Meta:
        model = ClaimVerification
        fields = ["method", "note"]
        widgets = {"note": forms.TextInput(attrs={"dir": "auto"})}
        help_texts = {"note": _("Everyone reads this beside a named report. Name no person.")}


class QuestionForm(ReasonForm):
    """What a coordinator wants to know."""

    reason = forms.CharField(
        label=_("Question"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The reporter reads this. Ask nothing that could only be answered by giving a name."),
    )


class RetractForm(ReasonForm):
    """Why a report leaves the record."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It stands in public in the place of a named report. Name nobody."),
    )


class RecordSourceForm(FactsForm):
    """What a published report or an official source says about a State."""

    source_kind = forms.ChoiceField(
        label=_("Kind of source"),
        choices=[choice for choice in SourceKind.choices if choice[0] != SourceKind.ORGANIZATION],
        widget=forms.RadioSelect,
    )
    display_name = forms.CharField(label=_("Who published it"), max_length=200)
    published_on = forms.DateField(label=_("Public since"), widget=forms.DateInput(attrs={"type": "date"}))
    source_note = forms.CharField(
        label=_("Where it stands"), help_text=_("Title, date, symbol or address"), max_length=400
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].label = _("What it says, in your words")
        self.fields["outcome"].label = _("What happened, according to the source")
        self.fields["outcome"].widget = forms.RadioSelect(choices=Outcome.choices)
        self.fields["level"].label = _("How far it went")
        self.fields["level"].widget = forms.RadioSelect(choices=Level.choices)

    def recorded(self) -> dict[str, Any]:
        """What was typed, for `actions.record_published`."""
        names = ("source_kind", "display_name")
        published_at = datetime.combine(self.cleaned_data["published_on"], time(), UTC)
        return self.facts() | {name: self.cleaned_data[name] for name in names} | {"published_at": published_at}
