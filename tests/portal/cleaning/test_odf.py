"""OpenDocument: addresses, formulas, macros and notes, each where programs would find them."""

import pytest

from portal.cleaning import odf, xml
from portal.cleaning.report import Refused, Report
from tests.factories.uploads import ODF_SPACES


def cleaned(body: str, name: str = "content.xml") -> tuple[str, Report]:
    root, report = xml.parse(f"<office:body {ODF_SPACES}>{body}</office:body>".encode()), Report()
    odf.clean_part(root, name, report)
    return xml.serialize(root).decode(), report


@pytest.mark.parametrize(
    ("body", "reasons"),
    [
        ('<text:a xlink:href="https://example.org">a</text:a>', set()),
        ('<text:a xlink:href="mailto:a@example.org">a</text:a>', set()),
        ('<text:a xlink:href="#Table1">a</text:a>', set()),
        ('<text:a xlink:href="java&#10;script:alert(1)">a</text:a>', {"script"}),
        ('<text:a xlink:href="macro:Standard.Module1">a</text:a>', {"macros"}),
        ('<text:a xlink:href="service:com.sun.star">a</text:a>', {"macros"}),
        ('<draw:image xlink:href="Pictures/a.png"/>', set()),
        ('<draw:image xlink:href="./Pictures/a.png"/>', set()),
        ('<draw:image xlink:href="file:///C:/a.png"/>', {"external_content"}),
        ('<draw:image xlink:href="../a.png"/>', {"external_content"}),
        ('<draw:image xlink:href="\\\\server\\a.png"/>', {"external_content"}),
        ('<draw:image xlink:href="data:image/png,x"/>', {"script"}),
        ('<form:form xlink:href=""/>', set()),
        ('<form:form xlink:href="a"/>', {"form_posts"}),
        ("<script:script/>", set()),
        ("<script:script>x</script:script>", {"macros"}),
        ('<draw:applet draw:code="a"/>', {"controls"}),
        ('<draw:floating-frame xlink:href="./a"/>', {"external_content"}),
        ("<office:binary-data>AAAA</office:binary-data>", {"embedded"}),
        ('<table:dde-link><office:dde-source/></table:dde-link>', {"external_data"}),
        ('<table:database-source-sql table:name="a"/>', {"external_data"}),
    ],
)  # fmt: skip
def test_an_address_or_element_that_acts_or_fetches_is_refused(body, reasons):
    assert cleaned(body)[1].refused == reasons


@pytest.mark.parametrize(
    ("formula", "reasons"),
    [
        ("of:=SUM([.A1:.B2])", set()),
        ("of:=ADDED(1)", set()),
        ("of:=dde ( &quot;a&quot; )", {"external_data"}),
        ("of:=WEBSERVICE(&quot;http://evil&quot;)", {"external_data"}),
        ("of:=['file:///C:/a.ods'#$A.A1]", {"external_data"}),
        ("of:=[http://evil/a.ods#A.A1]", {"external_data"}),
        (f"of:={' ' * odf.LONGEST_FORMULA}DDE(1)", {"damaged"}),
    ],
)
@pytest.mark.parametrize("attribute", ["table:formula", "text:condition"])
def test_a_formula_that_fetches_is_refused_behind_every_padding(attribute, formula, reasons):
    assert cleaned(f'<table:table-cell {attribute}="{formula}"/>')[1].refused == reasons


@pytest.mark.parametrize("address", ["file:///C:/Jane", "C:\\Jane", "../Jane.odt", "/home/Jane", "smb://Jane/x"])
def test_a_link_to_somebodys_file_leads_nowhere(address):
    text, report = cleaned(f'<text:a xlink:href="{address}">words</text:a>')

    assert "Jane" not in text and "words</text:a>" in text and report.removed == {"local_links"}


def test_notes_and_changes_go_and_the_words_around_them_stay():
    text, report = cleaned(
        "<text:p>a<office:annotation>Jane</office:annotation>b<office:annotation-end/>c<text:change/>d</text:p>"
    )

    assert "<text:p>abcd</text:p>" in text and report.removed == {"comments", "tracked_changes"}


@pytest.mark.parametrize(
    ("item", "stays"),
    [
        ("PrinterName", False), ("PrinterSetup", False), ("Rsid", False), ("RsidRoot", False), ("RedlineKey", False),
        ("ModifyPasswordInfo", False), ("CurrentDatabaseDataSource", False), ("ShowGrid", True), ("Views", False),
    ],
)  # fmt: skip
def test_settings_that_name_devices_and_people_go(item, stays):
    body = f'<office:config-item office:name="{item}">Jane</office:config-item>'

    assert ("Jane" in cleaned(body, "settings.xml")[0]) is stays
    assert "Jane" in cleaned(body, "styles.xml")[0]


@pytest.mark.parametrize(
    ("name", "types", "refused", "removed"),
    [
        ("Basic/Standard/Module1.xml", {}, {"macros"}, set()),
        ("Basic/script-lc.xml", {}, set(), set()),
        ("Scripts/python/evil.py", {}, {"macros"}, set()),
        ("Dialogs/a.xml", {}, {"macros"}, set()),
        ("Thumbnails/thumbnail.png", {}, set(), {"thumbnail"}),
        ("meta.xml", {}, set(), {"document_notes"}),
        ("Object 1/meta.xml", {"Object 1/": odf.CHART}, set(), {"document_notes"}),
        ("META-INF/documentsignatures.xml", {}, set(), {"signature"}),
        ("Fonts/a.ttf", {}, set(), {"fonts"}),
        ("Object 1/content.xml", {"Object 1/": odf.CHART}, set(), set()),
        ("Object 1/content.xml", {"Object 1/": "application/vnd.sun.xml.calc"}, {"embedded"}, set()),
        ("Object 1", {}, {"embedded"}, set()),
        ("ObjectReplacements/Object 1", {}, set(), set()),
    ],
)
def test_a_part_is_judged_by_its_folder(name, types, refused, removed):
    report = Report()
    odf.look_at_part(name, types, report)

    assert (report.refused, report.removed) == (refused, removed)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("application/vnd.oasis.opendocument.presentation", "presentation"),
        ("application/vnd.oasis.opendocument.text-template", "not_listed"),
        ("application/vnd.oasis.opendocument.graphics", "not_listed"),
        ("\u00ff", "not_listed"),
        ("application/vnd.oasis.opendocument.text", "damaged"),
    ],
)
def test_another_kind_or_none_with_a_manifest_is_refused(tmp_path, kind, reason):
    with pytest.raises(Refused) as refused:
        odf.clean({"mimetype": kind.encode("latin-1"), "content.xml": b"<a/>"}, tmp_path / "clean", Report())

    assert refused.value.reasons == [reason] and not (tmp_path / "clean").exists()
