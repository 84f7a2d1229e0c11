"""Splitting, joining, moving and leaving out: whatever is done in whatever order, no sign is lost and none made up."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues.resolutions.reading.labels import DEEPEST
from dialogues.resolutions.sheet import (
    NUMBERED,
    Piece,
    PieceKind,
    addressed,
    as_json,
    from_json,
    joined,
    joined_at,
    key_of,
    moved,
    replaced_at,
    split,
    texts_of,
)  # fmt: skip
from tests.dialogues.resolutions.accounts import signs

K = PieceKind
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.lists(
    st.sampled_from(["lamp", "light;", "ضوء", "港口", "é¹", "(x)", "4.", "—", "a\u202eb"]), max_size=6
).map(" ".join)


@st.composite
def a_piece(draw):
    """A piece as the reader or the form of the desk makes it: only numbered ones have words after their parts."""
    kind = draw(st.sampled_from(K.values))
    is_numbered = kind in NUMBERED
    mark = draw(st.sampled_from(["", "4.", "(c)", "¹", "Annex II"]))
    depth, after = (draw(st.integers(0, 3)), draw(words)) if is_numbered else (0, "")
    return Piece(kind, draw(words), mark, depth, key_of(mark) if is_numbered else "", after=after)


pieces = st.lists(a_piece(), min_size=1, max_size=6)
CHANGES = st.lists(st.tuples(st.sampled_from(["split", "join", "kind"]), st.integers(0, 9), st.sampled_from(K.values)),
                   max_size=6)  # fmt: skip


def change(rows, verb, number, kind):
    """One thing that a coordinator does with a piece, done."""
    place = number % len(rows)
    if verb == "join":
        return joined_at(rows, place)
    piece = rows[place]
    if verb == "split":
        return replaced_at(rows, place, replace(piece, text=piece.text.replace(" ", "\r\n \r\n", 1)))
    return replaced_at(rows, place, replace(piece, kind=kind))


@quick
@given(pieces, CHANGES)
def test_no_correction_loses_or_makes_up_a_sign(rows, changes):
    before = signs(*texts_of(rows))

    for verb, number, kind in changes:
        rows = change(rows, verb, number, kind)
        assert signs(*texts_of(rows)) == before, (verb, number, kind)


@quick
@given(pieces)
def test_what_is_kept_is_read_back_the_same(rows):
    assert from_json(as_json(rows)) == rows


@quick
@given(pieces)
def test_addresses_are_given_to_all_in_order_and_doubles_are_said(rows):
    found = addressed(rows)
    anchors = [one.anchor for one in found if one.anchor]

    assert [one.piece for one in found] == rows
    assert all(one.is_double == (anchors.count(one.anchor) > 1) for one in found if one.anchor)
    assert all(one.anchor for one in found if one.piece.is_numbered)
    assert all(one.anchor.startswith(f"{one.above}-") for one in found if one.above)


@quick
@given(a_piece())
def test_splitting_and_joining_again_gives_the_same_words(piece):
    parts = split(replace(piece, text=piece.text.replace(" ", "\n\n")))

    whole = parts[0]
    for part in parts[1:]:
        whole = joined(whole, part)
    assert whole.text.split() == [*piece.text.split(), *(piece.after.split() if len(parts) > 1 else [])]


@pytest.mark.parametrize("kind", K.values)
def test_what_is_joined_brings_along_what_is_printed_before_it(kind):
    mark = "4."
    whole = joined(Piece(K.OPERATIVE, "Urges", "3."), Piece(kind, "Invites", mark))

    is_ours = kind in (K.HEAD, K.LEFT_OUT, K.OPENING, K.CLOSING)
    assert whole.text == ("Urges Invites" if is_ours else "Urges 4. Invites")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n\ntwo", ["one", "two"]), ("one\r\n\r\ntwo", ["one", "two"]), ("one\n \t\ntwo", ["one", "two"]),
        ("one\ntwo", ["one two"]), ("\n\none\n\n", ["one"]), ("one\n\n\n\ntwo", ["one", "two"]), ("", [""]),
        (" \n\n ", [""]), ("one\n\ntwo\n\nthree", ["one", "two", "three"]),
    ],
)  # fmt: skip
def test_an_empty_line_parts_a_piece_and_nothing_else_does(text, expected):
    found = split(Piece(K.OPERATIVE, text, "4.", 1, "4", after="behind"))

    assert [one.text for one in found] == expected
    assert [one.mark for one in found] == ["4.", *[""] * (len(expected) - 1)]
    assert found[-1].after == "behind" and {one.depth for one in found} == {1}


@pytest.mark.parametrize("place", [-1, 0, 2, 99])
def test_what_has_nothing_before_it_is_joined_to_nothing(place):
    rows = [Piece(K.OPERATIVE, "a"), Piece(K.OPERATIVE, "b")]

    assert joined_at(rows, place) == rows


@pytest.mark.parametrize("depth", [0, DEEPEST, DEEPEST + 5])
def test_no_piece_is_deeper_than_the_deepest(depth):
    piece = Piece(K.OPERATIVE, "a", depth=depth)

    assert moved(piece, piece).depth == min(depth, DEEPEST)
    assert moved(piece, replace(piece, kind=K.HEADING)).depth == 0


@pytest.mark.parametrize(
    ("mark", "key"), [("4.", "4"), ("(c)", "c"), ("4 bis.", "4bis"), ("é", ""), ("x" * 50, "x" * 20), ("", "")]
)
def test_the_part_of_an_address_is_what_is_printed_without_its_brackets(mark, key):
    assert key_of(mark) == key


def test_addresses_go_on_from_the_number_before_and_parts_begin_anew():
    rows = [
        Piece(K.OPERATIVE, "x", key="7"), Piece(K.OPERATIVE, "x"), Piece(K.OPERATIVE, "x", depth=1),
        Piece(K.OPERATIVE, "x", depth=9), Piece(K.HEADING, "H"), Piece(K.OPERATIVE, "x", depth=1),
        Piece(K.PREAMBULAR, "x", key="9"), Piece(K.ANNEXED, "x"), Piece(K.ANNEX, "A"), Piece(K.ANNEXED, "x"),
        Piece(K.ANNEX, "B"), Piece(K.ANNEXED, "x", depth=2), Piece(K.NOTE, "n", "¹"), Piece(K.LEFT_OUT, "l"),
    ]  # fmt: skip

    assert [one.anchor for one in addressed(rows)] == [
        "OP7", "OP8", "OP8-1", "OP8-1-1", "H1", "OP8-2", "PP1", "A1-1", "A1", "A1-2", "A2", "A2-1", "", "",
    ]  # fmt: skip
