"""Resolutions as the search finds them: by their texts, paragraph by paragraph, and by symbol or number."""

import re

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Paragraph
from portal import words
from portal.everywhere import Asked, Hit, Kind, Results

# "CTOC/COP/2022/L.5", "12/1", "12/1 OP4-c": what a text is cited by, and perhaps a paragraph of it.
_CITED = re.compile(
    r"(?P<name>[\w./-]*\d[\w./-]*)(?:[\s,#]+(?P<kind>OP|PP)\s?(?P<number>\d{1,3})(?:[-\s(]?(?P<letter>[a-z])\)?)?)?",
    re.IGNORECASE,
)
COLUMNS = ("slug", "symbol", "number", "title", "language", "date", "precision")


def resolutions(asked: Asked) -> Results:
    """Texts of the library that hold every word, the newest first, each at the paragraph that holds most of them."""
    found = Resolution.objects.public().filter(words.holding(Resolution, asked.words)).only(*COLUMNS)
    rows = list(found[asked.window])
    whole: dict[int, list[Paragraph]] = {}
    for paragraph in Paragraph.objects.filter(resolution__in=rows).order_by("position"):
        whole.setdefault(paragraph.resolution_id, []).append(paragraph)
    more = f"{reverse('resolutions:resolution_list')}?{urlencode({'q': asked.words})}"
    hits = [hit(asked, one, whole.get(one.pk, [])) for one in rows]
    return Results(hits, asked.counted(rows, found), more, named(asked))


def hit(asked: Asked, resolution: Resolution, paragraphs: list[Paragraph]) -> Hit:
    """A text, with the paragraph that holds most of the words."""
    held = [(asked.pieces(one.text), one) for one in paragraphs]
    pieces, paragraph = max(held, key=lambda one: different(one[0]), default=([], None))
    anchor = f"#{paragraph.anchor}" if pieces and paragraph else ""
    return Hit(
        resolution.title, f"{resolution.get_absolute_url()}{anchor}", resolution.language, resolution.date_text,
        about_language=resolution.language, symbol=resolution.symbol or resolution.number, pieces=pieces,
    )  # fmt: skip


def different(pieces: list) -> int:
    """How many different words of a paragraph were asked for."""
    return len({piece.text.casefold() for piece in pieces if piece.meant})


def named(asked: Asked) -> list[Hit]:
    """The texts that the question is the symbol or number of, at the paragraph that it names."""
    cited = _CITED.fullmatch(asked.words.strip())
    if cited is None:
        return []
    name = cited["name"].strip("/")
    rows = Resolution.objects.public().filter(Q(symbol__iexact=name) | Q(number__iexact=name)).only(*COLUMNS)
    anchor = f"#{anchor_of(cited)}" if cited["kind"] else ""
    return [
        Hit(one.title, f"{one.get_absolute_url()}{anchor}", one.language, one.date_text,
            symbol=f"{one.symbol or one.number} {anchor[1:]}".strip())
        for one in rows[:4]
    ]  # fmt: skip


def anchor_of(cited: re.Match[str]) -> str:
    """The address of a paragraph as people write it: "op 4 c" is OP4-c."""
    anchor = f"{cited['kind'].upper()}{int(cited['number'])}"
    return f"{anchor}-{cited['letter'].lower()}" if cited["letter"] else anchor


KIND = Kind("resolutions", _("Resolutions"), resolutions)
