"""Runs put together to lines with light marks, and numbers as programs count them."""

import pytest

from portal.cleaning.reading.counting import Counter, Shape, in_style
from portal.cleaning.reading.runs import Run, Text, line

ITALIC, RAISED = {"italic": True}, {"raised": True}


@pytest.mark.parametrize(
    ("runs", "written"),
    [
        ([], ""),
        ([Run("  Urges all ")], "Urges all"),
        ([Run("Urges", **ITALIC), Run(" all")], "*Urges* all"),
        ([Run(" Urges ", **ITALIC), Run("all")], "*Urges* all"),
        ([Run("Ur", **ITALIC), Run("ges", **ITALIC), Run(" all")], "*Urges* all"),
        ([Run("a"), Run(" ", **ITALIC), Run("b")], "a b"),
        ([Run("12,", **ITALIC), Run(" all")], "12, all"),
        ([Run("(bis)", **ITALIC)], "*(bis)*"),
        ([Run("States"), Run(" 12 ", **RAISED), Run("parties")], "States¹²parties"),
        ([Run("States"), Run("1", **RAISED), Run("2", **RAISED)], "States¹²"),
        ([Run("5"), Run("th", **RAISED), Run(" day")], "5th day"),
        ([Run("States"), Run("3", italic=True, raised=True)], "States³"),
        ([Run("1"), Run("er", italic=True, raised=True)], "1er"),
        ([Run("x"), Run("  ", **RAISED), Run("y")], "x  y"),
    ],
)
def test_runs_that_look_alike_get_one_pair_of_marks(runs, written):
    assert line(runs) == written


def test_a_document_is_its_paragraphs_and_then_its_notes():
    text = Text()
    text.add([Run("Urges all:")], "1.")
    text.note("¹", [[Run("See A/77/3.")], [], [Run("And more.")]])
    text.add([Run("  ")])
    text.add([Run("to act")])

    assert text.written() == "1. Urges all:\n\nto act\n\n¹ See A/77/3. And more."


def test_an_empty_document_is_an_empty_text():
    assert Text().written() == ""


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (1, "a", "a"), (26, "a", "z"), (28, "a", "bb"), (52, "A", "ZZ"), (260, "a", "z" * 10), (261, "a", "261"),
        (-1, "A", "-1"), (14, "i", "xiv"), (40, "I", "XL"), (89, "i", "lxxxix"), (90, "i", "90"), (0, "I", "0"),
        (12, "", "12"),
    ],
)  # fmt: skip
def test_numbers_beyond_their_style_are_digits(number, style, shown):
    assert in_style(number, style) == shown


@pytest.mark.parametrize(
    ("shape", "label"),
    [
        (Shape("1"), "3."),
        (Shape("a", "(", ")"), "(c)"),
        (Shape("I", "Part ", ""), "Part III"),
        (Shape(""), ""),
        (Shape("", "(", ")"), ""),
    ],
)
def test_a_label_has_its_signs_around_the_number(shape, label):
    assert shape.label(3) == label


def test_lists_of_different_names_are_counted_apart_and_from_their_start():
    counter = Counter()

    assert [counter.next(name, 0, Shape("1", start=4)) for name in ("a", "a", "b", "a")] == ["4.", "5.", "4.", "6."]


def test_a_list_goes_on_behind_a_deeper_one_and_a_depth_may_be_left_out():
    counter, shape = Counter(), Shape("1")

    assert [counter.next("a", depth, shape) for depth in (0, 2, 2, 1, 2, 0)] == ["1.", "1.", "2.", "1.", "1.", "2."]
