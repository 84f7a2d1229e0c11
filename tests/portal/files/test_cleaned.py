"""Good files: none is refused, what they say stays, and nothing in the copy tells of people or devices."""

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from portal.cleaning import office, pdf, pictures, tables
from portal.cleaning.child import report_of
from portal.files.words import REMOVED
from tests.factories import uploads
from tests.factories.uploads import OFFICE, annotated, docx, odf, xlsx

PERSONAL = (b"Jane", b"Secret", b"Telephone", b"rsid", b"gone")
AUTHOR = 'w:author="Jane Secret" w:date="2024-01-01T00:00:00Z" w:id="1"'
CHANGED = f"""<w:p w:rsidR="00AB"><w:pPr><w:pPrChange {AUTHOR}/></w:pPr><w:r><w:t>Stays,</w:t></w:r>
<w:ins {AUTHOR}><w:r><w:t>new</w:t></w:r></w:ins><w:del {AUTHOR}><w:r><w:delText>gone</w:delText></w:r></w:del>
<w:moveFrom {AUTHOR}><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo {AUTHOR}><w:r><w:t>moved</w:t></w:r></w:moveTo>
<w:r><w:rPr><w:rPrChange {AUTHOR}/></w:rPr><w:commentReference w:id="1"/></w:r></w:p>
<w:p><w:pPr><w:rPr><w:del {AUTHOR}/></w:rPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p>
<w:p><w:r><w:t>paragraph.</w:t></w:r></w:p>
<w:tbl><w:tr><w:trPr><w:del {AUTHOR}/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:hyperlink r:id="rId7"><w:r><w:t>link</w:t></w:r></w:hyperlink>
<w:drawing r:embed="rId8"/><w:drawing r:embed="rId9"/>
<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p>"""
COMMENT = f"{OFFICE}wordprocessingml.comments+xml"
NOTE = '<a author="Jane Secret"/>'


def cleaned(tmp_path: Path, clean, content: bytes) -> tuple[bytes, dict]:
    """The copy and the report; nothing personal is in the copy, packed or not."""
    source, target = tmp_path / "given", tmp_path / "clean"
    source.write_bytes(content)
    report = report_of(clean, source, target)
    assert report["refused"] == [] and set(report["removed"]) <= set(REMOVED), report
    copy = target.read_bytes()
    assert not any(word in copy for word in PERSONAL)
    return copy, report


def parts_of(copy: bytes) -> dict[str, bytes]:
    """The parts of a package, none of which tells of anybody."""
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        found = {name: package.read(name) for name in package.namelist()}
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
    assert [name for name, part in found.items() if any(word in part for word in PERSONAL)] == []
    return found


def whole_docx() -> bytes:
    """A document with everything that may be in one."""
    people = {f"word/{name}.xml": NOTE for name in ("comments", "people", "settings")}
    return docx(
        CHANGED,
        links=(
            ("rId7", "hyperlink", "https://example.org/"), ("rId8", "image", "media/a.jpeg"),
            ("rId9", "image", "media/b.emf"), ("rId1", "comments", "comments.xml"),
            ("rId2", "settings", "settings.xml"),
            ("rId3", "customXml", "../customXml/item1.xml"), ("rId4", "hyperlink", "file:///C:/Jane/a.doc"),
        ),
        declared={
            "word/comments.xml": COMMENT, "word/people.xml": f"{OFFICE}wordprocessingml.people+xml",
            "word/settings.xml": f"{OFFICE}wordprocessingml.settings+xml",
        },
        parts={
            **people, "word/media/a.jpeg": uploads.photo(), "word/media/b.emf": b"Jane Secret",
            "customXml/item1.xml": NOTE, "docProps/thumbnail.jpeg": uploads.photo(),
            "word/settings.xml": f'<w:settings {uploads.WORD_SPACES}><w:rsids><w:rsid/></w:rsids></w:settings>',
        },
    )  # fmt: skip


def test_a_document_keeps_its_text_and_loses_what_tells_of_people(tmp_path):
    copy, report = cleaned(tmp_path, office.clean, whole_docx())

    parts = parts_of(copy)
    text = "".join(parts["word/document.xml"].decode().split())
    for words in ("Stays,", "new", "moved", "PAGE"):
        assert words in text
    assert "<w:p><w:pPr><w:rPr/></w:pPr><w:r><w:t>One</w:t></w:r><w:r><w:t>paragraph.</w:t></w:r></w:p>" in text
    assert 'Target="https://example.org/"' in parts["word/_rels/document.xml.rels"].decode()
    assert text.count("r:embed") == 1 and "comment" not in text
    assert set(parts) == {
        "[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels",
        "word/media/a.jpeg", "word/settings.xml",
    }  # fmt: skip
    assert set(report["removed"]) >= {
        "comments", "tracked_changes", "document_notes", "place", "camera", "custom_data", "local_links",
        "other_pictures", "thumbnail",
    }  # fmt: skip


