"""The heading of a resolution: what stands before the body begins to speak, line by line."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dialogues.resolutions.reading.blocks import Block
from dialogues.resolutions.reading.bodies import ALONE, BY_SYMBOL, body_named
from dialogues.resolutions.reading.findings import Findings
from dialogues.resolutions.reading.joining import Joiner
from dialogues.resolutions.reading.lines import Line
from dialogues.resolutions.reading.marks import plain
from dialogues.resolutions.reading.numerals import DATE, date_in, impossible_date_in
from dialogues.resolutions.reading.sessions import Session, session_of
from dialogues.resolutions.reading.sponsors import SPONSORED, sponsors_of
from dialogues.resolutions.reading.structure import Field, Heading, Words
from dialogues.resolutions.reading.symbols import HOUSE, LONE_SYMBOL

LANGUAGES = {"english": "en", "french": "fr", "spanish": "es", "arabic": "ar", "chinese": "zh", "russian": "ru",
             "anglais": "en", "français": "fr", "espagnol": "es", "arabe": "ar", "chinois": "zh", "russe": "ru",
             "inglés": "en", "francés": "fr", "español": "es", "árabe": "ar", "chino": "zh", "ruso": "ru"}  # fmt: skip
DISTRIBUTION = re.compile(
    rf"(?:Distr|Distribution|Distribución)\s?\.?\s?:?\s*(?P<what>[^\W\d_]+)(?:\s{DATE.pattern})?", re.I
)
ORIGINAL = re.compile(r"(?i)original\s?:\s*(?P<languages>[^\W\d_]+(?:(?:/|, | and | et | y )[^\W\d_]+){0,5})")
# The language in which it was printed stands alone on a line.
PRINTED_IN = re.compile(rf"(?i)(?:{'|'.join(LANGUAGES)})(?: only| seulement| solamente)?")
ITEM = re.compile(
    r"(?i)(?:agenda\s)?(?:item|point|tema)\s(?P<item>\d{1,3}(?:\s?\(?[a-z]\))?(?:\s?\([ivx]+\))?)"
    r"(?:\s(?:of|de|del)\s.{3,60}|\s?\*{1,3})?(?:de l[’']ordre du jour)?"
)
LETTERHEAD = re.compile(rf"(?i)(?:{HOUSE})")
NUMBERED = re.compile(
    r"(?P<kind>Resolution|Decision|Résolution|Décision|Resolución|Decisión)\s(?P<number>\d{1,3}/\d{1,4})[.:]?\s*(?P<title>.*)"
)
ADOPTED = re.compile(
    r"(?i)(?:resolutions?|decisions?|résolutions?|décisions?|resoluci[oó]n(?:es)?|decisi[oó]n(?:es)?)\s"
    r"(?:adopted by|adoptées? par|aprobad[ao]s? por|adoptad[ao]s? por)\s.{3,200}"
)
REPORT = re.compile(r"\[[^\[\]]{3,300}\]")
TITLED = re.compile(r"(?P<number>\d{1,3}/\d{1,4})\.\s*(?P<title>\S.*)")
MEETING = re.compile(
    r"(?i)\d{1,4}(?:st|nd|rd|th|e|ª|a\.?)?\s(?:plenary\s)?(?:meeting|séance|sesión)(?:\s(?:plénière|plenaria))?"
)
PLACE = re.compile(
    rf"(?P<place>[^\W\d_][^\d,]{{2,40}}),\s(?:\d{{1,2}}(?:\s[^\W\d_]+)?\s?(?:[–-]|au|al|to|a)\s?)?{DATE.pattern}", re.I
)
BODY_LINE = re.compile(rf"(?:{ALONE.pattern})\**")
COMMITTEE = re.compile(
    r"(?i)(?:first|second|third|fourth|fifth|sixth)\scommittee|committee of the whole"
    r"|(?:première|deuxième|troisième)\scommission|(?:primera|segunda|tercera)\scomisión"
)
Patterns = tuple[tuple[str, re.Pattern[str]], ...]
WHOLE: Patterns = (
    ("sponsors", SPONSORED), ("adopted", ADOPTED), ("number", NUMBERED), ("number", TITLED), ("report", REPORT),
    ("body", BODY_LINE), ("agenda_item", ITEM),
)  # fmt: skip
SINGLE: Patterns = (
    ("symbol", LONE_SYMBOL), ("letterhead", LETTERHEAD), ("distribution", DISTRIBUTION),
    ("language", ORIGINAL), ("printed_in", PRINTED_IN), ("date", DATE), ("place", PLACE), ("meeting", MEETING),
    ("committee", COMMITTEE), *WHOLE,
)  # fmt: skip
LONGEST = 3_000


@dataclass
class Unit:
    """Words of the heading: what they are, or "loose" while that is not known."""

    name: str
    line: int
    raw: str
    words: Words


def heading_of(
    blocks: list[Block], joiner: Joiner, findings: Findings, *, spoken_by: str
) -> tuple[Heading, list[Unit]]:
    """The heading, and the units of which it is made. `spoken_by` is the body that speaks behind it."""
    units = [unit for block in blocks for unit in _units(block, joiner)]
    _name_loose(units)
    known = [unit for unit in units if not _left_out(unit, findings)]
    return understood(known, spoken_by, findings), known


def _left_out(unit: Unit, findings: Findings) -> bool:
    """Whether nothing is known of a unit: then it is left out, and somebody should look."""
    if unit.name == "loose":
        findings.leave_out(unit.line, unit.raw, "unknown")
        findings.doubt(unit.line, "unknown", unit.words.text)
    return unit.name == "loose"


def _units(block: Block, joiner: Joiner) -> list[Unit]:
    """A block as one unit when it is known as a whole, else line by line; lines that say nothing stay together."""
    if _name(_peek(block.lines), WHOLE) != "loose":
        return [_unit(block.lines, joiner, WHOLE)]
    units: list[Unit] = []
    loose: list[Line] = []
    for line in block.lines:
        if _name(_peek([line]), SINGLE) == "loose":
            loose.append(line)
            continue
        units += [_unit(loose, joiner, WHOLE)] if loose else []
        units.append(_unit([line], joiner, SINGLE))
        loose = []
    return [*units, _unit(loose, joiner, WHOLE)] if loose else units


def _peek(lines: Sequence[Line]) -> str:
    """The words of some lines, without joining them for good."""
    return plain(" ".join(line.text for line in lines)[: LONGEST + 1]).words.text


def _unit(lines: Sequence[Line], joiner: Joiner, patterns: Patterns) -> Unit:
    raw = joiner.join(lines)
    words = plain(raw).words
    return Unit(_name(words.text, patterns), lines[0].number, raw, words)


def _name(words: str, patterns: Patterns) -> str:
    """What a line is; session numbers are words of a language and have no pattern."""
    if len(words) > LONGEST:
        return "loose"
    if session_of(words):
        return "session"
    return next((name for name, pattern in patterns if pattern.fullmatch(words)), "loose")


TURNS = ("sponsors", "number", "adopted")  # behind these stands the title


def _name_loose(units: list[Unit]) -> None:
    """Which loose words are the title of the agenda item, and which the title of the resolution."""
    item, turn = _last(units, ("agenda_item",)), _last(units, TURNS)
    loose = [place for place, unit in enumerate(units) if unit.name == "loose"]
    titles = _titles(units, loose, item, turn)
    for place in filter(_behind_item(units, item, turn).__contains__, loose):
        units[place].name = "agenda_title"
    for place in titles:
        units[place].name = "title"


def _behind_item(units: list[Unit], item: int, turn: int) -> range:
    """The places behind the agenda item, up to what names the draft or its number."""
    return range(item + 1, turn if turn >= 0 else len(units)) if item >= 0 else range(0)


def _titles(units: list[Unit], loose: list[int], item: int, turn: int) -> list[int]:
    """Where the title stands: behind what names the draft or its number, else at the end of the heading."""
    if turn < 0:
        return loose[-1:]
    if _number_and_title(units[turn].words.text)[1]:
        return []  # “76/7. Its title”
    return [place for place in loose if place > max(turn, item)][:1]


def _last(units: list[Unit], names: tuple[str, ...]) -> int:
    """The place of the last unit of these names, or -1."""
    return max((place for place, unit in enumerate(units) if unit.name in names), default=-1)


def _number_and_title(words: str) -> tuple[str, str]:
    match = NUMBERED.fullmatch(words) or TITLED.fullmatch(words)
    return (match["number"], match["title"].strip()) if match else ("", "")


def understood(units: list[Unit], spoken_by: str, findings: Findings) -> Heading:
    """What the units say."""
    first = _first(units)
    number, titled = _number_and_title(first.get("number", ""))
    symbol = _group(LONE_SYMBOL, first.get("symbol", ""), "symbol")
    session = session_of(first.get("session", "")) or Session(None)
    heading = Heading(
        body=spoken_by or body_named(first.get("body", "")) or _body_by_symbol(symbol),
        session=session.number, session_name=session.name, agenda_item=_item(first), symbol=symbol, number=number,
        date=_date(first), title=titled or first.get("title", ""), sponsors=sponsors_of(first.get("sponsors", "")),
        distribution=_group(DISTRIBUTION, first.get("distribution", ""), "what"), language=_language(first),
        status=_status(first, symbol, number), kind=_kind(first),
        fields=tuple(Field(unit.name, unit.words) for unit in units),
    )  # fmt: skip
    _doubt(heading, units, findings)
    return heading


def _doubt(heading: Heading, units: list[Unit], findings: Findings) -> None:
    """What is missing in a heading, and days that no calendar has."""
    line = units[0].line if units else 1
    if not heading.title:
        findings.doubt(line, "no_title")
    if not heading.status:
        findings.doubt(line, "no_status")
    for unit in units:
        day = impossible_date_in(unit.words.text)
        if day:
            findings.doubt(unit.line, "date", day)


def completed(heading: Heading, spoken: str, closing: Iterable[str]) -> Heading:
    """The heading with what only the opening sentence or the last lines say: “At its fifth session, on …”."""
    session = session_of(spoken.partition(",")[0]) or Session(None)
    if heading.session is None and not heading.session_name:
        heading = replace(heading, session=session.number, session_name=session.name)
    days = filter(None, map(date_in, [spoken, *closing]))
    return replace(heading, date=heading.date or next(days, None))


def _first(units: list[Unit]) -> dict[str, str]:
    """The words of the first unit of each name."""
    found: dict[str, str] = {}
    for unit in units:
        found.setdefault(unit.name, unit.words.text)
    return found


def _group(pattern: re.Pattern[str], words: str, group: str) -> str:
    match = pattern.search(words)
    return match[group] if match else ""


def _item(first: dict[str, str]) -> str:
    """“2 (b)”, however it is printed."""
    item = _group(ITEM, first.get("agenda_item", ""), "item")
    return re.sub(r"\s?\(?([a-z])\)", r" (\1)", item)


def _date(first: dict[str, str]) -> date | None:
    """The day of adoption where the text has one, else the date of the document."""
    found = (date_in(first.get(name, "")) for name in ("adopted", "date", "distribution"))
    return next((day for day in found if day), None)


def _language(first: dict[str, str]) -> str:
    named = _group(ORIGINAL, first.get("language", ""), "languages").split("/")[0].lower()
    return LANGUAGES.get(named, "")


REVISED: Callable[[str], re.Match[str] | None] = re.compile(r"(?i)revised|révisé|revisado|пересмотр|منقح|订正").search


def _status(first: dict[str, str], symbol: str, number: str) -> str:
    """Draft, revised draft or adopted: by what the text says, or by its symbol; empty when neither tells."""
    sponsors = first.get("sponsors", "")
    if sponsors or "/L." in symbol:
        return "revised draft" if REVISED(sponsors) or "/Rev." in symbol else "draft"
    adopted = (first.get("adopted"), number, "/RES/" in symbol, "/DEC/" in symbol)
    return "adopted" if any(adopted) else ""


def _kind(first: dict[str, str]) -> str:
    words = " ".join(first.get(name, "") for name in ("sponsors", "adopted", "number"))
    return "decision" if re.search(r"(?i)d[eé]cisi[oó]n|решения|مقرر|决定", words) else "resolution"


def _body_by_symbol(symbol: str) -> str:
    return next((body for beginning, body in BY_SYMBOL if symbol.startswith(beginning)), "")
