"""Words read out of files that may be damaged: always an answer, never a crash; and numbers as programs count them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.cleaning import text
from portal.cleaning.child import report_of
from portal.cleaning.reading.counting import Counter, Shape, in_style
from portal.cleaning.reading.runs import Run, line
from portal.files.words import REFUSALS, STRANGERS
from tests.factories import papers, uploads

WORD = papers.word([papers.word_paragraph("*Urges", " States", "^", level=0)], note="See A/77/170.")
PDF = papers.pages([(72, 700, "I", 12, "Urges"), (110, 704, "R", 7, "1"), (72, 80, "R", 9, "1 See A/77/170.")])


@settings(max_examples=40, deadline=None)
@given(data=st.data(), good=st.sampled_from([WORD, PDF, uploads.odf(), b"<ol><li>a<li>b</ol>"]))
def test_a_good_file_with_bytes_changed_is_answered_and_never_crashes(tmp_path_factory, data, good):
    content, folder = bytearray(good), tmp_path_factory.mktemp("changed")
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] ^= data.draw(st.integers(1, 255))
    (folder / "given").write_bytes(content)

    report = report_of(text.clean, folder / "given", folder / "clean")

    assert (folder / "clean").exists() != bool(report["refused"])
    assert set(report["refused"]) <= {*REFUSALS, *STRANGERS}


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [(3, "1", "3"), (3, "a", "c"), (27, "a", "aa"), (3, "A", "C"), (4, "i", "iv"), (49, "i", "xlix"), (9, "I", "IX"),
     (0, "a", "0"), (5000, "i", "5000")],
)  # fmt: skip
def test_numbers_are_shown_in_the_style_of_their_list(number, style, shown):
    assert in_style(number, style) == shown


def test_a_deeper_list_begins_anew_behind_each_item_of_the_higher_one():
    counter, top, deep = Counter(), Shape("1"), Shape("a", "(", ")", start=2)

    labels = [counter.next("list", depth, (top, deep)[depth]) for depth in (0, 1, 1, 0, 1)]

    assert labels == ["1.", "(b)", "(c)", "2.", "(b)"]
    assert counter.next("points", 0, Shape("")) == ""


def test_marks_stand_at_words_and_not_at_blanks():
    runs = [Run("Urges ", True), Run("States,"), Run("12", raised=True), Run(" the 2"), Run("nd", raised=True)]

    assert line(runs) == "*Urges* States,¹² the 2nd"
