"""Relationships of an OOXML package: what a part points to, inside and outside."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from portal.cleaning import addresses, xml
from portal.cleaning.report import Report

SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMED_IN = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
# By the last word of its type: what a part fetches from elsewhere.
FETCHED = {"attachedTemplate": "external_template", "externalLinkPath": "external_data"}
EMBEDDED = ("oleObject", "package", "aFChunk", "control")
# Elements that only name something: they stay when it goes, without naming it.
ONLY_NAMING = ("pageSetup", "sheetPr", "workbook")


@dataclass
class Relationships:
    """The relationships of one part (`source`), as elements that can be taken out."""

    source: str
    entries: list[etree._Element]

    @classmethod
    def of(cls, name: str, content: bytes) -> "Relationships":
        """Read a .rels part."""
        folder, base = posixpath.split(name)
        source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
        return cls(source, list(xml.elements(xml.parse(content), "Relationship")))

    def target(self, entry: etree._Element) -> str:
        """The part that a relationship leads to."""
        given = entry.get("Target", "").partition("#")[0]
        if given.startswith("/"):
            return posixpath.normpath(given).lstrip("/")
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.source), given)).lstrip("/")

    def drop_to_missing(
        self, kept: set[str], root: etree._Element | None, types: Mapping[str, str], report: Report
    ) -> None:
        """Take out what leads to parts that are not copied, and in `root` the elements that use it."""
        lost = self.take_lost(kept)
        self.note_embedded({last_word(entry) for entry in lost}, types.get(self.source, ""), report)
        if root is not None and lost:
            drop_users(root, {entry.get("Id") for entry in lost})

    def take_lost(self, kept: set[str]) -> list[etree._Element]:
        """Take out the relationships to parts of the package that are not kept; gives them."""
        lost = [entry for entry in self.entries if not is_external(entry) and self.target(entry) not in kept]
        self.entries = [entry for entry in self.entries if entry not in lost]
        return lost

    def note_embedded(self, kinds: set[str], source_type: str, report: Report) -> None:
        """The table behind a chart goes, and the chart stays; every other file inside is refused."""
        if "package" in kinds and "drawingml.chart" in source_type:
            report.remove("chart_data")
            kinds = kinds - {"package"}
        if kinds & set(EMBEDDED):
            report.refuse("embedded")

    def serialize(self) -> bytes:
        """The bytes of the part."""
        root = etree.Element(f"{{{SPACE}}}Relationships", nsmap={None: SPACE})
        for entry in self.entries:
            root.append(entry)
        return xml.serialize(root)


def drop_users(root: etree._Element, gone: set[str | None]) -> None:
    """Take out what uses relationships that are gone."""
    for element in list(root.iter(etree.Element)):
        named = [key for key, value in element.attrib.items() if str(key).startswith(NAMED_IN) and value in gone]
        if not named:
            continue
        for key in named:
            del element.attrib[key]
        if xml.local(element) not in ONLY_NAMING:
            xml.drop(element)


def last_word(entry: etree._Element) -> str:
    """The kind of a relationship: the last word of its type."""
    return entry.get("Type", "").rpartition("/")[2]


def is_external(entry: etree._Element) -> bool:
    """Whether a relationship leads out of the package."""
    return entry.get("TargetMode", "").lower() == "external"


def look_at_external(links: Relationships, report: Report) -> None:
    """Plain links stay, links to somebody's files are emptied, everything else that leads out is refused."""
    for entry in links.entries:
        address = entry.get("Target", "")
        if addresses.runs(address):
            report.refuse("script")
        elif is_external(entry) and last_word(entry) != "hyperlink":
            report.refuse(FETCHED.get(last_word(entry), "external_content"))
        elif is_external(entry) and addresses.is_local(address):
            entry.set("Target", "about:blank")
            report.remove("local_links")
