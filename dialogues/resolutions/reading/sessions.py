"""Sessions as headings print them: numbered ones, those that go on, special ones, and those called by a year."""

import re
from dataclasses import dataclass

from dialogues.resolutions.reading.numerals import folded, ordinal

SESSION = frozenset(["session", "sesiones"])
YEAR = re.compile(r"(?:19|20)\d\d")
# A session that is counted apart from the others, or not at all.
APART = frozenset(
    [
        "special", "emergency", "extraordinary", "substantive", "organizational", "extraordinaire", "urgence", "fond",
        "organisation", "extraordinario", "emergencia", "sustantivo", "organizacion",
    ]
)  # fmt: skip
AGAIN = frozenset(["resumed", "reconvened", "reprise", "continuacion", "reanudacion", "reanudado"])
FILLERS = frozenset(
    [
        "at", "its", "of", "for", "regular", "ordinary", "a", "sa", "de", "la", "d", "ordinaire", "en", "su", "el",
        "del", "periodo", "periodos", "ordinario",
    ]
)  # fmt: skip
# Languages of which numbers are not read: such a line is kept as the name of the session.
BY_NAME = re.compile(r"(?=.{5,60}$)(?:[^\W\d_]+\s)?\S+\sсессия|第\S{1,12}届会议|الدورة\s\S+(?:\s\S+){0,3}", re.I)
LONGEST = 80
BEGINNING = re.compile(r"(?i)^(?:at its|à sa|en su)\s")


@dataclass(frozen=True)
class Session:
    """A session: its number where it is one of the regular ones, and what it is called where that says more."""

    number: int | None
    name: str = ""


def session_of(line: str) -> Session | None:
    """The session when a line is nothing but that; None otherwise."""
    printed = line.strip(" \t*,")
    if len(printed) > LONGEST:
        return None
    if BY_NAME.fullmatch(printed):
        return Session(None, printed)
    words = re.findall(r"[^\W_]+°?", folded(printed))
    if not SESSION & set(words):
        return None
    counted = [word for word in words if word not in SESSION | APART | AGAIN | FILLERS]
    return _counted(" ".join(counted), words, _named(printed))


def session_in(line: str) -> int | None:
    """The number of a regular session when a line is nothing but that; None otherwise."""
    session = session_of(line)
    return session.number if session else None


def _counted(count: str, words: list[str], name: str) -> Session | None:
    """A session by what is left of its words: an ordinal, or a year."""
    if YEAR.fullmatch(count):
        return Session(None, name)
    number = ordinal(count)
    if number is None:
        return None
    if APART & set(words):
        return Session(None, name)
    return Session(number, name if AGAIN & set(words) else "")


def _named(printed: str) -> str:
    """As printed, without the words of a sentence before it."""
    name = BEGINNING.sub("", printed)
    return name[:1].upper() + name[1:]
