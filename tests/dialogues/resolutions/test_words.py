"""The small rules by which a resolution is read: labels, leads, strength, addressees, references, numbers in words."""

import datetime

import pytest

from dialogues.resolutions.reading.addressees import addressees_in
from dialogues.resolutions.reading.labels import Level, place, values
from dialogues.resolutions.reading.lexicon import operative_lead, preambular_lead
from dialogues.resolutions.reading.marks import plain
from dialogues.resolutions.reading.numerals import date_in
from dialogues.resolutions.reading.references import references_in
from dialogues.resolutions.reading.sessions import session_in
from dialogues.resolutions.reading.sponsors import sponsors_of
from dialogues.resolutions.reading.strength import Strength, strength_of


@pytest.mark.parametrize(
    ("token", "levels", "after_colon", "following", "expected"),
    [
        ("a", [], True, "b", (0, "letter", 1, "")),
        ("i", [], True, "ii", (0, "roman", 1, "")),
        ("i", [Level("letter", 8)], False, "j", (0, "letter", 9, "")),
        ("i", [Level("letter", 8)], False, "ii", (1, "roman", 1, "")),
        ("i", [Level("letter", 8)], True, "", (1, "roman", 1, "")),
        ("i", [Level("letter", 8)], False, "", (0, "letter", 9, "roman")),
        ("v", [Level("letter", 2), Level("roman", 4)], False, "", (1, "roman", 5, "")),
        ("c", [Level("letter", 2), Level("roman", 4)], False, "", (0, "letter", 3, "")),
        ("v", [Level("letter", 21)], False, "w", (0, "letter", 22, "")),
        ("d", [Level("letter", 2)], False, "", (0, "letter", 4, "label")),
        ("aa", [Level("letter", 26)], False, "", (0, "letter", 27, "")),
        ("2", [Level("letter", 1), Level("number", 1)], False, "", (1, "number", 2, "")),
        ("A", [Level("roman", 1)], True, "", (1, "capital letter", 1, "")),
    ],
)
def test_the_sequence_tells_letters_from_roman_numerals(token, levels, after_colon, following, expected):
    found = place(token, levels, after_colon=after_colon, following=following)

    assert (found.depth, found.style, found.value, found.doubt) == expected


@pytest.mark.parametrize("token", ["and", "vx", "xyz"])
def test_a_word_in_brackets_is_no_label(token):
    assert values(token) == {} and place(token, [], after_colon=True, following="") is None


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Taking note also of the reports", "Taking note also of"),
        ("Noting with appreciation the work", "Noting with appreciation"),
        ("Convinced that all is well", "Convinced"),
        ("Expressing its deep concern at the news", "Expressing its deep concern at"),
        ("Having considered the report", "Having considered"),
        ("Ayant à l’esprit la Convention", "Ayant à l’esprit"),
        ("Acogiendo con beneplácito la labor", "Acogiendo con beneplácito"),
        ("recalling in the middle", ""),
        ("Recallings", ""),
        ("Trafficking in persons", ""),
    ],
)
def test_a_preambular_paragraph_begins_with_its_verb(text, lead):
    assert lead in {preambular_lead(text, language) for language in ("en", "fr", "es")}


@pytest.mark.parametrize(
    ("text", "lead", "strength"),
    [
        ("Decides to meet", "Decides", Strength.DECIDES),
        ("Further requests the Secretariat", "Further requests", Strength.REQUESTS),
        ("Strongly urges States", "Strongly urges", Strength.URGES),
        ("Calls upon States", "Calls upon", Strength.CALLS),
        ("Also encourages States", "Also encourages", Strength.ENCOURAGES),
        ("Invites donors", "Invites", Strength.INVITES),
        ("Welcomes with appreciation the report", "Welcomes with appreciation", Strength.RECOGNIZES),
        ("Takes note with interest of the report", "Takes note with interest of", Strength.NOTES),
        ("Reiterates its request to the Secretariat", "Reiterates", Strength.REQUESTS),
        ("Reiterates its support for it", "Reiterates", Strength.RECOGNIZES),
        ("Sings a song", "", Strength.UNKNOWN),
    ],
)
def test_the_verb_of_an_operative_paragraph_says_how_strongly_it_asks(text, lead, strength):
    assert (operative_lead(text, "en"), strength_of(lead, text)) == (lead, strength)


@pytest.mark.parametrize(
    ("text", "lead", "expected"),
    [
        ("Urges States to work with the private sector", "Urges", ("States",)),
        ("Invites the private sector to help States", "Invites", ("private sector",)),
        ("Requests UNODC to help States", "Requests", ("United Nations Office on Drugs and Crime",)),
        ("Calls upon States, with UNODC, to act", "Calls upon", ("States", "United Nations Office on Drugs and Crime")),
        ("Welcomes the news", "Welcomes", ()),
        ("Requests the Secretary-General to report", "Requests", ("Secretary-General",)),
    ],
)
def test_the_addressees_are_those_to_whom_the_verb_is_put(text, lead, expected):
    assert addressees_in(text, lead) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("resolutions 5/2 of 22 October 2010 and 10/3, and decision 2/3", ["5/2", "10/3", "2/3"]),
        ("its resolution [76/7] and 24/7 work", ["76/7", "24/7"]),
        ("article 31, paragraph 2, of the Organized Crime Convention", ["31 UNTOC"]),
        ("the Firearms Protocol and article 5 thereof", ["5 FIREARMS"]),
        ("articles 5, 6 and 23 of the Trafficking in Persons Protocol", ["5 TIP", "6 TIP", "23 TIP"]),
        ("A/C.3/78/L.12/Rev.1, E/CN.15/2023/5, and/or S/he", ["A/C.3/78/L.12/Rev.1", "E/CN.15/2023/5"]),
    ],
)
def test_what_a_text_refers_to_is_found(text, expected):
    assert [f"{one.number} {one.of}".strip() for one in references_in(text)] == expected


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Eleventh session", 11), ("Seventy-eighth session", 78), ("Resumed thirty-second session", 32),
        ("12th session", 12),
        ("Soixante-dix-huitième session", 78), ("Vingt et unième session", 21), ("Première session", 1),
        ("Undécimo período de sesiones", 11), ("Septuagésimo octavo período de sesiones", 78), ("This session", None),
        ("Eleventh session of talks", None),
    ],
)  # fmt: skip
def test_sessions_are_counted_in_words(words, number):
    assert session_in(words) == number


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("19 October 2022", datetime.date(2022, 10, 19)),
        ("1er août 2023", datetime.date(2023, 8, 1)),
        ("20 de octubre de 2026", datetime.date(2026, 10, 20)),
        ("31 February 2022", None),
    ],
)
def test_dates_are_read_in_three_languages(words, expected):
    assert date_in(words) == expected


def test_sponsors_with_and_in_their_name_are_one_state():
    words = "Antigua and Barbuda, Chad, Venezuela (Bolivarian Republic of), Viet Nam and Zimbabwe: draft resolution"

    assert sponsors_of(words) == (
        "Antigua and Barbuda", "Chad", "Venezuela (Bolivarian Republic of)", "Viet Nam", "Zimbabwe",
    )  # fmt: skip


def test_marks_are_taken_out_and_their_places_kept():
    words = plain("*Urges* States,¹ see [76/7](#), to **act** now;*").words

    assert words.text == "Urges States, see 76/7, to act now;"
    assert words.italics == ((0, 5),)
    assert [(one.mark, words.text[: one.at]) for one in words.marks] == [
        ("¹", "Urges States,"), ("*", "Urges States, see 76/7, to act now;"),
    ]  # fmt: skip
