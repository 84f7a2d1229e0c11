"""The XML of Excel, and drawings of both: traces of people out, formulas that fetch or run refused."""

import re

from lxml import etree

from portal.cleaning import xml
from portal.cleaning.report import Report

TRACES = (
    "absPath", "fileSharing", "customWorkbookViews", "customSheetViews", "revisionPtr", "fileRecoveryPr",
    "webPublishing", "documentId", "legacyDrawing", "legacyDrawingHF", "pivotCaches",
)  # fmt: skip
RUNNING = {
    "oleObjects": "embedded",
    "controls": "controls",
    "oleObject": "embedded",
    "externalReferences": "external_data",
}
LONGEST_FORMULA = 8192
FORMULAS = ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula")
FETCHING = re.compile(
    r"[\w.]+\|[^\"]*!"  # DDE: program|topic!item
    r"|\b(WEBSERVICE|RTD|CALL|REGISTER(\.ID)?|EXEC|FOPEN|URLDOWNLOAD\w*|IMAGE|CUBE\w+|DDE)\s*\(",
    re.IGNORECASE,
)


def clean_part(root: etree._Element, report: Report) -> None:
    """Clean a workbook, a sheet, a table or a drawing."""
    look_at_running(root, report)
    look_at_formulas(root, report)
    for one in xml.elements(root, *TRACES):
        xml.drop(one)


def look_at_formulas(root: etree._Element, report: Report) -> None:
    """Refuse formulas that fetch something, and those behind whose padding something may hide."""
    for one in xml.elements(root, *FORMULAS):
        if len(one.text or "") > LONGEST_FORMULA:  # no program writes it: the padding hides what comes behind
            report.refuse("damaged")
        elif FETCHING.search(one.text or ""):
            report.refuse("external_data")


def look_at_running(root: etree._Element, report: Report) -> None:
    """Refuse controls, files inside, links to other books, and macros of the old kind."""
    for one in xml.elements(root, *RUNNING):
        if len(one) or one.attrib:
            report.refuse(RUNNING[xml.local(one)])
    if any(map(runs_by_itself, xml.elements(root, "definedName"))):
        report.refuse("macros")


def runs_by_itself(name: etree._Element) -> bool:
    """Whether a name stands for a macro of the old kind, or for one that starts with the file."""
    return bool(name.get("xlm")) or name.get("name", "").lower().startswith(("_xlnm.auto_open", "auto_open"))
