"""The words of a DOCX, from the XML of its parts."""

import pytest

from portal.cleaning.reading.word import MAIN, NOTES, NUMBERING, text_of
from portal.cleaning.report import Refused
from tests.factories.uploads import WORD_SPACES


def part(name, inside):
    return f"<w:{name} {WORD_SPACES}>{inside}</w:{name}>".encode()


def words_of(body, **parts):
    names = {"numbering": NUMBERING, "footnotes": NOTES}
    return text_of({MAIN: part("document", body), **{names[key]: part(key, inside) for key, inside in parts.items()}})


def run(words, look=""):
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>"


def item(words, depth=0, number=1):
    given = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{given}</w:pPr>{run(words)}</w:p>"


def level(depth, style, text, start=1):
    looks = f'<w:start w:val="{start}"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{looks}</w:lvl>'


def numbering(*levels):
    numbers = "".join(f'<w:num w:numId="{one}"><w:abstractNumId w:val="7"/></w:num>' for one in (1, 2))
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{numbers}'


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        (run("Urges", "<w:i/>") + run(" all"), "*Urges* all"),
        (run("Urges", '<w:i w:val="0"/>'), "Urges"),
        (run("Urges", '<w:i w:val="false"/>'), "Urges"),
        (run("Urges", '<w:i w:val="true"/>'), "*Urges*"),
        (run("States") + run("2", '<w:vertAlign w:val="superscript"/>'), "States²"),
        (run("H") + run("2", '<w:vertAlign w:val="subscript"/>'), "H2"),
        ("<w:r><w:t>cross</w:t><w:noBreakHyphen/><w:t>border</w:t></w:r>", "cross-border"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a b\nc"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', "a\fb"),
        ("<w:hyperlink><w:r><w:t>76/7</w:t></w:r></w:hyperlink>", "76/7"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", ""),
        ("<w:r><w:footnoteReference w:id='9'/></w:r>", ""),
    ],
)
def test_runs_keep_their_looks(inside, written):
    assert words_of(f"<w:p>{inside}</w:p>") == written


LEVELS = [level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "%1.%2.%3)")]


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ([item("Urges"), item("Invites")], ["1. Urges", "2. Invites"]),
        ([item("Urges"), item("a", 1), item("b", 1), item("Invites"), item("c", 1)],
         ["1. Urges", "(a) a", "(b) b", "2. Invites", "(a) c"]),
        ([item("Urges"), item("a", 1), item("deep", 2)], ["1. Urges", "(a) a", "i) deep"]),
        ([item("Urges", number=1), item("Invites", number=2)], ["1. Urges", "2. Invites"]),
        ([item("No such list", number=5)], ["No such list"]),
        ([item("No such depth", 8)], ["No such depth"]),
    ],
)  # fmt: skip
def test_numbers_are_counted_as_word_shows_them(body, written):
    assert words_of("".join(body), numbering=numbering(*LEVELS)).split("\n\n") == written


@pytest.mark.parametrize(
    ("given", "label"),
    [
        (level(0, "decimal", "%1.", start=7), "7. "),
        (level(0, "upperRoman", "Part %1"), "Part I "),
        (level(0, "upperLetter", "%1)"), "A) "),
        (level(0, "bullet", "•"), ""),
        (level(0, "chicago", "%1"), ""),
    ],
)
def test_a_level_tells_style_start_and_signs(given, label):
    assert words_of(item("Urges"), numbering=numbering(given)) == f"{label}Urges"


def test_footnotes_are_counted_in_the_order_of_the_text_and_stand_at_the_end():
    notes = "".join(f'<w:footnote w:id="{key}"><w:p>{run(words)}</w:p></w:footnote>' for key, words in
                    [("2", "Second."), ("3", "First."), ("4", "Never named.")])  # fmt: skip
    parting = f'<w:footnote w:type="separator" w:id="0"><w:p>{run("rule")}</w:p></w:footnote>'
    named = "".join(f'{run(f"word {key}")}<w:r><w:footnoteReference w:id="{key}"/></w:r>' for key in "3203")

    text = words_of(f"<w:p>{named}</w:p>", footnotes=parting + notes)

    assert text == "word 3¹word 2²word 0word 3¹\n\n¹ First.\n\n² Second."


def test_a_text_box_is_read_once_and_on_its_own():
    box = f"<w:p>{run('in the box')}</w:p>"
    body = f"<w:p>{run('before')}<w:r><w:drawing>{box}</w:drawing><w:Fallback>{box}</w:Fallback></w:r></w:p>"

    assert words_of(body) == "before\n\nin the box"


def test_damaged_parts_are_refused():
    with pytest.raises(Refused):
        text_of({MAIN: b"<w:document>"})
