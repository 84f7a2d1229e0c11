"""ODT and ODS: a handful of XML parts, pictures, and charts as small documents inside. The rest is not copied."""

import re
from pathlib import Path

from lxml import etree

from portal.cleaning import addresses, xml
from portal.cleaning.archives import write
from portal.cleaning.media import clean_media
from portal.cleaning.report import Refused, Report

MANIFEST = "META-INF/manifest.xml"
SPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
KINDS = {
    "application/vnd.oasis.opendocument.text": "content.xml",
    "application/vnd.oasis.opendocument.spreadsheet": "content.xml",
}
CHART = "application/vnd.oasis.opendocument.chart"
XML_PART = re.compile(r"^(Object [0-9]+/)?(content|styles|settings)\.xml$")
PICTURE = re.compile(r"^(Object [0-9]+/)?(Pictures|media|ObjectReplacements)/[^/]+$|^ObjectReplacements/[^/]+$")
EMPTY_LIBRARIES = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml")
# Elements that run, fetch or hold something.
RUNNING = {
    "script": "macros", "event-listener": "macros", "execute-macro": "macros", "applet": "controls",
    "plugin": "controls", "floating-frame": "external_content", "object-ole": "embedded", "submission": "form_posts",
    "cell-content-source": "external_data", "table-source": "external_data", "dde-source": "external_data",
    "dde-connection-decl": "external_data", "dde-connection": "external_data", "dde-link": "external_data",
    "database-source-sql": "external_data", "database-source-table": "external_data",
    "database-source-query": "external_data", "source-service": "external_data", "binary-data": "embedded",
}  # fmt: skip
TRACES = {
    "annotation": "comments", "annotation-end": "comments", "tracked-changes": "tracked_changes",
    "change": "tracked_changes", "change-start": "tracked_changes", "change-end": "tracked_changes",
}  # fmt: skip
LONGEST_FORMULA = 8192
FETCHING = re.compile(r"\b(DDE|WEBSERVICE|EXTERNAL)\s*\(|'file:|\[\s*'?(https?|ftp|file):", re.IGNORECASE)
MACROS = ("vnd.sun.star.", "macro:", "service:")
SETTINGS_OF_PEOPLE = re.compile(r"printer|rsid|fax|database|redline|view|modify|password|key", re.IGNORECASE)


def clean(parts: dict[str, bytes], target: Path, report: Report) -> None:
    """Write a rebuilt OpenDocument; refuses what acts, fetches or holds other files."""
    kind = parts["mimetype"].decode("ascii", "replace").strip()
    if kind not in KINDS:
        raise Refused("presentation" if "presentation" in kind else "not_listed")
    report.kind = kind
    types = declared_types(parts)
    fresh = {"mimetype": kind.encode()}
    for name in sorted(parts):
        look_at_part(name, types, report)
        cleaned = rewritten(name, parts[name], types.get(name, ""), report)
        if cleaned is not None:
            fresh[name] = cleaned
    report.insist()
    fresh = without_missing(fresh)
    fresh[MANIFEST] = manifest(fresh, types, kind)
    write(target, fresh, first="mimetype")


def declared_types(parts: dict[str, bytes]) -> dict[str, str]:
    """The media types by name, as the manifest says. Raises Refused when parts are encrypted."""
    if MANIFEST not in parts:
        raise Refused("damaged")
    root = xml.parse(parts[MANIFEST])
    if next(xml.elements(root, "encryption-data", "encrypted-key"), None) is not None:
        raise Refused("locked")
    entries = xml.elements(root, "file-entry")
    return {one.get(f"{{{SPACE}}}full-path", ""): one.get(f"{{{SPACE}}}media-type", "") for one in entries}


def look_at_part(name: str, types: dict[str, str], report: Report) -> None:
    """One part by its name and type: a reason to refuse, or something that goes."""
    folder = name.partition("/")[0]
    if folder in ("Basic", "Scripts", "Dialogs") and name.rpartition("/")[2] not in EMPTY_LIBRARIES:
        report.refuse("macros")
    elif what := goes_quietly(name, folder):
        report.remove(what)
    elif is_object(folder) and types.get(f"{folder}/") != CHART:
        report.refuse("embedded")


def goes_quietly(name: str, folder: str) -> str:
    """What a part holds that is left out and told, as a code of the report; nothing for every other part."""
    if folder == "Thumbnails":
        return "thumbnail"
    if name.endswith("meta.xml"):
        return "document_notes"
    if "signatures" in name:
        return "signature"
    return "fonts" if folder == "Fonts" else ""


def is_object(folder: str) -> bool:
    """Whether a folder holds a document inside the document."""
    return folder.startswith("Object") and folder != "ObjectReplacements"


