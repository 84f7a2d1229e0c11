"""The words of a DOCX: paragraphs in their order, italics, counted lists, footnotes."""

from collections.abc import Iterator

from lxml import etree

from portal.cleaning import xml
from portal.cleaning.reading.counting import STYLES, Counter, Shape
from portal.cleaning.reading.runs import RAISED, Run, Text

MAIN, NUMBERING, NOTES = "word/document.xml", "word/numbering.xml", "word/footnotes.xml"
OFF = ("0", "false", "off")
NO_SHAPE = Shape("")


def text_of(parts: dict[str, bytes]) -> str:
    """All words of the package. Raises Refused when its XML is damaged."""
    return _Document(parts).text()


class _Document:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self.main = xml.parse(parts[MAIN])
        self.shapes = _shapes(parts)
        self.bodies = _notes(parts)
        self.counter = Counter()
        self.marks: dict[str, str] = {}

    def text(self) -> str:
        """Paragraphs, then the footnotes that they name."""
        text = Text()
        for paragraph in xml.elements(self.main, "p"):
            if not _is_double(paragraph):
                text.add(self.runs(paragraph), self.label(paragraph))
        for key, mark in list(self.marks.items()):
            text.note(mark, map(self.runs, xml.elements(self.bodies[key], "p")))
        return text.written()

    def label(self, paragraph: etree._Element) -> str:
        """The number that Word counts for a paragraph."""
        given = next(xml.elements(paragraph, "numPr"), None)
        if given is None:
            return ""
        depth = _number(_value(given, "ilvl"))
        name, shapes = self.shapes.get(_value(given, "numId"), ("", {}))
        return self.counter.next(name, depth, shapes.get(depth, NO_SHAPE)) if name else ""

    def runs(self, paragraph: etree._Element) -> Iterator[Run]:
        """The words of a paragraph, without those of a text box in it."""
        for run in xml.elements(paragraph, "r"):
            if _paragraph_of(run) is paragraph:
                yield from self.pieces(run)

    def pieces(self, run: etree._Element) -> Iterator[Run]:
        """One run: words, tabs, breaks, the mark of a footnote."""
        italic = _is_on(run, "i")
        raised = _value(run, "vertAlign") == "superscript"
        for piece in run:
            name = xml.local(piece)
            if name == "t":
                yield Run(piece.text or "", italic, raised)
            elif name in ("tab", "noBreakHyphen"):
                yield Run("-" if name == "noBreakHyphen" else " ", italic)
            elif name in ("br", "cr"):
                yield Run("\f" if "page" in piece.attrib.values() else "\n")
            elif name == "footnoteReference":
                yield Run(self.mark(_attribute(piece, "id")))

    def mark(self, key: str) -> str:
        """The mark of a footnote, counted in the order of the text."""
        if key in self.bodies and key not in self.marks:
            self.marks[key] = str(len(self.marks) + 1).translate(RAISED)
        return self.marks.get(key, "")


def _shapes(parts: dict[str, bytes]) -> dict[str, tuple[str, dict[int, Shape]]]:
    """By the number of a list: the name of what it counts with, and its shapes by depth."""
    if NUMBERING not in parts:
        return {}
    root = xml.parse(parts[NUMBERING])
    abstract = {
        _attribute(one, "abstractNumId"): {
            _number(_attribute(level, "ilvl")): _shape(level) for level in xml.elements(one, "lvl")
        }
        for one in xml.elements(root, "abstractNum")
    }
    return {
        _attribute(one, "numId"): (name, abstract[name])
        for one in xml.elements(root, "num")
        if (name := _value(one, "abstractNumId")) in abstract
    }


def _shape(level: etree._Element) -> Shape:
    """How a level counts; of a compound number (“1.2”) only its last place is shown."""
    before, _percent, behind = _value(level, "lvlText").rpartition("%")
    style = STYLES.get(_value(level, "numFmt"), "")
    return Shape(
        style, before.rpartition(".")[2] if "%" in before else before, behind[1:], int(_value(level, "start") or 1)
    )


def _notes(parts: dict[str, bytes]) -> dict[str, etree._Element]:
    """The footnotes by their key, without the lines that part them from the text."""
    if NOTES not in parts:
        return {}
    notes = xml.elements(xml.parse(parts[NOTES]), "footnote")
    return {_attribute(note, "id"): note for note in notes if not _attribute(note, "type")}


def _paragraph_of(run: etree._Element) -> etree._Element | None:
    return next((above for above in run.iterancestors() if xml.local(above) == "p"), None)


def _is_double(paragraph: etree._Element) -> bool:
    """Whether these words only stand in for a drawing that is there as well."""
    return any(xml.local(above) == "Fallback" for above in paragraph.iterancestors())


def _number(value: str) -> int:
    return int(value) if value.isdigit() and len(value) < 3 else 0


def _is_on(run: etree._Element, name: str) -> bool:
    properties = next((one for one in run if xml.local(one) == "rPr"), None)
    found = [one for one in ([] if properties is None else properties) if xml.local(one) == name]
    return bool(found) and _attribute(found[0], "val") not in OFF


def _value(element: etree._Element, name: str) -> str:
    """What a property below an element is set to."""
    found = next(xml.elements(element, name), None)
    return _attribute(found, "val") if found is not None else ""


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
