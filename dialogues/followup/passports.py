"""Numbers of passports, which the portal never keeps (DOMAIN, section 2): found in what people type, and refused.

What has many digits and is none is taken out first: days, times, telephones with their country, references of ours.
"""

import re
import unicodedata

MOST_DIGITS = 5  # a flight, a year, a clock time and a postcode have no more; numbers of passports do
JOINED = re.compile(r"[^\W_]+(?:[-._·'][^\W_]+)*")
PARTED = re.compile(r"\d(?:[\s.\-_·]{0,3}\d){6,}")
FLIGHT = re.compile(r"[A-Z]{2}\d{1,4}|(?:[A-Z]\d|\d[A-Z])\d{2,4}", re.IGNORECASE)

DAY_FIRST = re.compile(r"(?<!\w)(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(?:\d{4}|\d\d)(?!\d)")
YEAR_FIRST = re.compile(r"(?<!\w)\d{4}[-./年](\d{1,2})[-./月](\d{1,2})(?!\d)")
NO_PASSPORTS = (
    re.compile(r"(?<!\w)(?:REG|NOM|LET)-[0-9A-F]{8,12}(?!\w)|(?<!\w)AL-[2-9A-Z]{5}-[2-9A-Z]{5}(?!\w)", re.IGNORECASE),
    re.compile(r"(?:\+\d|(?<!\w)00\d{1,3}[\s.(-])[\d\s().-]{4,20}\d(?!\w)"),
    re.compile(r"(?<!\w)(?:19|20)\d\d ?- ?(?:19|20)\d\d(?!\w)"),
    re.compile(r"(?<![\w.])(?:[01]?\d|2[0-3])[.:h][0-5]\d(?!\w|\.\d)"),
)
TAKEN_OUT = "|"


def looks_like_a_passport_number(text: str) -> bool:
    """Whether a word holds more than MOST_DIGITS digits, or digits go on over blanks; marks between signs hide none."""
    seen = without_known_numbers(plain(text))
    return any(map(has_many_digits, JOINED.findall(seen))) or PARTED.search(seen) is not None


def plain(text: str) -> str:
    """The text in plain signs: nothing invisible, every dash a hyphen."""
    signs = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return "".join("-" if unicodedata.category(sign) == "Pd" else sign for sign in signs)


def without_known_numbers(text: str) -> str:
    """The text without days, times, telephones and references."""
    for pattern in NO_PASSPORTS[:2]:
        text = pattern.sub(TAKEN_OUT, text)
    text = DAY_FIRST.sub(without_day, YEAR_FIRST.sub(without_day, text))
    for pattern in NO_PASSPORTS[2:]:
        text = pattern.sub(TAKEN_OUT, text)
    return text


def without_day(found: re.Match[str]) -> str:
    """Nothing for a day of the calendar, in either order of day and month; the signs themselves for what is none."""
    small, large = sorted(map(int, found.groups()))
    return TAKEN_OUT if 1 <= small <= 12 and large <= 31 else found[0]


def has_many_digits(word: str) -> bool:
    """Whether a word, with the marks in it, has more digits than all that is no passport; flights in a row are none."""
    parts = re.split(r"[-._·']", word)
    if len(parts) > 1 and all(map(FLIGHT.fullmatch, parts)):
        return False
    return sum(sign.isdigit() for sign in word) > MOST_DIGITS
