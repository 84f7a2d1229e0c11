"""Comparing names of organizations: what looks the same counts as the same."""

import unicodedata


def name_key(name: str) -> str:
    """A name without case, accents, punctuation and width: two spellings of one name have one key (NFKC, casefold)."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    letters = "".join(
        sign if unicodedata.category(sign)[0] in "LN" else " " for sign in folded if not unicodedata.combining(sign)
    )
    return " ".join(letters.split())
