"""The words of a document as plain text: of a PDF, DOCX or ODT that was cleaned, of a web page, of text itself."""

from pathlib import Path

from portal.cleaning import archives
from portal.cleaning.reading import markup, odt, pages, word
from portal.cleaning.report import Refused, Report


def clean(source: Path, target: Path, report: Report) -> None:
    """Write the words of `source` to `target`, in UTF-8. Refuses what has no words, or is no text."""
    report.kind = "text/plain"
    content = source.read_bytes()
    text = _words(source, content)
    if not text.strip():
        raise Refused("no_text")
    target.write_text(text, encoding="utf-8", errors="replace")


def _words(source: Path, content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return pages.text_of(source)
    if content.startswith(b"PK\x03\x04"):
        return _packed(source)
    text = _decoded(content)
    return markup.text_of(text.encode()) if text.lstrip().startswith("<") else text


def _packed(source: Path) -> str:
    parts = archives.read(source)
    if word.MAIN in parts:
        return word.text_of(parts)
    if "content.xml" in parts:
        return odt.text_of(parts)
    raise Refused("archive")


def _decoded(content: bytes) -> str:
    """Text in UTF-8; another encoding is refused and not guessed."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("text_not_utf8") from None
