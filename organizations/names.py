"""Comparing names of organizations: what looks the same counts as the same."""

import unicodedata
from urllib.parse import urlsplit

from anyascii import anyascii
from django.utils.text import slugify

LONGEST_KEY = 400
# Marks that turn the direction of what follows, and others that nobody sees. Joiners stay: some scripts need them.
HIDDEN = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def name_key(name: str) -> str:
    """A name without case, accents, punctuation, width and invisible signs: spellings of one name have one key."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    letters = "".join(_as_compared(sign) for sign in folded if not unicodedata.combining(sign))
    return " ".join(letters.split())[:LONGEST_KEY].strip()


def _as_compared(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Cf":  # joiners and marks of direction are not seen
        return ""
    return sign if kind[0] in "LMN" else " "


def has_hidden_signs(name: str) -> bool:
    """Whether a name holds control characters or marks that make it look like another name."""
    return any(sign in HIDDEN or unicodedata.category(sign) in {"Cc", "Co"} for sign in name)


def host(website: str) -> str:
    """The host of a website without its "www.", in lower case; empty where there is none."""
    try:
        return (urlsplit(website).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def address(name: str) -> str:
    """A name as the last part of a public address: Latin letters, digits and hyphens, at most 60."""
    return slugify(anyascii(name))[:60].strip("-") or "organization"
