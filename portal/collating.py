"""The order of names in the reader's language: by ICU where PyICU is installed, else by a plain order that stays.

Databases sort by their own rules, each by others, so short lists of names (States, languages, terms) are sorted here.
"""

import importlib
import unicodedata
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

try:
    icu: Any = importlib.import_module("icu")
except ImportError:
    icu = None
# Letters of their own, that come before or after another and are no form of it; and forms of one and the same.
AFTER = {
    "es": str.maketrans({"ñ": "n\uffff"}),
    "ru": str.maketrans({"ё": "е", "й": "и\uffff"}),
    "ar": str.maketrans(dict.fromkeys("أإٱ", "ا") | {"آ": "ا\x01", "ى": "ي", "ة": "ه"}),
}


@lru_cache(maxsize=8192)
def order_key(name: str, language: str) -> bytes:
    """What to sort this name by, among names in one language (code as in LANGUAGES); never shown, never stored."""
    if icu is not None:
        key: bytes = icu.Collator.createInstance(icu.Locale(language)).getSortKey(name)
        return key
    return plain_key(name, language)


def plain_key(name: str, language: str) -> bytes:
    """Without ICU: no case, no accents. Frequent Chinese characters stand in GB 18030 in the order of their sounds."""
    letters = unicodedata.normalize("NFKC", name.replace("’", "'")).casefold().translate(AFTER.get(language, {}))
    kept = (sign for sign in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(sign))
    return "".join(kept).encode("gb18030" if language.startswith("zh") else "utf-8")


def by_name(name: str) -> bytes:
    """The key for names in the language of the page: `sorted(states, key=lambda state: by_name(state.name))`."""
    return order_key(name, get_language() or "en")
