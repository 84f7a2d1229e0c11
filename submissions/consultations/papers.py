"""One file in a form, with words on what it holds; it is looked into only when all else is right, as that takes
seconds.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal import files
from portal.files import AcceptedFile


class PaperMixin(forms.Form):
    """Adds `file` and `file_holds`; what came of the file stands in `accepted`, or None where there is none."""

    KINDS = files.DOCUMENTS

    file = forms.FileField(required=False)
    file_holds = forms.CharField(
        label=_("What is the file?"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    accepted: AcceptedFile | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget = forms.FileInput(attrs={"accept": files.suffixes(self.KINDS)})

    def clean(self) -> dict[str, Any]:
        """A file has words."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("file") and not cleaned.get("file_holds"):
            self.add_error("file_holds", _("Say what the file shows or holds."))
        return cleaned

    def full_clean(self) -> None:
        """Take the file in, behind all other questions."""
        super().full_clean()
        if self.is_bound and not self.errors and self.cleaned_data.get("file"):
            self._take(self.cleaned_data["file"])

    def _take(self, upload: Any) -> None:
        try:
            self.accepted = files.accept(upload, self.KINDS)
        except ValidationError as problem:
            self.add_error("file", problem)
