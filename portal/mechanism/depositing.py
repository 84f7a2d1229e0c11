"""The depositary's status beside what is here: what is new, what changed, and what other sources say differently.

The depositary is one source among others: its rows are its own, and those of other sources stay beside them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from portal.mechanism.models import Instrument, Party, Precision, Source, State, Trust
from portal.mechanism.models.states import sort_key
from portal.mechanism.naming import states_by_name
from portal.mechanism.treaty_status import Participation, TreatyStatus

FIELDS = ("kind", "signed_on", "date")
COLLECTION = "https://treaties.un.org/"


@dataclass
class Comparison:
    """What a status would do here: rows to add and to change, in words what else is to be known."""

    instrument: Instrument
    added: list[Party] = field(default_factory=list)
    changed: list[tuple[Party, str]] = field(default_factory=list)
    same: list[Party] = field(default_factory=list)
    missing: list[Party] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)


def instrument_of(status: TreatyStatus) -> Instrument | None:
    """Which treaty a file is of: the longest title that stands in it, since Protocols name the Convention too."""
    text = sort_key(status.text)
    named = [one for one in Instrument.objects.all() if sort_key(one.full_title) in text]
    return max(named, key=lambda one: len(one.full_title), default=None)


def depositary_of(instrument: Instrument) -> Source:
    """The depositary as a source for this treaty; not stored if it is new."""
    citation = f"UN Treaty Collection (depositary): status of {instrument.full_title}"
    known = Source.objects.filter(citation__iexact=citation).first()
    return known or Source(citation=citation, url=COLLECTION, trust=Trust.OFFICIAL)


def is_older(instrument: Instrument, as_of: date) -> bool:
    """Whether a status of that day is older than what the depositary has said here already."""
    source = depositary_of(instrument)
    return source.pk is not None and Party.objects.filter(source=source, as_of__gt=as_of).exists()


def compare(status: TreatyStatus, instrument: Instrument, as_of: date) -> Comparison:
    """Lay a status beside what is here; nothing is stored. A fixed number of queries."""
    source, found = depositary_of(instrument), Comparison(instrument)
    rows = list(Party.objects.filter(instrument=instrument).select_related("state", "source"))
    own = {row.state_id: row for row in rows if row.source_id == source.pk}
    for state, told in by_state(status.participations, found):
        row = own.pop(state.pk, None) or Party(state=state, instrument=instrument, source=source)
        if len({one.facts for one in told}) > 1 or told[0].deposited_before_signed:
            found.unclear.append(", ".join(dict.fromkeys(one.name for one in told)))
            continue
        sort_in(found, row, told[0], as_of)
        found.disputed += disputes(row, rows)
    found.missing = list(own.values())
    return found


def by_state(told: list[Participation], found: Comparison) -> Iterable[tuple[State, list[Participation]]]:
    """What a file says of each State, which it may name more than once; names that nothing here has are noted."""
    states = states_by_name()
    of_state: dict[int, tuple[State, list[Participation]]] = {}
    for one in told:
        state = states.get(sort_key(one.name))
        if state is None:
            found.unknown.append(one.name)
        else:
            of_state.setdefault(state.pk, (state, []))[1].append(one)
    return of_state.values()


def disputes(row: Party, rows: list[Party]) -> Iterator[str]:
    """What other sources say otherwise of the same State, in words."""
    others = (one for one in rows if one.state_id == row.state_id and one.source_id != row.source_id)
    for other in others:
        if differs(row, other):
            yield f"{row.state.name_en}: {in_words(row)}; {in_words(other)} ({other.source})"


def sort_in(found: Comparison, row: Party, one: Participation, as_of: date) -> None:
    """Set what the depositary says on its row, and put the row where it belongs."""
    before = in_words(row)
    new = {"kind": one.kind, "signed_on": one.signed_on, "date": one.deposited_on}
    changes = any(getattr(row, name) != value for name, value in new.items())
    for name, value in new.items():
        setattr(row, name, value)
    row.as_of, row.precision = as_of, Precision.DAY
    if row.pk is None:
        found.added.append(row)
    elif changes:
        found.changed.append((row, before))
    else:
        found.same.append(row)


def differs(row: Party, other: Party) -> bool:
    """Whether another source says something else, in what both of them state."""
    stated = [(getattr(row, name), getattr(other, name)) for name in FIELDS]
    return any(one and two and one != two for one, two in stated)


def in_words(row: Party) -> str:
    """A row in a line of a command: how and when it became a party, or that it only signed."""
    said = [row.get_kind_display(), str(row.date or ""), f"signed {row.signed_on}" if row.signed_on else ""]
    return " ".join(filter(None, said)) or "nothing stated"


@transaction.atomic
def store(found: Comparison, *, by: Any = None) -> None:
    """Store what is new or changed, each with an entry in its history, and for all others that they still hold."""
    for row in [*found.added, *(row for row, _before in found.changed), *found.same]:
        if row.source.pk is None:
            row.source.save()
        row.source = row.source  # the key of a source that was new until now
        row.full_clean()
        row.save()
    for row in found.added:
        log(row, "wagtail.create", user=by)
    for row, before in found.changed:
        log(row, "wagtail.edit", user=by, data={"before": before})
