"""Dates for people, in six languages, with the zone in words."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from portal.dates import babel_locale, format_clock, format_day, format_moment

DAY = date(2024, 4, 5)
SUMMER = datetime(2024, 5, 24, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "5 April 2024"),
        ("ar", "5 نيسان/أبريل 2024"),
        ("zh-hans", "2024年4月5日"),
        ("fr", "5 avril 2024"),
        ("ru", "5 апреля 2024 года"),
        ("es", "5 de abril de 2024"),
    ],
)
def test_a_day_follows_the_language(language, words):
    assert format_day(DAY, "day", language) == words


@pytest.mark.parametrize("month", range(1, 13))
def test_arabic_months_have_both_names(month):
    assert "/" in format_day(date(2024, month, 1), "month", "ar")


def test_widths():
    assert [format_day(DAY, width, "en") for width in ("long", "short", "month", "brief")] == [
        "Friday 5 April 2024",
        "5 Apr 2024",
        "April 2024",
        "5 Apr",
    ]


def test_a_deadline_names_its_zone():
    with translation.override("en"):
        assert format_moment(SUMMER) == "Friday 24 May 2024, 18:00 CEST"
        assert format_moment(datetime(2024, 12, 1, 17, 0, tzinfo=UTC)) == "Sunday 1 December 2024, 18:00 CET"
        assert format_moment(SUMMER, ZoneInfo("Africa/Nairobi")) == "Friday 24 May 2024, 19:00 EAT"


def test_digits_stay_western_in_arabic():
    with translation.override("ar"):
        assert format_clock(SUMMER) == "18:00"


def test_an_unknown_language_falls_back_to_english():
    assert babel_locale("tlh").language == "en"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "24 أيار/مايو 2024، 18:00 CEST"),
        ("zh-hans", "2024年5月24日 18:00 CEST"),
        ("fr", "24 mai 2024, 18:00 CEST"),
    ],
)
def test_a_day_and_its_hours_are_parted_as_the_language_parts_them(language, words):
    with translation.override(language):
        assert format_moment(SUMMER, width="day") == words
