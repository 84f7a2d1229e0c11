"""Several names as one list, as the reader's language writes it: "A, B and C", "A، B", "A、B"."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from babel.lists import format_list
from django.utils.translation import get_language

from portal.dates import babel_locale

Sign = TypeVar("Sign")
COMMAS = {"ar": "، ", "zh": "、"}
BETWEEN = {"ar": "، ", "zh": "，"}  # in Chinese, a list has another comma than two facts of one line
COLONS = {"fr": "\u00a0: ", "zh": "："}
STOPS = {"zh": "。"}
BRACKETS = {"zh": ("（", "）")}
QUOTES = {"ar": ("«", "»"), "fr": ("«\u00a0", "\u00a0»"), "ru": ("«", "»")}


def comma() -> str:
    """What stands between the names of a list that may go on."""
    return _in_language(COMMAS, ", ")


def between(language: str = "") -> str:
    """What stands between two facts of one line, in the reader's language or in that of the facts."""
    return _in_language(BETWEEN, ", ", language)


def colon() -> str:
    """Between a label and what it says."""
    return _in_language(COLONS, ": ")


def stop() -> str:
    """Behind a sentence that ends with a date, before another one or nothing."""
    return _in_language(STOPS, ". ")


def brackets() -> tuple[str, str]:
    """What stands before and behind facts in brackets that follow other words."""
    return _in_language(BRACKETS, (" (", ")"))


def quoted(words: str) -> str:
    """Words that a reader wrote, in the quotation marks of the language."""
    before, behind = _in_language(QUOTES, ("“", "”"))
    return f"{before}{words}{behind}"


def listed(names: Iterable[object]) -> str:
    """Names with commas between them: a list that does not claim to be whole."""
    return comma().join(map(str, names))


def all_of(names: Iterable[object]) -> str:
    """Names that are all there is, the last with "and" before it: "A, B and C"."""
    locale = babel_locale()
    # UN English has no comma before "and".
    return str(format_list([str(name) for name in names], locale="en_GB" if locale.language == "en" else locale))


def _in_language(signs: Mapping[str, Sign], usual: Sign, language: str = "") -> Sign:
    """What a table has for this language, or else for that of the reader."""
    return signs.get((language or get_language() or "en").partition("-")[0], usual)
