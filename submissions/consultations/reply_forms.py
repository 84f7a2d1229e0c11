"""What is typed when a State replies, by its focal point or for it by a coordinator."""

from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.forms import OneTimeKeyMixin, PlainForm, ReasonForm
from portal.mechanism.models import Cluster, State
from submissions.consultations.forms import StateSelect
from submissions.consultations.papers import PaperMixin
from submissions.consultations.replies import Says
from submissions.consultations.replying import Reply


class ReplyForm(PaperMixin, OneTimeKeyMixin, PlainForm):
    """A reply to one report."""

    says = forms.ChoiceField(
        label=_("What does the State say?"), choices=Says.choices, widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what the State says.")),
    )  # fmt: skip
    text = forms.CharField(
        label=_("In the words of the State"),
        help_text=_("Everybody reads it beside the report, in full. It stays: a later reply can only stand beside it."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Write what the State says.")},
    )
    language = forms.ChoiceField(label=_("Language of the reply"), choices=settings.LANGUAGES, initial=get_language)
    office = forms.CharField(
        label=_("Which office replies?"),
        help_text=_("An office, for example a ministry and its unit. Name no person."),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Name the office that replies.")},
    )

    file = forms.FileField(
        label=_("A file, for example the letter"), required=False,
        help_text=_("PDF, DOCX or ODT, up to 10 MB. Names of authors and comments hidden in it are removed."),
    )  # fmt: skip

    field_order: Sequence[str] = ("says", "text", "language", "office", "file", "file_holds")

    def reply(self) -> Reply:
        """What was typed, for the actions."""
        names = ("says", "text", "language", "office", "file_holds")
        return Reply(**{name: self.cleaned_data[name] for name in names}, file=self.accepted)


class RemoveFileForm(ReasonForm):
    """Why the file of a reply is removed."""

    reason = forms.CharField(
        label=_("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It is kept in the account of the reply and is not published. Name nobody."),
    )  # fmt: skip


class CellReplyForm(ReplyForm):
    """A reply for a cluster as a whole."""

    cluster = forms.ModelChoiceField(
        Cluster.objects.all(), to_field_name="number", required=False, label=_("Cluster"),
        empty_label=_("No cluster in particular"),
        error_messages={"invalid_choice": _("Choose a cluster from the list.")},
    )  # fmt: skip
    field_order = ("cluster", *ReplyForm.field_order)


class RecordReplyForm(CellReplyForm):
    """The same, entered by a coordinator for a State."""

    country = forms.ModelChoiceField(
        State.objects.all(), to_field_name="iso3", label=_("State"), empty_label=None, widget=StateSelect(),
        error_messages={"required": _("Choose a State."), "invalid_choice": _("Choose a State from the list.")},
    )  # fmt: skip
    field_order = ("country", *CellReplyForm.field_order)
