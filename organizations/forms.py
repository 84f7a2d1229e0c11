"""Forms of the desk: the profile of an organization, and what its people say to the coordinators."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.actions import NAME_TAKEN, PROFILE
from organizations.details import known
from organizations.models import NAMED, Organization, Scheme, User
from organizations.names import has_hidden_signs, identifier_key, is_in_words, name_key, names_in
from organizations.profile import ON_THE_WEB, language_codes
from organizations.provenance import OF_ACCOUNT, PROVENANCE, Provenance
from portal.collating import by_name
from portal.dates import babel_locale
from portal.forms import OneTimeKeyMixin, PlainForm, RecordForm
from portal.mechanism.models import State as Country
from portal.mechanism.models import Theme

ECOSOC_SINCE = 1946
NUMBERS = tuple(f"id_{scheme}" for scheme in Scheme.values)
# What an identifier looks like once spaces and hyphens are gone, and an example of it.
SHAPES: dict[str, tuple[str, str]] = {
    Scheme.REGISTER: (r"[A-Z]{2}\w{2,76}", "GB-CHC-1134566"),
    Scheme.ECOSOC: (r"\d{1,10}", "632453"),
    Scheme.LEI: (r"[A-Z0-9]{18}\d{2}", "529900T8BM49AURSDO55"),
    Scheme.ROR: (r"(HTTPSRORORG)?0[A-Z0-9]{6}\d{2}", "https://ror.org/05dxps055"),
}

# What people write between the letters and digits of a number; a spreadsheet runs what begins with another sign.
PLAIN_NUMBER = re.compile(r"\w[\w\s./:-]*")
IN_WORDS = _("Write the name in words, without an address and without a sign in front.")


class ExplainedField(BoundField):
    """A field with its provenance beside it, also for those who hear the page: from the form's `explained`, if any."""

    @property
    def provenance(self) -> Provenance | None:
        """Who sees it, why it is asked, how long it is kept."""
        return getattr(self.form, "explained", PROVENANCE).get(self.name)

    @property
    def provenance_id(self) -> str:
        """What `aria-describedby` calls the provenance."""
        return f"{self.auto_id}_why"

    @property
    def aria_describedby(self) -> str | None:
        """Hint, message and provenance."""
        parts = [super().aria_describedby, self.provenance_id if self.provenance and not self.is_hidden else None]
        return " ".join(part for part in parts if part) or None


class Section(NamedTuple):
    """Fields under one heading."""

    heading: str | Promise
    note: str | Promise
    names: tuple[str, ...]


SECTIONS = (
    Section(
        _("1. The organization"),
        _("Coordinators check these answers; changing name, country or an identifier later reopens the check"),
        ("legal_name", "name_language", "acronym", "other_names", "country", "kind", *NUMBERS),
    ),
    Section(_("2. Its work"), "", ("mandate", "themes", "languages", "website", "ecosoc_status", "ecosoc_year")),
    Section(_("3. Contact"), "", ("contact_email", "public_contact")),
    Section(_("4. Safety"), "", ("in_directory",)),
)


