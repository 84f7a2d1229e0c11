"""DOCX and XLSX: packages whose parts are named in relationships. What is not on the list of parts is not copied.

A part is known by its content type, as the package declares it, never by its name. Relationships decide what stays:
one to a part that goes, goes too, with the element that used it.
"""

import posixpath
from pathlib import Path

from lxml import etree

from portal.cleaning import excel, word, xml
from portal.cleaning.archives import is_nested, write
from portal.cleaning.media import clean_media
from portal.cleaning.relationships import Relationships, look_at_external
from portal.cleaning.report import Refused, Report

TYPES = "[Content_Types].xml"
TOP = "_rels/.rels"
OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    f"{OFFICE}wordprocessingml.document.main+xml": f"{OFFICE}wordprocessingml.document",
    f"{OFFICE}spreadsheetml.sheet.main+xml": f"{OFFICE}spreadsheetml.sheet",
}
XML_PARTS = {
    *MAIN,
    *(
        f"{OFFICE}wordprocessingml.{name}+xml"
        for name in ("styles", "settings", "fontTable", "numbering", "footnotes", "endnotes", "header", "footer")
    ),
    *(
        f"{OFFICE}spreadsheetml.{name}+xml"
        for name in ("worksheet", "chartsheet", "sharedStrings", "styles", "table", "sheetMetadata")
    ),
    *(
        f"{OFFICE}{name}+xml"
        for name in (
            "theme", "themeOverride", "drawing", "drawingml.chart", "drawingml.chartshapes", "drawingml.diagramData",
            "drawingml.diagramLayout", "drawingml.diagramStyle", "drawingml.diagramColors",
        )
    ),
    "application/vnd.ms-office.chartstyle+xml",
    "application/vnd.ms-office.chartcolorstyle+xml",
    "application/vnd.ms-office.drawingml.diagramDrawing+xml",
}  # fmt: skip
PICTURES = {"image/png", "image/jpeg", "image/jpg", "image/pjpeg", "image/gif", "image/bmp", "image/tiff"}
# What a content type says that would not be read but run; by a word in it.
ACTIVE = {
    "vbaproject": "macros", "vbadata": "macros", "macroenabled": "macros", "macrosheet": "macros",
    "dialogsheet": "macros", "activex": "controls", "oleobject": "embedded", "externallink": "external_data",
    "connections": "external_data", "querytable": "external_data",
}  # fmt: skip
# What goes quietly, and how that is said; by a word in the content type or in the name of the part.
TELLING = {
    "comments": "comments", "people": "comments", "person": "comments", "revision": "tracked_changes",
    "usernames": "tracked_changes", "core-properties": "document_notes", "extended-properties": "document_notes",
    "custom-properties": "document_notes", "docprops/thumbnail": "thumbnail", "docprops/": "document_notes",
    "printersettings": "printer",
    "customxml": "custom_data", "pivot": "pivot_tables", "obfuscatedfont": "fonts", "fonts/": "fonts",
    "signature": "signature", "x-emf": "other_pictures", "x-wmf": "other_pictures", "svg": "other_pictures",
    "embeddings/": "", "calcchain": "", "vmldrawing": "", "websettings": "", "styleswitheffects": "",
}  # fmt: skip


