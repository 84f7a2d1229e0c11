"""The words of an upload: of any document that may be stored, of a web page, of text; read in a process of its own."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from dialogues.resolutions.reading import read
from portal import files
from tests.factories import papers, uploads


def words_of(content, name="text"):
    return files.text_of(SimpleUploadedFile(name, content))


WORD = papers.word(
    [
        papers.word_paragraph("*The General Assembly,"),
        papers.word_paragraph("*Recalling", " the Convention,", "^"),
        papers.word_paragraph("*Urges", " States:", level=0),
        papers.word_paragraph("To listen:", level=1),
        papers.word_paragraph("Early;", level=2),
        papers.word_paragraph("Often;", level=2),
        papers.word_paragraph("To act;", level=1),
        papers.word_paragraph("*Requests", " a report.", level=0),
    ],
    note="See A/77/170.",
)
SPACES = uploads.ODF_SPACES + "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {"style": "style", "fo": "xsl-fo-compatible"}.items()
)
LEVEL = "<text:list-level-style-number text:level"


def listed(*items):
    return "".join(["<text:list>", *(f"<text:list-item>{item}</text:list-item>" for item in items), "</text:list>"])


def line_of(words, italics=""):
    return f'<text:p><text:span text:style-name="T1">{italics}</text:span>{words}</text:p>'


NOTE = "<text:note-citation>1</text:note-citation><text:note-body><text:p>See A/77/170.</text:p></text:note-body>"
STYLES = f"""<style:style style:name="T1"><style:text-properties fo:font-style="italic"/></style:style>
<text:list-style style:name="L1">{LEVEL}="1" style:num-format="1" style:num-suffix="."/>
{LEVEL}="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
{LEVEL}="3" style:num-format="i" style:num-prefix="(" style:num-suffix=")"/></text:list-style>"""
WORDS = [
    line_of("", "The General Assembly,"),
    line_of(f" the Convention,<text:note>{NOTE}</text:note>", "Recalling"),
    listed(
        line_of(" States:", "Urges")
        + listed(line_of("To listen:") + listed(line_of("Early;"), line_of("Often;")), line_of("To act;")),
        line_of(" a report.", "Requests"),
    ).replace("<text:list>", '<text:list text:style-name="L1">', 1),
]
CONTENT = (
    f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
    f"<office:body><office:text>{''.join(WORDS)}</office:text></office:body></office:document-content>"
)
OPEN = uploads.odf(parts={"content.xml": CONTENT})
PAGE = b"""<!doctype html><title>Not this</title><script>no()</script><nav>Menu</nav>
<p><i>The General Assembly,</i><p><em>Recalling</em> the
Convention,<sup>1</sup></p><ol><li><em>Urges</em> States:<ol><li>To listen:<ol><li>Early;<li>Often;</ol>
<li>To act;</ol><li><em>Requests</em> a report.</ol><p><sup>1</sup> See A/77/170.</p>"""
PDF = papers.pages(
    [
        (72, 700, "I", 12, "The General Assembly,"),
        (72, 676, "I", 12, "Recalling"),
        (122, 676, "R", 12, " the Convention,"),
        (205, 680, "R", 7, "1"),
        (72, 652, "R", 12, "1. "),
        (84, 652, "I", 12, "Urges"),
        (114, 652, "R", 12, " States:"),
        (72, 628, "R", 12, "\\(a\\) To listen:"),
        (72, 604, "R", 12, "\\(i\\) Early;"),
        (72, 80, "R", 9, "1 See A/77/170."),
    ],
    [
        (72, 700, "R", 12, "\\(ii\\) Often;"),
        (72, 676, "R", 12, "\\(b\\) To act;"),
        (72, 652, "R", 12, "2. "),
        (84, 652, "I", 12, "Requests"),
        (132, 652, "R", 12, " a"),
        (72, 637, "R", 12, "report."),
    ],
)


@pytest.mark.parametrize(
    ("content", "name"),
    [(WORD, "a.docx"), (OPEN, "a.odt"), (PAGE, "a.html"), (PDF, "a.pdf")],
    ids=["docx", "odt", "html", "pdf"],
)
def test_a_document_is_read_with_its_italics_lists_and_footnotes(content, name):
    resolution = read(words_of(content, name))
    first, second = resolution.operative

    assert [one.text for one in resolution.preambular] == ["Recalling the Convention,"]
    assert resolution.preambular[0].words.italics == ((0, 9),)
    assert [one.text for one in (first, second)] == ["Urges States:", "Requests a report."]
    assert [one.text for one in first.parts] == ["To listen:", "To act;"]
    assert [one.anchor for one in first.parts[0].parts] == ["OP1-a-i", "OP1-a-ii"]
    assert [(one.mark, one.words.text) for one in resolution.notes] == [("¹", "See A/77/170.")]
    assert resolution.preambular[0].words.marks[0].mark == "¹"


def test_columns_of_a_pdf_keep_their_gap():
    columns = {
        60: "The General Assembly,|Recalling the rivers that|were poisoned by gold,|1. Urges States to close"
        "|mines that have no licence;|2. Also urges States to|clean the rivers;|3. Calls upon States to",
        320: "listen to villages;|4. Requests the Secretariat|to report on it;|5. Invites donors to pay"
        "|for the work;|6. Decides to come back|to the matter at its|next session.",
    }
    rows = [(x, row, words) for x, column in columns.items() for row, words in enumerate(column.split("|"))]
    placed = [(x, 700 - 14 * row, "R", 10, words) for x, row, words in rows]

    resolution = read(words_of(papers.pages(placed)))

    assert [one.lead for one in resolution.operative] == [
        "Urges", "Also urges", "Calls upon", "Requests", "Invites", "Decides",
    ]  # fmt: skip
    assert resolution.operative[2].text == "Calls upon States to listen to villages;"


def test_text_is_taken_as_it_is():
    assert words_of("\ufeffThe General Assembly,\n\nRéaffirming".encode()) == "The General Assembly,\n\nRéaffirming"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (uploads.pdf(uploads.acting(S="JavaScript", JS="x()")), "a.pdf", "script"),
        (uploads.pdf(), "a.pdf", "no_text"),
        (uploads.xlsx(), "a.xlsx", "not_listed"),
        (uploads.picture(), "a.jpg", "not_listed"),
        (b"MZ\x90", "a.txt", "program"),
        ("Réaffirmant".encode("latin-1"), "a.txt", "text_not_utf8"),
        (b" \n", "a.txt", "no_text"),
        (b"", "a.txt", "empty"),
        (b"<script>alert(1)</script>", "a.html", "no_text"),
    ],
    ids=["script", "scan", "table", "picture", "program", "encoding", "blank", "empty", "markup"],
)
def test_what_cannot_be_read_is_refused_by_its_reason(content, name, code):
    with pytest.raises(ValidationError) as refusal:
        words_of(content, name)

    assert code in {error.code for error in refusal.value.error_list}


@pytest.mark.parametrize("content", [b"<div>" * 200_000, b"<!--" * 200_000, b"<p" * 300_000, b"<ol><li>" * 100_000])
def test_a_bomb_of_tags_ends(content):
    try:
        words_of(content, "a.html")
    except ValidationError as refusal:
        assert refusal.error_list[0].code in {"no_text", "too_slow", "damaged", "too_large_unpacked"}
