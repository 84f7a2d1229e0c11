"""A text as it is stored and hashed."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 50_000


def plain(text: str) -> str:
    """Composed letters, plain line ends, one blank line between paragraphs.

    Raises ValidationError when nothing is left, or too much.
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\n{2,}", "\n\n", text).strip()
    if not text:
        raise ValidationError({"text": _("Write the text.")})
    if len(text) > LONGEST_TEXT:
        raise ValidationError({"text": _("This text is too long: the limit is %d characters.") % LONGEST_TEXT})
    return text


def one_line(text: str) -> str:
    """A name without line breaks and doubled spaces, in composed letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())
