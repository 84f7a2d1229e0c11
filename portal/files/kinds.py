"""The kinds of file that can be accepted, in sets to choose from: `accept(upload, kinds=DOCUMENTS | PICTURES)`."""

from dataclasses import dataclass

from django.utils.functional import Promise

from portal.listing import listed

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CSV = "text/csv"
PNG = "image/png"
JPEG = "image/jpeg"

DOCUMENTS = frozenset([PDF, DOCX, ODT])
TABLES = frozenset([XLSX, ODS, CSV])
PICTURES = frozenset([PNG, JPEG])
ALL = DOCUMENTS | TABLES | PICTURES


@dataclass(frozen=True)
class Kind:
    """How a kind is called by people, and how its files end."""

    name: str | Promise
    suffix: str


# In the order in which people are told what they may send.
KINDS = {
    PDF: Kind("PDF", ".pdf"),
    DOCX: Kind("DOCX", ".docx"),
    ODT: Kind("ODT", ".odt"),
    XLSX: Kind("XLSX", ".xlsx"),
    ODS: Kind("ODS", ".ods"),
    CSV: Kind("CSV", ".csv"),
    PNG: Kind("PNG", ".png"),
    JPEG: Kind("JPEG", ".jpg"),
}


def named(kinds: frozenset[str]) -> str:
    """The names of these kinds, for a sentence or a hint: “PDF, DOCX, ODT”."""
    return listed(kind.name for key, kind in KINDS.items() if key in kinds)


def suffixes(kinds: frozenset[str]) -> str:
    """What an <input type=file> gets in `accept`: a help for the person, never a check."""
    return ",".join(kind.suffix for key, kind in KINDS.items() if key in kinds)


def beginning_of(content: bytes, given_name: str) -> str:
    """What a file is by its first bytes: a family of portal/cleaning, or a code of words.STRANGERS."""
    for mark, found in BEGINNINGS:
        if content.startswith(mark):
            return found
    text = content.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"<"):
        return "svg" if is_drawing(text) else "html"
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "heic"
    return "tables" if given_name.lower().endswith(".csv") else "unknown"


def is_drawing(markup: bytes) -> bool:
    """Whether text that starts with a tag is an SVG picture."""
    return markup.startswith(b"<svg") or (markup.startswith(b"<?xml") and b"<svg" in markup)


FAMILIES = frozenset(["pdf", "pictures", "office", "tables"])
BEGINNINGS = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "pictures"),
    (b"\xff\xd8\xff", "pictures"),
    (b"PK\x03\x04", "office"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"{\\rtf", "rtf"),
)
