"""Dates and numbers of sessions in words: 19 October 2022, seventy-eighth, soixante-dix-huitième, undécimo."""

import re
from datetime import date

MONTHS = (
    ("january", "janvier", "enero"), ("february", "février", "febrero"), ("march", "mars", "marzo"),
    ("april", "avril", "abril"), ("may", "mai", "mayo"), ("june", "juin", "junio"), ("july", "juillet", "julio"),
    ("august", "août", "agosto"), ("september", "septembre", "septiembre"), ("october", "octobre", "octubre"),
    ("november", "novembre", "noviembre"), ("december", "décembre", "diciembre"),
)  # fmt: skip
MONTH = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
DATE = re.compile(
    rf"(?P<day>\d{{1,2}})(?:er)?\s(?:de\s)?(?P<month>{'|'.join(MONTH)})\s(?:de\s)?(?P<year>\d{{4}})", re.I
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
            found[f"{stem}-{word}e"] = found[f"{stem} et {word}e"] = found[f"{stem}-et-{word}e"] = tens + number
    return found


def _spanish() -> dict[str, int]:
    found = {word: number for number, word in enumerate(ES_ONES, start=1)}
    found |= {"undécimo": 11, "duodécimo": 12, "decimoprimer": 11, "decimosegundo": 12}
    for place, tens in enumerate(ES_TENS, start=1):
        found[tens] = 10 * place
        found |= {f"{tens} {word}": 10 * place + number for number, word in enumerate(ES_ONES, start=1)}
    found |= {f"decimo{word}": 10 + number for number, word in enumerate(ES_ONES, start=1)}
    return found


ORDINALS = {**_english(), **_french(), **_spanish()}
SESSION = re.compile(
    r"(?i)(?:resumed\s|reconvened\s)?(?P<words>[^\W\d_]+(?:[- ][^\W\d_]+){0,3})\s(?:regular\s|special\s)?"
    r"(?:session|períodos? de sesiones)"
    r"|(?P<digits>\d{1,3})(?:st|nd|rd|th|e|ª|º|o|er)?\s(?:session|períodos? de sesiones)"
)


def date_in(words: str) -> date | None:
    """The first date in a line, or None; a day that no month has is none."""
    match = DATE.search(words)
    if not match:
        return None
    try:
        return date(int(match["year"]), MONTH[match["month"].lower()], int(match["day"]))
    except ValueError:
        return None


def session_in(words: str) -> int | None:
    """The number of a session when a line is nothing but that; None otherwise."""
    match = SESSION.fullmatch(words.strip())
    if not match:
        return None
    return int(match["digits"]) if match["digits"] else ORDINALS.get(match["words"].lower())
