"""Numbers of passports, which the portal never keeps (DOMAIN, section 2): found in what people type, and refused.

What has many digits and is none is taken out first: days, times, telephones, flights, symbols, references of ours.
A number of a passport has nine signs at the most (ICAO 9303), so that a telephone without its country is known by a
word before it, or by a leading 0, groups and ten to twelve digits.
"""

import re
import unicodedata

MOST_DIGITS = 5  # a flight, a year, a clock time and a postcode have no more; numbers of passports do
JOINED = re.compile(r"[^\W_]+(?:[-._·'][^\W_]+)*")
PARTED = re.compile(r"\d(?:[\s./\-_·]{0,3}\d){6,}")
FLIGHT = re.compile(r"[A-Z]{2}\d{1,4}|(?:[A-Z]\d|\d[A-Z])\d{2,4}", re.IGNORECASE)
TAKEN_OUT = "|"

REFERENCE = re.compile(
    r"(?<!\w)(?:REG|NOM|LET)-[0-9A-F]{8,12}(?!\w)|(?<!\w)AL-[2-9A-Z]{5}-[2-9A-Z]{5}(?!\w)", re.IGNORECASE
)
SYMBOL = re.compile(r"(?<!\w)[A-Z]{1,6}(?:/[A-Z]{2,6})+(?:\.\d{1,2})?/(?:19|20)\d\d(?:/\d{1,3})?(?![\w/])")
TELEPHONE = (
    r"t[eé]l(?:[eé]\w*)?|(?:tele)?phone|mob(?:il\w*)?|m[oó]vil|cel(?:l(?:phone)?|ular)?|portable|handy|gsm|fax|whatsapp"
    r"|signal|viber|telegram|тел\w*|моб\w*|факс|هاتف|الهاتف|جوال|تلفون|موبايل|محمول"
)
BEFORE_NUMBER = r"(?:\W|n[or°]|is|number|n[uú]mero|num[eé]ro|nummer|номер|رقم){0,6}?"
DIGITS = r"\d(?:[\s()./-]{0,3}\d)"
ABROAD = re.compile(rf"\+{DIGITS}{{5,14}}(?!\w)|(?<!\w)00\d{{1,3}}[\s().-]{{1,2}}{DIGITS}{{3,11}}(?!\w)")
TOLD = re.compile(
    rf"(?:(?<!\w)(?:{TELEPHONE})(?![^\W\d_])|[电電][话話]|手[机機])(?:号码?|號碼?)?{BEFORE_NUMBER}{DIGITS}{{4,13}}(?!\w)",
    re.IGNORECASE,
)
AT_HOME = re.compile(r"(?<![\w.-])\(?0[1-9]\d{0,4}\)?(?:[\s/.-]{1,3}\d{2,8}){1,4}(?!\w)")
DAY_FIRST = re.compile(r"(?<!\w)(?:[0-3]?\d\.?\s?-\s?)?(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(?:\d{4}|\d\d)(?!\d)")
YEAR_FIRST = re.compile(r"(?<!\w)\d{4}[-./年](\d{1,2})[-./月](\d{1,2})(?!\d)")
DAY_AND_MONTH = re.compile(r"(?<![\w/])(\d{1,2})/(\d{1,2})(?![\w/])")
MONTH_AND_YEAR = re.compile(r"(?<![\w/])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?!\w)")
YEARS = re.compile(r"(?<!\w)(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d(?!\w)")
TIME = re.compile(r"(?<![\w.])(?:[01]?\d|2[0-3])[.:h][0-5]\d(?!\w|\.\d)")
THERE_AND_BACK = re.compile(r"(?<!\w)[A-Z]{2}\s?(\d{3,4})/(\d{3,4})(?![\w/])")


def looks_like_a_passport_number(text: str) -> bool:
    """Whether a word holds more than MOST_DIGITS digits, or digits go on over blanks; marks between signs hide none."""
    seen = without_known_numbers(plain(text))
    return any(map(has_many_digits, JOINED.findall(seen))) or PARTED.search(seen) is not None


def plain(text: str) -> str:
    """The text in plain signs: nothing invisible, every dash a hyphen."""
    signs = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return "".join("-" if unicodedata.category(sign) == "Pd" else sign for sign in signs)


def without_known_numbers(text: str) -> str:
    """The text without days, times, telephones, flights, symbols and references."""
    for pattern in (REFERENCE, SYMBOL, ABROAD, TOLD):
        text = pattern.sub(TAKEN_OUT, text)
    for pattern in (YEAR_FIRST, DAY_FIRST, DAY_AND_MONTH):
        text = pattern.sub(without_day, text)
    text = THERE_AND_BACK.sub(without_flights, AT_HOME.sub(without_telephone, text))
    for pattern in (MONTH_AND_YEAR, YEARS, TIME):
        text = pattern.sub(TAKEN_OUT, text)
    return text


def without_day(found: re.Match[str]) -> str:
    """Nothing for a day of the calendar, in either order of day and month; the signs themselves for what is none."""
    small, large = sorted(map(int, found.groups()))
    return TAKEN_OUT if 1 <= small <= 12 and large <= 31 else found[0]


def without_telephone(found: re.Match[str]) -> str:
    """Nothing for a telephone as one dials it at home; two digits first only in pairs, as identity cards are not."""
    groups = re.findall(r"\d+", found[0])
    in_pairs = [len(group) for group in groups] == [2] * 5
    long = 10 <= sum(map(len, groups)) <= 12 and len(groups[0]) > 2
    return TAKEN_OUT if in_pairs or long else found[0]


def without_flights(found: re.Match[str]) -> str:
    """Nothing for the flights there and back, whose numbers are neighbours."""
    there, back = map(int, found.groups())
    return TAKEN_OUT if abs(there - back) <= 2 else found[0]


def has_many_digits(word: str) -> bool:
    """Whether a word, with the marks in it, has more digits than all that is no passport; flights in a row are none."""
    parts = re.split(r"[-._·']", word)
    if len(parts) > 1 and all(map(FLIGHT.fullmatch, parts)):
        return False
    return sum(sign.isdigit() for sign in word) > MOST_DIGITS