def test_the_same_file_gives_the_same_copy(tmp_path):
    for clean, content in ((office.clean, whole_docx()), (pdf.clean, uploads.pdf()), (pictures.clean, uploads.photo())):
        assert cleaned(tmp_path, clean, content) == cleaned(tmp_path, clean, content)


def test_a_spreadsheet_keeps_cells_and_formulas(tmp_path):
    sheet = '<row r="1"><c r="A1"><v>7</v></c><c r="B1"><f>SUM(A1:A1)</f></c></row>'
    kind = f"{OFFICE}spreadsheetml."
    declared = {"xl/c.xml": f"{kind}comments+xml", "xl/p.bin": f"{kind}printerSettings"}
    links = (("rId9", "printerSettings", "p.bin"), ("rId2", "comments", "c.xml"))
    path = '<fileSharing userName="Jane Secret"/><absPath url="C:\\Users\\Jane Secret\\"/>'

    copy, report = cleaned(
        tmp_path, office.clean,
        xlsx(sheet, links=links, declared=declared, parts={"xl/c.xml": NOTE, "xl/p.bin": b"Jane"}, book=path),
    )  # fmt: skip

    parts = parts_of(copy)
    assert sheet.encode() in parts["xl/sheet1.xml"] and b"<pageSetup/>" in parts["xl/sheet1.xml"]
    assert set(report["removed"]) == {"comments", "document_notes", "printer"}


def test_a_chart_keeps_its_picture_of_the_figures_and_loses_the_table_behind_it(tmp_path):
    chart = f'<c:chart xmlns:c="c" xmlns:r="{uploads.RELATION}"><c:v>7</c:v><c:externalData r:id="rId1"/></c:chart>'
    parts = {
        "word/charts/chart1.xml": chart,
        "word/charts/_rels/chart1.xml.rels": uploads.relationships(("rId1", "package", "../embeddings/a.xlsx")),
        "word/embeddings/a.xlsx": xlsx(),
    }
    content = docx(parts=parts, declared={"word/charts/chart1.xml": f"{OFFICE}drawingml.chart+xml"})

    copy, report = cleaned(tmp_path, office.clean, content)

    assert b"<c:v>7</c:v></c:chart>" in parts_of(copy)["word/charts/chart1.xml"]
    assert set(report["removed"]) == {"chart_data", "document_notes"}


@pytest.mark.parametrize("kind", ["text", "spreadsheet"])
def test_an_opendocument_keeps_its_text_and_loses_what_tells_of_people(tmp_path, kind):
    body = (
        f"<text:tracked-changes>{uploads.CREATOR}gone</text:tracked-changes><text:p>Stays, "
        f"<text:change-start/>new<text:change-end/><office:annotation>{uploads.CREATOR}</office:annotation>, "
        '<text:a xlink:href="https://example.org">link</text:a><text:a xlink:href="file:///C:/Jane">local</text:a> '
        '<draw:image xlink:href="Pictures/a.jpeg"/><draw:image xlink:href="Pictures/b.svg"/></text:p>'
    )
    parts = {"Pictures/a.jpeg": uploads.photo(), "Pictures/b.svg": "<svg>Jane</svg>", "layout-cache": "Jane"}

    copy, report = cleaned(tmp_path, office.clean, odf(body, kind, parts=parts))

    found = parts_of(copy)
    text = found["content.xml"].decode()
    assert 'Stays, new, <text:a xlink:href="https://example.org">link</text:a>' in text and "local" in text
    assert set(found) == {"mimetype", "META-INF/manifest.xml", "content.xml", "Pictures/a.jpeg"}
    assert copy[30:46] == b"mimetypeapplicat" and report["kind"].endswith(kind)
    assert set(report["removed"]) >= {"comments", "tracked_changes", "document_notes", "place", "local_links"}


def test_a_photo_stands_upright_and_says_nothing_of_place_and_device(tmp_path):
    copy, report = cleaned(tmp_path, pictures.clean, uploads.photo())

    image = Image.open(io.BytesIO(copy))
    assert image.size == (20, 40) and not image.getexif() and not {"exif", "comment", "icc_profile"} & set(image.info)
    assert image.convert("L").getpixel((10, 5)) < 50 and image.convert("L").getpixel((10, 35)) > 200
    assert set(report["removed"]) == {"place", "camera", "picture_notes"}


