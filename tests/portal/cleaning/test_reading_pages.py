"""The words of a PDF, by their places on the page."""

import pytest

from portal.cleaning.reading.pages import text_of
from tests.factories import papers


def words_of(folder, *placed):
    (folder / "given.pdf").write_bytes(papers.pages(*placed))
    return text_of(folder / "given.pdf")


def lines(*words, top=700, step=14):
    return [(72, top - step * place, "R", 12, one) for place, one in enumerate(words)]


@pytest.mark.parametrize(
    ("placed", "written"),
    [
        (lines("Urges", "all"), "Urges\nall"),
        (lines("all", "Urges", top=600, step=-14), "Urges\nall"),
        ([*lines("one", "two", "three"), *lines("apart", top=620)], "one\ntwo\nthree\n\napart"),
        ([(72, 700, "I", 12, "Urges"), (102, 700, "R", 12, " all")], "*Urges* all"),
        ([(102, 700, "R", 12, " all"), (72, 700, "I", 12, "Urges")], "*Urges* all"),
        ([(72, 700, "R", 12, "States"), (106, 705, "R", 7, "12")], "States¹²"),
        ([(72, 700, "R", 12, "5"), (78, 705, "R", 7, "th")], "5th"),
        ([(72, 700, "R", 12, "States"), (106, 700, "R", 11, "12")], "States 12"),
    ],
    ids=["lines", "order", "gap", "italics", "from the left", "raised", "letters", "nearly as large"],
)
def test_pieces_are_put_to_lines_as_they_stand(tmp_path, placed, written):
    assert words_of(tmp_path, placed) == written


def test_a_wide_gap_stays_and_a_form_feed_parts_pages(tmp_path):
    first, second = words_of(tmp_path, [*lines("left"), (320, 700, "R", 12, "right")], lines("next")).split("\f")

    assert (first.split(), second) == (["left", "right"], "next")
    assert first.index("right") == round((320 - 72) / 6)


def test_a_page_without_words_is_empty(tmp_path):
    assert words_of(tmp_path, [], lines("next")) == "\fnext"
