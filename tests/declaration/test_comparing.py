"""The difference between two texts, as people read it."""

import pytest

from portal.comparing import compare

TEXT = "We ask to be heard.\n\nWe ask every State to answer.\n\nWe commit ourselves."


def said(old: str, new: str) -> list[tuple[int | None, str]]:
    return [(change.number, change.kind) for change in compare(old, new)]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (TEXT, [(1, "same"), (2, "same"), (3, "same")]),
        (
            TEXT.replace("every State", "all States"),
            [(1, "same"), (2, "changed"), (3, "same")],
        ),
        (TEXT.replace("We ask every State to answer.\n\n", ""), [(1, "same"), (None, "gone"), (2, "same")]),
        (
            TEXT.replace("We commit", "Nothing else here.\n\nWe commit"),
            [(1, "same"), (2, "same"), (3, "new"), (4, "same")],
        ),
        ("完全不同的文字", [(1, "new"), (None, "gone"), (None, "gone"), (None, "gone")]),
    ],
)
def test_each_paragraph_says_what_became_of_it(new, expected):
    assert said(TEXT, new) == expected


def test_pieces_give_back_both_texts():
    old, new = "We ask every State to answer soon.", "We ask all States to answer, and soon."
    (change,) = compare(old, new)

    assert "".join(piece.text for piece in change.pieces if piece.kind != "new") == old
    assert "".join(piece.text for piece in change.pieces if piece.kind != "gone") == new


def test_chinese_is_compared_by_letters():
    (change,) = compare("我们要求各国答复", "我们请求各国答复")

    assert [piece.text for piece in change.pieces if piece.kind != "same"] == ["要", "请"]
