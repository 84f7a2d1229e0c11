"""The forms of the coordinators' desk of calls to action."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dialogues.asks.actions import About, Proposal
from dialogues.asks.models import Addressee, CallStatus, CallToAction
from portal.forms import PlainForm, RecordForm
from portal.mechanism.models import Article, Instrument, SdgTarget

NAME = re.compile(r"([A-Za-z]+)-(\d{1,3})")
MOST_ARTICLES = 12


class ArticlesField(forms.CharField):
    """Articles by their names, e.g. "tip-9, untoc-5"."""

    def clean(self, value: Any) -> list[Article]:
        """The articles. Raises ValidationError with what is none."""
        names = [name for name in re.split(r"[\s,;]+", super().clean(value)) if name]
        if len(names) > MOST_ARTICLES:
            raise ValidationError(_("Name %(most)s at most.") % {"most": MOST_ARTICLES})
        return [self._article(name) for name in names]

    def _article(self, name: str) -> Article:
        match = NAME.fullmatch(name)
        found = Article.objects.filter(instrument__code=match[1].upper(), number=match[2]) if match else None
        article = found.first() if found is not None else None
        if article is None:
            raise ValidationError(_("There is no article “%(name)s”.") % {"name": name})
        return article


class CallForm(RecordForm):
    """What is asked, of whom, how strongly, until when, and what it hangs on."""

    addressees = forms.MultipleChoiceField(
        label=_("Of whom"), choices=Addressee.choices, widget=forms.CheckboxSelectMultiple
    )
    targets = forms.ModelMultipleChoiceField(
        label=_("Development targets"), queryset=SdgTarget.objects.all(), to_field_name="code", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    instruments = forms.ModelMultipleChoiceField(
        label=_("Instruments"), queryset=Instrument.objects.all(), to_field_name="code", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    articles = ArticlesField(
        label=_("Articles"), required=False, max_length=200, help_text=_("For example: tip-9, untoc-5"),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip

    class Meta:
        model = CallToAction
        fields = ["text", "language", "strength", "due", "precision", "position"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {"due": _("Leave it empty, and the precision “undated”, where the text states no date.")}

    field_order = ["text", "language", "addressees", "strength", "due", "precision", "targets", "instruments"]

    def about(self) -> About:
        """Of whom it is asked, and the rows that it hangs on."""
        said = self.cleaned_data
        return About(said["addressees"], said["targets"], said["instruments"], said["articles"])


def first_values(about: About) -> dict[str, Any]:
    """What the form shows before anybody typed."""
    return {
        "addressees": list(about.addressees),
        "targets": [one.code for one in about.targets],
        "instruments": [one.code for one in about.instruments],
        "articles": ", ".join(one.key for one in about.articles),
    }


def proposed(found: Proposal) -> dict[str, Any]:
    """What the form shows of a paragraph."""
    words = {"text": found.text[:600], "language": found.language, "strength": found.strength}
    return words | first_values(found.about)


def about_of(call: CallToAction) -> About:
    """What a call concerns now."""
    kinds = [one.kind for one in call.addressees.all()]
    return About(kinds, call.targets.all(), call.instruments.all(), call.articles.select_related("instrument"))


class StatusForm(RecordForm):
    """What became of it: no bare claim."""

    class Meta:
        model = CallStatus
        fields = ["progress", "as_of", "precision", "evidence", "source", "address"]
        widgets = {
            "evidence": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "source": forms.TextInput(attrs={"dir": "auto"}),
            "as_of": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {"evidence": _("Statuses stay as they are written; a mistake is followed by a better one.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].required = True


class WithdrawForm(PlainForm):
    """Why a call leaves the table."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
