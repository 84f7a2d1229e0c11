"""What a person reads on a page, apart from its markup: to find what stayed English in another language."""

import re
from html.parser import HTMLParser

UNREAD = {"script", "style", "code", "bdi", "svg", "pre", "kbd", "textarea"}
EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = ("aria-label", "alt", "placeholder", "title")
WORD = re.compile(r"[A-Za-z]{2,}")
ADDRESS = re.compile(r"https?://\S+")  # on the web, where it is the same in every language
# Words that make sentences in English and are words of none of the other languages.
SMALL = re.compile(
    r"\b(?:the|of|and|for|with|this|which|your|that|is|are|was|been|not|by|from|to|at|will|it|its|they|their|these|you|be"
    r"|who|what|when|only|can|if|than|then|there|here|because|where|how|must|may|does|do|did)\b",
    re.IGNORECASE,
)


class Reader(HTMLParser):
    """Collects the sentences of a page; leaves out names, code and what says that it is in a language of its own."""

    def __init__(self):
        super().__init__()
        self.sentences: set[str] = set()
        self.marked: set[str] = set()
        self.skipping: list[str] = []
        self.heading, self.in_title = "", False

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "html" or not (self.skipping or "lang" in values):
            self.sentences.update(values[name] or "" for name in SPOKEN if name in values)
            self.sentences.update([values.get("content") or ""] if values.get("name") == "description" else ())
        if tag in EMPTY:
            return
        self.in_title = tag == "title"
        if self.skipping or tag in UNREAD or ("lang" in values and tag != "html"):
            self.skipping.append(tag)

    def handle_endtag(self, tag):
        self.in_title = False
        if self.skipping and self.skipping[-1] == tag:
            self.skipping.pop()

    def handle_data(self, data):
        text = " ".join(ADDRESS.sub("", data).split())
        if self.skipping:
            self.marked.add(text)
        elif self.in_title:
            self.heading = text
        else:
            self.sentences.add(text)

    def heading_that_is_not_marked(self) -> str:
        """The title of the page without what the page marks where it says it in full: a title can hold no mark."""
        for text in sorted(self.marked, key=len, reverse=True):
            self.heading = self.heading.replace(text, "")
        first = self.heading.partition(" – ")[0].rstrip(".…")
        return "" if any(text.startswith(first) for text in self.marked) else self.heading


def sentences(page: str) -> set[str]:
    """Texts and spoken attributes of a page that have two words or more in Latin letters."""
    reader = Reader()
    reader.feed(page)
    said = reader.sentences | {reader.heading_that_is_not_marked()}
    return {text for text in said if len(WORD.findall(text)) > 1}


def english_in(page: str) -> set[str]:
    """Texts of a page, outside of names and of what is marked as English, that have two small English words or more."""
    return {text for text in sentences(page) if len(SMALL.findall(text)) > 1}


def left_in_english(english: str, other: str, names: set[str]) -> set[str]:
    """What stands on both pages word by word, although they are in two languages, and is no name."""
    return {text for text in sentences(english) & sentences(other) if text not in names}
