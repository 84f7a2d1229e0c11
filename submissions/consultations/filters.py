"""What the roll can be narrowed to and sorted by. Every value is listed here; nothing else of an address is used."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models import Instrument, RegionalGroup
from submissions.consultations.status import Status

EVERY_CLUSTER, NO_CLUSTER = "", "none"
CLUSTERS = ("1", "2", "3", "4", NO_CLUSTER)
REVIEW_GROUPS = ("1", "2", "3")
TAKEN = "1"  # the transparency pledge
# Why a review is late: the name in addresses, the words, and what a source says of it (portal.mechanism.models.Review).
DELAYS: dict[str, tuple[str | Promise, dict[str, bool]]] = {
    "preliminary": (_("No preliminary consultation"), {"preliminary_consultation": False}),
    "focal-point": (_("No focal point named"), {"focal_point_named": False}),
    "language": (_("Questions of language"), {"language_delay": True}),
    "technical": (_("Technical questions"), {"technical_delay": True}),
}
COLUMNS: dict[str, str | Promise] = {
    "name": _("State"),
    "review": _("Review group"),
    "status": _("Civil society"),
    "newest": _("On record since"),
}


@dataclass(frozen=True)
class Narrowing:
    """One choice of cluster, status, groups, instrument, pledge, delay and order; empty values mean all."""

    cluster: str = EVERY_CLUSTER
    status: str = ""
    region: str = ""
    group: str = ""
    instrument: str = ""
    pledge: str = ""
    delay: str = ""
    column: str = "name"
    backwards: bool = False

    @property
    def query(self) -> str:
        """This choice as the query of an address, without what is the default."""
        sort = f"{'-' if self.backwards else ''}{self.column}"
        values = {name: getattr(self, name) for name in FILTERS} | {"sort": sort}
        return urlencode({name: value for name, value in values.items() if value and value != "name"})

    @property
    def is_any(self) -> bool:
        """Whether anything was chosen but the order."""
        return any(getattr(self, name) for name in FILTERS)

    def headings(self) -> list[dict[str, object]]:
        """The columns of the table, each with the query that sorts by it, the current one the other way round."""
        found: list[dict[str, object]] = []
        for column, words in COLUMNS.items():
            current = column == self.column
            link = replace(self, column=column, backwards=current and not self.backwards)
            order = ("descending" if self.backwards else "ascending") if current else ""
            found.append({"words": words, "query": link.query, "order": order})
        return found


FILTERS = ("cluster", "status", "region", "group", "instrument", "pledge", "delay")


def narrowing_of(query: QueryDict, instruments: Iterable[Instrument]) -> Narrowing:
    """What an address asks for; a value that is not on the list counts as not given."""
    known = known_values(instruments)
    sort = query.get("sort", "")
    column = sort.removeprefix("-")
    chosen = {name: value for name in FILTERS if (value := query.get(name, "")) in known[name]}
    return Narrowing(
        **chosen,
        column=column if column in COLUMNS else "name",
        backwards=sort.startswith("-") and column in COLUMNS,
    )


def unknown_values(query: QueryDict, instruments: Iterable[Instrument]) -> dict[str, list[str]]:
    """What is wrong with an address of data: leaving a filter out would give another list than was asked for."""
    known = known_values(instruments)
    wrong = [name for name in FILTERS if query.get(name) and query[name] not in known[name]]
    return {name: [gettext("This value is not known.")] for name in wrong}


def known_values(instruments: Iterable[Instrument]) -> dict[str, tuple[str, ...]]:
    """The values of each filter."""
    return {
        "cluster": CLUSTERS,
        "status": tuple(Status.values),
        "region": tuple(RegionalGroup.values),
        "group": REVIEW_GROUPS,
        "instrument": tuple(one.slug for one in instruments),
        "pledge": (TAKEN,),
        "delay": tuple(DELAYS),
    }
