"""The words of an ODT: paragraphs in their order, italics, counted lists, footnotes."""

from collections.abc import Iterator

from lxml import etree

from portal.cleaning import xml
from portal.cleaning.reading.counting import STYLES, Counter, Shape
from portal.cleaning.reading.runs import RAISED, Run, Text

MOST_BLANKS = 100
NO_SHAPE = Shape("")


def text_of(parts: dict[str, bytes]) -> str:
    """All words of the package. Raises Refused when its XML is damaged."""
    return _Document(parts).text()


class _Document:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self.main = xml.parse(parts["content.xml"])
        roots = [self.main, *([xml.parse(parts["styles.xml"])] if "styles.xml" in parts else [])]
        self.looks = {name: look for root in roots for name, look in _looks(root)}
        self.shapes = {name: shapes for root in roots for name, shapes in _shapes(root)}
        self.counter = Counter()
        self.notes: list[etree._Element] = []

    def text(self) -> str:
        """Paragraphs, then footnotes."""
        text = Text()
        for paragraph in xml.elements(self.main, "p", "h"):
            if not _is_within(paragraph, "note-body", "annotation"):
                text.add(self.runs(paragraph), self.label(paragraph))
        for number, note in enumerate(self.notes, start=1):
            body = next(xml.elements(note, "note-body"), note)
            text.note(str(number).translate(RAISED), map(self.runs, xml.elements(body, "p")))
        return text.written()

    def label(self, paragraph: etree._Element) -> str:
        """The number that the program counts for the first paragraph of an item."""
        item = paragraph.getparent()
        if item is None or xml.local(item) != "list-item" or item[0] is not paragraph:
            return ""
        lists = [above for above in paragraph.iterancestors() if xml.local(above) == "list"]
        name = _attribute(lists[-1], "style-name")
        shape = self.shapes.get(name, {}).get(len(lists), NO_SHAPE)
        return self.counter.next(name, len(lists), shape)

    def runs(self, paragraph: etree._Element, look: tuple[bool, bool] = (False, False)) -> Iterator[Run]:
        """The words in an element, whatever spans stand in it."""
        yield Run(paragraph.text or "", *look)
        for child in paragraph:
            yield from self.pieces(child, look)
            yield Run(child.tail or "", *look)

    def pieces(self, child: etree._Element, look: tuple[bool, bool]) -> Iterator[Run]:
        """What stands between words: spans, blanks, footnotes."""
        name = xml.local(child)
        if name == "note":
            self.notes.append(child)
            yield Run(str(len(self.notes)).translate(RAISED))
        elif name in ("s", "tab", "line-break"):
            count = _attribute(child, "c")
            yield Run("\n" if name == "line-break" else " " * min(int(count) if count.isdigit() else 1, MOST_BLANKS))
        elif name not in ("annotation", "tracked-changes", "frame"):
            italic, raised = self.looks.get(_attribute(child, "style-name"), (False, False))
            yield from self.runs(child, (look[0] or italic, look[1] or raised))


def _looks(root: etree._Element) -> Iterator[tuple[str, tuple[bool, bool]]]:
    """Whether a style is in italics, and whether it is raised."""
    for style in xml.elements(root, "style"):
        values = {_local(key): value for one in xml.elements(style, "text-properties") for key, value in one.items()}
        position = values.get("text-position", "")
        yield (
            _attribute(style, "name"),
            (values.get("font-style") == "italic", position.startswith(("super", "3", "5"))),
        )


def _shapes(root: etree._Element) -> Iterator[tuple[str, dict[int, Shape]]]:
    for style in xml.elements(root, "list-style"):
        yield _attribute(style, "name"), dict(map(_shape, xml.elements(style, "list-level-style-number")))


def _shape(element: etree._Element) -> tuple[int, Shape]:
    values = {_local(key): str(value) for key, value in element.items()}
    start, level = values.get("start-value", "1"), values.get("level", "1")
    shape = Shape(
        STYLES.get(values.get("num-format", ""), ""), values.get("num-prefix", ""), values.get("num-suffix", ""),
        int(start) if start.isdigit() else 1,
    )  # fmt: skip
    return int(level) if level.isdigit() else 1, shape


def _local(key: object) -> str:
    """The name of an attribute without its namespace."""
    return str(key).rpartition("}")[2]


def _is_within(element: etree._Element, *names: str) -> bool:
    return any(xml.local(above) in names for above in element.iterancestors())


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if _local(key) == name), "")
