"""One page of the register: which statements, how many, and the numbers beside the choices.

What it costs must not grow with the register (PERFORMANCE.md). So totals end at a thousand; words that more statements
hold are not looked up in the index but met while the list is read; the choices are then counted over a sample of them;
and what has to be counted over a large register is remembered until somebody does something, a minute at most.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from portal import keyset, search, words
from portal.excerpts import excerpt
from portal.remembering import while_quiet
from submissions.statements.filters import SORTS, StatementFilter
from submissions.statements.models import Statement, StatementVersion

PER_PAGE = 20
SAMPLE = 2 * keyset.MOST_COUNTED


@dataclass(frozen=True)
class Search:
    """A question to the register, with its filters and order."""

    filters: StatementFilter
    sort: str

    @cached_property
    def sample(self) -> list[int]:
        """Keys of the newest statements that hold the words of the question."""
        return words.newest(Statement, self.filters.asked(), SAMPLE)

    @property
    def is_common(self) -> bool:
        """Whether so many statements hold the words that not all of them are looked at."""
        return len(self.sample) == SAMPLE

    @cached_property
    def has_words(self) -> Q:
        """The condition that a statement holds what the question asks for."""
        asked = self.filters.asked()
        if self.is_common:
            return words.met_often(Statement, asked)
        found = Q(pk__in=self.sample) if asked.strip() else Q()
        return found & words.holding_phrases(Statement, asked)

    @cached_property
    def count(self) -> int:
        """How many statements are found, as far as they are counted."""
        self.filters.form.is_valid()
        asked = any(self.filters.form.cleaned_data.values())
        return keyset.counted(self.rows(Q())) if asked else self.on_record

    @cached_property
    def on_record(self) -> int:
        """How many statements there are in the whole register, as far as they are counted."""
        return keyset.counted(Statement.objects.public())

    def rows(self, where: Q) -> Any:
        """The statements that are found, of those of which `where` is true."""
        return self.filters.narrowed(Statement.objects.filter(where).public().filter(self.has_words))

    def page(self, query: Mapping[str, Any]) -> keyset.KeysetPage:
        """The statements of the page that `query` asks for."""
        page = keyset.page(
            lambda where: self.rows(where).for_lists(), SORTS[self.sort][1], query,
            size=PER_PAGE, count=self.count, known=Statement.objects.was_public(),
        )  # fmt: skip
        self._add_excerpts(page)
        return page

    def first(self, window: slice) -> list[Any]:
        """Some of the first statements that are found, by their place: for the search over everything."""
        rows = list(self.rows(Q()).for_lists().order_by(*SORTS[self.sort][1])[window])
        self._add_excerpts(rows)
        return rows

    def _add_excerpts(self, page: Iterable[Any]) -> None:
        """Where each of these statements holds the words; nothing where only title, summary or reference do."""
        question = search.read(self.filters.asked())
        if not question.wanted:
            return
        shown = StatementVersion.objects.filter(pk__in=[statement.current_id for statement in page])
        texts = dict(shown.values_list("pk", "body_text"))
        for statement in page:
            statement.excerpt = excerpt(texts[statement.current_id] or "", question)

    def over(self, name: str) -> QuerySet[Statement]:
        """The statements that the choices of one facet are counted over."""
        has_words = Q(pk__in=self.sample) if self.is_common else self.has_words
        return self.filters.narrowed(Statement.objects.public().filter(has_words), but=name)

    def remembered(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` counts for a facet; on a large register for a minute, while nobody does anything."""
        if self.is_common or self.filters.asked() or self.on_record <= keyset.MOST_COUNTED:
            return make()
        asked = sorted((key, str(value)) for key, value in self.filters.form.cleaned_data.items() if key != name)
        return while_quiet(f"statements by {name}", make, asked)
