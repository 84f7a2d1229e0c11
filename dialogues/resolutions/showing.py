"""What the page of one text is put together of: paragraphs with what they refer to and what stands beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from dialogues.asks.models import CallToAction
from dialogues.asks.showing import calls_beside
from dialogues.resolutions.linking import Target, references_of, targets
from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Note, Paragraph
from dialogues.resolutions.tagging import filed
from portal.mechanism.models import Instrument
from portal.mechanism.topics import Topic
from portal.registry import beside_paragraphs
from portal.threads import Link

SHOWN = 12
FRAME = " .*．、-–"  # around the number of a paragraph, in different languages


@dataclass(frozen=True)
class Row:
    """One paragraph on the page: what it refers to, what the floors above say about it, and the other language."""

    paragraph: Paragraph
    targets: list[Target] = field(default_factory=list)
    evidence: list[Link] = field(default_factory=list)
    beside: Paragraph | None = None
    calls: list[CallToAction] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)

    @property
    def number(self) -> str:
        """What stands before it: the number or letter, of preambular ones the count."""
        paragraph = self.paragraph
        if paragraph.kind == Paragraph.Kind.PREAMBULAR and not paragraph.depth:
            return paragraph.anchor.removeprefix("PP")
        return paragraph.mark.strip(FRAME) or paragraph.anchor.rpartition("-")[2].removeprefix("OP")


@dataclass(frozen=True)
class Footnote:
    """A footnote with what it refers to."""

    note: Note
    targets: list[Target]


@dataclass(frozen=True)
class Section:
    """The paragraphs of one kind; annexes stand behind the operative ones."""

    kind: str
    rows: list[Row]


def reading(resolution: Resolution, beside: Resolution | None) -> dict[str, Any]:
    """What the page needs: a fixed number of queries, however many paragraphs there are."""
    notes = list(resolution.notes.select_related("paragraph"))
    named = _named(resolution)
    topics = filed(resolution.translation_of_id or resolution.pk)
    rows = _rows(resolution, named, beside, topics)
    return {
        "resolution": resolution,
        "beside": beside,
        "sections": _sections(rows),
        "notes": [Footnote(note, named.get(("note", note.pk), [])) for note in notes],
        "note_anchors": {note.mark: note.anchor for note in reversed(notes)},
        "operative": sum(row.paragraph.is_operative and not row.paragraph.depth for row in rows),
        "languages": languages(resolution),
        "lineage": lineage(resolution),
        "topics": topics.get("", []),
        "instruments": instruments(resolution),
    }


def instruments(resolution: Resolution) -> Iterable[Instrument]:
    """The instruments that the text is on; of a translation, those of its original."""
    if resolution.translation_of_id is None:
        return resolution.instruments.all()
    return Instrument.objects.filter(resolutions=resolution.translation_of_id)


def _named(resolution: Resolution) -> Mapping[tuple[str, int | None], list[Target]]:
    """What each paragraph and each footnote refers to."""
    references = list(references_of(resolution))
    leads = targets(references)
    found: dict[tuple[str, int | None], list[Target]] = {}
    for one in references:
        key = ("paragraph", one.paragraph_id) if one.paragraph_id else ("note", one.note_id)
        found.setdefault(key, []).append(leads[one.pk])
    return found


def _rows(
    resolution: Resolution,
    named: Mapping[tuple[str, int | None], list[Target]],
    beside: Resolution | None,
    topics: Mapping[str, list[Topic]],
) -> list[Row]:
    evidence: dict[str, list[Link]] = {}
    for anchor, link in beside_paragraphs.items(resolution):
        evidence.setdefault(anchor, []).append(link)
    other = {one.anchor: one for one in beside.paragraphs.all()} if beside else {}
    calls = calls_beside(resolution)
    rows = []
    for paragraph in resolution.paragraphs.order_by("position"):
        paragraph.resolution = resolution
        shown = evidence.get(paragraph.anchor, [])
        refers = named.get(("paragraph", paragraph.pk), [])
        asked, about = calls.get(paragraph.anchor, []), topics.get(paragraph.anchor, [])
        rows.append(Row(paragraph, refers, shown, other.get(paragraph.anchor), asked, about))
    return rows


def _sections(rows: Iterable[Row]) -> list[Section]:
    """Preambular paragraphs, operative ones, annexes; a heading goes with what follows it."""
    sections: list[Section] = []
    waiting: list[Row] = []
    for row in rows:
        if row.paragraph.is_heading:
            waiting.append(row)
            continue
        if not sections or sections[-1].kind != row.paragraph.kind:
            sections.append(Section(row.paragraph.kind, []))
        sections[-1].rows.extend([*waiting, row])
        waiting = []
    if sections:
        sections[-1].rows.extend(waiting)
    return sections


def languages(resolution: Resolution) -> QuerySet[Resolution]:
    """The same text in its other languages, as far as they stand in the library."""
    first = resolution.translation_of_id or resolution.pk
    same = Resolution.objects.public().filter(Q(pk=first) | Q(translation_of=first))
    return same.exclude(pk=resolution.pk).order_by("language").only("slug", "language", "title")


def lineage(resolution: Resolution) -> list[Resolution]:
    """The text with what it revises and what revises it, the oldest first; as far as the library has them."""
    public = Resolution.objects.public().only("slug", "title", "symbol", "number", "standing", "date", "precision",
                                              "revises", "language")  # fmt: skip
    earlier = _earlier(public, resolution.revises_id)
    later = list(public.filter(revises=resolution).order_by("date", "pk"))
    return [*earlier, resolution, *later] if earlier or later else []


def _earlier(public: QuerySet[Resolution], at: int | None) -> list[Resolution]:
    """What was revised, one text before the other, until one is not in the library."""
    found: list[Resolution] = []
    while at and len(found) < SHOWN:
        before = public.filter(pk=at).first()
        at = before.revises_id if before else None
        found = [before, *found] if before else found
    return found
