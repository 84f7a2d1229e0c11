"""One thread through everything: what is on record about a thing, by kind, put together by the floors above.

A floor says in its `AppConfig.ready` what it knows:

    on_article.register(import_string("submissions.statements.threads.ON_ARTICLE"))

Each strand asks for what is public only, and puts no question about the reader: what is hidden is in no list and no
count. It gives the newest few with the number of all, and where the whole list is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

Words = str | Promise | SafeString
SHOWN = 5


@dataclass(frozen=True)
class Link:
    """One record: its title with the language that it is in, where it is, when it was, and a line about it."""

    title: Words
    address: str
    language: str = ""
    when: Words = ""
    about: Words = ""
    about_language: str = ""
    symbol: str = ""


@dataclass(frozen=True)
class Found:
    """The newest records of one kind, how many there are, the address of the whole list, and how they are linked."""

    links: Sequence[Link] = ()
    count: int = 0
    more: str = ""
    note: Words = ""


@dataclass(frozen=True)
class Strand:
    """One kind of records: its anchor, its name, what would stand here and where it is added, and how it is found."""

    kind: str
    name: Words
    empty: Words
    find: Callable[[Any], Found]
    add: str = ""  # the name of the address where one can add some
    add_words: Words = ""


@dataclass(frozen=True)
class Section:
    """A strand with what it found about one thing."""

    strand: Strand
    found: Found


@dataclass
class Thread:
    """The strands of one kind of thing, in the order of `order`, whoever comes first; others after them."""

    order: tuple[str, ...]
    strands: dict[str, Strand] = field(default_factory=dict)

    def register(self, *strands: Strand) -> None:
        """Follow these strands from now on; a second one of a kind takes the place of the first."""
        for strand in strands:
            self.strands[strand.kind] = strand

    def forget(self, kind: str) -> None:
        """Follow this strand no more."""
        del self.strands[kind]

    def sections(self, thing: Any) -> list[Section]:
        """What every strand finds about the thing."""
        return [Section(strand, strand.find(thing)) for strand in self._in_order()]

    def _in_order(self) -> Iterable[Strand]:
        places = {kind: place for place, kind in enumerate(self.order)}
        return sorted(self.strands.values(), key=lambda one: places.get(one.kind, len(places)))


# The thing is a mechanism.Article with its instrument; resolutions and asks come from the floors that have them.
on_article = Thread(("panels", "statements", "resolutions", "asks", "declaration", "states", "analyses", "figures"))
# The thing is a mechanism.Document: who refers to it.
on_document = Thread(("instruments", "resolutions", "statements", "analyses", "terms"))
