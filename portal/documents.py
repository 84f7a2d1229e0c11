"""Files that editors add in the Wagtail admin: they come in by the door of all uploads (portal/files)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal import files
from portal.files.storing import private_storage


class DocumentForm(BaseDocumentForm):
    """Wagtail's form of a document. Everyone can fetch a document by its address, so only its clean copy is kept."""

    def clean_file(self) -> Any:
        """The clean copy of an upload, or why it is refused; a file that is stored already stays as it is."""
        return clean_copy(self.cleaned_data["file"], files.ALL)


class ImageForm(BaseImageForm):
    """Wagtail's form of a picture: kept with nothing but its pixels, as a camera also writes where it stood."""

    def clean_file(self) -> Any:
        """The picture encoded anew, or why it is refused; a picture that is stored already stays as it is."""
        return clean_copy(self.cleaned_data["file"], files.PICTURES)


def clean_copy(given: Any, kinds: frozenset[str]) -> Any:
    """The clean copy of an upload of these kinds; anything else than an upload comes back as it is.

    Raises ValidationError for what `files.accept` refuses, and where the virus scanner does not answer: what editors
    add is public at once, so that nothing can wait for it.
    """
    if not isinstance(given, UploadedFile):
        return given
    accepted = files.accept(given, kinds=kinds)
    if accepted.scan_state != files.ScanState.CLEAN:
        files.discard(accepted.name)
        raise ValidationError(_("The virus scanner does not answer now. Try again in a few minutes."))
    content = private_storage().open(accepted.name).read()
    files.discard(accepted.name)
    return SimpleUploadedFile(accepted.given_name, content, content_type=accepted.kind)
