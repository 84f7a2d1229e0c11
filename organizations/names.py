"""Comparing names of organizations: what looks the same counts as the same."""

import unicodedata
from urllib.parse import urlsplit

from anyascii import anyascii
from django.utils.text import slugify

LONGEST_KEY = 400
# Marks that turn the direction of what follows, and others that nobody sees. Joiners stay: some scripts need them.
HIDDEN = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")

# Spreadsheets run what starts like this, and nothing is called so.
FORMULA_STARTS = ("=", "+", "-", "@")


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


# Letters of other scripts, and digits, that readers take for these Latin ones: a small part of the confusables of
# Unicode (UTS 39) that covers Cyrillic and Greek, in the case in which they look alike.
LOOK_ALIKES = str.maketrans(
    dict(
        zip(
            "АВЕЅЗІЈКМНОРСТУХҮԌԚԜаеѕіјорсухүһԁԛԝѵгкмтпΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορτυχωϲϳ",
            "ABES3IJKMHOPCTYXYGQWaesijopcyxyhdqwvrkmtnABEZHIKMNOPTYXayiknoptuxwcj",
            strict=True,
        )
    )
)
# Groups of Latin letters that look like one; applied last, in small letters.
LOOK_LIKE_ONE = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"), ("3", "s"))
# Endings that English spells in two ways, and legal forms that come and go.
SPELLINGS = (("isation", "ization"), ("ise", "ize"), ("centre", "center"), ("programme", "program"), ("our", "or"))
LEGAL_FORMS = frozenset(["the", "inc", "ltd", "llc", "ev", "asbl", "vzw", "ngo"])


def skeleton(name: str) -> str:
    """What a name looks like: names that a reader could take for one another have one skeleton."""
    letters = name_key(unicodedata.normalize("NFKC", name).translate(LOOK_ALIKES))
    letters = letters.replace(" ", "")
    for signs, one in LOOK_LIKE_ONE:
        letters = letters.replace(signs, one)
    return letters


def sounds(name: str) -> str:
    """A name in Latin letters as it is spelt everywhere: scripts, spaces, legal forms and two spellings are one."""
    words = name_key(anyascii(name)).split()
    letters = "".join(word for word in words if word not in LEGAL_FORMS) or "".join(words)
    for one, other in SPELLINGS:
        letters = letters.replace(one, other)
    return letters[:LONGEST_KEY]


def mixes_scripts(name: str) -> bool:
    """Whether one word of a name has letters of two scripts of which one can imitate the other."""
    for word in name.split():
        scripts = {unicodedata.name(sign, "").partition(" ")[0] for sign in word if sign.isalpha()}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            return True
    return False


def identifier_key(value: str) -> str:
    """An identifier as it is compared: letters and digits, in capitals."""
    plain = unicodedata.normalize("NFKC", value).upper()
    return "".join(sign for sign in plain if sign.isalnum())[:80]


def mail_host(email: str) -> str:
    """The domain of an address, in lower case; empty where there is none."""
    return email.rpartition("@")[2].lower()[:253]


def has_hidden_signs(name: str) -> bool:
    """Whether a name holds control characters or marks that make it look like another name."""
    return any(sign in HIDDEN or unicodedata.category(sign) in {"Cc", "Co"} for sign in name)


def is_in_words(name: str) -> bool:
    """Whether a name has letters, nothing hidden, no address, and no sign in front that a spreadsheet would run."""
    plain = not has_hidden_signs(name) and "://" not in name
    return plain and bool(name_key(name)) and not name.startswith(FORMULA_STARTS)


def names_in(field: str, value: str) -> list[str]:
    """The names in a field of the profile: other names are parted by commas."""
    names = value.split(",") if field == "other_names" else [value]
    return [name.strip() for name in names if name.strip()]


def host(website: str) -> str:
    """The host of a website without its "www.", in lower case; empty where there is none."""
    try:
        return (urlsplit(website).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def address(name: str) -> str:
    """A name as the last part of a public address: Latin letters, digits and hyphens, at most 60."""
    return slugify(anyascii(name))[:60].strip("-") or "organization"
