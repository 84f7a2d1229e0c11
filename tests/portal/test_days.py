"""Days in six languages, at every width, and over the borders of days and clocks."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from portal.dates import format_clock, format_day, format_moment

DAY = date(2024, 4, 5)


@pytest.mark.parametrize(
    ("language", "long", "month", "brief"),
    [
        ("en", "Friday 5 April 2024", "April 2024", "5 Apr"),
        ("ar", "الجمعة 5 نيسان/أبريل 2024", "نيسان/أبريل 2024", "5 نيسان/أبريل"),
        ("zh-hans", "2024年4月5日星期五", "2024年4月", "4月5日"),
        ("fr", "vendredi 5 avril 2024", "avril 2024", "5 avr."),
        ("ru", "5 апреля 2024 года (пятница)", "апрель 2024 года", "5 апр."),
        ("es", "viernes 5 de abril de 2024", "abril de 2024", "5 abr"),
    ],
)
def test_a_day_at_every_width(language, long, month, brief):
    assert [format_day(DAY, width, language) for width in ("long", "month", "brief")] == [long, month, brief]


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans", "fr", "ru", "es"])
@pytest.mark.parametrize("month", range(1, 13))
def test_no_month_is_left_as_a_letter_of_its_pattern(language, month):
    words = format_day(date(2024, month, 28), "long", language)

    assert (
        "2024" in words and "28" in words and "M" not in words.replace("Mar", "").replace("May", "").replace("Mon", "")
    )


@pytest.mark.parametrize(
    ("moment", "day", "clock"),
    [
        (datetime(2024, 4, 4, 21, 59, tzinfo=UTC), "4 April 2024", "23:59"),
        (datetime(2024, 4, 4, 22, 0, tzinfo=UTC), "5 April 2024", "00:00"),
        (datetime(2024, 12, 31, 23, 0, tzinfo=UTC), "1 January 2025", "00:00"),
        (datetime(2024, 3, 31, 0, 59, tzinfo=UTC), "31 March 2024", "01:59"),
        (datetime(2024, 3, 31, 1, 0, tzinfo=UTC), "31 March 2024", "03:00"),
        (datetime(2024, 10, 27, 0, 30, tzinfo=UTC), "27 October 2024", "02:30"),
        (datetime(2024, 10, 27, 1, 30, tzinfo=UTC), "27 October 2024", "02:30"),
    ],
)
def test_a_moment_belongs_to_the_day_in_vienna(moment, day, clock):
    shown = Template("{{ m|day }}").render(Context({"m": moment}))

    assert f">{day}</time>" in shown and format_clock(moment) == clock


def test_the_hour_that_comes_twice_is_told_apart_by_its_zone():
    first, second = (format_moment(datetime(2024, 10, 27, hour, 30, tzinfo=UTC)) for hour in (0, 1))

    assert (first[-10:], second[-9:]) == ("02:30 CEST", "02:30 CET")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ x|words }}", "3"),
        ("{{ x|outside_link }}", "one  two\nthree"),
        ("{{ bad|outside_link:evil }}", "&lt;b&gt;"),
        ("{{ good|outside_link:evil }}", '">&lt;b&gt;</a>'),
        ("{{ bad|foreign }}", ' lang="javascript:x&quot;" dir="ltr"'),
        ("{% status x 'stop' %}", '<span class="st st--stop">one  two\nthree</span>'),
        ("{{ '<p>a</p>'|numbered }}", '<p class="p" id="para1">a</p>'),
    ],
)
def test_a_tag_shows_what_it_gets_as_text(source, shown):
    values = {"x": "one  two\nthree", "bad": 'javascript:x"', "good": "https://example.org", "evil": "<b>"}

    with translation.override("en"):
        assert Template(source).render(Context(values)).endswith(shown)
