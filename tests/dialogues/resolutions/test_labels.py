"""Numbers and letters before paragraphs, and the marks in their words."""

import pytest

from dialogues.resolutions.reading.labels import LABEL, NUMBER, letter, roman, token_of, values
from dialogues.resolutions.reading.marks import NOTE, ended, ends_with_colon, plain


@pytest.mark.parametrize(
    ("token", "value"),
    [("i", 1), ("iv", 4), ("viii", 8), ("ix", 9), ("xiv", 14), ("xxxix", 39), ("", 0), ("iiii", 0), ("vx", 0),
     ("ic", 0), ("xl", 0), ("IV", 0)],
)  # fmt: skip
def test_roman_numerals_count_up_to_thirty_nine(token, value):
    assert roman(token) == value


@pytest.mark.parametrize(
    ("token", "value"),
    [("a", 1), ("z", 26), ("aa", 27), ("bb", 28), ("zz", 52), ("ab", 0), ("", 0), ("é", 0), ("1", 0)],
)
def test_letters_go_on_in_pairs(token, value):
    assert letter(token) == value


@pytest.mark.parametrize(
    ("token", "styles"),
    [
        ("12", {"number": 12}),
        ("i", {"letter": 9, "roman": 1}),
        ("V", {"capital letter": 22, "capital roman": 5}),
        ("b", {"letter": 2}),
        ("iv", {"roman": 4}),
        ("ii", {"letter": 35, "roman": 2}),
        ("and", {}),
    ],
)
def test_a_token_may_count_in_two_styles(token, styles):
    assert values(token) == styles


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("(a) To act", "a"), ("a) Actuar", "a"), ("a. To act", "a"), ("(iv) Early", "iv"), ("iv. Early", "iv"),
        ("(A) One", "A"), ("3) Uno", "3"), ("(a)(i) Both", "a"), ("(a)", "a"), ("a.", None), ("(a To act", None),
        ("(a)To act", None), ("A. Part", None), ("ab. Words", None), ("3. Urges", None), ("(abcdefg) Words", None),
        ("", None),
    ],
)  # fmt: skip
def test_labels_in_brackets_or_with_a_stop(text, token):
    match = LABEL.match(text)

    assert (token_of(match) if match else None) == token


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4. Urges", ("4", None)), ("**4.** Urges", ("4", None)), ("4 bis. Invites", ("4", "bis")),
        ("4ter. Invites", ("4", "ter")), ("12.", ("12", None)), ("4 . Prie", ("4", None)), ("4.5 million", None),
        ("1234. Urges", None), ("4 States", None), ("4) Urges", None), ("-4. Urges", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_of_operative_paragraphs(text, number):
    match = NUMBER.match(text)

    assert (match.group("number", "more") if match else None) == number


@pytest.mark.parametrize(
    ("raw", "text", "italics", "marks", "dropped"),
    [
        ("", "", [], [], []),
        ("  Urges \t all ", "Urges all", [], [], []),
        ("*Urges* all", "Urges all", ["Urges"], [], ["*", "*"]),
        ("**Urges** all", "Urges all", [], [], ["**", "**"]),
        ("***Urges*** all", "Urges all", ["Urges"], [], ["***", "***"]),
        ("(*bis*)", "(bis)", ["bis"], [], ["*", "*"]),
        ("2 * 3 * 4", "2 * 3 * 4", [], [], []),
        ("agenda*", "agenda", [], ["*"], []),
        ("*alone", "*alone", [], [], []),
        ("word,¹² more", "word, more", [], ["¹²"], []),
        ("word† and‡", "word and", [], ["†", "‡"], []),
        ("[76/7](https://x.example/a) here", "76/7 here", [], [], ["[](https://x.example/a)"]),
        ("[76/7] (here)", "[76/7] (here)", [], [], []),
    ],
)
def test_marks_are_taken_out_of_the_words(raw, text, italics, marks, dropped):
    taken = plain(raw)

    assert (taken.words.text, taken.dropped) == (text, dropped)
    assert [taken.words.text[start:end] for start, end in taken.words.italics] == italics
    assert [one.mark for one in taken.words.marks] == marks


@pytest.mark.parametrize(
    ("raw", "is_ended", "colon"),
    [
        ("to act;", True, False), ("to act; and", True, False), ("d’agir; et", True, False), ("actuar; y", True, False),
        ("States to:", True, True), ("States to:¹", True, True), ("the end.”", True, False), ("the end.*", True, False),
        ("the band", False, False), ("and", False, False), ("", False, False), ("its ratio 1:2", False, False),
    ],
)  # fmt: skip
def test_a_paragraph_ends_with_a_stop_whatever_mark_stands_behind_it(raw, is_ended, colon):
    assert (ended(raw), ends_with_colon(raw)) == (is_ended, colon)


@pytest.mark.parametrize(
    ("text", "mark"),
    [("¹ See", "¹"), ("¹²See", "¹²"), ("* A/77/3", "*"), ("† See", "†"), ("*Urges* all", None), ("1 See", None),
     ("¹", None)],
)  # fmt: skip
def test_a_footnote_begins_with_its_mark(text, mark):
    match = NOTE.match(text)

    assert (match["mark"] if match else None) == mark
