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
FORMULAS = ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula")
FETCHING = re.compile(
    r"\|.*!|\b(WEBSERVICE|RTD|CALL|REGISTER(\.ID)?|EXEC|FOPEN|URLDOWNLOAD\w*|IMAGE|CUBE\w+|DDE)\s*\(", re.IGNORECASE
)


def clean_part(root: etree._Element, report: Report) -> None:
    """Clean a workbook, a sheet, a table or a drawing."""
    for name, reason in RUNNING.items():
        if any(len(one) or one.attrib for one in xml.elements(root, name)):
            report.refuse(reason)
    for one in xml.elements(root, *FORMULAS):
        if FETCHING.search((one.text or "")[:8192]):
            report.refuse("external_data")
    for one in xml.elements(root, "definedName"):
        if one.get("xlm") or one.get("name", "").lower().startswith(("_xlnm.auto_open", "auto_open")):
            report.refuse("macros")
    for one in xml.elements(root, *TRACES):
        xml.drop(one)
