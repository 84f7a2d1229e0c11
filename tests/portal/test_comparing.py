"""What changed between two texts: nothing is lost, and what only looks new is said to be the same."""

import pytest

from portal.comparing import Change, Piece, compare, paragraphs

ONE, TWO, THREE = "States publish their plans.", "Organizations are heard.", "Parts carry a number."


def kinds(changes: list[Change]) -> list[tuple[int | None, str]]:
    return [(change.number, change.kind) for change in changes]


def text(changes: list[Change], *, without: str) -> str:
    """A text again, from its changes: the old one without what is new, the new one without what is gone."""
    found = ["".join(piece.text for piece in change.pieces if piece.kind != without) for change in changes]
    return "\n\n".join(paragraph for paragraph in found if paragraph)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([ONE, TWO], [ONE, TWO], [(1, "same"), (2, "same")]),
        ([], [ONE], [(1, "new")]),
        ([ONE], [], [(None, "gone")]),
        ([ONE, TWO], [TWO], [(None, "gone"), (1, "same")]),
        ([TWO], [ONE, TWO], [(1, "new"), (2, "same")]),
        ([ONE], ["States publish their plans every year."], [(1, "changed")]),
        ([ONE], ["## Marking"], [(1, "new"), (None, "gone")]),
        (
            [ONE, TWO, THREE],
            [ONE, "Organizations are always heard.", THREE],
            [(1, "same"), (2, "changed"), (3, "same")],
        ),
    ],
)
def test_each_paragraph_is_the_same_changed_gone_or_new(old, new, expected):
    assert kinds(compare("\n\n".join(old), "\n\n".join(new))) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{ONE}\n\n{TWO}", f"{TWO}\n\n{ONE}"),
        (f"{ONE}\n\n{TWO}\n\n{THREE}", "Organizations were heard once.\n\nParts carry no number."),
        ("各国应当公布计划。", "各国应当每年公布计划。"),
        ("الأجزاء تحمل رقما.", "الأجزاء لا تحمل رقما."),
        ("", THREE),
    ],
)
def test_both_texts_can_be_read_back_from_the_changes(old, new):
    changes = compare(old, new)

    assert sorted(paragraphs(text(changes, without="gone"))) == sorted(paragraphs(new))
    assert sorted(paragraphs(text(changes, without="new"))) == sorted(paragraphs(old))


def test_one_word_that_changed_is_all_that_is_marked():
    (change,) = compare("We ask to be heard.", "We demand to be heard.")

    assert [piece for piece in change.pieces if piece.kind != "same"] == [Piece("gone", "ask"), Piece("new", "demand")]


def test_blanks_and_signs_do_not_make_two_paragraphs_alike():
    old, new = "Delegates shall travel, always.", "Every government must answer, publicly."

    assert kinds(compare(old, new)) == [(1, "new"), (None, "gone")]


def test_a_run_of_words_that_changed_is_marked_as_one():
    (change,) = compare("We ask every single State to answer.", "We ask all of them to answer.")

    assert [piece for piece in change.pieces if piece.kind != "same"] == [
        Piece("gone", "every single State"),
        Piece("new", "all of them"),
    ]


def test_a_blank_that_changed_is_marked():
    (change,) = compare("We ask  to be heard.", "We ask to be heard.")

    assert [piece for piece in change.pieces if piece.kind != "same"] == [Piece("gone", "  "), Piece("new", " ")]


def test_in_chinese_a_letter_that_changed_is_all_that_is_marked():
    (change,) = compare("各国应当公布计划", "各国必须公布计划")

    assert "".join(piece.text for piece in change.pieces if piece.kind == "new") == "必须"


def test_lines_without_words_are_no_paragraphs():
    assert paragraphs(f"{ONE}\n\n  \n\n{TWO}\n\n") == [ONE, TWO]
