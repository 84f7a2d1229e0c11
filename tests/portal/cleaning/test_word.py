"""The XML of Word: what fetches is found however it is written, what was changed is accepted, nobody is named."""

import pytest

from portal.cleaning import word, xml
from portal.cleaning.report import Report
from tests.factories.uploads import WORD_SPACES

BY = 'w:author="Jane Secret" w:date="2024-01-01T00:00:00Z" w:id="1"'
BEGIN, SEPARATE, END = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))


def cleaned(body: str) -> tuple[str, Report]:
    """What is left of a body, and the report."""
    root, report = xml.parse(f"<w:body {WORD_SPACES}>{body}</w:body>".encode()), Report()
    word.clean_part(root, report)
    text = xml.serialize(root).decode()
    return text.partition('2006/relationships">')[2].removesuffix("</w:body>"), report


def field(*pieces: str) -> str:
    """A field whose instruction is spread over these pieces."""
    return BEGIN + "".join(f"<w:instrText>{piece}</w:instrText>" for piece in pieces) + SEPARATE + END


@pytest.mark.parametrize(
    "body",
    [
        field("INCLUDEPICTURE \\d http://evil/a.png"),
        field(" include", "text c:\\x"),
        field('"DDE" excel x'),
        field("QUOTE 68 68 69"),
        field("LINK Excel.Sheet.8 c:\\x"),
        field("DATABASE \\c x"),
        field("MACROBUTTON Evil click"),
        f"{BEGIN}<w:instrText>IF </w:instrText>{field('DDEAUTO c:x')}{END}",
        f"{BEGIN}<w:delInstrText>DDEAUTO c:x</w:delInstrText>{END}",
        f"{BEGIN}<w:instrText>DDEAUTO c:x</w:instrText>",
        "<w:instrText>DDEAUTO c:x</w:instrText>",
        '<w:fldSimple w:instr="INCLUDETEXT c:x"/>',
        '<w:fldSimple w:dirty="true" w:instr="INCLUDETEXT c:x"/>',
        '<w:fldSimple w:instr="\tddeauto c:x" w:fldLock="1"/>',
    ],
)
def test_a_field_that_fetches_is_refused_however_it_is_written(body):
    assert cleaned(f"<w:p><w:r>{body}</w:r></w:p>")[1].refused == {"external_content"}


@pytest.mark.parametrize(
    "body",
    [
        field("PAGE \\* MERGEFORMAT"), field('HYPERLINK "https://example.org"'), field("TOC \\o 1-3"), field(""),
        field("QUOTE words"), field("QUOTE"), field("LINKED"), '<w:fldSimple w:dirty="true" w:instr="DATE"/>',
        f"{END}<w:t>DDE</w:t>",
    ],
)  # fmt: skip
def test_a_field_that_only_shows_is_taken(body):
    assert cleaned(f"<w:p><w:r>{body}</w:r></w:p>")[1].refused == set()


@pytest.mark.parametrize(
    ("given", "left"),
    [
        (f"<w:p><w:ins {BY}><w:r/></w:ins></w:p>", "<w:p><w:r/></w:p>"),
        (f"<w:p><w:del {BY}><w:r/></w:del>b</w:p>", "<w:p>b</w:p>"),
        (f"<w:p><w:ins {BY}><w:del {BY}><w:r/></w:del></w:ins></w:p>", "<w:p/>"),
        (f"<w:p><w:moveTo {BY}><w:r/></w:moveTo><w:moveFrom {BY}><w:r/></w:moveFrom></w:p>", "<w:p><w:r/></w:p>"),
        (f"<w:moveFromRangeStart {BY}/><w:p/><w:moveFromRangeEnd/>", "<w:p/>"),
        (f"<w:tr><w:trPr><w:ins {BY}/></w:trPr><w:tc/></w:tr>", "<w:tr><w:trPr/><w:tc/></w:tr>"),
        (f"<w:tbl><w:tr><w:trPr><w:del {BY}/></w:trPr></w:tr><w:tr/></w:tbl>", "<w:tbl><w:tr/></w:tbl>"),
        (f"<w:tr><w:tc><w:tcPr><w:cellDel {BY}/></w:tcPr></w:tc><w:tc/></w:tr>", "<w:tr><w:tc/></w:tr>"),
        (f"<w:sectPr><w:sectPrChange {BY}><w:sectPr/></w:sectPrChange></w:sectPr>", "<w:sectPr/>"),
        (
            f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr><w:r/></w:p><w:p><w:pPr/><w:t/></w:p>",
            "<w:p><w:pPr><w:rPr/></w:pPr><w:r/><w:t/></w:p>",
        ),
        (
            f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr></w:p><w:tbl/>",
            "<w:p><w:pPr><w:rPr/></w:pPr></w:p><w:tbl/>",
        ),
        (f"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr></w:p>", "<w:p><w:pPr><w:rPr/></w:pPr></w:p>"),
    ],
)
def test_a_change_is_accepted_where_it_stands_and_nobody_is_named(given, left):
    text, report = cleaned(given)

    assert text == left
    assert report.removed == {"tracked_changes"} and not report.refused


def test_a_formula_keeps_its_own_elements_of_the_same_name():
    math = '<m:del xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:e/></m:del>'

    text, report = cleaned(math)

    assert text == math and not report.removed


def test_comments_go_without_their_marks_and_the_words_beside_them_stay():
    text, report = cleaned("<w:p>a<w:commentRangeStart/>b<w:commentRangeEnd/>c<w:commentReference/>d</w:p>")

    assert text == "<w:p>abcd</w:p>" and report.removed == {"comments"}


@pytest.mark.parametrize(
    "given",
    [
        '<w:p w:rsidR="00AB" w:rsidRDefault="00AC"/>', "<w:p><w:rsids><w:rsid/></w:rsids></w:p>",
        '<w:p><w:permStart w:ed="jane"/><w:permEnd/></w:p>', "<w:p><w:mailMerge/><w:docVars/></w:p>",
        '<w:p w:author="Jane" w:initials="JS"/>', '<w:p><w:dataBinding w:xpath="a"/></w:p>',
    ],
)  # fmt: skip
def test_traces_of_sessions_and_people_go_quietly(given):
    text, report = cleaned(given)

    assert text == "<w:p/>" and not report.removed


@pytest.mark.parametrize(
    ("given", "reason"),
    [("<w:object/>", "embedded"), ("<w:control/>", "controls"), ("<w:altChunk/>", "embedded")],
)
def test_what_runs_or_holds_files_is_refused(given, reason):
    assert cleaned(f"<w:p>{given}</w:p>")[1].refused == {reason}
