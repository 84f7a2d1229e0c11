"""What a text and its paragraphs are filed under: set by coordinators, shown beside the words, every change kept.

It is said of a text in its first language, and holds for each of its translations.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import CharField, F, Model, Prefetch, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Paragraph
from portal import audit
from portal.mechanism.models import Article
from portal.mechanism.tagging import FIELDS, KINDS
from portal.mechanism.topics import Kind, Topic, rows_of, topics_of
from portal.models import AuditEvent
from portal.records import InvalidMove

VERB = "tag"
SHOWN = 50
# From what a record is filed under to its text, and to the address in it.
PLACES: Mapping[type[Model], tuple[str, F | Value]] = {
    Resolution: ("resolution", Value("")),
    Paragraph: ("paragraph__resolution", F("paragraph__anchor")),
}
Rows = Mapping[str, Iterable[Model]]


@dataclass(frozen=True)
class Change:
    """One change: when, by whom, where in the text, and what came and went."""

    at: datetime
    by: Any
    anchor: str
    added: list[Topic]
    removed: list[Topic]


def kinds_of(thing: Model | type[Model]) -> Mapping[str, Kind]:
    """The kinds that this record can be filed under; a paragraph has the instruments of its text."""
    return {kind: shown for kind, shown in KINDS.items() if hasattr(thing, FIELDS[kind])}


def with_tags(thing: type[Model]) -> list[str | Prefetch]:
    """What to prefetch, so that `tags` asks nothing."""
    plain = [field for field in FIELDS.values() if hasattr(thing, field) and field != "articles"]
    return [*plain, Prefetch("articles", Article.objects.select_related("instrument"))]


def rows(thing: Any) -> dict[str, list[Any]]:
    """The rows that it is filed under, by kind."""
    return {kind: list(getattr(thing, FIELDS[kind]).all()) for kind in kinds_of(thing)}


def tags(thing: Any) -> list[Topic]:
    """What it is filed under, as people read it."""
    return topics_of(rows(thing), KINDS)


@transaction.atomic
def tag(thing: Resolution | Paragraph, wanted: Rows, *, by: Any) -> None:
    """File a text or a paragraph under these rows, by kind, and under nothing else. The words stay as they are.

    Raises InvalidMove for a translation: what is said of its original holds for it.
    """
    resolution, anchor = _place(thing)
    if resolution.locked().translation_of_id:
        raise InvalidMove(_("This text is a translation. What it is about is said of its original."))
    before = set(keys(thing))
    for kind in kinds_of(thing):
        getattr(thing, FIELDS[kind]).set(wanted.get(kind, ()))
    after = set(keys(thing))
    if before != after:
        data = {"anchor": anchor, "added": sorted(after - before), "removed": sorted(before - after)}
        audit.record(resolution, VERB, by=by, data=data)


def keys(thing: Any) -> list[str]:
    """The keys of what it is filed under."""
    return [topic.key for topic in tags(thing)]


def _place(thing: Resolution | Paragraph) -> tuple[Resolution, str]:
    """The text, and the address in it; of the whole text none."""
    return (thing.resolution, thing.anchor) if isinstance(thing, Paragraph) else (thing, "")


def history(thing: Resolution | Paragraph) -> list[Change]:
    """The newest changes of what a paragraph is filed under, or of a text with all of its paragraphs."""
    resolution, anchor = _place(thing)
    events = audit.history(resolution).filter(verb=VERB, data__has_key="added").select_related("actor")
    events = events.filter(data__anchor=anchor) if anchor else events
    newest = list(events.order_by("-pk")[:SHOWN])
    named = [key for one in newest for key in (*one.data["added"], *one.data["removed"])]
    known = {topic.key: topic for topic in topics_of(rows_of(named, KINDS), KINDS)}
    return [_change(one, known) for one in newest]


def _change(event: AuditEvent, known: Mapping[str, Topic]) -> Change:
    added, removed = (_known(known, event.data[name]) for name in ("added", "removed"))
    return Change(event.at, event.actor, event.data["anchor"], added, removed)


def _known(topics: Mapping[str, Topic], named: Iterable[str]) -> list[Topic]:
    """Those that still exist."""
    return [topics[key] for key in named if key in topics]


def filed(text: int) -> dict[str, list[Topic]]:
    """What a text (by its key) and its paragraphs are filed under, by their addresses, the text itself under "".

    Its instruments stand apart. At most five questions, however many paragraphs there are.
    """
    named: dict[str, dict[int, list[str]]] = {}  # by kind and row: the addresses
    for kind, anchor, key in _links(text):
        named.setdefault(kind, {}).setdefault(key, []).append(anchor)
    found: dict[str, list[Topic]] = {}
    for kind in filter(named.get, KINDS):
        for row in KINDS[kind].rows().filter(pk__in=named[kind]):
            for anchor in named[kind][row.pk]:
                found.setdefault(anchor, []).append(KINDS[kind].shown(row))
    return found


def _links(text: int) -> Any:
    """Kind, address and row of everything that a text and its paragraphs are filed under. One question."""
    kinds = [kind for kind in kinds_of(Paragraph) if kind != "instrument"]
    first, *more = [_links_of(thing, kind, text) for thing in PLACES for kind in kinds]
    return first.union(*more)


def _links_of(thing: type[Model], kind: str, text: int) -> Any:
    field: Any = thing._meta.get_field(FIELDS[kind])
    in_text, anchor = PLACES[thing]
    here = field.remote_field.through.objects.filter(**{in_text: text}).order_by()
    shown = Value(kind, output_field=CharField())
    return here.values_list(shown, Cast(anchor, CharField()), f"{field.m2m_reverse_field_name()}_id")
