"""The XML of Word: changes accepted, comments and traces of people out, fields that fetch refused."""

import re

from lxml import etree

from portal.cleaning import xml
from portal.cleaning.report import Report

DELETED = ("del", "moveFrom", "cellDel")
INSERTED = ("ins", "moveTo")
CHANGE_MARKS = (
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange",
    "tblGridChange", "numberingChange", "cellIns", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd",
    "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
    "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart",
    "customXmlMoveToRangeEnd",
)  # fmt: skip
COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
TRACES = (
    "rsids", "rsidRoot", "rsid", "attachedTemplate", "mailMerge", "trackRevisions", "docVars", "docId", "permStart",
    "permEnd", "dataBinding", "saveThroughXslt", "writeProtection", "chartTrackingRefBased",
)  # fmt: skip
RUNNING = {"object": "embedded", "OLEObject": "embedded", "control": "controls", "altChunk": "embedded"}
FETCHING = ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DATABASE", "MACROBUTTON", "RD")
TRACE_ATTRIBUTE = re.compile(r"\}(rsid\w*|author|initials|date|dateUtc|paraId|textId|userId|providerId)$")


def clean_part(root: etree._Element, report: Report) -> None:
    """Clean the main part, a header, notes, styles or settings."""
    for name, reason in RUNNING.items():
        if next(xml.elements(root, name), None) is not None:
            report.refuse(reason)
    for words in fields(root):
        if is_fetching(words):
            report.refuse("external_content")
    accept_changes(root, report)
    for one in xml.elements(root, *COMMENTS):
        report.remove("comments")
        xml.drop(one)
    drop_traces(root)


def drop_traces(root: etree._Element) -> None:
    """Take out elements and attributes that only tell who worked on it, when, and in which session."""
    for one in xml.elements(root, *TRACES):
        xml.drop(one)
    for element in root.iter(etree.Element):
        for key in [key for key in element.attrib if TRACE_ATTRIBUTE.search(str(key))]:
            del element.attrib[key]


def accept_changes(root: etree._Element, report: Report) -> None:
    """What was inserted stays, what was deleted goes, nobody is named."""
    for one in xml.elements(root, *DELETED, *INSERTED, *CHANGE_MARKS):
        if one.getparent() is None or (xml.local(one) in ("del", "ins") and is_of_formula(one)):
            continue
        report.remove("tracked_changes")
        accept_change(one)


def is_of_formula(element: etree._Element) -> bool:
    """Whether this is no change but a part of a mathematical formula, which has elements of the same short names."""
    return "/math" in (etree.QName(element).namespace or "")


def accept_change(one: etree._Element) -> None:
    """One mark, by where it stands: on a paragraph's end, on a row, on a cell, or around text."""
    name, within = xml.local(one), [xml.local(above) for above in one.iterancestors()][:3]
    if name == "cellDel" or (within[:1] == ["trPr"] and name in DELETED):
        xml.drop(one.getparent().getparent())
    elif within[:1] != ["rPr"] and name in INSERTED and len(one):
        xml.unwrap(one)
    else:
        drop_mark(one, name, within)


def drop_mark(one: etree._Element, name: str, within: list[str]) -> None:
    """Take out a mark with what it holds; the deleted end of a paragraph joins it with the next one."""
    if within == ["rPr", "pPr", "p"] and name in DELETED:
        join_with_next(one.getparent().getparent().getparent())
    xml.drop(one)


def join_with_next(paragraph: etree._Element) -> None:
    """The end of a paragraph was deleted: what stands in the next one belongs to it, if there is a next one."""
    following = paragraph.getnext()
    if following is None or xml.local(following) != "p":
        return
    for child in list(following):
        if xml.local(child) != "pPr":
            paragraph.append(child)
    xml.drop(following)


def fields(root: etree._Element) -> list[str]:
    """The instructions of all fields: each may be spread over many runs, and hold others."""
    found = [words for one in xml.elements(root, "fldSimple") for words in one.attrib.values()]
    open_fields = [""]  # the first gathers what stands in no field
    for one in xml.elements(root, "fldChar", "instrText", "delInstrText"):
        if xml.local(one) != "fldChar":
            open_fields[-1] += one.text or ""
        elif "begin" in one.attrib.values():
            open_fields.append("")
        elif "end" in one.attrib.values() and len(open_fields) > 1:
            found.append(open_fields.pop())
    return found + open_fields


def is_fetching(instruction: str) -> bool:
    """Whether a field fetches something or spells out what it does in numbers."""
    words = instruction.replace("\\*", " ").split()
    first = words[0].upper().strip('"') if words else ""
    return first in FETCHING or (first == "QUOTE" and len(words) > 1 and words[1].isdigit())
