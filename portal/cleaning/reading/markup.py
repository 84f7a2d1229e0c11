"""The words of a web page: paragraphs, italics, counted lists; scripts, styles and menus are left out."""

from collections.abc import Iterator

from lxml import etree

from portal.cleaning.reading.counting import STYLES, Counter, Shape
from portal.cleaning.reading.runs import Run, Text
from portal.cleaning.report import Refused

SILENT = frozenset(
    ["script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg", "math", "select", "button",
     "textarea", "input", "nav"]
)  # fmt: skip
BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "li", "main", "ol", "p", "pre",
     "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
SHAPES = (Shape("1"), Shape("a", "(", ")"), Shape("i", "(", ")"))
DEEPEST = 200


def text_of(content: bytes) -> str:
    """All words of a page in UTF-8. Raises Refused when there is no element in it."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(content, parser)
    if root is None:
        raise Refused("damaged")
    return _Page().read(root)


class _Page:
    """A page while it is read: words wait until a block begins or ends."""

    def __init__(self) -> None:
        self.text = Text()
        self.waiting: list[Run] = []
        self.label = ""
        self.counter = Counter()
        self.lists: list[tuple[str, Shape]] = []

    def read(self, root: etree._Element) -> str:
        """All of it."""
        self.element(root, Run(""), 0)
        self.flush()
        return self.text.written()

    def element(self, element: etree._Element, look: Run, depth: int) -> None:
        """One element with what is in it; what is deeper than any page is read as words alone."""
        tag = str(element.tag).lower()
        if tag in SILENT:
            return
        if depth > DEEPEST:
            self.waiting.append(Run("".join(map(str, element.itertext())), look.italic, look.raised))
            return
        look = Run("", look.italic or tag in ("i", "em"), look.raised or tag == "sup")
        if tag == "br":
            self.waiting.append(Run("\n"))
        if tag in BLOCKS:
            self.flush()
        for opened in self.lists_of(element, tag):
            self.lists.append(opened)
        self.words(element, look, depth)
        if tag in BLOCKS:
            self.flush()
        if tag in ("ol", "ul"):
            self.lists.pop()

    def lists_of(self, element: etree._Element, tag: str) -> Iterator[tuple[str, Shape]]:
        """The list that an element opens; an item takes its number from the one that is open."""
        if tag == "ol":
            given = SHAPES[min(sum(1 for _name, shape in self.lists if shape.style), len(SHAPES) - 1)]
            style = STYLES.get(element.get("type", ""), given.style)
            start = element.get("start", "1")
            around = ("", ".") if style == "1" else ("(", ")")
            yield str(id(element)), Shape(style, *around, int(start) if start.isdigit() and len(start) < 4 else 1)
        elif tag == "ul":
            yield "", Shape("")
        elif tag == "li" and self.lists:
            self.label = self.counter.next(self.lists[-1][0], 0, self.lists[-1][1])

    def words(self, element: etree._Element, look: Run, depth: int) -> None:
        """The words of an element and of what stands in it."""
        self.take(element.text, look)
        for child in element:
            self.element(child, look, depth + 1)
            self.take(child.tail, look)

    def take(self, words: str | None, look: Run) -> None:
        """Words; line breaks of the source are blanks."""
        if words:
            edges = (" " if words[0].isspace() else "", " " if words[-1].isspace() else "")
            self.waiting.append(Run(edges[0] + " ".join(words.split()) + edges[1], look.italic, look.raised))

    def flush(self) -> None:
        """A paragraph ends."""
        if any(run.text.strip() for run in self.waiting):
            self.text.add(self.waiting, self.label)
            self.label = ""
        self.waiting = []
