"""PDF files: looked through object by object, and written anew without what says who made them, or does something.

What acts (scripts, programs, forms that post, embedded files, media) is refused by name. What only says something
about people or devices (Info, XMP, authors of annotations, comments, EXIF inside pictures) is removed.
"""

from pathlib import Path

import pikepdf

from portal.cleaning.annotations import clean_annotations
from portal.cleaning.mixed import refuse_mixed
from portal.cleaning.report import Refused, Report
from portal.cleaning.streams import Unpacked, strip_pictures

MOST_PAGES = 3000
MOST_OBJECTS = 300_000
DEEPEST = 60
TAIL = 2048
# Actions by the name in /S. Those that only move the reader about stay.
ACTIVE = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/SubmitForm": "form_posts",
    "/ImportData": "form_posts",
    "/GoToE": "embedded",
    "/RichMediaExecute": "media",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/GoTo3DView": "media",
}
# Keys whose presence anywhere says the same.
ACTIVE_KEYS = {"/JS": "script", "/EF": "embedded", "/EmbeddedFiles": "embedded", "/XFA": "dynamic_form"}
ACTIVE_ANNOTATIONS = {
    "/FileAttachment": "embedded", "/Sound": "media", "/Movie": "media", "/Screen": "media", "/RichMedia": "media",
    "/3D": "media",
}  # fmt: skip
PERSONAL_KEYS = {"/Metadata": "document_notes", "/PieceInfo": "document_notes", "/LastModified": "document_notes"}
SILENT_KEYS = ("/AA", "/AF", "/OpenAction")
ROOT_KEYS = {
    "/Type", "/Pages", "/PageLabels", "/PageLayout", "/PageMode", "/Outlines", "/Dests", "/Names", "/StructTreeRoot",
    "/MarkInfo", "/Lang", "/ViewerPreferences", "/OCProperties", "/AcroForm", "/OutputIntents", "/Version",
    "/Extensions",
}  # fmt: skip
SAFE_SCHEMES = ("http://", "https://", "mailto:")


def clean(source: Path, target: Path, report: Report) -> None:
    """Write a rebuilt PDF. Refuses locked, damaged and mixed files, bombs, and everything that acts."""
    report.kind = "application/pdf"
    content = source.read_bytes()
    refuse_mixed(content, report)
    if b"%%EOF" not in content[-TAIL:]:
        raise Refused("damaged")
    try:
        pdf = pikepdf.open(source, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Refused("locked") from None
    with pdf:
        if len(pdf.objects) > MOST_OBJECTS or len(pdf.pages) > MOST_PAGES:
            raise Refused("too_large_unpacked")
        if not len(pdf.pages):
            raise Refused("damaged")
        look_through(pdf, report)
        report.insist()
        clean_document(pdf, report)
        pdf.remove_unreferenced_resources()
        pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def look_through(pdf: pikepdf.Pdf, report: Report) -> None:
    """Look at every object once, take out of each what is personal, and note what acts."""
    unpacked = Unpacked()
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            unpacked.count(thing)
            strip_pictures(thing, report)
        look_at(thing, report, 0)


def look_at(thing: object, report: Report, depth: int) -> None:
    """One object with everything that stands directly in it; what it points to is looked at on its own."""
    if depth > DEEPEST:
        raise Refused("damaged")
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in list(thing.keys()):
            descend(thing[key], report, depth)
        look_at_names(thing, report)
    elif isinstance(thing, pikepdf.Array):
        for one in thing:
            descend(one, report, depth)


def descend(value: object, report: Report, depth: int) -> None:
    """Look at what stands inside, but not behind a reference."""
    if isinstance(value, pikepdf.Object) and not value.is_indirect:
        look_at(value, report, depth + 1)


def look_at_names(thing: pikepdf.Object, report: Report) -> None:
    """The keys of one dictionary: what they do, what they tell."""
    keys = set(thing.keys())
    for key in keys & set(ACTIVE_KEYS):
        report.refuse(ACTIVE_KEYS[key])
    action, subtype = name_at(thing, "/S"), name_at(thing, "/Subtype")
    if action in ACTIVE:
        report.refuse(ACTIVE[action])
    if subtype in ACTIVE_ANNOTATIONS and "/Rect" in keys:
        report.refuse(ACTIVE_ANNOTATIONS[subtype])
    if action == "/URI":
        look_at_address(thing, report)
    if action == "/GoToR":
        thing["/S"] = pikepdf.Name("/URI")
        thing["/URI"] = pikepdf.String("about:blank")
        report.remove("local_links")
    for key in keys & set(PERSONAL_KEYS):
        del thing[key]
        report.remove(PERSONAL_KEYS[key])
    for key in keys & set(SILENT_KEYS):
        del thing[key]


def look_at_address(thing: pikepdf.Object, report: Report) -> None:
    """A link to the web stays; one that runs something is refused, one to a file of somebody's computer is emptied."""
    address = "".join(str(thing.get("/URI", "")).split()).lower()
    if address.startswith(("javascript:", "vbscript:", "data:")):
        report.refuse("script")
    elif ":" in address.partition("/")[0] and not address.startswith(SAFE_SCHEMES):
        thing["/URI"] = pikepdf.String("about:blank")
        report.remove("local_links")


def name_at(thing: pikepdf.Object, key: str) -> str:
    """The name under a key, empty when there is none."""
    value = thing.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def clean_document(pdf: pikepdf.Pdf, report: Report) -> None:
    """What stands above the pages: Info, names, signatures; then the pages themselves."""
    if "/Info" in pdf.trailer:
        if any(str(value).strip() for value in pdf.trailer.Info.values()):
            report.remove("document_notes")
        del pdf.trailer["/Info"]
    root = pdf.Root
    for key in set(root.keys()) - ROOT_KEYS:
        if key in ("/Perms", "/DSS"):
            report.remove("signature")
        del root[key]
    if "/Names" in root:
        for key in set(root.Names.keys()) - {"/Dests"}:
            del root.Names[key]
    if "/AcroForm" in root and "/SigFlags" in root.AcroForm:
        del root.AcroForm["/SigFlags"]
    for page in pdf.pages:
        for key in ("/Thumb", "/PresSteps", "/B"):
            if key in page.obj:
                del page.obj[key]
        clean_annotations(page.obj, report)
