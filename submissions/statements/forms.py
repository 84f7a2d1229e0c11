"""What people type: a draft, when it was last seen, and what a coordinator decides."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations import acting
from organizations.models import Organization, User
from portal import files, prose
from portal.dates import VIENNA
from portal.forms import OneTimeKeyMixin, PlainForm, RecordForm
from portal.mechanism.choosing import TopicsField
from portal.mechanism.models import Instrument
from portal.records import InvalidMove
from submissions.statements.models import TOPICS, Call, Statement, StatementVersion
from submissions.statements.permissions import organizations_to_write_for
from submissions.statements.texts import LONGEST_SOURCE, Content, typed

# What `source` holds: light marks (portal.prose), or HTML.
MARKS, HTML = "plain", "html"
LANGUAGES = dict(settings.LANGUAGES)
RTL = {code for code in LANGUAGES if code in settings.LANGUAGES_BIDI}
WORDS = ("title", "summary", "source")
# Fields that may wait: a draft is stored without them, sending asks for them.
LATER = ("source", "instruments")
# What a later version has from its statement, or was asked when it was begun.
OF_THE_STATEMENT = ("language", "instruments", "topics")
# Saves of one form whose answer was lost; a connection that loses more has lost the form, too.
MOST_UNANSWERED = 40


def keep_whole(field: forms.Field) -> None:
    """Let the server say that a text is too long, with the whole of it in its field; a browser would cut it silently
    where it is pasted."""
    field.widget.attrs.pop("maxlength", None)


class DraftForm(RecordForm):
    """One text and what it speaks about. Only the title is needed to store it.

    `notation` says what `source` holds: light marks, or the HTML of the formatted editor. HTML becomes light marks
    before anything else looks at it, so that the page comes back complete for those whose script has failed.
    """

    notation = forms.ChoiceField(
        choices=[(MARKS, MARKS), (HTML, HTML)], required=False, initial=MARKS, widget=forms.HiddenInput
    )
    instruments = forms.ModelMultipleChoiceField(
        Instrument.objects.all(),
        to_field_name="code",
        required=False,
        label=_("Instruments it speaks about"),
        widget=forms.CheckboxSelectMultiple,
    )
    topics = TopicsField(
        required=False,
        label=_("States, articles, clusters, development targets and paragraphs of resolutions"),
        help_text=_(
            "Look for a State, the number or title of an article, a cluster or a target, or words of a paragraph of a "
            "resolution and its number, and tick it."
        ),
    )
    field_order = ["organization", "title", "language", "source", "summary", "instruments", "topics"]

    class Meta:
        model = StatementVersion
        fields = ["title", "language", "source", "summary"]
        widgets = {
            "title": forms.TextInput(),
            "language": forms.Select(attrs={"class": "w-m"}),
            "source": forms.Textarea(attrs={"rows": 16}),
            "summary": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: object, call: Call, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = _in_marks(self.data)
        self.call = call
        self._say_terms(self.instance.statement.organization if self.instance.statement_id else None)
        if self.instance.track_id:
            for name in OF_THE_STATEMENT:
                del self.fields[name]
        for name in WORDS:
            keep_whole(self.fields[name])
        self._speak(self.language)
        self.fields["source"].wide = True
        for name in self.fields.keys() & LATER:
            self.fields[name].later = True

    @property
    def language(self) -> str:
        """The language of the text: what was chosen, or what was said when a later version was begun."""
        return (self["language"].value() or "") if "language" in self.fields else self.instance.language

    def _say_terms(self, author: Organization | None) -> None:
        """How long the text may be, and in which languages; one that is stored in another stays until it is sent."""
        numbered = _("Paragraphs are numbered for you, so that others can cite them.")
        self.word_limit = self.call.limit_for(author)
        self.fields["source"].help_text = f"{self.call.length_in_words(author)} {numbered}"
        taken = self.fields["language"]
        taken.choices = [one for one in taken.choices if self.call.takes_language(one[0]) or one[0] == self.stored]
        taken.error_messages["invalid_choice"] = self.call.languages_refused

    @property
    def stored(self) -> str:
        """The language of the text as it is stored; empty before the first save."""
        return self.instance.language if self.instance.pk else ""

    def _speak(self, language: str) -> None:
        """Say the language and direction of the texts; before the first save nobody knows them yet."""
        if not (self.is_bound or self.instance.pk):
            said = {"dir": "auto"}
        else:
            said = {"dir": "rtl" if language in RTL else "ltr"} | ({"lang": language} if language in LANGUAGES else {})
        for name in WORDS:
            self.fields[name].widget.attrs |= said

    @property
    def looks_for_topics(self) -> bool:
        """Whether words were typed to look for topics, and nobody has seen yet what they find."""
        return self.is_bound and "topics" in self.fields and self["topics"].value().asks

    @property
    def formatted(self) -> str | None:
        """The text as the formatted editor reads it; None while it is too long for either."""
        try:
            return prose.from_plain(self["source"].value() or "")
        except ValidationError:
            return None

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
        names = ("title", "source", "language", "summary", "instruments")
        chosen = self.cleaned_data.get("topics", {})
        topics = {TOPICS[kind]: tuple(rows) for kind, rows in chosen.items()}
        return Content(**{name: self.cleaned_data[name] for name in names if name in self.fields}, **topics)


def _in_marks(data: QueryDict) -> QueryDict:
    """What was sent, with the text in light marks. A text that cannot be stored stays as it came, and is refused."""
    if data.get("notation") != HTML:
        return data
    data = data.copy()
    try:
        data["source"] = prose.to_plain(prose.clean(data.get("source", "")))
        data["notation"] = MARKS
    except ValidationError:
        pass
    return data


def tell(form: forms.BaseForm, problem: InvalidMove | ValidationError) -> None:
    """Say above a form what stood in the way of doing what it asks."""
    form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))


class SaveMarksMixin(forms.Form):
    """What the script of drafts fills in: the key of this save, and those of earlier ones that got no answer.

    Without a script both stay empty.
    """

    save_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    after = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MOST_UNANSWERED * 37)

    def clean_after(self) -> frozenset[UUID]:
        """The keys; anything else is a form that was not made here."""
        try:
            return frozenset(UUID(key) for key in self.cleaned_data["after"].split())
        except ValueError as problem:
            raise ValidationError(_("This form was used already. Reload the page and send it again.")) from problem

    def marks(self) -> dict[str, Any]:
        """Both, for the actions."""
        return {"key": self.cleaned_data["save_key"], "after": self.cleaned_data["after"]}


class NewDraftForm(OneTimeKeyMixin, SaveMarksMixin, DraftForm):
    """The first save: also for which organization, where there is a choice."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), to_field_name="uuid", label=_("Organization"), empty_label=None
    )

    def __init__(self, *args: object, user: User, acting_for: Organization | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        field.queryset = organizations_to_write_for(user)
        if only := acting.offer(field, field.queryset, acting_for):
            self._say_terms(only)


class StampForm(PlainForm):
    """Which text and which files the person saw."""

    stamp = forms.CharField(widget=forms.HiddenInput, max_length=20)
    seal = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False, empty_value=None)


class DescriptionForm(PlainForm):
    """What a file is, in words."""

    description = forms.CharField(label=_("Description"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        keep_whole(self.fields["description"])


class AttachmentForm(DescriptionForm):
    """One more file, and what it is."""

    file = forms.FileField(
        label=_("Add a file"),
        help_text=_("Up to 10 MB. Names of authors, comments and places hidden in the file are removed."),
        widget=forms.ClearableFileInput(attrs={"accept": files.suffixes(files.ALL)}),
    )
    field_order = ["file", "description"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        said = _("What the file shows or holds, for those who decide whether to open it.")
        self.fields["description"].help_text = said


class EditDraftForm(SaveMarksMixin, DraftForm):
    """A later save: knows which text it was opened on."""

    stamp = forms.CharField(widget=forms.HiddenInput, max_length=20)


class NewAutosaveForm(NewDraftForm):
    """The first save by the script: a draft may lack everything."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False


class AutosaveForm(EditDraftForm):
    """A later save by the script: a draft may lack everything."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False


def initial_of(statement: Statement, version: StatementVersion) -> dict[str, object]:
    """What the form of a text shows first."""
    return {
        "source": typed(version),
        "instruments": list(statement.instruments.all()),
        "topics": [topic.key for topic in statement.topics],
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
