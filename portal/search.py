"""Words as a search compares them, in the six languages: one function for what is stored and for what is asked.

`fold` lowers the case, strips the accents of Latin letters, unites the written forms of Arabic letters and takes off
the article and a few endings (after the light10 stemmer), and cuts Chinese, which has no spaces, into pairs of
characters. A word that is asked for matches every stored word that begins with it; numbers match as a whole, Arabic
words by their stem. There is no other stemming: in Russian or French another ending is another word.
"""

import re
import unicodedata
from itertools import pairwise

from django.db.models import Q

LONGEST_QUERY = 200  # characters of a question; the rest is not read

# Letters that Unicode does not take apart into a base and an accent.
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "æ": "ae", "ı": "i", "ё": "е"})
_ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك"}
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# Short vowels and other marks above and below the letters, the sign that only stretches a word, marks of direction.
_UNWRITTEN = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_LAST_LATIN = "\u024f"
_WORD = re.compile(r"[^\W_]+")
_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\U00020000-\U0003134f"
_IDEOGRAPHS_OR_OTHERS = re.compile(f"[{_IDEOGRAPHS}]+|[^{_IDEOGRAPHS}]+")
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
_ARABIC_WORD = re.compile("[\u0620-\u064a]+")
_ARABIC_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
_ARABIC_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def tokens(text: str) -> list[str]:
    """The words of a text in order, each as it is compared."""
    return [token for word in _WORD.findall(_same_letters(text)) for token in _of_word(word)]


def fold(text: str) -> str:
    """A text as it is stored for searching: its tokens, each between two spaces."""
    return f" {' '.join(tokens(text))} "


def matches(column: str, query: str) -> Q:
    """The condition that a column filled by `fold` holds every word of a question.

    An empty question matches everything; one without a letter or digit matches nothing.
    """
    wanted = dict.fromkeys(tokens(query[:LONGEST_QUERY]))
    if query.strip() and not wanted:
        return Q(pk__in=[])
    condition = Q()
    for token in wanted:
        whole = " " if token.isdigit() or _ARABIC_WORD.fullmatch(token) else ""
        condition &= Q(**{f"{column}__contains": f" {token}{whole}"})
    return condition


def count_words(text: str) -> int:
    """How many words people would count: runs without a space, and each Chinese character for itself."""
    ideographs = len(_IDEOGRAPH.findall(text))
    others = _IDEOGRAPH.sub(" ", text).split()
    return ideographs + sum(any(sign.isalnum() for sign in word) for word in others)


def _same_letters(text: str) -> str:
    """One letter for all its forms: width, case, accents of Latin letters, forms and marks of Arabic ones."""
    plain = _UNWRITTEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    plain = plain.translate(_ARABIC_FORMS).translate(_LATIN).translate(_DIGITS)
    kept = []
    base = ""
    for sign in unicodedata.normalize("NFD", plain):
        if not unicodedata.combining(sign):
            base = sign
        elif base <= _LAST_LATIN:
            continue
        kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))


def _of_word(word: str) -> list[str]:
    """The tokens of one run of letters and digits."""
    found: list[str] = []
    for part in _IDEOGRAPHS_OR_OTHERS.findall(word):
        if _IDEOGRAPH.match(part):
            found += [first + second for first, second in pairwise(part)] + [part[-1]]
        else:
            found.append(_arabic_stem(part) if _ARABIC_WORD.fullmatch(part) else part)
    return found


def _arabic_stem(word: str) -> str:
    """An Arabic word without “and”, the article and its prefixes, and common endings; two letters always stay."""
    if word.startswith("و") and len(word) > 3:
        word = word[1:]
    for article in _ARABIC_ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            word = word[len(article) :]
            break
    for ending in _ARABIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            word = word[: -len(ending)]
    return word
