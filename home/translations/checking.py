"""Whether the words of a PO file fit the page: they come from outside and stand in its HTML."""

from collections import Counter
from html.parser import HTMLParser

import polib


class _Marks(HTMLParser):
    """Every tag of a text with its attributes; anything else that begins like one counts too."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[self.get_starttag_text() or tag] += 1

    def handle_endtag(self, tag: str) -> None:
        self.found[f"/{tag}"] += 1

    def handle_comment(self, data: str) -> None:
        self.found["!"] += 1

    def handle_decl(self, decl: str) -> None:
        self.found["!"] += 1

    def handle_pi(self, data: str) -> None:
        self.found["!"] += 1

    def unknown_decl(self, data: str) -> None:
        self.found["!"] += 1


def faults(po: polib.POFile) -> list[str]:
    """The translated words whose tags are not those of the original: they could change the page, or do harm."""
    return [entry.msgstr for entry in po if entry.msgstr and _Marks(entry.msgid).found != _Marks(entry.msgstr).found]
