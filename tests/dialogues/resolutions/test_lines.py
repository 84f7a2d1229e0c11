"""The lines of a text without the furniture of its pages, and refusals in words."""

import pytest

from dialogues.resolutions.reading import NotAResolution, read
from dialogues.resolutions.reading.findings import LONGEST_EXCERPT, Findings
from dialogues.resolutions.reading.lines import MOST_LINES, lines_of
from dialogues.resolutions.reading.reader import LONGEST_TEXT
from dialogues.resolutions.reading.reasons import REFUSALS


def read_lines(text):
    """The words of the lines, and what was left out with its reason."""
    findings = Findings()
    lines = lines_of(text, findings)
    return [line.text for line in lines], [(one.text, one.why) for one in findings.left_out]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("V.22-24316 (E)", "job"),
        ("22-24316", "job"),
        ("2/7 V.22-24316", "job"),
        ("V.22-24316 (E) 191022 201022", "job"),
        ("*2224316*", "job"),
        ("12", "page"),
        ("– 3 –", "page"),
        ("Page 3", "page"),
        ("page 3 of 12", "page"),
        ("Página 3 de 12", "page"),
        ("Page 3 sur 12", "page"),
        ("3/12", "page"),
    ],
)
def test_furniture_of_pages_is_left_out_and_noted(line, why):
    assert read_lines(f"Urges all\n\n{line}\n\nto act") == (["Urges all", "to act"], [(line, why)])


@pytest.mark.parametrize("line", ["In 2022", "1234", "12 States", "3.", "*Urges*", "Page three", "10/4 and 9/1"])
def test_words_with_numbers_are_no_furniture(line):
    assert read_lines(f"Urges all\n\n{line}\n\nto act") == (["Urges all", line, "to act"], [])


def test_a_number_amid_words_stays():
    assert read_lines("Urges\n12\nStates") == (["Urges", "12", "States"], [])


def test_a_symbol_is_kept_once_and_is_a_header_from_then_on():
    text = "A/79/L.3\n\nUrges all\fA/79/L.3\n\nto act"

    assert read_lines(text) == (["A/79/L.3", "Urges all", "to act"], [("A/79/L.3", "page")])


def test_what_stands_on_top_of_every_page_is_kept_on_the_first_one_alone():
    pages = [f"Wood and its paths, sheet {number}\n\nSome words {word}" for number, word in enumerate("abc", start=1)]

    kept, left_out = read_lines("\f".join(pages))

    assert kept == ["Wood and its paths, sheet 1", "Some words a", "Some words b", "Some words c"]
    assert left_out == [("Wood and its paths, sheet 2", "page"), ("Wood and its paths, sheet 3", "page")]


def test_a_paragraph_that_begins_every_page_is_no_header():
    text = "\f".join(["Recalling its work,\n\none", "Recalling its work,\n\ntwo", "Recalling its work,\n\nthree"])

    assert read_lines(text)[0].count("Recalling its work,") == 3


@pytest.mark.parametrize("between", ["\n", "\r\n", "\r", "\v", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_parts_lines(between):
    assert read_lines(f"Urges{between}all") == (["Urges", "all"], [])


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ufeff", "\u200b", "\ud800", "\x9f"])
def test_signs_that_steer_a_machine_are_taken_out_and_noted(sign):
    assert read_lines(f"Urg{sign}es") == (["Urges"], [(sign, "control")])


def test_lines_know_their_number_their_page_and_the_gap_before_them():
    lines = lines_of("Urges\nall\n\nto\fact", Findings())

    assert [(line.number, line.text, line.gap, line.page) for line in lines] == [
        (1, "Urges", True, True), (2, "all", False, False), (4, "to", True, False), (5, "act", True, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", "empty", "no text"),
        (" \n\f\n\t", "empty", "no text"),
        ("12\n\n13", "empty", "no text"),
        ("Dear all,\n\nlet us meet.", "no_opening", "no line names the body"),
        ("The General Assembly Hall is large.", "no_opening", "no line names the body"),
        ("The General Assembly,", "no_paragraphs", "there are no paragraphs"),
        ("La Asamblea General,\n\n1", "no_paragraphs", "there are no paragraphs"),
        ("x" * (LONGEST_TEXT + 1), "too_long", "longer than"),
        ("\n" * MOST_LINES, "too_long", "longer than"),
    ],
    ids=["empty", "blank", "numbers", "letter", "hall", "opening alone", "opening and page", "signs", "lines"],
)
def test_what_is_no_resolution_is_refused_and_told_why(text, code, words):
    with pytest.raises(NotAResolution) as refusal:
        read(text)

    assert refusal.value.code == code
    assert words in str(refusal.value) and str(refusal.value) == str(REFUSALS[code])


def test_excerpts_of_doubts_are_short_and_blanks_are_nothing_left_out():
    findings = Findings()
    findings.doubt(3, "no_lead", "x" * 500)
    findings.leave_out(3, " \t", "page")
    findings.leave_out(3, "", "page")

    assert (len(findings.doubts[0].text), findings.left_out) == (LONGEST_EXCERPT, [])


def test_doubled_blanks_of_a_justified_text_part_no_words():
    text = "The  General  Assembly,\n\nRecalling  its  resolution  5/2,\n\n1.   Urges   States  to  act."

    resolution = read(text)

    assert [one.text for one in resolution.preambular] == ["Recalling its resolution 5/2,"]
    assert [(one.label, one.text) for one in resolution.operative] == [("1.", "Urges States to act.")]