class OrganizationForm(RecordForm):
    """The profile, by section. Its values go to `actions.register` or `actions.edit`."""

    bound_field_class = ExplainedField

    website = forms.URLField(
        label=_("Website"), required=False, max_length=200, assume_scheme="https",
        error_messages={"invalid": ON_THE_WEB.message},
    )  # fmt: skip
    themes = forms.ModelMultipleChoiceField(
        label=_("Fields of work"), queryset=Theme.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which you work"), required=False, widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Hold Ctrl or ⌘ to choose several."),
    )  # fmt: skip
    in_directory = forms.TypedChoiceField(
        label=_("May the directory list you?"),
        choices=[("yes", _("Yes")), ("no", _("No, keep us out of every list"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        help_text=_("Choose no if being found can be a danger. You can still take part."),
    )

    class Meta:
        model = Organization
        fields = PROFILE
        widgets = {"mandate": forms.Textarea(attrs={"rows": 4, "dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["in_directory"] = "yes" if self.initial.get("in_directory", True) else "no"
        for name in ("country", "kind", "ecosoc_status", "mandate", "contact_email"):
            self.fields[name].required = True
        self.fields["name_language"].choices = [*Organization._meta.get_field("name_language").choices]
        self.fields["name_language"].choices.append(("", _("Another language")))
        self.fields["other_names"].label = _("Other names")  # the acronym has a field of its own
        self._order_countries()
        self._name_languages()
        if self.instance.pk:
            self.initial["themes"] = self.instance.themes.all()
        self._add_identifiers()
        for name in ("name_language", "country", "kind", "ecosoc_status"):
            self.fields[name].widget.attrs["class"] = "w-m"
        self.fields["ecosoc_year"].widget.attrs.update({"class": "w-s", "min": ECOSOC_SINCE})
        self.fields["legal_name"].widget.attrs.update({"dir": "auto", "autocomplete": "organization"})
        self.fields["contact_email"].widget.attrs["autocomplete"] = "email"

    def _order_countries(self) -> None:
        countries = Country.objects.countries()
        self.fields["country"].queryset = countries
        ordered = sorted(countries, key=lambda country: by_name(country.name))
        self.fields["country"].choices = [
            ("", _("Choose a country")),
            *((country.pk, country.name) for country in ordered),
        ]

    def _name_languages(self) -> None:
        names = babel_locale().languages
        choices = [(code, names.get(code, code)) for code in language_codes()]
        self.fields["languages"].choices = sorted(choices, key=lambda choice: by_name(choice[1]))

    def _add_identifiers(self) -> None:
        numbers = known(self.instance)["identifiers"] if self.instance.pk else self.initial.get("identifiers", {})
        for scheme in Scheme:
            name = f"id_{scheme}"
            hint = _("For example %s") % SHAPES[scheme][1]
            self.fields[name] = forms.CharField(label=scheme.label, max_length=80, required=False, help_text=hint)
            self.fields[name].widget.attrs["class"] = "w-m"
            self.initial.setdefault(name, numbers.get(scheme, ""))

    def sections(self) -> Iterator[tuple[Section, list[BoundField]]]:
        """Each heading with its fields."""
        for section in SECTIONS:
            yield section, [self[name] for name in section.names]

    @property
    def profile(self) -> dict[str, Any]:
        """The values, by name, for an action."""
        numbers = {scheme: self.cleaned_data[f"id_{scheme}"] for scheme in Scheme.values}
        return {name: self.cleaned_data[name] for name in (*PROFILE, "themes")} | {"identifiers": numbers}

    def clean_legal_name(self) -> str:
        """A name that can be compared and written into a table: NFC, without signs that are not seen."""
        name = unicodedata.normalize("NFC", self.cleaned_data["legal_name"])
        if has_hidden_signs(name):
            raise forms.ValidationError(_("Write the name without hidden signs."))
        if not is_in_words(name):
            raise forms.ValidationError(IN_WORDS)
        return name

    def clean_acronym(self) -> str:
        """An acronym that can be compared and written into a table."""
        return self._names_in_words("acronym")

    def clean_other_names(self) -> str:
        """Names that can be compared and written into a table, parted by commas."""
        return self._names_in_words("other_names")

    def _names_in_words(self, field: str) -> str:
        if not all(is_in_words(name) for name in names_in(field, self.cleaned_data[field])):
            raise forms.ValidationError(IN_WORDS)
        return self.cleaned_data[field]

    def clean_ecosoc_year(self) -> int | None:
        """A year in which there was an ECOSOC to give it."""
        year = self.cleaned_data["ecosoc_year"]
        if year is not None and not ECOSOC_SINCE <= year <= timezone.now().year:
            raise forms.ValidationError(_("Write a year between 1946 and this one."))
        return year

    def clean(self) -> dict[str, Any]:
        """Say beside the name that it is taken, and beside the year that it is missing."""
        cleaned = super().clean()
        needs_year = cleaned.get("ecosoc_status") in ("roster", "special", "general")
        if needs_year and not cleaned.get("ecosoc_year") and "ecosoc_year" not in self.errors:
            self.add_error("ecosoc_year", _("Say since which year the organization has this status."))
        for scheme in Scheme.values:
            self._check_number(scheme, cleaned.get(f"id_{scheme}", ""))
        if cleaned.get("legal_name") and cleaned.get("country"):
            self._check_identity(cleaned["legal_name"], cleaned["country"])
        return cleaned

    def _check_number(self, scheme: str, value: str) -> None:
        # Only its shape: that another organization has it is said to coordinators alone.
        shape, example = SHAPES[scheme]
        if value and not (PLAIN_NUMBER.fullmatch(value) and re.fullmatch(shape, identifier_key(value), re.ASCII)):
            self.add_error(f"id_{scheme}", _("This does not look like such a number. An example: %s") % example)

    def _check_identity(self, name: str, country: Country) -> None:
        # Only against those in the directory: that another one exists at all is nobody's business.
        namesakes = Organization.objects.public().filter(state__in=NAMED, name_key=name_key(name), country=country)
        if namesakes.exclude(pk=self.instance.pk).exists():
            self.add_error("legal_name", NAME_TAKEN)
        before = (self.instance.legal_name, self.instance.country_id)
        if self.instance.state == Organization.State.VERIFIED and before != (name, country.pk):
            self.instance.state = Organization.State.SUBMITTED  # what it would become: the rules of that state hold


class ApplicationForm(OneTimeKeyMixin, OrganizationForm):
    """A new application: the same form sent twice makes one."""


class NoteForm(PlainForm):
    """What goes with an application that is sent."""

    note = forms.CharField(
        label=_("Note to the coordinators"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("How a coordinator can see that the organization exists: a register, a report, a colleague."),
    )


class AnswerForm(NoteForm):
    """The answer to a question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("Your answer")
        self.fields["note"].help_text = _("Only you and the coordinators read this. No names of members are needed.")
        self.fields["note"].required = True


class AccountForm(RecordForm):
    """What a person's account says of them: a name for colleagues, a language for mail."""

    bound_field_class = ExplainedField
    explained = OF_ACCOUNT

    class Meta:
        model = User
        fields = ["first_name", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["first_name"]
        name.label, name.required = _("Name"), True
        name.help_text = _("As you want coordinators and colleagues to address you. A pen name is fine.")
        name.widget.attrs["autocomplete"] = "name"
        self.fields["language"].widget.attrs["class"] = "w-m"


class MessageForm(OneTimeKeyMixin, PlainForm):
    """A message in the thread of an application, from either side."""

    text = forms.CharField(
        label=_("Message"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Read by the organization and the coordinators. The mail about it holds a link only."),
    )
