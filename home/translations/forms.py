"""The words that come in as a PO file, and what stands behind a translation."""

import polib
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.pages import TranslationKind

MAX_BYTES = 1024 * 1024
KINDS = [choice for choice in TranslationKind.choices if choice[0] != TranslationKind.NONE]


class WordsForm(forms.Form):
    """A PO file with translated words."""

    file = forms.FileField(label=_("PO file"), widget=forms.FileInput(attrs={"accept": ".po"}))
    machine = forms.BooleanField(label=_("These words were made by machine"), required=False)

    def clean_file(self) -> polib.POFile:
        """The catalogue in the file, if it has translated words."""
        po = read(self.cleaned_data["file"])
        if not any(entry.msgstr for entry in po):
            raise ValidationError(_("There are no translated words in this file."))
        return po


class KindForm(forms.Form):
    """What stands behind the words that become public."""

    kind = forms.ChoiceField(label=_("What stands behind the words"), choices=KINDS, widget=forms.RadioSelect)


def read(file: UploadedFile) -> polib.POFile:
    """The catalogue in a file that somebody sent. Raises ValidationError when it is too large or none."""
    if (file.size or 0) > MAX_BYTES:
        raise ValidationError(_("This file is too large for the words of one page."))
    try:
        # A text without a line of its own would be taken for the name of a file.
        return polib.pofile("\n" + file.read().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, ValueError) as problem:
        raise ValidationError(
            _("This is not a PO file. Fetch the words here, fill them in, and send that file.")
        ) from problem
