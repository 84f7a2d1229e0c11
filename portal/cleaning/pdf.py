"""PDF files: looked through object by object, and written anew without what says who made them, or does something.

What acts (scripts, programs, forms that post, embedded files, media) is refused by name. What only says something
about people or devices (Info, XMP, authors of annotations, comments, EXIF inside pictures) is removed.
"""

from pathlib import Path

import pikepdf

from portal.cleaning import addresses
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
TRAILER_KEYS = {"/Root", "/Size", "/Encrypt"}  # not /ID: its first half would be that of the file that was sent


def clean(source: Path, target: Path, report: Report) -> None:
    """Write a rebuilt PDF. Refuses locked, damaged and mixed files, bombs, and everything that acts."""
    report.kind = "application/pdf"
    content = source.read_bytes()
    refuse_mixed(content, report)
    if b"%%EOF" not in content[-TAIL:]:
        raise Refused("damaged")
    with opened(source) as pdf:
        if pdf.is_encrypted:  # opened without a password: it only asked programs to forbid something
            report.remove("lock")
        if len(pdf.objects) > MOST_OBJECTS or len(pdf.pages) > MOST_PAGES:
            raise Refused("too_large_unpacked")
        if not len(pdf.pages):
            raise Refused("damaged")
        look_through(pdf, report)
        report.insist()
        clean_document(pdf, report)
        pdf.remove_unreferenced_resources()
        pdf.save(target, deterministic_id=True, encryption=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def opened(source: Path) -> pikepdf.Pdf:
    """The document. Raises Refused when it asks for a password."""
    try:
        return pikepdf.open(source, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise Refused("locked") from None


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
    keys, action = set(thing.keys()), name_at(thing, "/S")
    reasons = {ACTIVE_KEYS[key] for key in keys & set(ACTIVE_KEYS)} | {ACTIVE.get(action, "")}
    if "/Rect" in keys:
        reasons.add(ACTIVE_ANNOTATIONS.get(name_at(thing, "/Subtype"), ""))
    report.refused |= reasons - {""}
    report.removed |= {PERSONAL_KEYS[key] for key in keys & set(PERSONAL_KEYS)}
    for key in keys & {*PERSONAL_KEYS, *SILENT_KEYS}:
        del thing[key]
    if action == "/URI":
        look_at_address(thing, report)
    elif action == "/GoToR":
        empty_link(thing, report)


def empty_link(thing: pikepdf.Object, report: Report) -> None:
    """Let a link to a file of somebody's computer lead nowhere, and name that file no more."""
    for key in set(thing.keys()) - {"/Type"}:
        del thing[key]
    thing["/S"] = pikepdf.Name("/URI")
    thing["/URI"] = pikepdf.String("about:blank")
    report.remove("local_links")


def look_at_address(thing: pikepdf.Object, report: Report) -> None:
    """A link to the web stays; one that runs something is refused, one to a file of somebody's computer is emptied."""
    address = str(thing.get("/URI", ""))
    if addresses.runs(address):
        report.refuse("script")
    elif addresses.is_local(address):
        empty_link(thing, report)


def name_at(thing: pikepdf.Object, key: str) -> str:
    """The name under a key, empty when there is none."""
    value = thing.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def clean_document(pdf: pikepdf.Pdf, report: Report) -> None:
    """What stands above the pages: Info, names, signatures; then the pages themselves."""
    if "/Info" in pdf.trailer and any(str(value).strip() for value in pdf.trailer.Info.values()):
        report.remove("document_notes")
    keep_only(pdf.trailer, TRAILER_KEYS)
    root = pdf.Root
    if {"/Perms", "/DSS"} & set(root.keys()):
        report.remove("signature")
    keep_only(root, ROOT_KEYS)
    if "/Names" in root:
        keep_only(root.Names, {"/Dests"})
    if "/AcroForm" in root:
        keep_only(root.AcroForm, set(root.AcroForm.keys()) - {"/SigFlags"})
    for page in pdf.pages:
        keep_only(page.obj, set(page.obj.keys()) - {"/Thumb", "/PresSteps", "/B"})
        clean_annotations(page.obj, report)


def keep_only(thing: pikepdf.Object, keys: set[str]) -> None:
    """Take every other key out of a dictionary."""
    for key in set(thing.keys()) - keys:
        del thing[key]
