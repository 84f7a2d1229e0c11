"""Where what a text refers to can be read: articles, documents of the register, other texts of the library.

A number is a name only together with its body: "5/2" leads to a document when exactly one of the register has it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Reference
from portal.mechanism.models import Document

R = Reference.Kind
Key = tuple[str, str]


@dataclass(frozen=True)
class Target:
    """What is named, in words, and its address here; empty where the portal does not have it."""

    words: str
    address: str = ""


def references_of(resolution: Resolution) -> QuerySet[Reference]:
    """Everything that a text refers to, articles with their instrument."""
    return resolution.references.select_related("article__instrument")


def targets(references: Iterable[Reference]) -> dict[int, Target]:
    """Where each reference leads, by its key. Two queries, however many there are."""
    rows = list(references)
    known = addresses({(one.kind, one.number) for one in rows if one.kind != R.ARTICLE})
    return {one.pk: _target(one, known) for one in rows}


def _target(one: Reference, known: Mapping[Key, str]) -> Target:
    if one.kind != R.ARTICLE:
        patterns = {
            R.RESOLUTION: _("Resolution %(number)s"), R.DECISION: _("Decision %(number)s"), R.SYMBOL: "%(number)s",
        }  # fmt: skip
        return Target(patterns[R(one.kind)] % {"number": one.number}, known.get((one.kind, one.number), ""))
    if one.article is None:
        return Target(_("Article %(number)s") % {"number": one.number})
    instrument = one.article.instrument.words.short_title
    words = _("Article %(number)s, %(instrument)s") % {"number": one.number, "instrument": instrument}
    return Target(words, one.article.get_absolute_url())


def addresses(keys: Iterable[Key]) -> dict[Key, str]:
    """Pages for kinds and numbers: texts of the library come first, then documents of the register."""
    wanted = list(keys)
    if not wanted:
        return {}
    documents = _documents(wanted)
    texts = _texts(wanted)
    found = {}
    for key in wanted:
        here = texts.get(key, []) if len(texts.get(key, [])) == 1 else documents.get(key, [])
        if len(here) == 1:
            found[key] = here[0]
    return found


def _texts(keys: list[Key]) -> dict[Key, list[str]]:
    """Public texts with these symbols or numbers, those in their first language."""
    numbers = [number for _kind, number in keys]
    rows = Resolution.objects.public().filter(translation_of__isnull=True)
    rows = rows.filter(Q(symbol__in=numbers) | Q(number__in=numbers)).only("slug", "symbol", "number", "kind")
    found: dict[Key, list[str]] = {}
    for one in rows:
        for key in {(str(R.SYMBOL), one.symbol), (str(one.kind), one.number)}:
            found.setdefault(key, []).append(one.get_absolute_url())
    return found


def names_of(kind: str, number: str) -> list[str]:
    """How the end of a symbol in the register reads for a number, or the symbol itself."""
    if kind == R.SYMBOL:
        return [number]
    return [f" {kind} {number}", f"/{'RES' if kind == R.RESOLUTION else 'DEC'}/{number}"]


def _documents(keys: list[Key]) -> dict[Key, list[str]]:
    """Documents of the register that can be meant."""
    condition = Q()
    for kind, number in keys:
        condition |= Q(symbol=number) if kind == R.SYMBOL else _ends_in(names_of(kind, number))
    rows = [(str(one.symbol), one.get_absolute_url()) for one in Document.objects.filter(condition)]
    return {key: _meant(key, rows) for key in keys}


def _meant(key: Key, rows: Iterable[tuple[str, str]]) -> list[str]:
    return [address for symbol, address in rows if _is_meant(symbol, *key)]


def _ends_in(names: list[str]) -> Q:
    return reduce(or_, (Q(symbol__endswith=name) for name in names))


def _is_meant(symbol: str, kind: str, number: str) -> bool:
    if kind == R.SYMBOL:
        return symbol == number
    return symbol.endswith(tuple(names_of(kind, number)))
