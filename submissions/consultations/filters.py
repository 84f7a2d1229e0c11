"""What the roll can be narrowed to and sorted by. Every value is listed here; nothing else of an address is used."""

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from submissions.consultations.status import Status

EVERY_CLUSTER, NO_CLUSTER = "", "none"
CLUSTERS = (EVERY_CLUSTER, "1", "2", "3", "4", NO_CLUSTER)
COLUMNS: dict[str, str | Promise] = {
    "name": _("State"),
    "review": _("Review group"),
    "status": _("Civil society"),
    "newest": _("On record since"),
}


@dataclass(frozen=True)
class Narrowing:
    """One choice of cluster, status and order; empty values mean all."""

    cluster: str = EVERY_CLUSTER
    status: str = ""
    column: str = "name"
    backwards: bool = False

    @property
    def query(self) -> str:
        """This choice as the query of an address, without what is the default."""
        sort = f"{'-' if self.backwards else ''}{self.column}"
        values = {"cluster": self.cluster, "status": self.status, "sort": sort}
        return urlencode({name: value for name, value in values.items() if value and value != "name"})

    def headings(self) -> list[dict[str, object]]:
        """The columns of the table, each with the query that sorts by it, the current one the other way round."""
        found: list[dict[str, object]] = []
        for column, words in COLUMNS.items():
            current = column == self.column
            link = replace(self, column=column, backwards=current and not self.backwards)
            order = ("descending" if self.backwards else "ascending") if current else ""
            found.append({"words": words, "query": link.query, "order": order})
        return found


def narrowing_of(query: QueryDict) -> Narrowing:
    """What an address asks for; a value that is not on the list counts as not given."""
    sort = query.get("sort", "")
    column = sort.removeprefix("-")
    return Narrowing(
        cluster=_one_of(query.get("cluster", ""), CLUSTERS),
        status=_one_of(query.get("status", ""), Status.values),
        column=column if column in COLUMNS else "name",
        backwards=sort.startswith("-") and column in COLUMNS,
    )


def _one_of(value: str, known: tuple[str, ...] | list[str]) -> str:
    return value if value in known else ""
