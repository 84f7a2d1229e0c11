"""Numbers of passports, which the portal never keeps (DOMAIN, section 2): found in what people type, and refused."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
PARTED = re.compile(r"\d(?:\s{0,3}\d){6,}")
DAY = re.compile(r"\d{4}[-年]\d\d?[-月]\d\d?(?!\d)")
MOST_DIGITS = 5  # a flight, a year, a clock time and a postcode have no more; numbers of passports do


def looks_like_a_passport_number(text: str) -> bool:
    """Whether a word holds more than MOST_DIGITS digits, letters among them or not, or digits go on over blanks."""
    seen = DAY.sub("–", "".join(sign for sign in text if unicodedata.category(sign) != "Cf"))
    words = WORD.findall(seen)
    many = any(sum(letter.isdigit() for letter in word) > MOST_DIGITS for word in words)
    return many or PARTED.search(seen) is not None