def clean_part(root: etree._Element, name: str, report: Report) -> None:
    """Clean content, styles or settings."""
    for element in list(root.iter(etree.Element)):
        local = xml.local(element)
        if local in RUNNING and holds_something(element):
            report.refuse(RUNNING[local])
        look_at_attributes(element, report)
    for one in xml.elements(root, *TRACES):
        report.remove(TRACES[xml.local(one)])
        xml.drop(one)
    if name.endswith("settings.xml"):
        drop_settings_of_people(root)


def holds_something(element: etree._Element) -> bool:
    """Whether an element is more than its name."""
    return bool(len(element) or element.attrib or element.text)


def drop_settings_of_people(root: etree._Element) -> None:
    """Take out what tells of printers, passwords and how somebody looked at the document."""
    for one in xml.elements(root, "config-item", "config-item-set", "config-item-map-indexed"):
        if SETTINGS_OF_PEOPLE.search(" ".join(one.attrib.values())):
            xml.drop(one)


def look_at_attributes(element: etree._Element, report: Report) -> None:
    """Addresses, formulas, and marks of who wrote when."""
    for key, value in list(element.attrib.items()):
        name = etree.QName(key).localname
        if name == "href":
            look_at_address(element, str(key), value, report)
        elif name in ("rsid", "paragraph-rsid"):
            del element.attrib[key]
        elif name in ("formula", "condition"):
            look_at_formula(value, report)


def look_at_formula(value: str, report: Report) -> None:
    """A formula that fetches is refused, and one that is longer than any program writes it, to hide what it does."""
    if len(value) > LONGEST_FORMULA:
        report.refuse("damaged")
    elif FETCHING.search(value):
        report.refuse("external_data")


def look_at_address(element: etree._Element, key: str, value: str, report: Report) -> None:
    """A link to the web stays; what runs or fetches is refused; a link to somebody's file is emptied."""
    address, local = addresses.normal(value), xml.local(element)
    if reason := what_it_runs(address) or what_it_fetches(address, local):
        report.refuse(reason)
    elif local == "a" and addresses.is_local(address):
        element.set(key, "about:blank")
        report.remove("local_links")


def what_it_runs(address: str) -> str:
    """The reason to refuse an address that runs something; nothing for every other one."""
    if addresses.runs(address):
        return "script"
    return "macros" if address.startswith(MACROS) else ""


def what_it_fetches(address: str, local: str) -> str:
    """The reason to refuse an address that this element would ask by itself; nobody follows it as they do a link."""
    if local == "form" and address:
        return "form_posts"
    fetched = local != "a" and (addresses.leaves(address) or addresses.is_local(address))
    return "external_content" if fetched else ""


def without_missing(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts, with no element that shows a picture which is not there."""
    fresh = {}
    for name, content in parts.items():
        if XML_PART.match(name):
            root = xml.parse(content)
            drop_missing(root, name.rpartition("/")[0], parts)
            content = xml.serialize(root)
        fresh[name] = content
    return fresh


def drop_missing(root: etree._Element, folder: str, parts: dict[str, bytes]) -> None:
    """Take out the elements that show a picture which is not among the parts."""
    for one in xml.elements(root, "image", "background-image", "fill-image"):
        href = next((value for key, value in one.attrib.items() if str(key).endswith("}href")), "")
        if href and not exists(href, folder, parts):
            xml.drop(one)


def exists(href: str, folder: str, parts: dict[str, bytes]) -> bool:
    """Whether an address leads to a part."""
    name = "/".join(one for one in (folder, href.removeprefix("./")) if one)
    return name in parts


def rewritten(name: str, content: bytes, kind: str, report: Report) -> bytes | None:
    """A part as it is published; None for what is left out."""
    if XML_PART.match(name):
        root = xml.parse(content)
        clean_part(root, name, report)
        return xml.serialize(root)
    return clean_media(content, kind, report) if PICTURE.match(name) else None


def manifest(parts: dict[str, bytes], types: dict[str, str], kind: str) -> bytes:
    """The list of what is there."""
    root = etree.Element(f"{{{SPACE}}}manifest", nsmap={"manifest": SPACE})
    root.set(f"{{{SPACE}}}version", "1.3")
    entries = {"/": kind} | {name: types.get(name) or "text/xml" for name in sorted(parts) if name != "mimetype"}
    folders = {name.partition("/")[0] + "/" for name in parts if name.startswith("Object ")}
    for name, media_type in (entries | dict.fromkeys(sorted(folders), CHART)).items():
        entry = etree.SubElement(root, f"{{{SPACE}}}file-entry")
        entry.set(f"{{{SPACE}}}full-path", name)
        entry.set(f"{{{SPACE}}}media-type", media_type)
    return xml.serialize(root)
