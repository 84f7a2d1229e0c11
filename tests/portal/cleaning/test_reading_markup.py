"""The words of a web page: what is shown is read, in its order, and nothing else."""

import pytest

from portal.cleaning.reading.markup import DEEPEST, SILENT, text_of
from portal.cleaning.report import Refused


def words_of(page):
    return text_of(page.encode())


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("<p>Urges</p><p>all</p>", "Urges\n\nall"),
        ("<p>Urges<p>all", "Urges\n\nall"),
        ("<div>Urges<div>all</div>to act</div>", "Urges\n\nall\n\nto act"),
        ("<p>Urges\n   all</p>", "Urges all"),
        ("<p><i>Urges</i> all</p>", "*Urges* all"),
        ("<p><em>Urges <b>all</b></em> to</p>", "*Urges all* to"),
        ("<p>States<sup>12</sup> act</p>", "States¹² act"),
        ("<p>5<sup>th</sup> day</p>", "5th day"),
        ("<p>Urges<br>all</p>", "Urges\nall"),
        ("<p>Réaffirmant &amp; señalando &lt;a&gt;</p>", "Réaffirmant & señalando <a>"),
        ("<p>Urges<!-- not this --> all</p>", "Urges all"),
        ("<table><tr><td>Urges<td>all</table>", "Urges\n\nall"),
        ("<p> </p><p>all</p><p></p>", "all"),
    ],
)
def test_blocks_are_paragraphs_and_looks_are_light_marks(page, written):
    assert words_of(page) == written


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("<ol><li>Urges<li>Invites</ol>", "1. Urges\n\n2. Invites"),
        ("<ol start=4><li>Urges</ol>", "4. Urges"),
        ("<ol start=x><li>Urges</ol>", "1. Urges"),
        ("<ol start=99999><li>Urges</ol>", "1. Urges"),
        ("<ol type=a><li>Urges</ol>", "(a) Urges"),
        ("<ol type=I><li>Urges<li>Invites</ol>", "(I) Urges\n\n(II) Invites"),
        ("<ol type=z><li>Urges</ol>", "1. Urges"),
        ("<ul><li>Urges<li>Invites</ul>", "Urges\n\nInvites"),
        ("<ol><li>Urges:<ol><li>One<ol><li>Deep</ol><li>Two</ol><li>Invites</ol>",
         "1. Urges:\n\n(a) One\n\n(i) Deep\n\n(b) Two\n\n2. Invites"),
        ("<ul><li>Point<ol><li>Urges</ol></ul>", "Point\n\n1. Urges"),
        ("<ol><li>Urges</ol><ol><li>Invites</ol>", "1. Urges\n\n1. Invites"),
        ("<ol><li><p>Urges</p><p>more</p></li></ol>", "1. Urges\n\nmore"),
        ("<li>Urges", "Urges"),
    ],
)  # fmt: skip
def test_items_take_the_number_of_their_list(page, written):
    assert words_of(page) == written


@pytest.mark.parametrize("tag", sorted(SILENT - {"input", "head"}))
def test_what_is_not_read_on_the_page_is_left_out_and_what_follows_is_kept(tag):
    assert words_of(f"<body><p>Urges</p><{tag}>secret</{tag}><p>all</p></body>") == "Urges\n\nall"


def test_a_page_that_is_deeper_than_any_keeps_its_words():
    depth = DEEPEST + 20

    assert words_of(f"<body>{'<b>' * depth}Urges{'</b>' * depth} all</body>") == "Urges all"


@pytest.mark.parametrize("content", [b"", b"<!-- nothing -->"])
def test_a_page_without_an_element_is_refused(content):
    with pytest.raises(Refused) as refusal:
        text_of(content)

    assert refusal.value.reasons == ["damaged"]
