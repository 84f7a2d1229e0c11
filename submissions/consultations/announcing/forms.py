"""What is typed when a consultation is announced, by a focal point or by a coordinator from a public source."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.forms import OneTimeKeyMixin, PlainForm
from portal.mechanism.models import Cluster, State
from submissions.consultations.announcing.actions import Facts
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.announcing.zones import zone_of
from submissions.consultations.forms import InstrumentsField, StateSelect


class DayInput(forms.DateInput):
    """A day as browsers choose it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "w-m"})


class ZoneField(forms.CharField):
    """A time zone by its name or its city; gives the name."""

    def clean(self, value: Any) -> str:
        """Find it, or say how it is written."""
        text = super().clean(value)
        try:
            return zone_of(text)
        except ValueError:
            raise ValidationError(_("Write a city that gives its name to the zone, for example Nairobi.")) from None


class WebAddress(forms.URLField):
    """An address of the web; without a scheme it is one of https."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, assume_scheme="https", **kwargs)

    def clean(self, value: Any) -> str:
        """Refuse what is no address of the web."""
        found: str = super().clean(value)
        if found and not found.lower().startswith(("https://", "http://")):
            raise ValidationError(_("Write an address that begins with https://."))
        return found


class AnnouncementForm(OneTimeKeyMixin, PlainForm):
    """A consultation to come, as its State announces it."""

    cluster = forms.ModelChoiceField(
        Cluster.objects.all(), to_field_name="number", required=False, label=_("Cluster"),
        empty_label=_("Not stated"), error_messages={"invalid_choice": _("Choose a cluster from the list.")},
    )  # fmt: skip
    instruments = InstrumentsField()
    opens_on = forms.DateField(
        label=_("First day"), help_text=_("Leave it empty if one can take part at once."), required=False,
        widget=DayInput, error_messages={"invalid": _("Write a day, for example 2027-03-18.")},
    )  # fmt: skip
    closes_on = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("One can take part until the end of this day."),
        error_messages={
            "required": _("Say until which day one can take part."),
            "invalid": _("Write a day, for example 2027-03-18."),
        },
    )  # fmt: skip
    zone = ZoneField(
        label=_("Time zone of these days"), max_length=40, help_text=_("A city in it, for example Nairobi, or UTC"),
        widget=forms.TextInput(attrs={"class": "w-m", "dir": "auto"}),
        error_messages={"required": _("Say in which time zone the days are meant.")},
    )  # fmt: skip
    how = forms.CharField(
        label=_("How to take part"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_("Who is asked, about what, in which form and languages. Plain text; everybody reads it."),
        error_messages={"required": _("Say how to take part.")},
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of these words"), choices=settings.LANGUAGES, initial=get_language)
    address = WebAddress(label=_("Address of the consultation"), required=False)
    contact = forms.CharField(
        label=_("Whom to ask"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("An office and its address, which becomes public. Name no person."),
    )  # fmt: skip
    office = forms.CharField(
        label=_("Which office announces it?"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("An office, for example a ministry and its unit. Name no person."),
        error_messages={"required": _("Name the office that announces it.")},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The last day is none before the first."""
        cleaned: dict[str, Any] = super().clean()
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("The last day comes before the first."))
        return cleaned

    def facts(self) -> Facts:
        """What was typed, for the actions."""
        values = {name: value for name, value in self.cleaned_data.items() if name in Facts.__dataclass_fields__}
        return Facts(**values | {"instruments": tuple(self.cleaned_data["instruments"])})


class SourcedForm(AnnouncementForm):
    """The same from a public source, entered by a coordinator."""

    source_address = WebAddress(
        label=_("Where it is announced"), help_text=_("The page or document, which everybody can open"),
        error_messages={"required": _("Give the address where the State or its source announces it.")},
    )  # fmt: skip


class SourcedNewForm(SourcedForm):
    """The first time: also of which State."""

    country = forms.ModelChoiceField(
        State.objects.all(), to_field_name="iso3", label=_("State"), empty_label=None, widget=StateSelect(),
        error_messages={"required": _("Choose a State."), "invalid_choice": _("Choose a State from the list.")},
    )  # fmt: skip
    field_order: Sequence[str] = ("country", "source_address", "cluster")


def typed(announcement: Announcement) -> dict[str, Any]:
    """What a form shows of an announcement that is there already."""
    names = ("opens_on", "closes_on", "zone", "how", "language", "address", "contact", "office", "source_address")
    return {name: getattr(announcement, name) for name in names} | {
        "cluster": announcement.cluster and announcement.cluster.number,
        "instruments": [one.code for one in announcement.instruments.all()],
    }
