"""Documents that are ZIP packages: which of them it is, by what it holds, and on to the one that knows it."""

from pathlib import Path

from portal.cleaning import odf, ooxml
from portal.cleaning.archives import read
from portal.cleaning.mixed import holds_markup
from portal.cleaning.report import Refused, Report


def clean(source: Path, target: Path, report: Report) -> None:
    """Write a rebuilt DOCX, XLSX, ODT or ODS; refuses everything else that comes as a ZIP."""
    content = source.read_bytes()
    if holds_markup(content) or b"%PDF-" in content[:1024]:
        raise Refused("mixed")
    parts = read(source)
    if "[Content_Types].xml" in parts:
        ooxml.clean(parts, target, report)
    elif "mimetype" in parts and "content.xml" in parts:
        odf.clean(parts, target, report)
    else:
        raise Refused("archive")
