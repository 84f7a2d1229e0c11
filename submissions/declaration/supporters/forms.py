"""What an individual writes to support a declaration. Beside each field stands why it is asked, how long it is kept."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organizations.forms import ExplainedField
from organizations.provenance import Provenance
from portal.forms import PlainForm, TrapMixin
from portal.mechanism.models import State as Country
from portal.mechanism.models.states import sort_key
from submissions.declaration.plain import one_line
from submissions.declaration.supporters import addresses

ADVERTISES = re.compile(r"https?:|www\.|://|@", re.IGNORECASE)
RUN_BY_SPREADSHEETS = ("=", "+", "-")
JOINERS = "\u200c\u200d"
PROVENANCE = {
    "email": Provenance(
        _("Nobody"),
        _("To ask you by mail whether it was you, and to count everybody once"),
        _("Not at all: a keyed fingerprint of it, destroyed 30 days after signing ended. Our mail to it for 30 days"),
    ),
    "country": Provenance(
        _("Everyone, as a number; alone only beside a name that is shown"),
        _("To say from where support comes. Fewer than three people of a country are counted without it"),
        _("As long as you support the declaration"),
    ),
    "name": Provenance(
        _("Everyone, if you say so; otherwise it is not kept"),
        _("Some readers trust a list of names more than a number"),
        _("Until you withdraw; copies that others made before stay with them"),
    ),
    "named": Provenance(_("Everyone"), _("Being named can be a danger, so it is your choice"), _("Until you withdraw")),
    "agreed": Provenance(
        _("Nobody"), _("We may keep these things only if you agree"), _("You can take it back at any time")
    ),
}


def is_unseen(sign: str) -> bool:
    """Whether nobody sees this sign; the two that join and part letters belong to some scripts."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs") and sign not in JOINERS


class CountrySelect(forms.Select):
    """A choice of all States from one template: a template for each of 200 options would be slow."""

    template_name = "declaration/_country_select.html"

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list:
        """None; the template goes through `countries` itself."""
        return []

    def use_required_attribute(self, initial: Any) -> bool:
        """Yes: the first option is empty. Asked here, so that nobody looks through all States for it."""
        return True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The States by name in the active language, and the one that is chosen."""
        countries = sorted(Country.objects.all(), key=lambda country: sort_key(country.name))
        return super().get_context(name, value, attrs) | {"countries": countries, "chosen": str(value or "")}


class SupportForm(TrapMixin, PlainForm):
    """Address, country, perhaps a name, and that one agrees."""

    bound_field_class = ExplainedField
    explained = PROVENANCE

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We mail you a link. Prefer an address that only you can read."),
    )  # fmt: skip
    country = forms.ModelChoiceField(
        Country.objects.all(), to_field_name="iso3", label=_("Country"), empty_label=None,
        widget=CountrySelect(attrs={"class": "w-m", "autocomplete": "off"}),
        error_messages={"required": _("Choose a country."), "invalid_choice": _("Choose a country from the list.")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False,
        help_text=_("Only if it is to be shown. Leave it empty if not."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )  # fmt: skip
    named = forms.BooleanField(
        label=_("Show my name and country in public"), required=False,
        help_text=_("On the list of supporters and in its open data. Without this, a name that you wrote is dropped."),
    )  # fmt: skip
    agreed = forms.BooleanField(
        label=_("I agree that the portal keeps what is said beside each field"),
        error_messages={"required": _("Without this we cannot count you.")},
    )

    field_order = ["email", "country", "name", "named", "agreed"]

    def clean_email(self) -> str:
        """An address that mail can reach, as it was written."""
        email = self.cleaned_data["email"]
        try:
            addresses.canonical(email)
        except ValueError:
            raise ValidationError(_("Enter a valid email address.")) from None
        return email

    def clean_name(self) -> str:
        """A name in one line: no addresses, nothing that a spreadsheet would run, no signs that cannot be seen."""
        name = one_line(self.cleaned_data["name"])
        if ADVERTISES.search(name) or name.startswith(RUN_BY_SPREADSHEETS) or any(map(is_unseen, name)):
            raise ValidationError(_("Write a name, without addresses or signs before it."))
        return name

    def clean(self) -> dict[str, Any]:
        """A name that is not to be shown is dropped; one that is to be shown is there."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("named") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write the name that is to be shown."))
        if not cleaned.get("named"):
            cleaned["name"] = ""
        return cleaned
