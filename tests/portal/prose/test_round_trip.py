"""Both editors read and write one stored text: whatever a text holds, nothing is lost on the way."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal import html, prose
from portal.prose import from_html, from_marks, to_html, to_marks
from portal.prose.tree import DEEPEST, Items, Paragraph, Quote, Run, tidy_blocks
from tests.portal.prose.texts import TRICKY, blocks, text

EXAMPLES = settings(max_examples=60, deadline=None)
SOUP = [*TRICKY, "\n\n", "> ", "\n  - ", "\n    ", "|\n| --- |\n", "<b>", "<p>", "</p>"]
loose = st.lists(st.sampled_from(SOUP) | text, max_size=12)


@pytest.mark.slow
@EXAMPLES
@given(blocks)
def test_every_text_is_stored_as_the_same_text(tree):
    assert from_html.read(to_html.write(tree)) == tree


@pytest.mark.slow
@EXAMPLES
@given(blocks)
def test_every_text_can_be_typed_with_marks(tree):
    assert from_marks.read(to_marks.write(tree)) == tree


@pytest.mark.slow
@EXAMPLES
@given(blocks)
def test_stored_html_is_the_same_after_the_plain_editor(tree):
    stored = prose.clean(to_html.write(tree))

    assert prose.from_plain(prose.to_plain(stored)) == stored
    assert prose.clean(stored) == stored


@pytest.mark.slow
@EXAMPLES
@given(blocks)
def test_what_is_written_passes_the_sanitizer_unchanged(tree):
    written = to_html.write(tree)

    assert html.sanitize(written) == written


@EXAMPLES
@given(loose.map("".join))
def test_anything_typed_comes_to_rest_after_one_save(typed):
    stored = prose.from_plain(typed)
    shown = prose.to_plain(stored)

    assert prose.from_plain(shown) == stored
    assert prose.to_plain(prose.from_plain(shown)) == shown


@EXAMPLES
@given(loose.map("".join))
def test_any_html_comes_to_rest_after_one_save(value):
    stored = prose.clean(value)

    assert prose.clean(stored) == stored == html.sanitize(stored)
    assert prose.from_plain(prose.to_plain(stored)) == stored


@EXAMPLES
@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "Mn", "Mc", "Me"]), max_size=60))
@example("\u0f57")
def test_every_sign_that_is_typed_without_marks_is_there(typed):
    letters = "".join(_composed(sign) for sign in typed if sign.isalnum())
    shown = html.html_to_text(prose.from_plain(typed))

    # Some letters are stored as a letter and a mark, whether they were typed so or not.
    assert [sign for sign in shown if sign.isalnum()] == [sign for sign in letters if sign.isalnum()]


def _composed(sign):
    return from_html.read(f"<p>{sign}</p>")[0].words[0].text


@pytest.mark.parametrize("kind", [Quote, lambda inner: Items((inner,)), lambda inner: Items((inner,), 1)])
def test_what_is_too_deep_stands_at_the_deepest_place(kind):
    tree = (Paragraph((Run("x"),)),)
    for _ in range(DEEPEST + 5):
        tree = (kind(tree),)

    tidy = tidy_blocks(tree)

    assert from_marks.read(to_marks.write(tidy)) == tidy == from_html.read(to_html.write(tidy))
    assert to_html.write(tidy).count("x") == 1


@pytest.mark.parametrize(
    "value",
    [
        "<b>" * 20_000,
        "<blockquote>" * 9_000,
        pytest.param("<ul><li>" * 9_000, marks=pytest.mark.slow),
        "<table><tr><td>" * 5_000,
        pytest.param("<" * 20_000, marks=pytest.mark.slow),
        "<!" * 20_000,
    ],
)
def test_a_bomb_of_tags_is_only_a_text(value):
    stored = prose.clean(value)

    assert prose.clean(stored) == stored


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("> " * 20_000, marks=pytest.mark.slow),
        "- " * 20_000,
        "[" * 20_000,
        "*" * 20_000,
        "| " * 20_000,
        "[a](" * 9_000,
    ],
)
def test_a_bomb_of_marks_is_only_a_text(typed):
    stored = prose.from_plain(typed)

    assert prose.from_plain(prose.to_plain(stored)) == stored
