"""What stands in a PDF, read back with pikepdf: its words as drawn, its bookmarks, its fonts, its structure."""

import io
import re
from collections.abc import Iterator

import pikepdf

PAIR = re.compile(r"<([0-9a-f]+)> <([0-9a-f]+)>", re.I)


def opened(content: bytes) -> pikepdf.Pdf:
    """The bytes of an answer as a document."""
    return pikepdf.open(io.BytesIO(content))


def pages(document: pikepdf.Pdf) -> list[str]:
    """The words of each page, a line for each piece, in the order of drawing.

    Arabic is drawn from the left: its letters come in the reverse order (`drawn` does that to a word).
    """
    return ["\n".join(_pieces(page)) for page in document.pages]


def _pieces(page: pikepdf.Page) -> Iterator[str]:
    letters: dict[bytes, str] = {}
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else operands
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            yield "".join(letters.get(codes[at : at + 2], "") for at in range(0, len(codes), 2))


def _letters(font: pikepdf.Object) -> dict[bytes, str]:
    """What each glyph of a font stands for, as the font tells whoever copies or reads aloud."""
    table = font.ToUnicode.read_bytes().decode()
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in PAIR.findall(table)}


def drawn(word: str, language: str) -> str:
    """A word in the order in which it is drawn."""
    return word[::-1] if language == "ar" else word


def bookmarks(document: pikepdf.Pdf) -> list[str]:
    """The headings in the outline, whatever their level."""
    with document.open_outline() as outline:
        return list(_titles(outline.root))


def _titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


def fonts(document: pikepdf.Pdf) -> set[str]:
    """The names of the fonts inside."""
    named = [one["/BaseFont"] for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one]
    return {str(name).partition("+")[2] for name in named}


def tags(document: pikepdf.Pdf) -> list[str]:
    """What the parts of its structure are, e.g. H1, P, Table."""
    found = [
        one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"
    ]
    return [str(one.S).removeprefix("/") for one in found]
