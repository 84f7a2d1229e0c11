"""What concerns one person on every floor: the export of their data, the deletion of their account, and how long what
is kept.

The ground holds the registries and runs through them; each floor adds its part in its `AppConfig.ready`, for example

    personal.register(*import_string("dialogues.registration.personal.PARTS"))

where PARTS is a tuple of `Kind` (a part of the export), `Erasure` (what goes with an account) and `Keeping` (a rule of
retention, carried out by portal/retention.py and shown on the privacy page). The order is that of INSTALLED_APPS: from
the top floor down, so that what points to something goes before it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import ngettext

Words = str | Promise
DAYS_OF_A_YEAR = 365


@dataclass(frozen=True)
class Kind:
    """One kind of data about a person, for their export.

    `rows` gives what is held about this user and about nobody else: mappings of plain values (text, numbers, truth,
    dates, lists of them), under keys for which `labels` has the words that people read. `about` says in a sentence
    what it is and why the portal has it.
    """

    key: str
    title: Words
    about: Words
    rows: Callable[[Any], Iterable[Mapping[str, Any]]]
    labels: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Erasure:
    """What a floor does when a person deletes their account, in the transaction that deletes it.

    `goes` and `stays` are what the person reads before they confirm, in whole sentences; either may be empty. `erase`
    gets the user while the account is still there. What points to the user by SET_NULL needs no `erase`.
    """

    key: str
    goes: Words = ""
    stays: Words = ""
    erase: Callable[[Any], None] | None = None


@dataclass(frozen=True)
class Keeping:
    """How long one kind of data is kept, and what happens then.

    `kept` is a sentence or a part of one with "%(time)s" for the period, e.g. _("%(time)s after the decision"). `due`
    gives, for the moment before which things are too old, the rows that have to go: each with a primary key, not
    sliced, without DISTINCT. `finish` deals with a list of them, inside a transaction that holds their locks;
    afterwards `due` no longer finds them. By default they are deleted. Files go in `transaction.on_commit`.
    A rule without `days` only says that something stays; it has no `due`.
    """

    key: str
    what: Words
    kept: Words
    then: Words
    days: int | None = None
    due: Callable[[datetime], QuerySet[Any]] | None = None
    finish: Callable[[list[Any]], None] | None = None

    @property
    def period(self) -> int | None:
        """Days: what the operator set in RETENTION_DAYS, or the rule's own; None for what stays."""
        return None if self.days is None else settings.RETENTION_DAYS.get(self.key, self.days)

    @property
    def kept_in_words(self) -> str:
        """The period for people, e.g. "30 days after the decision"."""
        return str(self.kept) % {"time": time_in_words(self.period or 0)}


Part = Kind | Erasure | Keeping
_parts: dict[tuple[type, str], Part] = {}


def register(*parts: Part) -> None:
    """Add parts; the same one twice changes nothing, another one under a known key is a mistake (ValueError)."""
    for part in parts:
        known = _parts.setdefault((type(part), part.key), part)
        if known is not part and known != part:
            raise ValueError(f"There is another {type(part).__name__} called {part.key}.")


def forget(*parts: Part) -> None:
    """Take parts out again; for tests."""
    for part in parts:
        _parts.pop((type(part), part.key), None)


def kinds() -> list[Kind]:
    """The kinds of data in an export, in their order."""
    return [part for part in _parts.values() if isinstance(part, Kind)]


def erasures() -> list[Erasure]:
    """What goes and stays with an account, in the order in which it is erased."""
    return [part for part in _parts.values() if isinstance(part, Erasure)]


def keepings() -> list[Keeping]:
    """The rules of retention, in their order."""
    return [part for part in _parts.values() if isinstance(part, Keeping)]


def time_in_words(days: int) -> str:
    """Whole years as years, everything else as days."""
    years, rest = divmod(days, DAYS_OF_A_YEAR)
    if years and not rest:
        return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def delete(rows: list[Model]) -> None:
    """What happens to rows that are due, unless their rule says something else."""
    for row in rows:
        row.delete()
