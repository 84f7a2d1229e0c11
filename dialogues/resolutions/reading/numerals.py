"""Dates and ordinals in words: 19 October 2022, 1º de enero de 2024, seventy-eighth, soixante-dixième, decimoctavo."""

import re
import unicodedata
from datetime import date

MONTHS = (
    ("january", "janvier", "enero"), ("february", "février", "febrero"), ("march", "mars", "marzo"),
    ("april", "avril", "abril"), ("may", "mai", "mayo"), ("june", "juin", "junio"), ("july", "juillet", "julio"),
    ("august", "août", "agosto"), ("september", "septembre", "septiembre"), ("october", "octobre", "octubre"),
    ("november", "novembre", "noviembre"), ("december", "décembre", "diciembre"),
)  # fmt: skip
MONTH = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
DATE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:er\.?|\.?[º°])?\s(?:de\s)?(?P<month>{'|'.join(MONTH)})\s(?:del?\s)?(?P<year>\d{{4}})", re.I
)

ONES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
        "nineteenth")  # fmt: skip
TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
FR_ONES = ("premièr", "deuxièm", "troisièm", "quatrièm", "cinquièm", "sixièm", "septièm", "huitièm", "neuvièm",
           "dixièm", "onzièm", "douzièm", "treizièm", "quatorzièm", "quinzièm", "seizièm", "dix-septièm",
           "dix-huitièm", "dix-neuvièm")  # fmt: skip
FR_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "quatre-vingt": 80}
ES_ONES = ("primer", "segundo", "tercer", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno")
ES_TENS = ("décimo", "vigésimo", "trigésimo", "cuadragésimo", "quincuagésimo", "sexagésimo", "septuagésimo",
           "octogésimo", "nonagésimo")  # fmt: skip


def _english() -> dict[str, int]:
    found = {word: number for number, word in enumerate(ONES, start=1)}
    for place, stem in enumerate(TENS, start=2):
        found[f"{stem}ieth"] = 10 * place
        found |= {f"{stem}y-{word}": 10 * place + number for number, word in enumerate(ONES[:9], start=1)}
    return found


def _french() -> dict[str, int]:
    found = {f"{word}e": number for number, word in enumerate(FR_ONES, start=1)}
    ones = ("unièm", *FR_ONES[1:])
    for stem, tens in FR_TENS.items():
        found[f"{stem.removesuffix('e')}ièm" + "e"] = tens
        for number, word in enumerate(ones, start=1):
            found[f"{stem}-{word}e"] = found[f"{stem} et {word}e"] = tens + number
    return found


def _spanish() -> dict[str, int]:
    found = {word: number for number, word in enumerate(ES_ONES, start=1)}
    found |= {"primero": 1, "tercero": 3, "undécimo": 11, "duodécimo": 12}
    for place, tens in enumerate(ES_TENS, start=1):
        found[tens] = 10 * place
        for word, number in [item for item in found.items() if item[1] < 10]:
            # “vigésimo octavo”, or in one word “vigesimoctavo”
            found[f"{tens} {word}"] = found[f"{tens}{word}".replace("oo", "o")] = 10 * place + number
    return found


def folded(words: str) -> str:
    """Small letters without accents, words parted by one blank: how ordinals are looked up."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(plain.replace("-", " ").split())


ORDINALS = {folded(word): number for word, number in (_english() | _french() | _spanish()).items()}
HUNDRED = re.compile(r"(?:one hundred(?: and)?|cent|centesimo) (?P<rest>.+)")
ROUND = ("hundredth", "one hundredth", "centieme", "centesimo")
DIGITS = re.compile(r"(?P<number>\d{1,3}) ?(?:st|nd|rd|th|e|er|re|eme|ere|\.?[oa°])?")


def ordinal(words: str) -> int | None:
    """The number that folded words count: “twenty first”, “78th”, “one hundred and first”; None for other words."""
    if match := DIGITS.fullmatch(words):
        return int(match["number"])
    if words in ROUND:
        return 100
    match = HUNDRED.fullmatch(words)
    number = ORDINALS.get(match["rest"] if match else words)
    return number + 100 if match and number else number


def impossible_date_in(words: str) -> str:
    """The first date in a line when no calendar has it, as printed; else nothing."""
    match = DATE.search(words)
    return match[0] if match and date_in(words) is None else ""


def date_in(words: str) -> date | None:
    """The first date in a line, or None; a day that no month has is none."""
    match = DATE.search(words)
    if not match:
        return None
    try:
        return date(int(match["year"]), MONTH[match["month"].lower()], int(match["day"]))
    except ValueError:
        return None
