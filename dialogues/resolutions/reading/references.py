"""What a text refers to: resolutions and decisions by number, articles of instruments, documents by symbol."""

import re
from collections.abc import Iterator

from dialogues.resolutions.reading.structure import Reference
from dialogues.resolutions.reading.symbols import symbols_in

_NUMBER = r"\d{1,4}/\d{1,4}(?:\s?[A-Z](?![\w’']))?"
NUMBER = re.compile(_NUMBER)
# “resolutions 5/2 of 22 October 2010 and 10/3 of …”: numbers are gathered until other words come.
KIND = re.compile(r"(?i)\b(?P<kind>r[eé]solu(?:tion|ción|cion)(?:e?s)?|d[eé]cisi(?:on|ón)(?:e?s)?)\b")
BETWEEN = re.compile(
    rf"\s*(?:\[?(?P<number>{_NUMBER})\]?|,|;|and|et|y|e|as well as|así como|ainsi que|nos?\.?|núm\w*\.?"
    r"|(?:of|du|de|del)\s\d{1,2}(?:er)?\s(?:de\s)?[^\W\d_]{3,10}\s(?:de\s)?\d{4})(?![^\W\d_])"
)
ARTICLE = re.compile(
    r"(?i)\b(?:articles?|artículos?|art\.)\s(?P<numbers>\d{1,3}(?:\s?\(?bis\)?)?(?:(?:,\s|\s(?:and|et|y|to|à|a)\s)\d{1,3})*)"
)
INSTRUMENTS = (
    ("TIP", r"Trafficking in Persons Protocol|Protocol to Prevent, Suppress|traite des personnes|trata de personas"),
    (
        "SOM",
        r"Smuggling of Migrants Protocol|Protocol against the Smuggling|trafic illicite de migrants"
        r"|tráfico ilícito de migrantes",
    ),
    ("FIREARMS", r"Firearms Protocol|Protocol against the Illicit Manufacturing|armes à feu|armas de fuego"),
    (
        "UNTOC",
        r"Organized Crime Convention|Convention against Transnational Organized Crime"
        r"|criminalité transnationale organisée|Delincuencia Organizada Transnacional",
    ),
)
NAMED = re.compile("|".join(f"(?P<{code}>{names})" for code, names in INSTRUMENTS))
AROUND = 250


def references_in(text: str) -> tuple[Reference, ...]:
    """All that a text refers to, each once, in the order of their kinds and places."""
    found = [*_numbered(text), *_articles(text), *(Reference("symbol", symbol) for symbol in symbols_in(text))]
    return tuple(dict.fromkeys(found))


def _numbered(text: str) -> Iterator[Reference]:
    """Numbers behind “resolution” or “decision”, as many as follow each other."""
    for match in KIND.finditer(text):
        kind = "decision" if match["kind"][0].lower() == "d" else "resolution"
        at = match.end()
        while piece := BETWEEN.match(text, at):
            at = piece.end()
            if piece["number"]:
                yield Reference(kind, " ".join(piece["number"].split()))


def _articles(text: str) -> Iterator[Reference]:
    for match in ARTICLE.finditer(text):
        of = _instrument_near(text, match.start(), match.end())
        for number in re.findall(r"\d{1,3}(?:\s?\(?bis\)?)?", match["numbers"]):
            yield Reference("article", number, of)


def _instrument_near(text: str, start: int, end: int) -> str:
    """The instrument of an article: named right behind it, or before it where the text says “thereof”."""
    behind, before = text[end : end + AROUND], text[max(0, start - AROUND) : start]
    if re.match(r"\s(?:thereof|thereto)", behind):
        names = list(NAMED.finditer(before))
        return str(names[-1].lastgroup) if names else ""
    match = NAMED.search(behind.partition(";")[0])
    return str(match.lastgroup) if match and "article" not in behind[: match.start()] else ""
