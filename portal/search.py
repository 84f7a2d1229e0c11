"""Words as a search compares them, in the six languages: one function for what is stored and for what is asked.

`fold` lowers the case, strips the accents of Latin and Greek letters, unites the written forms of Arabic letters and
takes off the article and a few endings (after the light10 stemmer), and cuts Chinese, which has no spaces, into pairs
of characters. A word that is asked for matches every stored word that begins with it; numbers and single letters match
as a whole, Arabic words by their stem. There is no other stemming: in Russian or French another ending is another word.
What is done with it stands in `words.py`: an index that finds the rows.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

LONGEST_QUERY = 200  # characters of a question; the rest is not read
LONGEST_TOKEN = 60  # characters of a word that are compared: an index has no place for endless ones

# Letters that Unicode does not take apart into a base and an accent.
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "æ": "ae", "ı": "i", "ё": "е"})
_ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك"}
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# Short vowels and other marks above and below the letters, the sign that only stretches a word, marks of direction.
UNWRITTEN = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_LAST_LATIN = "\u024f"
_GREEK = frozenset(map(chr, range(0x370, 0x400)))  # names of organizations come in more scripts than six languages
_WORD = re.compile(r"[^\W_]+")
_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\U00020000-\U0003134f"
IDEOGRAPHS_OR_OTHERS = re.compile(f"[{_IDEOGRAPHS}]+|[^{_IDEOGRAPHS}]+")
IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
_QUOTED = re.compile('["“”„«»]([^"“”„«»]+)["“”„«»]')
_ARABIC_WORD = re.compile("[\u0620-\u064a]+")
_ARABIC_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
_ARABIC_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def tokens(text: str) -> list[str]:
    """The words of a text in order, each as it is compared."""
    return [token for word in _WORD.findall(_same_letters(text)) for token in _of_word(word)]


def fold(text: str) -> str:
    """A text as it is stored for searching: its tokens, each between two spaces."""
    return f" {' '.join(tokens(text))} "


@dataclass(frozen=True)
class Wanted:
    """One word that is asked for: as it stands, or as the beginning of a word."""

    token: str
    whole: bool

    def fits(self, token: str) -> bool:
        """Whether a word of a text is one that is asked for."""
        return token == self.token if self.whole else token.startswith(self.token)


@dataclass(frozen=True)
class Question:
    """What somebody looks for: every one of the words, and each phrase, as it stands in a folded text."""

    wanted: tuple[Wanted, ...]
    phrases: tuple[str, ...]


def read(query: str) -> Question:
    """The words of a question, each once, and the runs of words in quotes. Other signs mean nothing."""
    cut = query[:LONGEST_QUERY]
    wanted = (Wanted(token, _is_whole(token)) for token in dict.fromkeys(tokens(cut)))
    quoted = (tokens(phrase) for phrase in _QUOTED.findall(cut))
    return Question(tuple(wanted), tuple(_phrase(words) for words in quoted if len(words) > 1))


def _is_whole(token: str) -> bool:
    """Numbers, Arabic stems and single letters are no beginnings; a single Chinese character is a word by itself."""
    if IDEOGRAPH.match(token):
        return False
    return len(token) == 1 or token.isdigit() or _ARABIC_WORD.fullmatch(token) is not None


def _phrase(words: list[str]) -> str:
    """Words as they stand one after the other; the last Chinese character may begin a pair."""
    return f" {' '.join(words)}" + ("" if IDEOGRAPH.match(words[-1]) else " ")


def sort_key(text: str) -> str:
    """A title as a list by alphabet sorts it, the same on every database: without case, accents and signs."""
    return " ".join(_WORD.findall(_same_letters(text)))


def count_words(text: str) -> int:
    """How many words people would count: runs without a space, and each Chinese character for itself."""
    ideographs = len(IDEOGRAPH.findall(text))
    others = IDEOGRAPH.sub(" ", text).split()
    return ideographs + sum(any(sign.isalnum() for sign in word) for word in others)


def _same_letters(text: str) -> str:
    """One letter for all its forms: width, case, accents of Latin letters, forms and marks of Arabic ones."""
    plain = UNWRITTEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    plain = plain.translate(_ARABIC_FORMS).translate(_LATIN).translate(_DIGITS)
    kept = []
    base = ""
    for sign in unicodedata.normalize("NFD", plain):
        if not unicodedata.combining(sign):
            base = sign
        elif base <= _LAST_LATIN or base in _GREEK:
            continue
        kept.append(sign)
    return unicodedata.normalize("NFC", "".join(kept))


def _of_word(word: str) -> list[str]:
    """The tokens of one run of letters and digits."""
    found: list[str] = []
    for part in IDEOGRAPHS_OR_OTHERS.findall(word):
        if IDEOGRAPH.match(part):
            found += [first + second for first, second in pairwise(part)] + [part[-1]]
        else:
            found.append((_arabic_stem(part) if _ARABIC_WORD.fullmatch(part) else part)[:LONGEST_TOKEN])
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
