"""The words of an ODT, from the XML of its parts."""

import pytest

from portal.cleaning.reading.odt import MOST_BLANKS, text_of
from portal.cleaning.report import Refused
from tests.factories.uploads import ODF_SPACES

SPACES = ODF_SPACES + "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {"style": "style", "fo": "xsl-fo-compatible"}.items()
)
STYLES = """<style:style style:name="I"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="N"><style:text-properties fo:font-style="normal"/></style:style>
<style:style style:name="UP"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="DOWN"><style:text-properties style:text-position="sub 58%"/></style:style>"""
LEVEL = "<text:list-level-style-number text:level"
LIST = f"""<text:list-style style:name="L">{LEVEL}="1" style:num-format="1" style:num-suffix="."/>
{LEVEL}="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")" text:start-value="3"/></text:list-style>"""


def document(body, styles=STYLES + LIST):
    inside = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body>"
    return f"<office:document-content {SPACES}>{inside}</office:document-content>".encode()


def words_of(body):
    return text_of({"content.xml": document(body)})


def span(style, words):
    return f'<text:span text:style-name="{style}">{words}</text:span>'


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        (f"{span('I', 'Urges')} all", "*Urges* all"),
        (f"{span('N', 'Urges')} all", "Urges all"),
        (span("I", f"Urges {span('N', 'also')}"), "*Urges also*"),
        (f"States{span('UP', '2')}", "States²"),
        (f"H{span('DOWN', '2')}O", "H2O"),
        ("a<text:s/>b", "a b"),
        ('a<text:s text:c="3"/>b', "a   b"),
        ('a<text:s text:c="9999999"/>b', f"a{' ' * MOST_BLANKS}b"),
        ('a<text:s text:c="x"/>b', "a b"),
        ("a<text:tab/>b<text:line-break/>c", "a b\nc"),
        ("a<office:annotation><text:p>comment</text:p></office:annotation>b", "ab"),
        ("a<draw:frame><draw:image/>no words</draw:frame>b", "ab"),
    ],
)
def test_spans_keep_their_looks(inside, written):
    assert words_of(f"<text:p>{inside}</text:p>") == written


def items(*inside, name=""):
    style = f' text:style-name="{name}"' if name else ""
    return f"<text:list{style}>{''.join(f'<text:list-item>{one}</text:list-item>' for one in inside)}</text:list>"


@pytest.mark.parametrize(
    ("body", "written"),
    [
        (items("<text:p>Urges</text:p>", "<text:p>Invites</text:p>", name="L"), ["1. Urges", "2. Invites"]),
        (items("<text:p>Urges</text:p><text:p>more</text:p>", name="L"), ["1. Urges", "more"]),
        (items("<text:p>Urges</text:p>" + items("<text:p>a</text:p>", "<text:p>b</text:p>"),
               "<text:p>Invites</text:p>" + items("<text:p>c</text:p>"), name="L"),
         ["1. Urges", "(c) a", "(d) b", "2. Invites", "(c) c"]),
        (items("<text:p>Urges</text:p>", name="OTHER"), ["Urges"]),
        ("<text:h>Title</text:h><text:p>Words</text:p>", ["Title", "Words"]),
    ],
)  # fmt: skip
def test_items_are_counted_by_the_style_of_their_list(body, written):
    assert words_of(body).split("\n\n") == written


def test_footnotes_are_counted_anew_and_stand_at_the_end():
    def note(shown, words):
        body = f"<text:note-body><text:p>{words}</text:p></text:note-body>"
        return f"<text:note><text:note-citation>{shown}</text:note-citation>{body}</text:note>"

    text = words_of(f"<text:p>one{note('7', 'First.')} two{note('*', 'Second.')}</text:p>")

    assert text == "one¹ two²\n\n¹ First.\n\n² Second."


def test_looks_are_also_taken_from_the_part_of_styles():
    parts = {"content.xml": document(f"<text:p>{span('I', 'Urges')}</text:p>", styles="")}

    assert text_of(parts) == "Urges"
    assert text_of({**parts, "styles.xml": document("")}) == "*Urges*"


def test_damaged_parts_are_refused():
    with pytest.raises(Refused):
        text_of({"content.xml": b"<office:document-content>"})
