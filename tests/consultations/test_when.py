"""Dates as people write them in six languages, with no more precision than they have."""

from datetime import date

import pytest
from django.utils import translation

from submissions.consultations.when import (
    _months,
    as_typed,
    parse_when,
    quarter_end,
    quarter_in_words,
    quarter_start,
    when_in_words,
)

TODAY = date(2024, 8, 20)
READ = {
    "": (None, "not_stated"),
    "   ": (None, "not_stated"),
    "2024": (date(2024, 1, 1), "year"),
    "2024-03": (date(2024, 3, 1), "month"),
    "03/2024": (date(2024, 3, 1), "month"),
    "2024-03-18": (date(2024, 3, 18), "day"),
    "March 2024": (date(2024, 3, 1), "month"),
    "mar 2024": (date(2024, 3, 1), "month"),
    "2024 March": (date(2024, 3, 1), "month"),
    "  in  MARCH   of 2024 ": (date(2024, 3, 1), "month"),
    "18 March 2024": (date(2024, 3, 18), "day"),
    "March 18, 2024": (date(2024, 3, 18), "day"),
    "before 2024-04-05": (date(2024, 4, 5), "before"),
    "Before 5 April 2024": (date(2024, 4, 5), "before"),
    "before 2024": (date(2024, 1, 1), "before"),
    "marzo de 2024": (date(2024, 3, 1), "month"),
    "antes del 5 de abril de 2024": (date(2024, 4, 5), "before"),
    "février 2024": (date(2024, 2, 1), "month"),
    "fevrier 2024": (date(2024, 2, 1), "month"),
    "avant le 5 avril 2024": (date(2024, 4, 5), "before"),
    "март 2024 г.": (date(2024, 3, 1), "month"),
    "до 5 апреля 2024 года": (date(2024, 4, 5), "before"),
    "2024年3月": (date(2024, 3, 1), "month"),
    "2024年3月18日": (date(2024, 3, 18), "day"),
    "2024年4月5日之前": (date(2024, 4, 5), "before"),
    "آذار/مارس 2024": (date(2024, 3, 1), "month"),
    "نيسان 2024": (date(2024, 4, 1), "month"),
    "كانون الثاني 2024": (date(2024, 1, 1), "month"),
    "قبل 5 أبريل 2024": (date(2024, 4, 5), "before"),
    "مارس ٢٠٢٤": (date(2024, 3, 1), "month"),
    "2024-08-20": (date(2024, 8, 20), "day"),
}
REFUSED = [
    "soon",
    "March",
    "18 March",
    "24",
    "5/4/2024",  # the fifth of April or the fourth of May
    "2024-13",
    "2024-02-30",
    "0000",
    "1999",
    "2024-08-21",
    "September 2024",
    "2025",
    "99999",
    "2024 2023",
    "March April 2024",
    "12 3 4 2024",
    "before",
    "'; drop table--",
]


@pytest.mark.parametrize("text", READ)
def test_a_date_is_read_with_its_precision(text):
    assert parse_when(text, TODAY) == READ[text]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_in_doubt_or_still_to_come_is_refused(text):
    with pytest.raises(ValueError):
        parse_when(text, TODAY)


def test_no_name_of_a_month_means_two_months():
    names = [name for name, _number in _months()]

    assert len(names) == len(set(names))
    assert len(set(dict(_months()).values())) == 12


@pytest.mark.parametrize(
    "precision, words",
    [("year", "2024"), ("month", "March 2024"), ("day", "18 March 2024"), ("before", "Before 18 March 2024")],
)
def test_only_what_is_known_is_shown(precision, words):
    assert when_in_words(date(2024, 3, 18), precision) == words


def test_no_date_is_said_to_be_not_stated():
    assert when_in_words(None, "not_stated") == "Date not stated"


def test_a_period_shows_both_ends():
    assert when_in_words(date(2022, 3, 24), "day", date(2022, 3, 25)) == "24 March 2022 to 25 March 2022"


def test_dates_follow_the_language_of_the_reader():
    with translation.override("ar"):
        assert "آذار/مارس" in when_in_words(date(2024, 3, 18), "month")


@pytest.mark.parametrize(
    "happened_on, precision, text",
    [
        (None, "not_stated", ""),
        (date(2024, 1, 1), "year", "2024"),
        (date(2024, 3, 1), "month", "2024-03"),
        (date(2024, 3, 18), "day", "2024-03-18"),
        (date(2024, 3, 18), "before", "before 2024-03-18"),
    ],
)
def test_a_stored_date_can_be_typed_again(happened_on, precision, text):
    assert as_typed(happened_on, precision) == text
    assert parse_when(text, TODAY) == (happened_on, precision)


@pytest.mark.parametrize(
    "day, first, after",
    [
        (date(2024, 1, 1), date(2024, 1, 1), date(2024, 4, 1)),
        (date(2024, 6, 30), date(2024, 4, 1), date(2024, 7, 1)),
        (date(2024, 12, 31), date(2024, 10, 1), date(2025, 1, 1)),
    ],
)
def test_quarters_begin_and_end_where_they_should(day, first, after):
    assert (quarter_start(day), quarter_end(day)) == (first, after)


def test_a_quarter_has_words():
    assert quarter_in_words(date(2024, 11, 2)) == "Quarter 4 of 2024"
