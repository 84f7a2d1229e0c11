"""What people type: a draft, when it was last seen, and what a coordinator decides."""

from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations import acting
from organizations.models import Organization, User
from portal import files
from portal.dates import VIENNA
from portal.forms import OneTimeKeyMixin, PlainForm, RecordForm
from portal.mechanism.models import Instrument, State
from submissions.statements.models import Call, Statement, StatementVersion
from submissions.statements.permissions import organizations_to_write_for
from submissions.statements.texts import LONGEST_SOURCE, Content

# Fields that may wait: a draft is stored without them, sending asks for them.
LATER = ("source", "instruments")


class DraftForm(RecordForm):
    """One text and what it speaks about. Only the title is needed to store it."""

    instruments = forms.ModelMultipleChoiceField(
        Instrument.objects.all(),
        to_field_name="code",
        required=False,
        label=_("Instruments it speaks about"),
        widget=forms.CheckboxSelectMultiple,
    )
    countries = forms.ModelMultipleChoiceField(
        State.objects.all(),
        to_field_name="iso3",
        required=False,
        label=_("States it speaks about"),
        help_text=_("Leave it empty when it speaks about all. Hold Ctrl or Command to choose several."),
        widget=forms.SelectMultiple(attrs={"size": 6, "class": "w-m"}),
    )
    field_order = ["organization", "title", "language", "source", "summary", "instruments", "countries"]

    class Meta:
        model = StatementVersion
        fields = ["title", "language", "source", "summary"]
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto"}),
            "language": forms.Select(attrs={"class": "w-m"}),
            "source": forms.Textarea(attrs={"rows": 16, "dir": "auto", "maxlength": LONGEST_SOURCE}),
            "summary": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        }

    def __init__(self, *args: object, call: Call, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        states = sorted(self.fields["countries"].queryset, key=lambda state: state.name)
        self.fields["countries"].choices = [(state.iso3, state.name) for state in states]
        self.fields["source"].help_text = _(
            "Up to %(limit)s words. A blank line begins a new paragraph, “## ” a heading, “- ” an item of a list. "
            "Paragraphs are numbered for you, so that others can cite them."
        ) % {"limit": call.word_limit}
        self.fields["source"].wide = True
        for name in LATER:
            self.fields[name].later = True

    def clean_source(self) -> str:
        """The text, if it is not too long to be stored."""
        source = self.cleaned_data["source"] or ""
        if len(source) > LONGEST_SOURCE:
            raise ValidationError(
                _("This text is too long: the limit is %(limit)s characters."), params={"limit": LONGEST_SOURCE}
            )
        return source

    def content(self) -> Content:
        """What was typed, for the actions."""
        names = ("title", "source", "language", "summary", "instruments", "countries")
        return Content(**{name: self.cleaned_data[name] for name in names})


class NewDraftForm(OneTimeKeyMixin, DraftForm):
    """The first save: also for which organization, where there is a choice."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), to_field_name="uuid", label=_("Organization"), empty_label=None
    )

    def __init__(self, *args: object, user: User, acting_for: Organization | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        field.queryset = organizations_to_write_for(user)
        acting.offer(field, field.queryset, acting_for)


class StampForm(PlainForm):
    """Which text and which files the person saw."""

    stamp = forms.CharField(widget=forms.HiddenInput, max_length=20)
    seal = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False, empty_value=None)


class AttachmentForm(PlainForm):
    """One more file, and what it is."""

    file = forms.FileField(
        label=_("Add a file"),
        help_text=_("Up to 10 MB. Names of authors, comments and places hidden in the file are removed."),
        widget=forms.ClearableFileInput(attrs={"accept": files.suffixes(files.ALL)}),
    )
    description = forms.CharField(
        label=_("Description"),
        max_length=200,
        help_text=_("What the file shows or holds, for those who decide whether to open it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class EditDraftForm(DraftForm):
    """A later save: knows which text it was opened on."""

    stamp = forms.CharField(widget=forms.HiddenInput, max_length=20)


def initial_of(statement: Statement, version: StatementVersion) -> dict[str, object]:
    """What the form of a text shows first."""
    return {
        "instruments": list(statement.instruments.all()),
        "countries": list(statement.countries.all()),
        "stamp": version.stamp,
    }


class AcceptForm(PlainForm):
    """Publish now, or at a later moment by Vienna's clock."""

    publish_at = forms.DateTimeField(
        label=_("Public from"),
        required=False,
        help_text=_("In Vienna time. Leave it empty to publish now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )

    def clean_publish_at(self) -> datetime | None:
        """The moment in UTC; one that is over is a slip."""
        typed = self.cleaned_data["publish_at"]
        if typed is None:
            return None
        moment = timezone.make_naive(typed).replace(tzinfo=VIENNA).astimezone(UTC)
        if moment < timezone.now():
            raise ValidationError(_("This moment has passed. Leave the field empty to publish now."))
        return moment
