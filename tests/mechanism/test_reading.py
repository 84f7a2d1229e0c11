"""Cells of the files of facts: what they may say and what is made of it."""

from datetime import date
from decimal import Decimal

import pytest

from portal.mechanism.models import Comparator, Precision, Trust
from portal.mechanism.reading import TRUST_WORDS, Row, address_of, trust_of


def cell(text):
    return Row("facts.csv", 7, {"cell": text}, [])


@pytest.mark.parametrize(
    ("text", "day", "precision", "words"),
    [
        ("2024-04-05", date(2024, 4, 5), Precision.DAY, ""),
        ("2020-10", date(2020, 10, 1), Precision.MONTH, ""),
        ("2023", date(2023, 1, 1), Precision.YEAR, ""),
        ("undated", None, Precision.UNDATED, ""),
        ("2022 (first half)", date(2022, 1, 1), Precision.YEAR, "2022 (first half)"),
        ("2023 (before 29 May)", date(2023, 1, 1), Precision.YEAR, "2023 (before 29 May)"),
    ],
)
def test_a_date_is_kept_as_exactly_as_it_is_known(text, day, precision, words):
    row = cell(text)

    assert row.loose_day("cell") == (day, precision, words)
    assert not row.problems


@pytest.mark.parametrize(
    "text", ["", "April 2024", "2024-4-5", "2024-13", "2023-02-29", "20240405", "2024-04-05T10:00"]
)
def test_a_date_in_another_shape_is_a_problem(text):
    row = cell(text)
    row.loose_day("cell")

    assert row.broken
    assert [str(problem)[:20] for problem in row.problems] == ["facts.csv, line 7: “"]


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [
        ("73", Comparator.EXACT, Decimal(73)),
        (">500", Comparator.MORE, Decimal(500)),
        ("<60", Comparator.LESS, Decimal(60)),
        ("~33.3", Comparator.ABOUT, Decimal("33.3")),
    ],
)
def test_a_number_keeps_how_it_is_meant(text, comparator, value):
    assert cell(text).quantity("cell") == (comparator, value)


@pytest.mark.parametrize("text", ["", "-3", "1,400", "12.345", "½", "٣", "NaN", "1e3", "9999999999"])
def test_a_number_in_another_shape_is_a_problem(text):
    row = cell(text)
    row.quantity("cell")

    assert row.broken


@pytest.mark.parametrize(("text", "number"), [("", None), ("0", 0), ("189", 189)])
def test_a_whole_number_may_be_absent(text, number):
    row = cell(text)

    assert row.whole("cell") == number
    assert not row.broken


@pytest.mark.parametrize("text", ["1.5", "-1", "²", "٣", "12345678901"])
def test_what_is_not_a_whole_number_is_a_problem(text):
    row = cell(text)

    assert row.whole("cell") is None
    assert row.broken


def test_white_space_is_made_single():
    assert cell("  two \n words ").text("cell") == "two words"


def test_words_of_trust_before_a_dash_count():
    assert cell("tertiary - contradicts 0 completed").trust("cell") == Trust.TERTIARY
    assert cell("official (depositary)").trust("cell") == Trust.OFFICIAL
    assert cell("official draft").trust("cell") == Trust.OFFICIAL
    assert cell("official/secondary").trust("cell") == Trust.SECONDARY
    assert cell("NGO report of the Secretariat briefing").trust("cell") == Trust.SECONDARY


def test_unknown_words_of_trust_are_a_problem_and_trusted_least():
    row = cell("Official")

    assert row.trust("cell") == Trust.UNVERIFIED
    assert row.broken
    assert set(TRUST_WORDS.values()) == set(Trust)


@pytest.mark.parametrize(
    ("citation", "address"),
    [
        ("unodc.org/unodc/en/ngos/page.html", "https://unodc.org/unodc/en/ngos/page.html"),
        ("https://unodc.org/page", "https://unodc.org/page"),
        ("crimealliance.org/news/318 ; UNODC news", "https://crimealliance.org/news/318"),
        ("globalinitiative.net/?p=40863", "https://globalinitiative.net/?p=40863"),
        ("unodc.org .../home.html (copy)", ""),
        ("unodc.org/overcoming-together...html", ""),
        ("A/RES/55/25", ""),
        ("en.wikipedia copy", ""),
        ("github:owner/name@91556a80", ""),
        ("javascript://unodc.org/%0aalert(1)", ""),
        ("treaties.un.org XVIII-12-c", ""),
    ],
)
def test_an_address_is_taken_only_where_the_citation_starts_with_a_whole_one(citation, address):
    assert address_of(citation) == address


@pytest.mark.parametrize(
    ("citation", "trust"),
    [
        ("unodc.org/unodc/en/page.html", Trust.OFFICIAL),
        ("Colombia: revised draft resolution, COP11 (19 October 2022)", Trust.OFFICIAL),
        ("github:statengeneraal/laws-markdown@91556a80 BWBV0001668", Trust.OFFICIAL),
        ("vdocuments copy of res. 9/1", Trust.SECONDARY),
        ("GI-TOC report on the firearms dialogue of 5 April 2024; unodc.org/overview.html", Trust.SECONDARY),
        ("a blog", Trust.SECONDARY),
        ("encyclopaedia article on UNTOC (2025; tertiary); unodc.org/page.html", Trust.TERTIARY),
        ("unodc.org/page.html; symbol from domain knowledge", Trust.UNVERIFIED),
        ("none found", Trust.UNVERIFIED),
    ],
)
def test_of_several_works_cited_the_weakest_gives_the_trust(citation, trust):
    assert trust_of(citation) == trust
