"""Relationships of OOXML: what they lead to, and what goes with what is gone."""

import pytest

from portal.cleaning import xml
from portal.cleaning.relationships import Relationships, look_at_external
from portal.cleaning.report import Report
from tests.factories.uploads import RELATION, relationships

CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


def links(*rows: tuple[str, str, str], name: str = "word/_rels/document.xml.rels") -> Relationships:
    return Relationships.of(name, relationships(*rows).encode())


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("media/a.png", "word/media/a.png"), ("../customXml/a.xml", "customXml/a.xml"), ("/word/a.xml", "word/a.xml"),
        ("./a.xml", "word/a.xml"), ("a.xml#b", "word/a.xml"), ("../../../etc/passwd", "../../etc/passwd"),
    ],
)  # fmt: skip
def test_a_target_is_read_from_where_its_source_lies(target, part):
    one = links(("rId1", "image", target))

    assert one.source == "word/document.xml" and one.target(one.entries[0]) == part


def test_the_relationships_of_the_package_lead_from_its_root():
    top = links(("rId1", "officeDocument", "word/document.xml"), name="_rels/.rels")

    assert (top.source, top.target(top.entries[0])) == ("", "word/document.xml")


@pytest.mark.parametrize(
    ("word", "target", "refused", "removed"),
    [
        ("hyperlink", "https://example.org", set(), set()),
        ("hyperlink", "mailto:a@example.org", set(), set()),
        ("hyperlink", "JAVASCRIPT:alert(1)", {"script"}, set()),
        ("hyperlink", "file:///C:/Jane", set(), {"local_links"}),
        ("image", "https://evil/a.png", {"external_content"}, set()),
        ("attachedTemplate", "https://evil/a.dotm", {"external_template"}, set()),
        ("externalLinkPath", "file:///C:/a.xlsx", {"external_data"}, set()),
        ("frame", "https://evil/", {"external_content"}, set()),
        ("subDocument", "file:///C:/a.docx", {"external_content"}, set()),
    ],
)
def test_what_leads_out_stays_only_as_a_plain_link(word, target, refused, removed):
    one, report = links(("rId1", word, target)), Report()
    look_at_external(one, report)

    assert (report.refused, report.removed) == (refused, removed)
    assert b"Jane" not in one.serialize()


@pytest.mark.parametrize("mode", ["external", "EXTERNAL", "External"])
def test_the_mode_counts_in_every_case(mode):
    one, report = links(("rId1", "image", "http://evil/a")), Report()
    one.entries[0].set("TargetMode", mode)
    look_at_external(one, report)

    assert report.refused == {"external_content"}


def test_an_address_that_calls_itself_a_part_goes_with_what_shows_it():
    one = links(("rId1", "image", "http://evil/a.png"), ("rId2", "image", "media/b.png"))
    del one.entries[0].attrib["TargetMode"]
    root = xml.parse(f'<a xmlns:r="{RELATION}">1<b r:embed="rId1"/>2<c r:embed="rId2"/></a>'.encode())

    one.drop_to_missing({"word/media/b.png"}, root, {}, Report())

    assert b"evil" not in one.serialize()
    assert xml.serialize(root).endswith(b'>12<c r:embed="rId2"/></a>')


@pytest.mark.parametrize(
    ("word", "source", "refused", "removed"),
    [
        ("package", CHART, set(), {"chart_data"}),
        ("oleObject", CHART, {"embedded"}, set()),
        ("package", "", {"embedded"}, set()),
        ("aFChunk", "", {"embedded"}, set()),
        ("control", "", {"embedded"}, set()),
        ("comments", "", set(), set()),
    ],
)
def test_only_the_table_behind_a_chart_goes_other_files_are_refused(word, source, refused, removed):
    one, report = links(("rId1", word, "embeddings/a.bin")), Report()
    one.drop_to_missing(set(), None, {"word/document.xml": source}, report)

    assert (report.refused, report.removed, one.entries) == (refused, removed, [])


@pytest.mark.parametrize(("name", "stays"), [("pageSetup", True), ("sheetPr", True), ("legacyDrawing", False)])
def test_what_only_names_a_lost_part_stays_without_its_name(name, stays):
    root = xml.parse(f'<a xmlns:r="{RELATION}"><{name} r:id="rId1"/></a>'.encode())
    links(("rId1", "printerSettings", "p.bin")).drop_to_missing(set(), root, {}, Report())

    assert (f"<{name}/>".encode() in xml.serialize(root)) is stays
    assert b"rId1" not in xml.serialize(root)
