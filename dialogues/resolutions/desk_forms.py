"""What coordinators fill in at the desk of the library: a text, the facts of its heading, one piece of it."""

import datetime
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dialogues.resolutions.models import Kind, Resolution, Standing
from dialogues.resolutions.paragraphs import STRENGTHS
from dialogues.resolutions.reading.labels import DEEPEST
from dialogues.resolutions.reading.reader import LONGEST_TEXT
from dialogues.resolutions.sheet import KEY, LONGEST_KEY, Piece, PieceKind
from portal.forms import OneTimeKeyMixin, PlainForm
from portal.mechanism.models import Precision

LONGEST_LINE = 800


def lines(text: str) -> list[str]:
    """The lines that say something, each once."""
    return list(dict.fromkeys(line.strip()[:200] for line in text.splitlines() if line.strip()))


class BringForm(OneTimeKeyMixin, PlainForm):
    """A text, pasted or as a file."""

    text = forms.CharField(
        label=_("Text"), required=False, max_length=LONGEST_TEXT, strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
        help_text=_("The whole text as it is printed, with its heading and footnotes."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("DOCX, ODT, HTML, PDF or plain text, up to 10 MB.")
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        cleaned: dict[str, Any] = super().clean()
        if self.errors:
            return cleaned
        if bool(cleaned.get("file")) == bool(cleaned.get("text", "").strip()):
            words = _("Paste a text or choose a file: one of the two.")
            self.add_error("text", words)
        return cleaned


class VersionedForm(PlainForm):
    """A form that knows which version of a text it was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class HeadForm(VersionedForm):
    """The facts of the heading. What the text does not say stays empty: a symbol is never made up."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_LINE, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    standing = forms.ChoiceField(label=_("Standing"), choices=Standing.choices)
    body = forms.CharField(label=_("Body"), max_length=200)
    session = forms.IntegerField(label=_("Session"), required=False, min_value=1, max_value=999)
    session_name = forms.CharField(
        label=_("Name of the session"), required=False, max_length=80,
        help_text=_("Only of a special, resumed or other session that its number does not name, as it is printed."),
    )  # fmt: skip
    agenda_item = forms.CharField(label=_("Agenda item"), required=False, max_length=40)
    symbol = forms.CharField(
        label=_("Symbol"), required=False, max_length=80, help_text=_("Only as it is printed; else leave it empty.")
    )
    number = forms.CharField(
        label=_("Number"), required=False, max_length=20, help_text=_("Of what was adopted, for example 9/1.")
    )
    date = forms.DateField(label=_("Date"), required=False, help_text=_("For example 2022-10-19."))
    precision = forms.ChoiceField(label=_("Precision of the date"), choices=Precision.choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    sponsors = forms.CharField(
        label=_("Sponsors"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line."),
    )  # fmt: skip
    source_address = forms.URLField(
        label=_("Address of the original"), required=False, max_length=500, assume_scheme="https"
    )
    is_summary = forms.BooleanField(label=_("A summary in our own words, not the official text"), required=False)
    revises = forms.ModelChoiceField(
        Resolution.objects.none(), label=_("Revises"), required=False, to_field_name="slug",
        empty_label=_("No other text"),
    )  # fmt: skip
    translation_of = forms.ModelChoiceField(
        Resolution.objects.none(), label=_("Translation of"), required=False, to_field_name="slug",
        empty_label=_("No other text"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Resolution.objects.exclude(state=Resolution.State.WITHDRAWN).only("slug", "title")
        for name, rows in (("revises", known), ("translation_of", known.filter(translation_of__isnull=True))):
            cast(forms.ModelChoiceField, self.fields[name]).queryset = rows

    def clean(self) -> dict[str, Any]:
        """A date goes with its precision, a summary with the address of the original."""
        cleaned: dict[str, Any] = super().clean()
        if (cleaned.get("date") is None) != (cleaned.get("precision") == Precision.UNDATED):
            self.add_error("date", _("Give a date, or choose “undated” and leave the date empty."))
        if cleaned.get("is_summary") and not cleaned.get("source_address"):
            self.add_error("source_address", _("A summary needs the address of the original."))
        return cleaned

    def head(self) -> dict[str, Any]:
        """The facts as they are kept."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        day: datetime.date | None = kept["date"]
        kept["date"] = day.isoformat() if day else ""
        kept["sponsors"] = lines(kept["sponsors"])
        for name in ("revises", "translation_of"):
            kept[name] = kept[name].slug if kept[name] else ""
        return kept


def head_initial(head: Mapping[str, Any]) -> dict[str, Any]:
    """What the form of the heading shows first."""
    return {"precision": Precision.UNDATED, **head, "sponsors": "\n".join(head.get("sponsors", []))}


class PieceForm(VersionedForm):
    """One piece of a text: what it is, its words, and what a machine made of them."""

    kind = forms.ChoiceField(label=_("What it is"), choices=PieceKind.choices)
    text = forms.CharField(
        label=_("Words"), required=False, max_length=LONGEST_TEXT, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_("An empty line parts it: what stands below becomes a piece of its own."),
    )  # fmt: skip
    after = forms.CharField(
        label=_("Words after its parts"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    mark = forms.CharField(
        label=_("Number, letter or mark as printed"), required=False, max_length=60,
        help_text=_("For example 4. or (c). Of words that are left out it is the reason."),
    )  # fmt: skip
    key = forms.CharField(
        label=_("Its part of the address"), required=False, max_length=LONGEST_KEY,
        help_text=_("For example 4 or c. Empty: it is counted. Preambular paragraphs are always counted."),
    )  # fmt: skip
    depth = forms.IntegerField(
        label=_("Depth"), min_value=0, max_value=DEEPEST, initial=0,
        help_text=_("0 is a paragraph, 1 a part of it such as (c), 2 a part of that such as (ii)."),
    )  # fmt: skip
    lead = forms.CharField(label=_("Lead verb"), required=False, max_length=200)
    strength = forms.TypedChoiceField(label=_("How strongly it asks"), choices=STRENGTHS, coerce=int)
    addressees = forms.CharField(
        label=_("Addressees"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line."),
    )  # fmt: skip

    def clean_key(self) -> str:
        """Letters, digits and underscores, as an address has them."""
        key: str = self.cleaned_data["key"]
        if key and not KEY.fullmatch(key):
            raise ValidationError(_("Use letters without accents, digits and underscores."))
        return key

    def piece(self, before: Piece) -> Piece:
        """The piece as it was corrected. Who looked at it has no doubts left."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        kept["addressees"] = tuple(lines(kept["addressees"]))
        return Piece(**kept, doubts=before.doubts if kept["text"] == before.text and kept == _shown(before) else ())


def _shown(piece: Piece) -> dict[str, Any]:
    return {name: value for name, value in vars(piece).items() if name != "doubts"}


def piece_initial(piece: Piece) -> dict[str, Any]:
    """What the form of a piece shows first."""
    return {**_shown(piece), "addressees": "\n".join(piece.addressees)}


class WithdrawForm(PlainForm):
    """Why a text should not have been in the library."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody reads it at the address of the text."),
    )  # fmt: skip
