"""HTML of any kind, read by the server alone: what is kept, what is left out, what stands where."""

from pathlib import Path

import pytest

from portal import prose
from portal.html import html_to_text

CLIPBOARDS = sorted((Path(__file__).parents[2] / "browser" / "clipboards").glob("*.html"))


@pytest.mark.parametrize("path", CLIPBOARDS, ids=lambda path: path.stem)
def test_nothing_of_a_word_processor_is_stored_but_its_words(path):
    stored = prose.clean(path.read_text())

    for sign in ("mso", "Mso", "style", "class", "<o:p", "[if", "img", "span", "font-", "docs-internal", "yesterday"):
        assert sign not in stored
    assert ("What we see" in stored) or ("What we ask" in stored)


@pytest.mark.parametrize(
    ("value", "marked"),
    [
        ("<h1>a</h1><h6>b</h6>", "## a\n\n#### b"),
        ("<div>a</div><div>b</div>c", "a\n\nb\n\nc"),
        ("<b><p>a</p><p>b</p></b>", "**a**\n\n**b**"),
        ("<p><b style='font-weight:normal'>a</b><b style='mso-bidi-font-weight:normal'>b</b></p>", "a**b**"),
        ("<p><span style='font-weight:700;font-style:italic'>a</span></p>", "***a***"),
        ("<p>a<br><br>b<br>c</p>", "a\n\nb\nc"),
        ("<p>a<del>b</del><ins>c</ins><span style='display:none'>d</span></p>", "ac"),
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start='3'><li>a</li></ol><ol start='4'><li>b</li></ol><ol><li>c</li></ol>", "3. a\n4. b\n\n1. c"),
        ("<p><a href='/desk/'>a</a> <a href='HTTPS://x.org/a b'>b</a></p>", "a [b](HTTPS://x.org/a%20b)"),
        ("<p>a<small>b</small><small role='doc-footnote'>c</small></p>", "ab[^1]\n\n[^1]: c"),
        (
            "<table><caption>c</caption><tr><td rowspan=3>a<td colspan=2>b<tr><td>1<td rowspan=2>2<tr><td>3</table>",
            "c\n\n| a | b |  |\n|  | 1 | 2 |\n|  | 3 |  |",
        ),
        ("<table><tr><th><p>a</p><p>b</p></table>", "| a<br>b |\n| --- |"),
    ],
)
def test_structure_is_kept_and_the_rest_is_words(value, marked):
    assert prose.to_plain(prose.clean(value)) == marked


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("We ask:\n- a\n- b", "<p>We ask:</p>\n<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n1. b", "<ol><li>a</li><li>b</li></ol>"),
        ("5 * 3 * 2", "<p>5 * 3 * 2</p>"),
        ("**重要。**他", "<p><strong>重要。</strong>他</p>"),
        ("In\n2024. We", "<p>In<br>2024. We</p>"),
        ("a[^x] b[^y]\n\n[^x]: one\n[^z]: three", None),
        ("# a", "<h2>a</h2>"),
        ("| a | b\n| c", "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></tbody></table>"),
    ],
)
def test_people_type_as_in_a_letter(typed, stored):
    clean = prose.from_plain(typed)

    if stored is None:  # a footnote without its sign, a sign without its footnote: both stay as words
        assert html_to_text(clean) == "a one b[^y]\n\n[^z]: three"
    else:
        assert clean == stored
