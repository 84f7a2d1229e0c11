"""Forms that take files."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from organizations.forms import ExplainedField
from portal import files
from portal.forms import PlainForm

PROOF = files.DOCUMENTS | files.PICTURES
LARGEST_LOGO = 1024 * 1024


class DocumentForm(PlainForm):
    """A proof document."""

    bound_field_class: type[BoundField] = ExplainedField

    file = forms.FileField(label=_("Certificate, statutes or a letter"))
    description = forms.CharField(label=_("What it is"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        hint = _("%(kinds)s, up to 10 MB. Author, place and device are removed before anyone opens it.")
        field.help_text = hint % {"kinds": files.named(PROOF)}
        field.widget.attrs["accept"] = files.suffixes(PROOF)


class LogoForm(PlainForm):
    """The logo; without a file it is taken away."""

    bound_field_class: type[BoundField] = ExplainedField

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG or JPEG, up to 1 MB. Send the form without a file to have none."),
        widget=forms.ClearableFileInput(attrs={"accept": files.suffixes(files.PICTURES)}),
    )

    def clean_logo(self) -> UploadedFile | None:
        """Small enough for every page that shows it."""
        upload: UploadedFile | None = self.cleaned_data["logo"]
        if upload and (upload.size or 0) > LARGEST_LOGO:
            raise ValidationError(_("The picture is larger than 1 MB. Send a smaller one."))
        return upload
