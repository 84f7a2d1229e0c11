"""What is said when a later version is begun: of which kind, why, in which language, and whose translation it is."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.forms import PlainForm
from submissions.statements.later import LONGEST_REASON, LaterVersion
from submissions.statements.models import Statement, StatementVersion

Kind = StatementVersion.Kind
KINDS = [
    (Kind.CORRECTION.value, _("Correct it: an error in the text is mended. The new text takes its place.")),
    (Kind.REVISION.value, _("Revise it: you say something else now. The new text takes its place.")),
    (Kind.ADDITION.value, _("Add to it: more words, beneath the text that stands.")),
    (Kind.TRANSLATION.value, _("Add a translation: the same text in another language.")),
]
OFFICIAL = [
    ("official", _("Official: our own, approved wording in this language")),
    ("working", _("Unofficial: a working translation, as a help to readers")),
]


class ChangeForm(PlainForm):
    """What changes and why; for a translation whether it is official."""

    what_changed = forms.CharField(
        label=_("What changes, and why"), max_length=LONGEST_REASON, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Public: one or two sentences that readers see beside the new version."),
    )  # fmt: skip
    official = forms.ChoiceField(
        label=_("The translation is"), choices=OFFICIAL, widget=forms.RadioSelect, required=False
    )

    def __init__(self, *args: Any, later: LaterVersion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("what_changed", "official"):
            self.fields[name].later = True  # each is needed for its kinds
        if later:
            del self.fields["what_changed" if later.is_translation else "official"]

    def said(self) -> dict[str, Any]:
        """Both, for the actions."""
        return {
            "what_changed": self.cleaned_data.get("what_changed", ""),
            "official": self.cleaned_data.get("official") == "official",
        }


class BeginForm(ChangeForm):
    """The first page: which of the four."""

    kind = forms.ChoiceField(label=_("What you want to do"), choices=KINDS, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the translation"), required=False, widget=forms.Select(attrs={"class": "w-m"})
    )
    field_order = ["kind", "what_changed", "language", "official"]

    def __init__(self, *args: Any, statement: Statement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in settings.LANGUAGES if one[0] != statement.current.language]
        self.fields["language"].choices = [("", _("Choose one")), *others]
        self.fields["what_changed"].label = _("What changes, and why (not for a translation)")
        self.fields["language"].later = True

    def clean(self) -> dict[str, Any]:
        """The words for a change, the language and the standing of a translation."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind == Kind.TRANSLATION:
            self._require("language", _("Choose one for the translation."))
            self._require("official", _("Choose one for the translation."))
        elif kind:
            self._require("what_changed", _("Say in one or two sentences what changes, and why."))
        return cleaned

    def _require(self, name: str, words: Any) -> None:
        """Say beside the field that it is needed for this kind; another mistake in it was said before."""
        if not self.cleaned_data.get(name, "").strip() and name not in self.errors:
            self.add_error(name, words)


class CompanionForm(PlainForm):
    """The text of a draft in another language: which one, and whose wording it is."""

    language = forms.ChoiceField(label=_("Language"), widget=forms.Select(attrs={"class": "w-m"}))
    official = forms.ChoiceField(label=_("The translation is"), choices=OFFICIAL, widget=forms.RadioSelect)

    def __init__(self, *args: Any, languages: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("Choose one")), *languages]