def test_a_png_loses_its_texts_and_keeps_its_pixels(tmp_path):
    copy, report = cleaned(tmp_path, pictures.clean, uploads.noted_png())

    image = Image.open(io.BytesIO(copy))
    image.load()
    assert image.text == {} and image.getpixel((1, 1)) == (0, 0, 0) and report["removed"] == ["picture_notes"]


def test_colours_come_through_without_their_profile(tmp_path):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    copy, _report = cleaned(tmp_path, pictures.clean, uploads.picture(icc_profile=profile))

    image = Image.open(io.BytesIO(copy))
    assert "icc_profile" not in image.info and image.convert("L").getpixel((1, 1)) < 10


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_usual_kind_of_pixel_is_accepted(tmp_path, mode):
    target = io.BytesIO()
    Image.new(mode, (9, 9)).save(target, "JPEG" if mode == "CMYK" else "PNG")

    copy, _report = cleaned(tmp_path, pictures.clean, target.getvalue())

    assert Image.open(io.BytesIO(copy)).size == (9, 9)


def test_a_pdf_has_no_author_and_keeps_its_links(tmp_path):
    link = annotated(Subtype="Link", T="Jane Secret", A={"/S": pikepdf.Name.URI, "/URI": "https://example.org"})

    copy, report = cleaned(tmp_path, pdf.clean, uploads.pdf(link))

    with pikepdf.open(io.BytesIO(copy)) as document:
        assert "/Info" not in document.trailer and "/Metadata" not in document.Root
        assert str(document.pages[0].Annots[0].A.URI) == "https://example.org"
    assert report["removed"] == ["document_notes"]


@pytest.mark.parametrize(
    ("change", "kept", "removed"),
    [
        (annotated(Subtype="Text", T="Jane Secret", Contents="Jane says"), 0, "comments"),
        (annotated(Subtype="FreeText", T="Jane Secret", Contents="Shown"), 1, "comment_authors"),
        (annotated(Subtype="Link", A={"/S": pikepdf.Name.GoToR, "/F": "C:\\Jane"}), 1, "local_links"),
        (annotated(Subtype="Link", A={"/S": pikepdf.Name.URI, "/URI": "file:///C:/Jane"}), 1, "local_links"),
        (annotated(Subtype="Widget", FT=pikepdf.Name.Sig, V={"/Name": "Jane Secret"}), 1, "signature"),
    ],
)
def test_notes_on_a_pdf_lose_their_authors_comments_go(tmp_path, change, kept, removed):
    copy, report = cleaned(tmp_path, pdf.clean, uploads.pdf(change))

    with pikepdf.open(io.BytesIO(copy)) as document:
        assert len(document.pages[0].Annots) == kept
        assert b"Jane" not in b"".join(repr(one).encode() for one in document.objects)
    assert removed in report["removed"]


def test_a_photo_inside_a_pdf_keeps_its_pixels_only(tmp_path):
    copy, report = cleaned(tmp_path, pdf.clean, uploads.pdf(uploads.with_photo))

    with pikepdf.open(io.BytesIO(copy)) as document:
        inside = document.pages[0].Resources.XObject.Im1.read_raw_bytes()
    image = Image.open(io.BytesIO(inside))
    image.load()
    assert not image.getexif() and image.size == (40, 20) and "picture_notes" in report["removed"]


def test_a_pdf_that_only_its_owner_may_change_is_taken_without_its_lock(tmp_path):
    content = uploads.pdf(encryption=pikepdf.Encryption(owner="o", user=""))

    copy, report = cleaned(tmp_path, pdf.clean, content)

    with pikepdf.open(io.BytesIO(copy)) as document:
        assert not document.is_encrypted and "lock" in report["removed"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a,b\r\n1,-5\r\n", "a,b\r\n1,-5\r\n"),
        ("a;b\n\u0645\u0631;+3,5%\n", "a;b\r\n\u0645\u0631;+3,5%\r\n"),
        ('=HYPERLINK("http://evil"),x', '"\'=HYPERLINK(""http://evil"")",x\r\n'),
        (" @SUM(A1)\t+cmd|' /C calc'!A0", "' @SUM(A1)\t'+cmd|' /C calc'!A0\r\n"),
        ('"a\nb",c', '"a\nb",c\r\n'),
    ],
)
def test_a_table_keeps_its_cells_and_formulas_become_text(tmp_path, given, expected):
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        copy, report = cleaned(tmp_path, tables.clean, given.encode(encoding))
        assert copy.decode("utf-8-sig") == expected
        assert ("formulas" in report["removed"]) == ("'" in expected)
