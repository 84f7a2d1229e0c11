"""What a coordinator decides in words, and what an organization says against it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import PlainForm, ReasonForm
from submissions.statements.reviews import FOR_REJECTING, FOR_RETURNING, Reason


class CodedReasonForm(ReasonForm):
    """A reason from the list, and what there is to say about it."""

    code = forms.ChoiceField(
        label=_("Reason"), help_text=_("The organization reads it in its own language, before your words.")
    )
    field_order = ["code", "reason"]
    codes: Iterable[Reason] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("Choose one")), *((code.value, code.label) for code in self.codes)]


class ReturnForm(CodedReasonForm):
    """Hand it back: why, and what must change."""

    codes = FOR_RETURNING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What must change")


class RejectForm(CodedReasonForm):
    """Say no: why."""

    codes = FOR_REJECTING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why, in words")


class TakeOverForm(PlainForm):
    """Why somebody takes it from a colleague."""

    reason = forms.CharField(
        label=_("Why you take it over"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Coordinators read this; the colleague gets a mail."),
    )  # fmt: skip


class AppealForm(PlainForm):
    """Why the decision should be another one."""

    reason = forms.CharField(
        label=_("Why the decision should be another one"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Another coordinator reads this, beside the text as you sent it. You can appeal once."),
    )  # fmt: skip
