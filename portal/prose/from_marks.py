"""From the plain notation to the tree. Every text is a text: what is no mark is what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from portal.prose.from_html import whole_address
from portal.prose.to_marks import ADDRESS, LINE_START, RULE, TRAILING
from portal.prose.tree import (
    BREAK,
    DEEPEST,
    Block,
    Blocks,
    Heading,
    Items,
    Note,
    Paragraph,
    Quote,
    Run,
    Table,
    Word,
    Words,
    tidy_blocks,
)

DEFINITION = re.compile(r"\[\^([^\s\[\]]{1,20})\]: *(.*)")
TOKEN = re.compile(
    r"(?P<escape>\\(?:[!-/:-@\[-`{-~•]))|(?P<stars>\*+)|\[\^(?P<note>[^\s\[\]]{1,20})\]|(?P<link>\[)|(?P<line><br>|\n)"
)
SIGN = re.compile(r"[\\*\[<\n]|https?://")
LINK = re.compile(r"\[((?:[^\\\]\[\n]|\\.)+)\]\(((?:[^\\()\s]|\\.)+)\)")
HEADING = re.compile(r"(#{1,6}) +(.+)")
ITEM = re.compile(r"(?:(?P<bullet>[-*•])|(?P<number>\d{1,6})[.)])(?: +|$)(?P<words>.*)")
CELL = re.compile(r"\|((?:[^\\|]|\\.|\\$)*)")


def read(text: str) -> Blocks:
    """The tree of a text in light marks, tidy."""
    lines = [line.expandtabs(4).rstrip(" ") for line in re.split(r"\r\n|\r|\n", text)]
    lines, notes = _without_definitions(lines)
    reader = Reader(notes)
    blocks = list(reader.blocks(lines, 0))
    unused = [label for label in notes if label not in reader.used]
    blocks += [Paragraph((Run(f"[^{label}]: "), *reader.words(notes[label], Place(notes=False)))) for label in unused]
    return tidy_blocks(blocks)


def _without_definitions(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """The lines without those that say what a footnote says, and these by their labels."""
    kept: list[str] = []
    notes: dict[str, str] = {}
    label = ""
    for line in lines:
        if (found := DEFINITION.fullmatch(line)) and found[1] not in notes and found[2]:
            label = found[1]
            notes[label] = found[2]
        elif label and line.startswith("  ") and line.strip(" "):
            notes[label] += " " + line.strip(" ")
        else:
            label = ""
            kept.append(line)
    return kept, notes


@dataclass(frozen=True)
class Place:
    """Where words stand: what they may hold depends on it."""

    cell: bool = False
    notes: bool = True
    links: bool = True


@dataclass(frozen=True)
class Stars:
    """A row of stars, and whether white space stands before and after it."""

    count: int
    space_before: bool
    space_after: bool

    def marks(self, name: str) -> bool:
        """Whether they are a sign for `em` (one, three) or `strong` (two, three)."""
        return self.count in ((1, 3) if name == "em" else (2, 3))


Piece = Word | Stars


@dataclass
class Reader:
    """Reads one text whose footnotes are known; `used` are the labels that the text refers to."""

    notes: dict[str, str]
    used: set[str] = field(default_factory=set)

    def blocks(self, lines: list[str], depth: int) -> Iterator[Block]:
        """The blocks of some lines. What is too deep is a paragraph with its marks."""
        at = 0
        while at < len(lines):
            if line := lines[at].strip(" "):
                block, at = self.block(lines, at, line, depth)
                yield block
            else:
                at += 1

    def block(self, lines: list[str], at: int, line: str, depth: int) -> tuple[Block, int]:
        """The block that begins with this line, and the line after it."""
        if found := HEADING.fullmatch(line):
            return Heading(max(2, len(found[1])), self.words(found[2])), at + 1
        if line[0] == "|":
            end = _end(lines, at, "|")
            return self.table(lines[at:end]), end
        if line[0] == ">" and depth < DEEPEST:
            end = _end(lines, at, ">")
            inner = [re.sub("^> ?", "", one.strip(" ")) for one in lines[at:end]]
            return Quote(tuple(self.blocks(inner, depth + 1))), end
        if (first := ITEM.fullmatch(line)) and depth < DEEPEST:
            return self.items(lines, at, first, depth)
        end = _end_of_paragraph(lines, at + 1, depth)
        return Paragraph(self.words("\n".join(one.strip(" ") for one in lines[at:end]))), end

    def items(self, lines: list[str], at: int, first: re.Match[str], depth: int) -> tuple[Block, int]:
        """A list: items of the same kind, each with the lines that stand in under it."""
        start = None if first["bullet"] else int(first["number"])
        indent = _indent(lines[at])
        items: list[Blocks] = []
        found: re.Match[str] | None = first
        while found:
            end = _end_of_item(lines, at + 1, indent)
            room = indent + (2 if start is None else 3)
            inner = [found["words"], *(_outdented(line, room) for line in lines[at + 1 : end])]
            items.append(tuple(self.blocks(inner, depth + 1)))
            at, found = _next_item(lines, end, indent, None if start is None else start + len(items))
        return Items(tuple(items), start), at

    def table(self, lines: list[str]) -> Table:
        """Rows of cells; dashes in the second one say that the first names the columns."""
        rows = [_cells(line.strip(" ")) for line in lines]
        head = len(rows) > 1 and bool(rows[1]) and all(RULE.fullmatch(cell) for cell in rows[1])
        if head:
            del rows[1]
        return Table(tuple(tuple(self.words(cell, Place(cell=True)) for cell in row) for row in rows), head)

    def words(self, text: str, place: Place = Place()) -> Words:
        """The words of a line or of a few."""
        return tuple(_marked(list(self._pieces(text, place))))

    def _pieces(self, text: str, place: Place) -> Iterator[Piece]:
        addresses = {one.start(): one[0].rstrip(TRAILING) for one in ADDRESS.finditer(text)} if place.links else {}
        at = 0
        while found := SIGN.search(text, at):
            yield Run(text[at : found.start()])
            at = found.start()
            if href := whole_address(addresses.get(at, "")):
                yield Run(addresses[at], href=href)
                at += len(addresses[at])
            elif token := TOKEN.match(text, at):
                pieces, at = self._token(text, token, place)
                yield from pieces
            else:
                yield Run(text[at])
                at += 1
        yield Run(text[at:])

    def _token(self, text: str, token: re.Match[str], place: Place) -> tuple[Words | tuple[Piece, ...], int]:
        """What a sign at this place means, and where it ends."""
        end = token.end()
        match token.lastgroup:
            case "escape":
                return (Run(token[0][1]),), end
            case "stars":
                return (Stars(len(token[0]), _space_at(text, token.start() - 1), _space_at(text, end)),), end
            case "line":
                return (BREAK if token[0] == "\n" or place.cell else Run(token[0]),), end
            case "note" if place.notes and token["note"] in self.notes:
                self.used.add(token["note"])
                return (Note(self.words(self.notes[token["note"]], Place(notes=False))),), end
        return self._link(text, token.start(), place)

    def _link(self, text: str, at: int, place: Place) -> tuple[Words, int]:
        """A link, or only the bracket."""
        found = LINK.match(text, at) if place.links else None
        href = whole_address(re.sub(r"\\(.)", r"\1", found[2])) if found else ""
        if not href:
            return (Run("["),), at + 1
        words = self.words(found[1], Place(place.cell, notes=False, links=False))
        return tuple(replace(word, href=href) if isinstance(word, Run) else word for word in words), found.end()


def _marked(pieces: list[Piece]) -> Iterator[Word]:
    """Words as the stars around them say; stars that mean nothing are words."""
    pairs = {name: _pairs(pieces, name) for name in ("strong", "em")}
    looks = {"strong": False, "em": False}
    for at, piece in enumerate(pieces):
        if isinstance(piece, Stars):
            meant = [name for name in looks if at in pairs[name]]
            for name in meant:
                looks[name] = not looks[name]
            spent = sum(2 if name == "strong" else 1 for name in meant)
            yield Run("*" * (piece.count - spent), looks["strong"], looks["em"])
        else:
            yield _with(piece, looks) if isinstance(piece, Run) else piece


def _with(run: Run, looks: dict[str, bool]) -> Run:
    """Words in a link have looks of their own as well."""
    return replace(run, strong=run.strong or looks["strong"], em=run.em or looks["em"])


def _pairs(pieces: list[Piece], name: str) -> set[int]:
    """The places where a look begins and ends: it begins before a word and ends after one."""
    places: set[int] = set()
    begun = -1
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Stars) or not piece.marks(name):
            continue
        if begun >= 0 and not piece.space_before:
            places |= {begun, at}
            begun = -1
        elif begun < 0 and not piece.space_after:
            begun = at
    return places


def _space_at(text: str, at: int) -> bool:
    return not 0 <= at < len(text) or text[at].isspace()


def _begins(line: str, depth: int) -> bool:
    """Whether a line begins a block also without a blank line before it; a number other than 1 may be a year."""
    found = LINE_START.match(line)
    if found is None or found[0][0] == "[" or (depth >= DEEPEST and found[0][0] not in "#|"):
        return False
    return not found[0][0].isdigit() or found[0][:-1] == "1"


def _end_of_paragraph(lines: list[str], at: int, depth: int) -> int:
    while at < len(lines) and (line := lines[at].strip(" ")) and not _begins(line, depth):
        at += 1
    return at


def _end(lines: list[str], at: int, sign: str) -> int:
    """The first line from here on that does not begin with this sign."""
    while at < len(lines) and lines[at].lstrip(" ").startswith(sign):
        at += 1
    return at


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _outdented(line: str, room: int) -> str:
    return line[min(_indent(line), room) :]


def _end_of_item(lines: list[str], at: int, indent: int) -> int:
    """The first line that does not belong to an item: it stands in less. Blank lines at the end do not belong."""
    end = at
    while at < len(lines) and (not lines[at] or _indent(lines[at]) >= indent + 2):
        at += 1
        end = at if lines[at - 1] else end
    return end


def _next_item(lines: list[str], end: int, indent: int, number: int | None) -> tuple[int, re.Match[str] | None]:
    """The next item of the same list, if one follows. After a blank line it needs the number that comes next."""
    at = end
    while at < len(lines) and not lines[at]:
        at += 1
    found = ITEM.fullmatch(lines[at].strip(" ")) if at < len(lines) and _indent(lines[at]) <= indent + 1 else None
    if found is None or bool(found["bullet"]) != (number is None):
        return end, None
    if number is not None and at > end and int(found["number"]) != number:
        return end, None
    return at, found


def _cells(line: str) -> list[str]:
    cells = [cell.strip(" ") for cell in CELL.findall(line)]
    return cells[:-1] if cells and not cells[-1] else cells
