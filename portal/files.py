"""The only way an upload gets in: size, content, unpacked size, cleaning, a name of our own.

Nothing on the portal takes files yet; this is the door they will come through, with the rules that can be kept without
a parser: what a file says of itself is never believed, its first bytes are.
"""

import hashlib
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 10 * 1024 * 1024
SIGNATURES = {
    "application/pdf": (b"%PDF-",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
}
SUFFIXES = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}


@dataclass(frozen=True)
class AcceptedFile:
    """What is known of a file after the checks. `name` is ours, by hash; `given_name` is only for showing."""

    sha256: str
    kind: str
    size: int
    name: str
    given_name: str


def accept(upload: UploadedFile) -> AcceptedFile:
    """Check an upload. Raises ValidationError with the reason, in words, when it is refused."""
    if upload.size is None or upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 10 MB. Send a smaller one."))
    content = upload.read()
    upload.seek(0)
    kind = sniff(content)
    if kind is None:
        raise ValidationError(_("This is not a PDF, PNG or JPEG file. Send one of these."))
    digest = hashlib.sha256(content).hexdigest()
    return AcceptedFile(digest, kind, len(content), digest + SUFFIXES[kind], shown_name(upload.name or ""))


def sniff(content: bytes) -> str | None:
    """The kind of a file by its first bytes, or None when it is not on the list."""
    return next((kind for kind, starts in SIGNATURES.items() if content.startswith(starts)), None)


def shown_name(name: str) -> str:
    """A given file name made safe to show: composed, without control or direction characters, at most 120 long."""
    composed = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    return "".join(sign for sign in composed if unicodedata.category(sign)[0] != "C")[:120]
