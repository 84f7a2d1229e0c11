"""Dates for people: in the reader's language by Babel, with the zone in words.

Babel gives one set of Arabic month names; the UN writes both ("نيسان/أبريل"), so Arabic has a table of its own.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from django.utils.translation import get_language

VIENNA = ZoneInfo("Europe/Vienna")
ARABIC_MONTHS = (
    "كانون الثاني/يناير شباط/فبراير آذار/مارس نيسان/أبريل أيار/مايو حزيران/يونيه "
    "تموز/يوليه آب/أغسطس أيلول/سبتمبر تشرين_الأول/أكتوبر تشرين_الثاني/نوفمبر كانون_الأول/ديسمبر"
).replace("كانون الثاني", "كانون_الثاني")
_MONTHS = [name.replace("_", " ") for name in ARABIC_MONTHS.split()]
# Babel patterns by width; Chinese and Russian need their own word order, which these patterns leave to Babel.
_SKELETON = {
    "en": {"long": "EEEE d MMMM y", "day": "d MMMM y", "short": "d MMM y", "month": "MMMM y", "brief": "d MMM"},
    "ar": {"long": "EEEE d 'M' y", "day": "d 'M' y", "short": "d 'M' y", "month": "'M' y", "brief": "d 'M'"},
    "zh": {"long": "y年M月d日EEEE", "day": "y年M月d日", "short": "y年M月d日", "month": "y年M月", "brief": "M月d日"},
    "fr": {"long": "EEEE d MMMM y", "day": "d MMMM y", "short": "d MMM y", "month": "MMMM y", "brief": "d MMM"},
    "ru": {  # the weekday behind the date: no sentence can decline it ("до 5 апреля 2024 года (пятница)")
        "long": "d MMMM y 'года' (EEEE)", "day": "d MMMM y 'года'", "short": "d MMM y", "month": "LLLL y 'года'",
        "brief": "d MMM",
    },
    "es": {
        "long": "EEEE d 'de' MMMM 'de' y", "day": "d 'de' MMMM 'de' y", "short": "d MMM y", "month": "MMMM 'de' y",
        "brief": "d MMM",
    },
}  # fmt: skip
# A year of which no more is known, where more than its number is written.
_YEAR = {"zh": "年", "ru": " год"}
# What stands between a day and its hours, where that is no comma and blank as in English.
_BEFORE_HOURS = {"ar": "، ", "zh": " "}


def babel_locale(language: str | None = None) -> Locale:
    """Babel's locale for one of our language codes (the active one by default); English where it knows none."""
    code = (language or get_language() or "en").replace("-hans", "_Hans")
    try:
        return Locale.parse(code, sep="_")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def format_day(value: date, width: str = "day", language: str | None = None) -> str:
    """A calendar day in words. `width`: long (with weekday), day, short, brief (no year), month (no day)."""
    locale = babel_locale(language)
    patterns = _SKELETON.get(locale.language, _SKELETON["en"])
    words = format_date(value, patterns[width], locale=locale)
    return words.replace("M", _MONTHS[value.month - 1]) if locale.language == "ar" else words


def format_year(value: int) -> str:
    """A year in words, where a date has no more: "2024", "2024年", "2024 год"."""
    return f"{value}{_YEAR.get(babel_locale().language, '')}"


def format_moment(value: datetime, zone: ZoneInfo = VIENNA, width: str = "long") -> str:
    """A moment in a zone, e.g. "Friday 24 May 2024, 18:00 CEST". `value` is aware."""
    local = value.astimezone(zone)
    before_hours = _BEFORE_HOURS.get(babel_locale().language, ", ")
    return f"{format_day(local.date(), width)}{before_hours}{format_clock(value, zone)} {local.tzname()}"


def format_clock(value: datetime, zone: ZoneInfo = VIENNA) -> str:
    """Hours and minutes in a zone, 24 hours, Western digits, e.g. "18:00"."""
    return format_time(value.astimezone(zone), "HH:mm", tzinfo=zone, locale=Locale("en"))
