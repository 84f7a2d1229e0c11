"""Numbers and letters before paragraphs: (c), (iv), 3), and which list each of them belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# “4.”, as the Chinese print it “4．”, as the Arabic do “4 - ”.
NUMBER = re.compile(
    r"^\**(?P<number>\d{1,3})(?:\s*(?P<more>bis|ter|quater|quinquies))?"
    r"(?:\s?[.．、]\**(?=\s|\*|$|[\u3400-\u9fff])|\s?[-–]\s?(?=[ء-ي]))\s*"
)
LABEL = re.compile(
    r"^(?P<label>[(（]?(?P<token>[a-z]{1,6}|[A-Z]{1,6}|\d{1,3}|[а-я]|[ء-ي]ـ?|[一二三四五六七八九十]{1,2})[)）]"
    r"(?=\s|\*|\(|$|[\u3400-\u9fff])"
    r"|(?P<counted>[㈠-㈩])|‘(?P<quoted>\d{1,2})’(?=\s?[ء-ي])|(?P<dotted>[a-z]|[ivx]{2,5})\.(?=\s))\s*"
)
# Letters that count in other scripts, in their order.
ALPHABETS = ("абвгдежзиклмнопрстуфхцчшщэюя", "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ")
HAN = "一二三四五六七八九十"
COUNTED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
ROMAN = re.compile(r"^(?:x{0,3})(?:ix|iv|v?i{0,3})$")
ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10}
DEEPEST = 20


def token_of(match: re.Match[str]) -> str:
    """The letter or the number of a label as English prints it, so that an address is the same in each language."""
    counted, quoted = match["counted"], match["quoted"]
    if counted:
        return as_roman(COUNTED.index(counted) + 1)
    return as_roman(int(quoted)) if quoted else _as_english(match["token"] or match["dotted"])


def _as_english(token: str) -> str:
    if token.isdigit():
        return str(int(token))
    if set(token) <= set(HAN):
        return as_roman(10 * (len(token) - 1) + HAN.index(token[-1]) + 1)
    known = next((alphabet for alphabet in ALPHABETS if token[0] in alphabet), "")
    return as_letter(known.index(token[0]) + 1) if known else token


def as_letter(value: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    return chr(ord("a") + (value - 1) % 26) * (1 + (value - 1) // 26)


def as_roman(value: int) -> str:
    """A small Roman numeral: 4 is iv."""
    tens, ones = divmod(value, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


def roman(token: str) -> int:
    """The value of a small Roman numeral up to 39, or 0."""
    if not token or not ROMAN.match(token):
        return 0
    digits = [ROMAN_DIGITS[sign] for sign in token]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-digit if digit < behind else digit for digit, behind in pairs)


def letter(token: str) -> int:
    """a is 1, z is 26, aa is 27, bb is 28; 0 for other words."""
    if len(set(token)) != 1 or not token.isascii() or not token.isalpha():
        return 0
    return ord(token[0]) - ord("a") + 1 + 26 * (len(token) - 1)


def values(token: str) -> dict[str, int]:
    """What a token may count in each style."""
    if token.isdigit():
        return {"number": int(token)}
    case = "capital " if token.isupper() else ""
    small = token.lower()
    found = {f"{case}letter": letter(small), f"{case}roman": roman(small)}
    return {style: value for style, value in found.items() if value}


@dataclass
class Level:
    """An open list: its style and the number of its last item."""

    style: str
    value: int


@dataclass(frozen=True)
class Place:
    """Where an item goes: how many lists stay open above it, what it counts there, and a doubt (code) or nothing."""

    depth: int
    style: str
    value: int
    doubt: str = ""


def place(token: str, levels: Sequence[Level], *, after_colon: bool, following: str) -> Place | None:
    """Where an item belongs: the sequence decides between letters and Roman numerals.

    `following` is the next token of the text. None when the token is no number of any style.
    """
    possible = values(token)
    if not possible:
        return None
    going_on, first = _going_on(possible, levels), _first(possible, levels)
    if going_on and first:
        return _of_two(going_on, first, after_colon, following)
    return going_on or first or _out_of_order(possible, levels)


def _going_on(possible: dict[str, int], levels: Sequence[Level]) -> Place | None:
    for depth, level in reversed(list(enumerate(levels))):
        if possible.get(level.style) == level.value + 1:
            return Place(depth, level.style, level.value + 1)
    return None


def _first(possible: dict[str, int], levels: Sequence[Level]) -> Place | None:
    styles = [style for style, value in possible.items() if value == 1]
    return Place(len(levels), styles[0], 1) if styles else None


def _of_two(going_on: Place, first: Place, after_colon: bool, following: str) -> Place:
    """(i) behind (h): one more letter, or the first of a list inside it. What follows tells."""
    told = {"ii": first, "j": going_on}.get(following.lower())
    if told or after_colon:
        return told or first
    return Place(going_on.depth, going_on.style, going_on.value, "roman")


def _out_of_order(possible: dict[str, int], levels: Sequence[Level]) -> Place:
    for depth in range(len(levels) - 1, -1, -1):
        if levels[depth].style in possible:
            return Place(depth, levels[depth].style, possible[levels[depth].style], "label")
    style = next(iter(possible))
    return Place(len(levels), style, possible[style], "label")
