"""Paragraphs of resolutions as what a text can speak about: found by their words, their place, or their text's name.

A key names the text and the address in it: "paragraph:a-res-79-1.OP4-c". Both are used once and never again, so a key
keeps its meaning: another draft of a text is another record with paragraphs of its own. A text that is withdrawn from
the library is nowhere any more, its paragraphs as topics neither; what was said about them stays said.
"""

import re
from collections.abc import Iterable

from django.db.models import F, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Paragraph
from portal import search, words
from portal.mechanism.topics import Kind, Topic

KIND = "paragraph"
TEXTS_READ = 12  # texts whose paragraphs are looked through, the newest first
LONGEST_NAME, LONGEST_BEGINNING = 120, 140
SHOWN = (
    *("anchor", "text", "resolution__slug", "resolution__symbol", "resolution__number", "resolution__title"),
    *("resolution__language", "resolution__body"),
)
# A word that says where in a text: OP4-c, PP3, 4, 4(c), (c), iv. It is no word of the text.
PLACE = re.compile(r"\(?(?:(?:op|pp|a)?\d{1,3}(?:[-(]\w{1,4}\)?)*|[a-z]|[ivx]+)\)?\.?", re.IGNORECASE)


def of_library() -> QuerySet[Paragraph]:
    """All paragraphs of texts that stand in the library, those of the newest first; headings are none."""
    rows = Paragraph.objects.filter(resolution__in=Resolution.objects.public()).exclude(kind=Paragraph.Kind.HEADING)
    newest = (F("resolution__date").desc(nulls_last=True), "-resolution_id", "position")
    return rows.select_related("resolution").only(*SHOWN).order_by(*newest)


def name_of(slug: str, anchor: str) -> str:
    """What names a paragraph in keys and in addresses of the portal."""
    return f"{slug}.{anchor}"


def label_of(anchor: str, resolution: str) -> str:
    """What people read of a paragraph, by the name of its text."""
    return f"{anchor}, {Truncator(resolution).chars(LONGEST_NAME)}"


def topic_of(paragraph: Paragraph) -> Topic:
    """A paragraph as people choose and read it."""
    resolution = paragraph.resolution
    return Topic(
        f"{KIND}:{name_of(resolution.slug, paragraph.anchor)}",
        label_of(paragraph.anchor, resolution.name),
        paragraph.get_absolute_url(),
        said=Truncator(paragraph.text).chars(LONGEST_BEGINNING),
        language=resolution.language,
    )


def named(rows: QuerySet[Paragraph], names: Iterable[str]) -> list[Paragraph]:
    """The paragraphs of these names."""
    wanted = set(names)
    slugs, _dots, anchors = zip(*(name.rpartition(".") for name in wanted), strict=True)
    found = rows.filter(resolution__slug__in=set(slugs), anchor__in=set(anchors))
    return [one for one in found if name_of(one.resolution.slug, one.anchor) in wanted]


def find(question: search.Question, asked: str) -> list[Topic]:
    """The paragraphs of the newest texts that fit, those first that hold most of the words themselves. One query."""
    kind = f"paragraph resolution {_('Paragraph')} {_('Resolution')}"
    texts = Resolution.objects.public().filter(words.holding(Resolution, _said(asked, kind)))
    newest = texts.order_by(F("date").desc(nulls_last=True), "-pk").values("pk")[:TEXTS_READ]
    fitting = []
    for paragraph in of_library().filter(resolution__in=newest):
        own = _held(question, f"{_spelt(paragraph.anchor)} {paragraph.text}")
        if own | _held(question, f"{kind} {_about(paragraph.resolution)}") >= set(question.wanted):
            fitting.append((len(own), paragraph))
    return [topic_of(one) for _count, one in sorted(fitting, key=lambda found: -found[0])]


def _said(asked: str, kind: str) -> str:
    """The words of a question that stand in a text, without those that say what is looked for, or where."""
    names = set(search.tokens(kind))
    told = [word for word in asked.split() if not PLACE.fullmatch(word)]
    return " ".join(word for word in told if not names.issuperset(search.tokens(word)))


def _spelt(anchor: str) -> str:
    """An address with its numbers as words of their own: 4 is in OP4-c."""
    return " ".join([anchor, *re.findall(r"\d+", anchor)])


def _about(resolution: Resolution) -> str:
    return f"{resolution.title} {resolution.symbol} {resolution.number} {resolution.body}"


def _held(question: search.Question, text: str) -> set[search.Wanted]:
    tokens = search.tokens(text)
    return {wanted for wanted in question.wanted if any(wanted.fits(token) for token in tokens)}


PARAGRAPHS = Kind(of_library, topic_of, named, find)
