"""What people type who report: a report, and an answer to a question about it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from organizations import acting
from organizations.models import Organization, User
from portal.forms import OneTimeKeyMixin, RecordForm
from portal.mechanism.models import Cluster, Instrument, State
from portal.mechanism.models.states import sort_key
from submissions.consultations.choices import LEVELS, OUTCOMES, VISIBILITIES, Choice, Level, Outcome
from submissions.consultations.drafting import ClaimFields, today
from submissions.consultations.evidence import KINDS
from submissions.consultations.models import Claim, ClaimQuestion
from submissions.consultations.papers import PaperMixin
from submissions.consultations.permissions import writes_for
from submissions.consultations.when import as_typed, parse_until, parse_when


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


class InstrumentsField(forms.ModelMultipleChoiceField):
    """The Convention and its Protocols, any of them."""

    def __init__(self) -> None:
        super().__init__(
            Instrument.objects.all(), to_field_name="code", required=False, label=_("Instruments"),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("Choose instruments from the list.")},
        )  # fmt: skip


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
    instruments = InstrumentsField()
    when = WhenField(label=_("When"), help_text=_("A month is enough, for example March 2024"))
    until = forms.CharField(
        label=_("Until when"), help_text=_("Only if it took longer, and as exact as the beginning"), max_length=60,
        required=False, widget=forms.TextInput(attrs={"class": "w-m"}),
    )  # fmt: skip
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
        fields = ["country", "cluster", "instruments", "outcome", "level", "account", "source_note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].widget.choices = [(one.value, one.words) for one in OUTCOMES]
        self.fields["level"].widget.choices = [(one.value, one.words) for one in LEVELS]
        for name in ("level", "cluster", "when"):
            self.fields[name].later = True
        if self.instance.pk:
            self.initial["when"] = as_typed(self.instance.happened_on, self.instance.precision)
            self.initial["until"] = as_typed(self.instance.happened_until, self.instance.precision)
            self.initial["country"] = self.instance.country.iso3
            self.initial["cluster"] = self.instance.cluster and self.instance.cluster.number

    def clean(self) -> dict[str, Any]:
        """A level belongs to a consultation that took place."""
        cleaned = super().clean()
        if cleaned.get("level") and "outcome" in cleaned and cleaned["outcome"] != Outcome.CONSULTED:
            self.add_error("level", _("A level belongs to a consultation. Choose “We were consulted”, or no level."))
        self._take_period(cleaned)
        return cleaned

    def _take_period(self, cleaned: dict[str, Any]) -> None:
        """When it happened, and until when if that was said."""
        start = cleaned.get("when") or (None, "not_stated")
        try:
            until = parse_until(cleaned.get("until", ""), start, today())
        except ValueError:
            until = None
            if "when" in cleaned:
                self.add_error("until", _("Write a later date that has come, as exact as the one before it."))
        self.instance.happened_on, self.instance.precision = start
        self.instance.happened_until = until

    def facts(self) -> dict[str, Any]:
        """What was typed, by the names of the record."""
        names = ("country", "cluster", "outcome", "level", "account", "source_note")
        period = {name: getattr(self.instance, name) for name in ("happened_on", "happened_until", "precision")}
        instruments = tuple(self.cleaned_data["instruments"])
        return {name: self.cleaned_data[name] for name in names} | period | {"instruments": instruments}


class ClaimForm(PaperMixin, FactsForm):
    """A report. Only the State is needed to save it for later; to go on, it has to say what happened."""

    KINDS = KINDS

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
    internal_note = forms.CharField(
        label=_("For those who check it alone"),
        help_text=_("What helps to check the report. It never becomes public, and no State reads it."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    file = forms.FileField(
        label=_("A file that shows it"), required=False,
        help_text=_(
            "PDF, DOCX, ODT, PNG or JPEG, up to 10 MB. Those who check the report read it, and nobody else. Its name "
            "and what it says of author, place and device are removed; what can be seen in it stays: look twice."
        ),
    )  # fmt: skip

    class Meta(FactsForm.Meta):
        fields = ["visibility", *FactsForm.Meta.fields, "internal_note"]

    def __init__(self, *args: Any, complete: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visibility"].widget.choices = [(one.value, one.words) for one in VISIBILITIES]
        self.fields["outcome"].required = complete
        self.fields["outcome"].later = True

    def filled_in(self) -> ClaimFields:
        """What was typed, for the actions."""
        names = ("visibility", "internal_note", "file_holds")
        typed = {name: self.cleaned_data[name] for name in names}
        return ClaimFields(**self.facts(), **typed, file=self.accepted, language=get_language())


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
