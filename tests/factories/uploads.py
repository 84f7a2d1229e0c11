"""Files as people send them, made here byte by byte: good ones, and those that want to do harm."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

OFFICE = "application/vnd.openxmlformats-officedocument."
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_SPACES = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{RELATION}"'
ODF_SPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "draw", "script", "form", "manifest")
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
CREATOR = "<dc:creator>Jane Secret</dc:creator>"


def package(parts: Mapping[str, str | bytes], *, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packed) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def relationships(*rows: tuple[str, str, str]) -> str:
    """A .rels part: id, last word of the type, target; one that has a colon is outside."""
    outside = {True: ' TargetMode="External"', False: ""}
    entries = "".join(
        f'<Relationship Id="{key}" Type="{RELATION}/{word}" Target="{target}"{outside[":" in target]}/>'
        for key, word, target in rows
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{entries}</Relationships>'


def types(overrides: Mapping[str, str]) -> str:
    """[Content_Types].xml."""
    entries = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    defaults = "".join(
        f'<Default Extension="{end}" ContentType="{kind}"/>'
        for end, kind in {"xml": "application/xml", "jpeg": "image/jpeg", "emf": "image/x-emf", "bin": "x/y"}.items()
    )
    return f'<Types xmlns="{space}">{defaults}{entries}</Types>'


def docx(
    body: str = "<w:p><w:r><w:t>Words.</w:t></w:r></w:p>",
    *,
    links: tuple[tuple[str, str, str], ...] = (),
    parts: Mapping[str, str | bytes] | None = None,
    declared: Mapping[str, str] | None = None,
    main: str = f"{OFFICE}wordprocessingml.document.main+xml",
    head: str = "",
) -> bytes:
    """A Word document; more `parts` with the content types in `declared`, and `links` of its main part."""
    core = f'<a xmlns:dc="http://purl.org/dc/elements/1.1/">{CREATOR}</a>'
    return package({
        "[Content_Types].xml": types({"word/document.xml": main, **(declared or {})}),
        "_rels/.rels": relationships(
            ("rId1", "officeDocument", "word/document.xml"), ("rId2", "core-properties", "docProps/core.xml")
        ),
        "word/document.xml": f"{head}<w:document {WORD_SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(*links),
        "docProps/core.xml": core, "docProps/custom.xml": core, "docProps/app.xml": core,
        **(parts or {}),
    })  # fmt: skip


def xlsx(
    sheet: str = '<row r="1"><c r="A1"><v>7</v></c></row>',
    *,
    links: tuple[tuple[str, str, str], ...] = (),
    parts: Mapping[str, str | bytes] | None = None,
    declared: Mapping[str, str] | None = None,
    book: str = "",
) -> bytes:
    """A spreadsheet of one sheet; `book` stands in the workbook."""
    space = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{RELATION}"'
    kinds = {
        "xl/workbook.xml": f"{OFFICE}spreadsheetml.sheet.main+xml",
        "xl/sheet1.xml": f"{OFFICE}spreadsheetml.worksheet+xml",
    }
    return package({
        "[Content_Types].xml": types({**kinds, **(declared or {})}),
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook {space}>{book}<sheets><sheet name="S" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(("rId1", "worksheet", "sheet1.xml")),
        "xl/sheet1.xml": f'<worksheet {space}><sheetData>{sheet}</sheetData><pageSetup r:id="rId9"/></worksheet>',
        "xl/_rels/sheet1.xml.rels": relationships(*links),
        "docProps/core.xml": f'<a xmlns:dc="http://purl.org/dc/elements/1.1/">{CREATOR}</a>',
        **(parts or {}),
    })  # fmt: skip


def odf(
    body: str = "<text:p>Words.</text:p>",
    kind: str = "text",
    *,
    parts: Mapping[str, str | bytes] | None = None,
    declared: Mapping[str, str] | None = None,
    inside: str = "",
) -> bytes:
    """An OpenDocument; `inside` its manifest stands what `inside` says."""
    media = f"application/vnd.oasis.opendocument.{kind}"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{of}"/>'
        for name, of in {"/": media, "content.xml": "text/xml", **(declared or {})}.items()
    )
    return package({
        "mimetype": media,
        "META-INF/manifest.xml": f"<manifest:manifest {ODF_SPACES}>{entries}{inside}</manifest:manifest>",
        "content.xml": f"<office:document-content {ODF_SPACES}>{body}</office:document-content>",
        "meta.xml": f"<office:document-meta {ODF_SPACES}>{CREATOR}</office:document-meta>",
        "Thumbnails/thumbnail.png": picture("PNG"),
        **(parts or {}),
    })  # fmt: skip


def picture(image_format: str = "JPEG", size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    """A picture, dark on its left half."""
    image, target = Image.new("RGB", size, "white"), io.BytesIO()
    image.paste("black", (0, 0, size[0] // 2, size[1]))
    image.save(target, image_format, **options)
    return target.getvalue()


def photo() -> bytes:
    """A JPEG as a telephone makes it: turned, with place, device and a comment."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = 6, "Telephone Inc.", "Jane Secret"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 14.0, 3.0), 3: "E", 4: (16.0, 25.0, 2.0)})
    return picture(exif=exif, comment=b"Jane Secret")


def noted_png() -> bytes:
    """A PNG with texts in it."""
    notes = PngInfo()
    notes.add_text("Author", "Jane Secret")
    notes.add_itxt("XML:com.adobe.xmp", "<x>Jane Secret</x>")
    return picture("PNG", pnginfo=notes)


def pdf(change: Callable[[pikepdf.Pdf], object] | None = None, **options: Any) -> bytes:
    """A PDF of one page with an author, after `change`; `options` are those of pikepdf's save."""
    document, target = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.docinfo["/Author"] = "Jane Secret"
    with document.open_metadata() as notes:
        notes["dc:creator"] = ["Jane Secret"]
    if change:
        change(document)
    document.save(target, **options)
    return target.getvalue()


def acting(**action: Any) -> Callable[[pikepdf.Pdf], object]:
    """A change that does something when the file is opened: acting(S="JavaScript", JS="…")."""

    def change(document: pikepdf.Pdf) -> None:
        entries = {f"/{key}": pikepdf.Name(f"/{value}") if key == "S" else value for key, value in action.items()}
        document.Root.OpenAction = pikepdf.Dictionary(entries)

    return change


def annotated(**note: Any) -> Callable[[pikepdf.Pdf], object]:
    """A change that puts a note on the page: annotated(Subtype="Text", T="Jane Secret")."""

    def change(document: pikepdf.Pdf) -> None:
        entries = {f"/{key}": value for key, value in note.items() if key != "Subtype"}
        entries |= {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name(f"/{note['Subtype']}"), "/Rect": [0, 0, 9, 9]}
        document.pages[0].Annots = document.make_indirect([pikepdf.Dictionary(entries)])

    return change


def with_attachment(document: pikepdf.Pdf) -> None:
    """A change that embeds a file."""
    document.attachments["evil.exe"] = b"MZ"


def with_photo(document: pikepdf.Pdf) -> None:
    """A change that shows a photograph as it came from the telephone."""
    image = pikepdf.Stream(document, photo())
    image.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=40, Height=20,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im1=document.make_indirect(image)))
    document.pages[0].Contents = document.make_stream(b"q 40 0 0 20 0 0 cm /Im1 Do Q")


def bomb(document: pikepdf.Pdf) -> None:
    """A change after which the page unpacks to 300 MB of nothing."""
    document.pages[0].Contents = document.make_stream(b" " * 300_000_000)
