"""Pages of two columns that came as one, line by line."""

import random
import re
from importlib import import_module
from itertools import cycle, islice

import pytest

from dialogues.resolutions.reading import read
from dialogues.resolutions.reading.columns import in_reading_order
from portal.cleaning.reading.pages import text_of

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


WORDS = ["the", "of", "and", "States parties", "organized", "crime", "persons", "cooperation", "transnational"]


def line_of(rng, width, *, justified):
    """Words up to a width, with doubled blanks up to its end where it is justified."""
    words = [rng.choice(WORDS)]
    while len(" ".join(words)) < width - 14:
        words.append(rng.choice(WORDS))
    blanks = [" "] * (len(words) - 1)
    missing = width - len(" ".join(words)) if justified else 0
    for place in islice(cycle(range(len(blanks))), missing):
        blanks[place] += " "
    return words[0] + "".join(map("".join, zip(blanks, words[1:], strict=True)))


@pytest.mark.parametrize("width", [36, 50, 72])
@pytest.mark.parametrize("count", [8, 40])
def test_a_justified_text_is_never_parted(width, count):
    rng = random.Random(f"{width} {count}")

    for _page in range(30):
        assert in_reading_order([line_of(rng, width, justified=True) for _line in range(count)]) is None


@pytest.mark.parametrize("justified", [False, True])
@pytest.mark.parametrize("between", [2, 3, 6])
def test_two_columns_are_parted_by_a_gap_of_two_blanks_as_by_a_wide_one(justified, between):
    rng = random.Random(between)
    left, right = ([line_of(rng, 40, justified=justified) for _line in range(30)] for _side in range(2))

    assert in_reading_order(page(left, right, 40 + between)) == [*left, "", *right]


PRINTED = """<style>body {{ font: 9pt serif; text-align: justify; hyphens: auto }}
div {{ column-count: 2; column-gap: 8mm }}</style>
<body lang="en"><p>Peru: draft resolution<p>Lamps<div><p>The General Assembly,<p>{preamble}{articles}</div>"""


@pytest.mark.paper
def test_a_page_that_was_printed_in_two_justified_columns_is_read_down_the_left_one_first(tmp_path):
    words = "States parties that transport persons across borders by sea and listen to coastal communities "
    asks = [f"{number}. Urges {words * 3}in case {number};" for number in range(1, 10)]
    html = PRINTED.format(preamble=f"Recalling {words * 4},", articles="<p>".join(["", *asks]))
    import_module("weasyprint").HTML(string=html).write_pdf(tmp_path / "page.pdf")

    resolution = read(text_of(tmp_path / "page.pdf"))

    assert "columns" in {doubt.why for doubt in resolution.doubts}
    assert [re.sub("[\u2010\xad]", "", one.text) for one in resolution.operative] == [one[3:] for one in asks]
    assert [doubt.why for doubt in resolution.doubts if doubt.why == "hyphen"] == []
