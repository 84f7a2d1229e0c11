"""Sessions and dates in words, in the three languages in which resolutions are read."""

import datetime

import pytest

from dialogues.resolutions.reading.numerals import MONTHS, ORDINALS, date_in, impossible_date_in
from dialogues.resolutions.reading.sessions import session_in, session_of


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("First session", 1), ("Twelfth session", 12), ("Nineteenth session", 19), ("Twentieth session", 20),
        ("Fortieth session", 40), ("Ninety-ninth session", 99), ("SEVENTY-THIRD SESSION", 73),
        ("Reconvened thirty-first session", 31),
        ("  Fifth session  ", 5),
        ("Eleventh regular session", 11), ("One hundred and first session", 101), ("Hundredth session", 100),
        ("At its reconvened thirty-first session", 31), ("Tenth session*", 10),
        ("1st session", 1), ("2nd session", 2), ("63rd session", 63), ("101st session", 101),
    ],
)  # fmt: skip
def test_english_sessions(words, number):
    assert session_in(words) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Deuxième session", 2), ("Dix-septième session", 17), ("Vingtième session", 20), ("Trentième session", 30),
        ("Trente et unième session", 31), ("Soixante-dixième session", 70), ("Soixante et onzième session", 71),
        ("Soixante-dix-neuvième session", 79), ("Quatre-vingtième session", 80), ("Quatre-vingt-unième session", 81),
        ("Quatre-vingt-dix-neuvième session", 99), ("12e session", 12), ("1er session", 1), ("1re session", 1),
        ("Trente-et-unième session", 31), ("Soixante dixième session", 70),
    ],
)  # fmt: skip
def test_french_sessions_count_by_sixties_and_eighties(words, number):
    assert session_in(words) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Primer período de sesiones", 1), ("Tercer período de sesiones", 3), ("Décimo período de sesiones", 10),
        ("Duodécimo período de sesiones", 12), ("Decimotercer período de sesiones", 13),
        ("Vigésimo período de sesiones", 20), ("Vigésimo primer período de sesiones", 21),
        ("Nonagésimo noveno período de sesiones", 99), ("Undécimo períodos de sesiones", 11),
        ("33º período de sesiones", 33), ("12ª período de sesiones", 12),
        ("Decimoctavo período de sesiones", 18), ("18.º período de sesiones", 18), ("31er período de sesiones", 31),
        ("Vigesimoctavo período de sesiones", 28), ("Decimoséptimo período de sesiones", 17),
    ],
)  # fmt: skip
def test_spanish_sessions(words, number):
    assert session_in(words) == number


@pytest.mark.parametrize(
    "words",
    ["", "   ", "session", "Eleventh", "Eleventh meeting", "A working session", "Elevnth session", "1234th session",
     "Follow-up to the twentieth special session", "Special session", "Work between the sessions",
     "Eleventh session, Vienna", "The eleventh session", "sesiones", "Twenty-tenth session"],
)  # fmt: skip
def test_other_words_are_no_session(words):
    assert session_in(words) is None


@pytest.mark.parametrize(
    ("words", "number", "name"),
    [
        ("Eleventh session", 11, ""),
        ("Tenth special session", None, "Tenth special session"),
        ("Tenth emergency special session", None, "Tenth emergency special session"),
        ("Substantive session of 2019", None, "Substantive session of 2019"),
        ("2019 session", None, "2019 session"),
        ("Resumed seventy-sixth session", 76, "Resumed seventy-sixth session"),
        ("at its reconvened thirty-first session,", 31, "Reconvened thirty-first session"),
        ("Thirty-first session (reconvened)", 31, "Thirty-first session (reconvened)"),
        ("Dixième session extraordinaire", None, "Dixième session extraordinaire"),
        ("Session de fond de 2019", None, "Session de fond de 2019"),
        ("Reprise de la trente et unième session", 31, "Reprise de la trente et unième session"),
        ("Décimo período extraordinario de sesiones", None, "Décimo período extraordinario de sesiones"),
        ("Continuación del 31er período de sesiones", 31, "Continuación del 31er período de sesiones"),
        ("Одиннадцатая сессия", None, "Одиннадцатая сессия"),
        ("第十一届会议", None, "第十一届会议"),
        ("الدورة الحادية عشرة", None, "الدورة الحادية عشرة"),
    ],
)
def test_a_session_that_is_no_plain_one_keeps_its_name_and_only_a_regular_one_its_number(words, number, name):
    session = session_of(words)

    assert (session.number, session.name) == (number, name)


def test_no_ordinal_is_counted_twice_nor_left_out():
    assert set(ORDINALS.values()) == set(range(1, 100))
    assert all(word == word.lower() for word in ORDINALS)


@pytest.mark.parametrize(("month", "names"), list(enumerate(MONTHS, start=1)))
def test_every_month_is_known_in_each_language(month, names):
    english, french, spanish = names
    expected = datetime.date(2024, month, 28)

    assert date_in(f"Vienna, 28 {english.upper()} 2024") == expected
    assert date_in(f"Vienne, le 28 {french} 2024") == expected
    assert date_in(f"Viena, 28 de {spanish} de 2024") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", None),
        ("October 2022", None),
        ("19 October", None),
        ("19 Oktober 2022", None),
        ("October 19, 2022", None),
        ("0 May 2022", None),
        ("29 February 2023", None),
        ("29 February 2024", datetime.date(2024, 2, 29)),
        ("1 May 0000", None),
        ("from 3 to 7 June 2024", datetime.date(2024, 6, 7)),
        ("1 May 2020 and 2 June 2021", datetime.date(2020, 5, 1)),
        ("1er mai 2023", datetime.date(2023, 5, 1)),
        ("1º de enero de 2024", datetime.date(2024, 1, 1)),
        ("1.º de enero del 2024", datetime.date(2024, 1, 1)),
        ("12 de diciembre 2025", datetime.date(2025, 12, 12)),
    ],
)
def test_the_first_whole_date_counts(words, expected):
    assert date_in(words) == expected


@pytest.mark.parametrize(
    ("words", "named"),
    [("Vienna, 31 February 2022", "31 February 2022"), ("30 de febrero de 2024", "30 de febrero de 2024"),
     ("28 February 2022", ""), ("no date", "")],
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_named(words, named):
    assert impossible_date_in(words) == named