class Package:
    """The parts of a file by name, with the content type of each."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.types: dict[str, str] = {}
        declared = xml.parse(parts[TYPES])
        defaults = {
            one.get("Extension", "").lower(): one.get("ContentType", "") for one in xml.elements(declared, "Default")
        }
        overrides = {
            one.get("PartName", "").lstrip("/"): one.get("ContentType", "")
            for one in xml.elements(declared, "Override")
        }
        for name in parts:
            if name != TYPES:
                self.types[name] = overrides.get(name) or defaults.get(name.rpartition(".")[2].lower(), "")
        if missing := set(overrides) - set(parts):
            self.types.update({name: overrides[name] for name in missing})

    def main(self) -> str:
        """The name of the main part. Raises Refused when this is neither a document nor a spreadsheet."""
        declared = " ".join(self.types.values()).lower()
        if "presentationml" in declared:
            raise Refused("presentation")
        found = [name for name, kind in self.types.items() if kind in MAIN and name in self.parts]
        if len(found) != 1:
            raise Refused("macros" if "macroenabled" in declared else "damaged")
        return found[0]


def clean(parts: dict[str, bytes], target: Path, report: Report) -> None:
    """Write a rebuilt package; refuses what acts or fetches."""
    package = Package(parts)
    links = look_around(package, report)
    report.kind = MAIN[package.types[package.main()]]
    fresh = rebuilt(package, links, kept_parts(package), report)
    if any(map(is_nested, fresh.values())):
        report.refuse("embedded")
    report.insist()
    write(target, fresh, first=TYPES)


def look_around(package: Package, report: Report) -> dict[str, Relationships]:
    """Look at all that is named or leads out; gives the relationships. Raises Refused when something acts."""
    for name, kind in package.types.items():
        look_at_part(name, kind, report)
    parts = package.parts.items()
    links = {name: Relationships.of(name, content) for name, content in parts if name.endswith(".rels")}
    for one in links.values():
        look_at_external(one, report)
    report.insist()
    return links


def kept_parts(package: Package) -> set[str]:
    """The names of the parts that are there and on the list."""
    return {name for name, kind in package.types.items() if name in package.parts and is_kept(name, kind)}


def look_at_part(name: str, kind: str, report: Report) -> None:
    """One part by its type and name: a reason to refuse, or something that goes."""
    said, base = kind.lower(), name.lower()
    for word_in_it, reason in ACTIVE.items():
        if word_in_it in said or word_in_it in base.replace("/", ""):
            report.refuse(reason)
    if not is_kept(name, kind) and not base.endswith(".rels"):
        report.removed |= {told(base, said.replace("+xml", ""))} - {""}


def told(base: str, said: str) -> str:
    """How it is said that a part goes, which is no more on the list; nothing where nobody would miss it."""
    for word_in_it, what in TELLING.items():
        if word_in_it in said or word_in_it in base:
            return what
    return "other_parts"


def is_kept(name: str, kind: str) -> bool:
    """Whether a part is on the list; what lies in the folders of programs is not, whatever it says it is."""
    return (kind in XML_PARTS or kind in PICTURES) and not name.lower().startswith(("docprops/", "customxml/"))


def rebuilt(package: Package, links: dict[str, Relationships], kept: set[str], report: Report) -> dict[str, bytes]:
    """The parts of the copy: pictures encoded anew, XML cleaned, relationships and types of what is there."""
    fresh = fresh_pictures(package, kept, report)
    kept = {name for name in kept if name in fresh or package.types[name] not in PICTURES}
    for name in kept - set(fresh):
        fresh[name] = fresh_xml(package, name, links.get(rels_name(name)), kept, report)
    if TOP in links:
        links[TOP].drop_to_missing(kept, None, package.types, report)
    for name, own in links.items():
        if own.entries and (name == TOP or source_of(name) in kept):
            fresh[name] = own.serialize()
    fresh[TYPES] = content_types(package, fresh)
    return fresh


def fresh_pictures(package: Package, kept: set[str], report: Report) -> dict[str, bytes]:
    """The pictures that could be encoded anew."""
    found = {
        name: clean_media(package.parts[name], package.types[name], report)
        for name in sorted(kept)
        if package.types[name] in PICTURES
    }
    return {name: content for name, content in found.items() if content is not None}


def fresh_xml(package: Package, name: str, links: Relationships | None, kept: set[str], report: Report) -> bytes:
    """One part of XML, cleaned by the rules of its program."""
    root = xml.parse(package.parts[name])
    if links is not None:
        links.drop_to_missing(kept, root, package.types, report)
    program = word if "wordprocessingml" in package.types[name] else excel
    program.clean_part(root, report)
    clean_shared(root)
    return xml.serialize(root)


def clean_shared(root: etree._Element) -> None:
    """What drawings of both kinds tell: names of picture files."""
    for one in xml.elements(root, "cNvPr", "docPr"):
        if "." in one.get("name", ""):
            one.set("name", "Picture")


def rels_name(name: str) -> str:
    """Where the relationships of a part stand."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def source_of(rels: str) -> str:
    """The part to which relationships belong."""
    folder, base = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))


def content_types(package: Package, fresh: dict[str, bytes]) -> bytes:
    """The list of types for the parts that are there, each on its own."""
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    root = etree.Element(f"{{{space}}}Types", nsmap={None: space})
    etree.SubElement(
        root, f"{{{space}}}Default", Extension="rels",
        ContentType="application/vnd.openxmlformats-package.relationships+xml",
    )  # fmt: skip
    for name in sorted(fresh):
        if not name.endswith(".rels"):
            etree.SubElement(root, f"{{{space}}}Override", PartName=f"/{name}", ContentType=package.types[name])
    return xml.serialize(root)
