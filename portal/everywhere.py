"""One question put to everything public: every floor registers the kinds of things that it finds.

    everywhere.register(import_string("submissions.statements.everywhere.STATEMENTS"))

A kind answers with the lists' own ways to find, over what is public only, and puts no question about the reader: what
is hidden is in no result and no count. `named` are the things that the whole question is a name of: they come first.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import QuerySet

from portal import keyset, search
from portal.excerpts import Piece, excerpt
from portal.threads import Link, Words

T = TypeVar("T")
SHOWN = 4  # of each kind, on the page of all kinds
SHORT = 500  # characters of a text whose folding is remembered with thousands of others


@dataclass(frozen=True)
class Hit(Link):
    """One thing that was found; `pieces` are words of it in `about_language`, those that were asked for marked."""

    pieces: Sequence[Piece] = ()


@dataclass(frozen=True)
class Results:
    """What a kind found: the first of it, how many there are, and the address of its own list with this question.

    A `count` above `keyset.MOST_COUNTED` means "more than that". Without `more` the whole list is a page of the search.
    """

    hits: Sequence[Hit] = ()
    count: int = 0
    more: str = ""
    named: Sequence[Hit] = ()

    @property
    def total(self) -> str:
        """How many there are, as people read it."""
        capped = self.count > keyset.MOST_COUNTED
        return f"{intcomma(keyset.MOST_COUNTED)}+" if capped else str(intcomma(self.count))


@dataclass(frozen=True)
class Asked:
    """A question of a reader, and which part of the results is shown."""

    words: str
    start: int = 0
    most: int = SHOWN
    kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def question(self) -> search.Question:
        """The words and phrases of it."""
        return search.read(self.words)

    @cached_property
    def name(self) -> str:
        """The whole question, as names are compared with it."""
        return search.fold(self.words)

    @property
    def window(self) -> slice:
        """The results that are shown."""
        return slice(self.start, self.start + self.most)

    def fits(self, *texts: str) -> bool:
        """Whether these texts together hold every word and every phrase of it."""
        parts = [folded(text) for text in texts]
        tokens = {token for part in parts for token in part.split()}
        has_words = all(any(one.fits(token) for token in tokens) for one in self.question.wanted)
        return has_words and all(any(phrase in part for part in parts) for phrase in self.question.phrases)

    def is_name(self, *names: str) -> bool:
        """Whether the whole question is one of these names."""
        return any(self.name == folded(name) for name in names if name)

    def pieces(self, text: str) -> list[Piece]:
        """Where a text holds the words."""
        return excerpt(text, self.question)

    def counted(self, shown: Sequence[Any], rows: QuerySet[Any]) -> int:
        """How many rows there are, as far as they are counted; no question where the first of them are all."""
        return len(shown) if not self.start and len(shown) < self.most else keyset.counted(rows)

    def once(self, make: "Callable[[Asked], T]") -> T:
        """What `make` gives for this question; asked for by several kinds, it is made once."""
        if make not in self.kept:
            self.kept[make] = make(self)
        kept: T = self.kept[make]
        return kept


def folded(text: str) -> str:
    """A public text as it is compared; remembered, since names and few long texts are compared with every question."""
    return _folded_name(text) if len(text) <= SHORT else _folded_text(text)


_folded_name = lru_cache(maxsize=8192)(search.fold)
_folded_text = lru_cache(maxsize=64)(search.fold)


@dataclass(frozen=True)
class Kind:
    """One kind of things: its key in addresses, its name, and how it is searched."""

    key: str
    name: Words
    find: Callable[[Asked], Results]


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    kind: Kind
    results: Results


# In which order the kinds stand, whoever comes first; others after them.
ORDER = (
    "states", "articles", "terms", "dialogues", "statements", "resolutions", "calls", "analyses", "declarations",
    "organizations", "announcements", "documents", "pages",
)  # fmt: skip
_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Search these kinds from now on; a second one of a key takes the place of the first."""
    _kinds.update({one.key: one for one in kinds})


def kinds() -> list[Kind]:
    """All kinds, in their order."""
    places = {key: place for place, key in enumerate(ORDER)}
    return sorted(_kinds.values(), key=lambda one: places.get(one.key, len(places)))


def find(asked: Asked, only: str = "") -> list[Group]:
    """What every kind finds, or one of them: those that find nothing are left out."""
    if not asked.question.wanted:
        return []
    groups = [Group(kind, kind.find(asked)) for kind in kinds() if only in ("", kind.key)]
    return [group for group in groups if group.results.count or group.results.named]


def from_few(asked: Asked, found: Iterable[tuple[bool, Hit]], more: str = "") -> Results:
    """Results of a kind with few rows, all of which were looked through; those that the question names come first."""
    hits = sorted(found, key=lambda one: not one[0])
    named = [hit for is_named, hit in hits if is_named]
    return Results([hit for _named, hit in hits[asked.window]], len(hits), more, named)
