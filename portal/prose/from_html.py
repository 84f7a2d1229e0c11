"""From HTML of any kind to the tree: what is stored, what the formatted editor sends, what a word processor copied.

It is made well formed first, by the rules of browsers and in linear time, so that a simple parser can follow. Nothing
is taken over but words and the structure that the tree knows; scripts, styles, pictures, comments and what was deleted
under tracked changes are left out. `portal.html.sanitize` still has the last word.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote

from portal.html import FOOTNOTE, safe_address, well_formed
from portal.prose.tree import (
    BREAK,
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

SILENT = {
    "applet", "audio", "button", "canvas", "embed", "frameset", "head", "iframe", "math", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "title", "video", "xml", "xmp",
}  # fmt: skip
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "li", "main",
    "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
WORDS = {"a", "b", "br", "del", "em", "i", "small", "span", "strong"}
HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
READ = {
    "*": {"style"}, "a": {"href"}, "ol": {"start"}, "small": {"role"},
    "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
}  # fmt: skip
DEEPEST_TAG = 100
MOST_SPANNED = 50


@dataclass
class Element:
    """A tag with what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def number(self, name: str, most: int, otherwise: int) -> int:
        """The value of an attribute as a whole number up to `most`."""
        value = self.attributes.get(name, "")
        return min(int(value), most) if re.fullmatch("[0-9]{1,6}", value) else otherwise


class Gatherer(HTMLParser):
    """Builds elements from well-formed HTML. Tags that are too deep are passed over, their words are not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("body")]
        self.ignored = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; one without an end is complete."""
        if tag != "br" and len(self.open) > DEEPEST_TAG:
            self.ignored += 1
            return
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag != "br":
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close the element; what is well formed closes what it opens, in order."""
        if self.ignored:
            self.ignored -= 1
        elif len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Words."""
        self.open[-1].children.append(data)


@dataclass(frozen=True)
class Look:
    """How words look at this place."""

    strong: bool = False
    em: bool = False
    href: str = ""


def read(value: str) -> Blocks:
    """The tree of any HTML, tidy."""
    gatherer = Gatherer()
    gatherer.feed(well_formed(value, BLOCKS | WORDS, READ, SILENT))
    gatherer.close()
    return tidy_blocks(_blocks(gatherer.open[0], Look()))


def _blocks(parent: Element, look: Look) -> Iterator[Block]:
    """The blocks in an element; words between them are paragraphs."""
    loose: list[Word] = []
    for child in parent.children:
        if isinstance(child, Element) and _holds_blocks(child):
            yield Paragraph(tuple(loose))
            loose = []
            yield from _block(child, look)
        else:
            loose.extend(_words(child, look))
    yield Paragraph(tuple(loose))


def _holds_blocks(element: Element) -> bool:
    """Whether it is a block, or holds one as copied text does (`<b><p>…</p></b>`). A footnote is a word."""
    if element.tag in BLOCKS:
        return True
    if element.tag == "small" or element.tag == "del":
        return False
    return any(isinstance(child, Element) and _holds_blocks(child) for child in element.children)


def _block(element: Element, look: Look) -> Iterator[Block]:
    tag = element.tag
    if tag in HEADINGS:
        yield Heading(HEADINGS[tag], tuple(_flat(element, _plain_of_heading(look))))
    elif tag in {"ul", "ol"}:
        yield _list(element, look)
    elif tag == "blockquote":
        yield Quote(tuple(_blocks(element, look)))
    elif tag == "table":
        yield from _table(element, look)
    else:
        yield from _blocks(element, _look(element, look))


def _plain_of_heading(look: Look) -> Look:
    return Look(False, look.em, look.href)


def _list(element: Element, look: Look) -> Items:
    """A list; what stands in it beside its items belongs to the item before, as word processors write it."""
    items: list[list[Block]] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag == "li":
            items.append(list(_blocks(child, _look(child, look))))
        elif isinstance(child, Element) or child.strip():
            if not items:
                items.append([])
            items[-1].extend(_blocks(Element("li", {}, [child]), look))
    start = element.number("start", 9999, 1) if element.tag == "ol" else None
    return Items(tuple(tuple(item) for item in items), start)


