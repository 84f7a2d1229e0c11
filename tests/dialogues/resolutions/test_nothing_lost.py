"""Whatever text is read, each of its signs is in a paragraph, a note, the heading or the list of what was left out."""

import time
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dialogues.resolutions.reading import NotAResolution, read
from dialogues.resolutions.reading.reasons import DOUBTS, WHY
from tests.dialogues.resolutions.accounts import missing_and_made_up

PIECES = [
    "The General Assembly,", "*The Conference of the Parties,*", "L’Assemblée générale,",
    "The General Assembly decides",
    "At its 5th meeting, on 20 October 2022, the General Assembly decided to", "Recalling its resolution 5/2,",
    "*Taking note* of", "trafficking in persons,", "States parties", "and to", "1. *Urges* States:", "2. Decides;",
    "3.", "a. At last;",
    "4 bis. Invites", "7. Requests", "(a)", "(b) To act;", "(i) At once;", "(ii)", "(h) One;", "(i) (a) Two:",
    "(zz)", "a)",
    "¹", "² See A/77/170.", "* CTOC/COP/2022/1.", "**", "*", "agenda*", "word,¹ more", "near-", "implemen-", "tation",
    "\u00ad", "[76/7](#)", "[", "](x)", "Annex I", "ANNEX", "**Annexe**", "1", "12", "3/4", "page 3", "V.22-24316 (E)",
    "*2224316*", "CTOC/COP/2022/L.5/Rev.1", "Distr.: Limited", "19 October 2022", "Eleventh session", "Item 2 (b)",
    "Colombia and Mexico: revised draft resolution", "Resolution 10/3", "76/7. Title", "[on the report]",
    "\x00", "\ufeff",
    "left                              right", "48th plenary meeting", "Trafficking", "I", ".", ";", "thereto1 as",
    "Country      Lamps     2024", "Peru         12        3", "| Peru | 12 |", "_______________",
    "Генеральная Ассамблея,",
    "ссылаясь на", "(أ) عد", "١ - يحث", "（二）点灯", "㈠", "2．请", "附件", "Russian", "31 February 2022",
    "1º de enero de 2024", "Tenth special session", "1 United Nations, vol. 1", "é", "重", "\ud800", "†",
]  # fmt: skip
BETWEEN = ["\n", "\n", "\n\n", "\n\n", " ", " ", "", "\f", "\r\n", "\t", "\u2028"]
piece = st.sampled_from(PIECES) | st.text(max_size=4)
soup = st.lists(st.tuples(piece, st.sampled_from(BETWEEN)).map("".join), max_size=40).map("".join)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(soup, soup)
@example("", "Recalling a,\n\n1. Urges all:\n\n(a) to;\n\n(i) to;\n\nand more,\n\n(a) again")
@example("", "Recalling implemen-\ntation\n\n** Note\n\n**2.** **Annex")
def test_every_sign_is_somewhere_and_none_is_made_up(before, behind):
    text = f"{before}\n\nThe General Assembly,\n\nRecalling\n\n{behind}"

    try:
        resolution = read(text)
    except NotAResolution:
        assume(False)

    assert missing_and_made_up(text, resolution) == ({}, {})
    assert {one.why for one in resolution.left_out} <= set(WHY)
    assert {one.why for one in resolution.doubts} <= set(DOUBTS)


word = st.sampled_from(["lamps", "(a)", "2.", "¹", "word1", "Recalling", "Urges", "A/77/170", "é", "1", "post-", "；"])
words = st.lists(word, min_size=1, max_size=5).map(" ".join)
rows = st.lists(st.tuples(words, words, words), min_size=8, max_size=14)
PAGES = {
    "columns": lambda row: f"{row[0]:<40}{row[1]}",
    "table": lambda row: f"{row[0]:<30}{row[1]:<30}{row[2]}",
    "tabs": "\t".join,
    "lines": " ".join,
    "notes": lambda row: f"¹ {row[0]}\n\n{row[1]} 2\n",
}
page_of = st.tuples(st.sampled_from(sorted(PAGES)), rows).map(lambda one: "\n".join(map(PAGES[one[0]], one[1])))


@settings(max_examples=25, deadline=None)
@given(st.lists(page_of, min_size=1, max_size=3))
def test_no_sign_of_pages_with_columns_tables_and_footnotes_is_lost(pages):
    text = "The General Assembly,\n\nRecalling all,\n\n1. Urges all;\f" + "\f".join(pages)

    assert missing_and_made_up(text, read(text)) == ({}, {})


@settings(max_examples=100, deadline=None)
@given(soup | st.text(max_size=300) | st.binary(max_size=300).map(lambda some: some.decode("latin-1")))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        resolution = read(text)
    except NotAResolution as refusal:
        assert str(refusal)
    else:
        assert missing_and_made_up(text, resolution) == ({}, {})
        assert resolution.preambular or resolution.operative


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("\n \f\x00", "empty"),
        ("Dear colleagues,\n\nthe meeting is on Monday.", "no_opening"),
        ("<html>The General Assembly,</html>", "no_opening"),
        ("The General Assembly,", "no_paragraphs"),
        ("x" * 2_000_001, "too_long"),
    ],
    ids=["nothing", "blank", "letter", "markup", "alone", "long"],
)
def test_what_is_no_resolution_is_refused_with_its_reason(text, code):
    with pytest.raises(NotAResolution) as refusal:
        read(text)

    assert refusal.value.code == code


@pytest.mark.slow
@pytest.mark.parametrize(
    "pattern",
    [
        "Recalling its resolution 5/2,\n\n", "1. Urges\n", "(a) (i) ", "(a) x:\n\n(i) y:\n\n", "* ", "*a ", "[", "[a](",
        "¹ x\n\n\n\n\n\n", "1 A word1\n\n", "word-\n", "a    b\n", "\f1 Recalling\n", "A/1/", "article 1, 2 and 3 ",
        "resolutions 5/2 and 5/3 of 22 October 2010, ", "Annex\n\nword\n\n", "States, ", "(", ") ", "Heading\n\n",
        "Express", "and ", "9. ",
    ],
)  # fmt: skip
def test_no_text_takes_longer_than_its_length(pattern):
    text = "The General Assembly,\n\nRecalling all,\n\n" + pattern * (200_000 // len(pattern))
    started = time.process_time()

    read(text)

    assert time.process_time() - started < 4


@pytest.mark.slow
def test_two_million_signs_are_read_in_five_seconds():
    text = (Path(__file__).parent / "texts" / "nested_lists.txt").read_text()
    started = time.process_time()

    resolution = read((text * (2_000_000 // len(text) + 1))[:2_000_000])

    assert time.process_time() - started < 5
    assert len(resolution.operative) > 3
