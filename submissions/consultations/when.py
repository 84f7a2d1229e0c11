"""Dates as people write them and as they are read: a year, a month, a day, or "before" one of these.

What is not known is not invented: a date is kept with its precision, the rest of it is filled with the first.
"""

import re
import unicodedata
from datetime import date
from functools import cache

from babel import Locale
from django.conf import settings
from django.utils.translation import gettext as _

from portal.dates import ARABIC_MONTHS, babel_locale, format_day
from submissions.consultations.choices import Precision

EARLIEST = 2000  # the Convention is of that year
# Words for "before" in the six languages, and small words inside dates that carry nothing; all folded.
BEFORE = {"before", "avant", "antes", "до", "قبل", "之前", "以前"}
FILLERS = {"de", "del", "le", "of", "the", "in", "en", "г", "года", "год"}
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CHINESE_PARTS = re.compile(r"(?<=\d)\s*[年月日号]")


def parse_when(text: str, today: date) -> tuple[date | None, str]:
    """Read "March 2024", "2024-03", "5 March 2024", "2024" or "before 2024-04-05", in any of the six languages.

    Returns the date and its precision; nothing at all is "not stated". Raises ValueError when it is no such date, and
    for one that is still to come.
    """
    if not text.strip():
        return None, Precision.NOT_STATED
    words = _WORD.findall(_with_numbers_for_months(_folded(text)))
    before = [word for word in words if word in BEFORE]
    found, precision = _date_of([_number(word) for word in words if word not in BEFORE | FILLERS])
    if not date(EARLIEST, 1, 1) <= found <= today:
        raise ValueError(text)
    return found, Precision.BEFORE if before else precision


def parse_until(text: str, start: tuple[date | None, str], today: date) -> date | None:
    """Read until when something took that began at `start` (as `parse_when` gives it), written as exactly as that.

    Nothing at all is None. Raises ValueError when it is no such date, comes first, or says more or less than `start`.
    """
    found, precision = parse_when(text, today)
    if found is None:
        return None
    if start[0] is None or precision != start[1] or precision == Precision.BEFORE or found < start[0]:
        raise ValueError(text)
    return found if found > start[0] else None


def _number(word: str) -> int:
    if not word.isdecimal():
        raise ValueError(word)
    return int(word)


def _date_of(numbers: list[int]) -> tuple[date, str]:
    """A date from its numbers, when their order leaves no doubt."""
    match numbers:
        case [year] if year >= EARLIEST:
            return date(year, 1, 1), Precision.YEAR
        case [year, month] if year >= EARLIEST:
            return date(year, month, 1), Precision.MONTH
        case [month, year] if year >= EARLIEST:
            return date(year, month, 1), Precision.MONTH
        case [year, month, day] if year >= EARLIEST:
            return date(year, month, day), Precision.DAY
    raise ValueError(numbers)


def _with_numbers_for_months(text: str) -> str:
    """A folded text with the number of its month, if it names one, and its parts in the order year, month, day."""
    text, month = _month_taken_out(_CHINESE_PARTS.sub(" ", text))
    if month is None:
        return text
    words = _WORD.findall(text)
    digits = sorted((word for word in words if word.isdecimal()), key=int, reverse=True)
    others = [word for word in words if not word.isdecimal()]
    return " ".join([*others, *digits[:1], str(month), *digits[1:]])


def _month_taken_out(text: str) -> tuple[str, int | None]:
    month = None
    for name, number in _months():
        if month in (None, number):  # in Arabic both names of a month may stand side by side
            text, found = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
            month = number if found else month
    return text, month


@cache
def _months() -> list[tuple[str, int]]:
    """Names of months in the six languages, folded, the longest first, with their numbers."""
    names: dict[str, int] = {}
    for code, _name in settings.LANGUAGES:
        locale: Locale = babel_locale(code)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    names.setdefault(_folded(name).rstrip("."), number)
    for number, pair in enumerate(ARABIC_MONTHS.split(), start=1):
        for name in pair.split("/"):
            names.setdefault(_folded(name.replace("_", " ")), number)
    return sorted(names.items(), key=lambda item: -len(item[0]))


def _folded(text: str) -> str:
    """In one case, without accents, with single spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


def when_in_words(happened_on: date | None, precision: str, until: date | None = None) -> str:
    """Only what is known, in the reader's language: "March 2024", "Before 5 April 2024", or "Date not stated"."""
    if happened_on is None:
        return _("Date not stated")
    if precision == Precision.BEFORE:
        return _("Before %(day)s") % {"day": format_day(happened_on)}
    if until:
        return _("%(first)s to %(last)s") % {"first": _exact(happened_on, precision), "last": _exact(until, precision)}
    return _exact(happened_on, precision)


def _exact(day: date, precision: str) -> str:
    """As much of a date as is known."""
    if precision == Precision.YEAR:
        return f"{day.year}"
    return format_day(day, "month") if precision == Precision.MONTH else format_day(day)


def quarter_start(day: date) -> date:
    """The first day of the quarter that `day` lies in."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def quarter_end(day: date) -> date:
    """The first day after the quarter that `day` lies in."""
    month = quarter_start(day).month + 3
    return date(day.year, month, 1) if month <= 12 else date(day.year + 1, 1, 1)


def quarter_in_words(day: date) -> str:
    """The quarter of a day, e.g. "Quarter 2 of 2024"."""
    return _("Quarter %(quarter)s of %(year)s") % {"quarter": (day.month + 2) // 3, "year": day.year}


def as_typed(happened_on: date | None, precision: str) -> str:
    """A stored date as a form shows it again: in the one way of writing that every language reads."""
    if happened_on is None:
        return ""
    if precision == Precision.YEAR:
        return f"{happened_on:%Y}"
    if precision == Precision.MONTH:
        return f"{happened_on:%Y-%m}"
    return f"before {happened_on:%Y-%m-%d}" if precision == Precision.BEFORE else f"{happened_on:%Y-%m-%d}"
