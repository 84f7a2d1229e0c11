"""The one way in for HTML."""

import pytest
from django.core.exceptions import ValidationError

from portal.html import (
    MAX_LENGTH,
    Heading,
    cited,
    document,
    html_to_text,
    link,
    numbered,
    paragraphs_to_html,
    safe_address,
    sanitize,
)

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='javascript:123'>x</a>",
    "<a href=' &#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<p style='background:url(javascript:alert(1))' onclick='alert(1)' id='main' class='err'>x</p>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<p dir='x\" onmouseover=\"alert(1)'>x</p>",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_that_runs_gets_through(value):
    clean = sanitize(value)

    for sign in (
        "<script",
        "onerror=",
        "onclick=",
        "javascript:",
        "<svg",
        "<math",
        "<iframe",
        "style=",
        "srcdoc",
        " id=",
    ):
        assert sign not in clean.lower().replace("&lt;", "")
    assert "evil.example" not in clean


@pytest.mark.parametrize("value", [*HOSTILE, "<p>a & b</p>", "plain < text", "<table><tr><td>1</td></tr></table>"])
def test_cleaning_twice_changes_nothing(value):
    assert sanitize(sanitize(value)) == sanitize(value)


def test_the_marks_of_a_statement_stay():
    text = (
        '<h2>A</h2><p lang="ar" dir="rtl">ب <bdi>b</bdi> <strong>c</strong></p>'
        "<ul><li>d</li></ul><blockquote>e</blockquote>"
    )

    assert sanitize(text) == text


def test_a_link_out_gets_its_rel():
    assert 'rel="nofollow ugc noopener noreferrer"' in sanitize('<a href="https://example.org/x">x</a>')


def test_a_text_over_the_limit_is_refused():
    with pytest.raises(ValidationError, match="200000"):
        sanitize("x" * (MAX_LENGTH + 1))


def test_nul_is_refused():
    with pytest.raises(ValidationError, match="cannot be stored"):
        sanitize("a\0b")


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org", True),
        ("http://example.org/a?b", True),
        ("mailto:a@example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("https://", False),
        ("//example.org", False),
        ("/desk/", False),
        ("http://[", False),
        ("data:text/html,x", False),
    ],
)
def test_only_whole_http_and_mail_addresses_are_links(address, safe):
    assert safe_address(address) is safe


def test_plain_text_becomes_paragraphs_headings_and_lists():
    clean = paragraphs_to_html("## Head <b>\n\nFirst\nline\n\n- one\n- two\r\n\r\nLast")

    assert clean == "<h2>Head &lt;b&gt;</h2>\n<p>First<br>line</p>\n<ul><li>one</li><li>two</li></ul>\n<p>Last</p>"


def test_the_words_of_html_keep_their_blocks_apart():
    assert html_to_text("<h2>A</h2><p>b &amp; c<br>d</p><ul><li>e</li></ul>") == "A\nb & c\nd\ne"


def test_paragraphs_are_numbered_for_citing():
    assert numbered("<h2>x</h2><p>a</p><p lang='ar'>b</p><pre>c</pre>") == (
        '<h2>x</h2><p class="p" id="para1">a</p><p class="p" id="para2" lang=\'ar\'>b</p><pre>c</pre>'
    )


def test_a_document_has_anchors_on_its_headings_and_a_contents():
    text, headings = document("<h2>One &amp; <b>a</b></h2>\n<p>x</p><h2 lang='ar'>Two</h2><h3>no</h3>")

    assert text == (
        '<h2 id="s1">One &amp; <b>a</b></h2>\n<p class="p" id="para1">x</p><h2 id="s2" lang=\'ar\'>Two</h2><h3>no</h3>'
    )
    assert headings == [Heading("s1", "One & a"), Heading("s2", "Two")]


def test_a_bad_address_shows_as_words():
    assert link("javascript:alert(1)", "<x>") == "&lt;x&gt;"
    assert link("https://example.org", "x").startswith('<a href="https://example.org" rel=')


REL = 'rel="nofollow ugc noopener noreferrer"'


@pytest.mark.parametrize(
    ("citation", "shown"),
    [
        ("A report of 5 April 2024", "A report of 5 April 2024"),
        ("<b> ; a.org/b", f'&lt;b&gt;; <a href="https://a.org/b" {REL}>a.org/b</a>'),
        ("http://a.org", f'<a href="http://a.org" {REL}>http://a.org</a>'),
        (f"a.org/{'b' * 40}", f'<a href="https://a.org/{"b" * 40}" {REL}>a.org/…</a>'),
        ("unodc.org/...shortened", "unodc.org/...shortened"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_addresses_in_a_citation_can_be_followed(citation, shown):
    assert cited(citation) == shown
