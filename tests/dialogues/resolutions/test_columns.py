"""Pages of two columns that came as one, line by line."""

import pytest

from dialogues.resolutions.reading.columns import in_reading_order

LEFT = [f"left words {number} go here" for number in range(10)]
RIGHT = [f"right words {number}" for number in range(10)]


def page(left, right, at=40):
    return [f"{one:<{at}}{other}".rstrip() for one, other in zip(left, right, strict=True)]


@pytest.mark.parametrize("at", [26, 40, 90])
def test_the_left_column_is_read_before_the_right_one(at):
    assert in_reading_order(page(LEFT, RIGHT, at)) == [*LEFT, "", *RIGHT]


def test_a_heading_as_wide_as_the_page_stays_whole_on_the_left():
    heading = "A heading that goes all over the page, from one edge to the other"

    ordered = in_reading_order([heading, *page(LEFT, RIGHT)])

    assert ordered == [heading, *LEFT, "", "", *RIGHT]


def test_a_right_column_that_is_longer_keeps_its_lines():
    ordered = in_reading_order(page([*LEFT[:6], "", "", "", ""], RIGHT))

    assert ordered == [*LEFT[:6], "", "", "", "", "", *RIGHT]


def test_blank_lines_do_not_count_and_stay():
    ordered = in_reading_order([*page(LEFT[:5], RIGHT[:5]), "", *page(LEFT[5:], RIGHT[5:])])

    assert ordered == [*LEFT[:5], "", *LEFT[5:], "", *RIGHT[:5], "", *RIGHT[5:]]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [""] * 20,
        ["Only one column of words, as most pages have it."] * 20,
        page(LEFT, RIGHT)[:7],
        [f"({number})   Words" for number in "abcdefghij"],
        page(LEFT, RIGHT, at=120),
        [*page(LEFT, RIGHT), *["Lines that go across the whole width of the page and leave no gap"] * 4],
        [f"{'':<40}{one}" for one in RIGHT],
        [f"left words {'.' * number}   right words" for number in range(10, 20)],
    ],
    ids=["empty", "blank", "one", "short", "labels", "too far", "crossing", "right alone", "ragged"],
)
def test_a_page_without_two_columns_is_left_as_it_is(lines):
    assert in_reading_order(lines) is None
