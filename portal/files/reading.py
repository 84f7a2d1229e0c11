"""The words of an upload, for a person to look at: nothing of the file itself is kept."""

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.cleaning.report import Refused
from portal.files import running, scanning, words
from portal.files.accepting import cleaned, content_of, refuse_transaction
from portal.files.kinds import DOCUMENTS, FAMILIES, beginning_of
from portal.files.storing import ScanState
from portal.listing import listed

READABLE = ("DOCX", "ODT", "HTML", "PDF", _("plain text"))
AS_TEXT = frozenset(["html", "unknown", "tables"])  # what begins like nothing that has a cleaning of its own


def text_of(upload: UploadedFile) -> str:
    """The words of a PDF, DOCX, ODT, web page or text in UTF-8, with light marks (portal/cleaning/reading).

    The file is checked and cleaned first, as if it were to be stored, and read in a process of its own; never inside a
    transaction. Raises ValidationError with every reason in words when it is refused.
    """
    refuse_transaction()
    try:
        return _text(content_of(upload), upload.name or "")
    except Refused as problem:
        raise words.refusal(problem.reasons, listed(READABLE)) from None


def _text(content: bytes, given_name: str) -> str:
    family = beginning_of(content, given_name)
    if family in FAMILIES - AS_TEXT:
        content, outcome = cleaned(content, given_name)
        if outcome.kind not in DOCUMENTS:
            raise Refused("not_listed")
    elif family not in AS_TEXT:
        raise Refused(family)
    if scanning.scan(content) == ScanState.REFUSED:
        raise Refused("infected")
    with tempfile.TemporaryDirectory(prefix="portal-reading-") as folder:
        source, target = Path(folder) / "given", Path(folder) / "text"
        source.write_bytes(content)
        outcome = running.clean("text", source, target)
        if outcome.refused:
            raise Refused(*outcome.refused)
        return target.read_text(encoding="utf-8")
