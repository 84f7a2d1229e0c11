"""Light marks in a text: `*italics*`, `**bold**`, `[words](address)`, and the raised marks of footnotes.

They are taken out of the words: of italics and footnotes the place is kept, everything else is handed back as dropped.
"""

import re
from dataclasses import dataclass

from dialogues.resolutions.reading.structure import NoteMark, Words

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
TO_RAISED = str.maketrans("0123456789", RAISED)
TOKEN = re.compile(
    r"\[(?P<link>[^\[\]]{1,300})\]\((?P<address>[^()\s]{0,500})\)|(?P<stars>\*{1,3})"
    rf"|(?P<raised>[{RAISED}]{{1,3}}|[†‡])"
)
OPENS_AFTER = "([{“‘\"'«—–-/¿¡"
# A footnote begins a line with its mark.
NOTE = re.compile(rf"^(?P<mark>[{RAISED}]{{1,3}}|\*{{1,3}}(?=\s)|[†‡])\s*(?=\S)")


@dataclass
class Plain:
    """A text without marks, and the signs that were dropped."""

    words: Words
    dropped: list[str]


def plain(raw: str) -> Plain:
    """Take the marks out of a text of one line."""
    raw = " ".join(raw.split())
    tokens = list(TOKEN.finditer(raw))
    pairs = _pairs(raw, tokens)
    writer = _Writer()
    at = 0
    for number, token in enumerate(tokens):
        writer.write(raw[at : token.start()])
        writer.take(raw, token, pairs.get(number, ""))
        at = token.end()
    writer.write(raw[at:])
    return writer.finish()


def _pairs(raw: str, tokens: list[re.Match[str]]) -> dict[int, str]:
    """Which stars open and close emphasis, by the number of their token."""
    waiting: dict[str, int] = {}
    pairs: dict[int, str] = {}
    for number, token in enumerate(tokens):
        stars = token["stars"]
        if not stars:
            continue
        if stars in waiting and _closes(raw, token):
            pairs[waiting.pop(stars)], pairs[number] = "open", "close"
        elif _opens(raw, token):
            waiting[stars] = number
    return pairs


def _opens(raw: str, token: re.Match[str]) -> bool:
    before, behind = raw[token.start() - 1 : token.start()], raw[token.end() : token.end() + 1]
    return bool(behind) and not behind.isspace() and (not before or before.isspace() or before in OPENS_AFTER)


def _closes(raw: str, token: re.Match[str]) -> bool:
    before, behind = raw[token.start() - 1 : token.start()], raw[token.end() : token.end() + 1]
    return bool(before) and not before.isspace() and not behind.isalnum()


class _Writer:
    """Puts words one behind the other and keeps places."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.ends_blank = True
        self.open: dict[str, int] = {}
        self.marks: list[NoteMark] = []
        self.italics: list[tuple[int, int]] = []
        self.dropped: list[str] = []

    def write(self, text: str) -> None:
        """Words; a blank at the beginning, or behind another, is none."""
        if self.ends_blank:
            text = text.lstrip()
        if text:
            self.pieces.append(text)
            self.length += len(text)
            self.ends_blank = text[-1].isspace()

    def take(self, raw: str, token: re.Match[str], role: str) -> None:
        """One mark."""
        if token["link"] is not None:
            self.write(token["link"])
            self.dropped.append(f"[]({token['address']})")
        elif token["raised"]:
            self.mark(token["raised"])
        elif role:
            self.emphasize(token["stars"], role)
        elif token.start() and not raw[token.start() - 1].isspace():
            self.mark(token["stars"])
        else:
            self.write(token["stars"])

    def mark(self, mark: str) -> None:
        """The mark of a footnote."""
        self.marks.append(NoteMark(mark, self.length))

    def emphasize(self, stars: str, role: str) -> None:
        """One end of italics or of bold words."""
        self.dropped.append(stars)
        if role == "open":
            self.open[stars] = self.length
        elif len(stars) != 2:
            self.italics.append((self.open[stars], self.length))

    def finish(self) -> Plain:
        """All of it, without a blank at the end."""
        text = "".join(self.pieces).rstrip()
        marks = tuple(NoteMark(one.mark, min(one.at, len(text))) for one in self.marks)
        italics = tuple((start, min(end, len(text))) for start, end in self.italics if start < len(text))
        return Plain(Words(text, marks, italics), self.dropped)


UNMARKED = re.compile(rf"[\s{RAISED}*†‡”\"’»\])]+$")
STOPS = tuple(".,;:?!،؛؟，。；：？！")
COLONS = (":", "：")
JOINING = (" and", " or", " et", " ou", " y", " o", " e", " u", " и", " و")


def ended(raw: str) -> bool:
    """Whether a paragraph is complete here: a stop, or a comma, perhaps with “and” behind it."""
    tail = UNMARKED.sub("", raw[-60:]).rstrip()
    for word in JOINING:
        tail = tail.removesuffix(word)
    return tail.endswith(STOPS)


def ends_with_colon(raw: str) -> bool:
    """Whether what follows is a list."""
    return UNMARKED.sub("", raw[-60:]).rstrip().endswith(COLONS)