def _table(element: Element, look: Look) -> Iterator[Block]:
    """Its caption as a paragraph, then its rows; cells that span others are followed by empty ones."""
    rows: list[list[Element]] = []
    for child in _descend(element):
        if child.tag == "caption":
            yield from _blocks(child, look)
        elif child.tag == "tr":
            rows.append([cell for cell in child.children if isinstance(cell, Element) and cell.tag in {"td", "th"}])
    head = bool(rows and rows[0]) and all(cell.tag == "th" for cell in rows[0])
    yield Table(tuple(_filled(rows, look)), head)


def _descend(element: Element) -> Iterator[Element]:
    """Rows and captions of a table, not those of a table in it."""
    for child in element.children:
        if isinstance(child, Element):
            if child.tag in {"thead", "tbody", "tfoot"}:
                yield from _descend(child)
            else:
                yield child


def _filled(rows: list[list[Element]], look: Look) -> Iterator[tuple[Words, ...]]:
    """The words of all cells in their columns."""
    left: dict[int, int] = {}  # column -> rows that a cell from above still covers
    for cells in rows:
        row: dict[int, Words] = {}
        covered = set(left)
        left = {column: more - 1 for column, more in left.items() if more > 1}
        column = 0
        for cell in cells:
            while column in covered:
                column += 1
            row[column] = tuple(_flat(cell, look))
            down = cell.number("rowspan", MOST_SPANNED, 1) - 1
            end = column + max(cell.number("colspan", MOST_SPANNED, 1), 1)
            left |= dict.fromkeys(range(column, end), down) if down > 0 else {}
            column = end
        yield tuple(row.get(number, ()) for number in range(max(covered | {column - 1}) + 1))


def _flat(element: Element, look: Look) -> Iterator[Word]:
    """The words of an element that holds one line or a few: its blocks begin new lines."""
    for child in element.children:
        if isinstance(child, Element) and _holds_blocks(child):
            yield BREAK
            yield from _flat(child, _look(child, look))
            yield BREAK
        else:
            yield from _words(child, look)


def _words(child: "Element | str", look: Look) -> Iterator[Word]:
    if isinstance(child, str):
        yield Run(child, look.strong, look.em, look.href)
    elif child.tag == "br":
        yield BREAK
    elif child.tag == "small" and child.attributes.get("role") == FOOTNOTE:
        yield Note(tuple(_flat(child, Look())))
    elif child.tag != "del" and not _is_hidden(child):
        for one in child.children:
            yield from _words(one, _look(child, look))


def _look(element: Element, look: Look) -> Look:
    """How words in this element look. Word processors say it by style as often as by tag."""
    style = element.attributes.get("style", "").lower()
    strong, em, href = look.strong, look.em, look.href
    if element.tag in {"b", "strong"} or "font-weight" in style:
        strong = _said(style, "font-weight", r"bold|[6-9]00", element.tag in {"b", "strong"}, look.strong)
    if element.tag in {"i", "em"} or "font-style" in style:
        em = _said(style, "font-style", "italic|oblique", element.tag in {"i", "em"}, look.em)
    if element.tag == "a":
        href = whole_address(element.attributes.get("href", ""))
    return Look(strong, em, href)


def _said(style: str, name: str, values: str, by_tag: bool, before: bool) -> bool:
    """What the style says; otherwise the tag; otherwise as before."""
    if found := re.search(rf"(?<![-\w]){name}\s*:\s*([a-z0-9]+)", style):
        return re.fullmatch(values, found[1]) is not None
    return by_tag or before


def _is_hidden(element: Element) -> bool:
    style = element.attributes.get("style", "").lower()
    return re.search(r"display\s*:\s*none|mso-hide\s*:\s*all|mso-list\s*:\s*ignore", style) is not None


# What an address may not hold as it is: it would end it somewhere.
_UNSAFE = re.compile(r"""[\s"<>\\^`{|}\x00-\x1f\x7f-\x9f]""")


def whole_address(value: str) -> str:
    """An address that may stand in a text, in one form; empty for any other."""
    address = _UNSAFE.sub(lambda sign: quote(sign[0], safe=""), unicodedata.normalize("NFC", value.strip()))
    return address if len(address) <= 2000 and address.isprintable() and safe_address(address) else ""
