"""The words around what was asked for, as they were written, with what was meant marked."""

import pytest

from portal import search
from portal.excerpts import WIDTH, excerpt


def marked(text, query):
    """The pieces that are marked."""
    return [piece.text for piece in excerpt(text, search.read(query)) if piece.meant]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("trac", "A request for tracing, and TRACES of it", ["tracing", "TRACES"]),
        ("evaluation", "L’auto-évaluation", ["évaluation"]),
        ("oeuvre", "une œuvre", ["œuvre"]),
        ("الأسلحة", "العنف بالأسلحة النارية", ["بالأسلحة"]),
        ("الدول", "إلى الدُّوَل الأطراف", ["الدُّوَل"]),
        ("枪支部件", "三维打印枪支部件：追查", ["枪支", "部", "件"]),
        ("枪", "三维打印枪支", ["枪"]),
        ("декларация", "Наша Декларация.", ["Декларация"]),
        ("2024", "in 20244 and 2024", ["2024"]),
        ('"illicit arms"', "arms that are illicit", ["arms", "illicit"]),
    ],
)
def test_what_is_found_is_marked_as_it_was_written(query, text, expected):
    assert marked(text, query) == expected


@pytest.mark.parametrize("query", ["", "!!", "nothing of this"])
def test_a_text_without_the_words_has_no_excerpt(query):
    assert excerpt("Ports and piers", search.read(query)) == []


def test_an_excerpt_is_the_part_with_most_of_the_words():
    text = "ports " + "x " * 300 + "ports and piers " + "y " * 300

    pieces = excerpt(text, search.read("ports piers"))

    assert marked(text, "ports piers") == ["ports", "piers"]
    assert pieces[0].text == "… " and pieces[-1].text.endswith(" …")
    assert len("".join(piece.text for piece in pieces)) <= WIDTH + 10


@pytest.mark.parametrize("text", ["a" * 50_000, "枪" * 50_000, "َ" * 50_000, "a b " * 20_000, "\n" * 100])
def test_no_text_takes_long(text):
    assert len(excerpt(text, search.read("a 枪"))) < 400


def test_the_pieces_are_the_text():
    text = "Ports, piers and ports."

    assert "".join(piece.text for piece in excerpt(text, search.read("ports"))) == text
