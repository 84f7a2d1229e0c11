"""What a text can speak about: States, articles, clusters and development targets, found by a few words.

A topic is named by a key such as "state:KEN", "article:UNTOC-20", "cluster:3" or "target:16.2", in forms and files.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from portal import search
from portal.mechanism.models import Article, Cluster, SdgTarget, State

MOST_FOUND = 12
MOST_CHOSEN = 60
STATE_NAMES = ("name_en", "name_ar", "name_zh", "name_fr", "name_ru", "name_es", "aliases_en", "iso3")


@dataclass(frozen=True)
class Topic:
    """One thing that a text can speak about, as people see it."""

    key: str
    label: str
    address: str = ""  # its page, where it has one
    words: str = field(default="", repr=False, compare=False)  # what it is found by, folded


@dataclass(frozen=True)
class Kind:
    """A kind of topic: its rows, how one is shown, and which of them have these names."""

    rows: Callable[[], QuerySet[Any]]
    shown: Callable[[Any], Topic]
    fetch: Callable[[QuerySet[Any], list[str]], Iterable[Any]]

    def named(self, names: list[str]) -> list[Any]:
        """The rows of these names, without those that do not exist."""
        return list(self.fetch(self.rows(), names)) if names else []


def _topic(key: str, label: str, *found_by: str, address: str = "") -> Topic:
    return Topic(key, label, address, search.fold(" ".join([label, *found_by])))


def _state(state: State) -> Topic:
    names = [getattr(state, name) for name in STATE_NAMES]
    return _topic(f"state:{state.iso3}", state.name, *names, address=state.get_absolute_url())


def _article(article: Article) -> Topic:
    instrument = article.instrument
    label = _("Article %(number)s, %(instrument)s: %(title)s") % {
        "number": article.number, "instrument": instrument.short_title, "title": article.title,
    }  # fmt: skip
    address = article.get_absolute_url()
    return _topic(f"article:{instrument.code}-{article.number}", label, instrument.code, "article", address=address)


def _cluster(cluster: Cluster) -> Topic:
    label = _("Cluster %(number)s: %(name)s") % {"number": cluster.roman, "name": cluster.name}
    return _topic(f"cluster:{cluster.number}", label, str(cluster.number), "cluster")


def _target(target: SdgTarget) -> Topic:
    label = _("Development target %(code)s: %(words)s") % {"code": target.code, "words": target.mention}
    return _topic(f"target:{target.code}", label, "SDG")


def _by(lookup: str, rows: QuerySet[Any], names: list[str]) -> Iterable[Any]:
    return rows.filter(**{f"{lookup}__in": names})


def _numbered(rows: QuerySet[Any], names: list[str]) -> Iterable[Any]:
    return _by("number", rows, [name for name in names if re.fullmatch("[1-4]", name)])


def _articles(rows: QuerySet[Any], names: list[str]) -> Iterable[Any]:
    wanted = set(names)
    return (article for article in rows if f"{article.instrument.code}-{article.number}" in wanted)


def _with_instrument() -> QuerySet[Article]:
    return Article.objects.select_related("instrument")


KINDS = {
    "state": Kind(State.objects.all, _state, partial(_by, "iso3")),
    "article": Kind(_with_instrument, _article, _articles),
    "cluster": Kind(Cluster.objects.all, _cluster, _numbered),
    "target": Kind(SdgTarget.objects.all, _target, partial(_by, "code")),
}


def find(words: str) -> list[Topic]:
    """The first topics that these words name, in any of the six languages for States: at most MOST_FOUND.

    Every word has to be the beginning of one of a topic's words; "article 20" and "kenia" find what people mean.
    """
    question = search.read(words)
    if not question.wanted:
        return []
    found = []
    for kind in KINDS.values():
        topics = (kind.shown(row) for row in kind.rows())
        found += [topic for topic in topics if _fits(topic, question)]
    return sorted(found, key=lambda topic: not _begins(topic, question))[:MOST_FOUND]


def _fits(topic: Topic, question: search.Question) -> bool:
    tokens = topic.words.split()
    return all(any(wanted.fits(token) for token in tokens) for wanted in question.wanted)


def _begins(topic: Topic, question: search.Question) -> bool:
    """Whether a name of it begins with the first word: "niger" is Niger before Nigeria's articles."""
    return question.wanted[0].fits(topic.words.split()[0])


def rows_of(keys: Iterable[str]) -> Mapping[str, list[Any]]:
    """The rows that the keys name, by kind; keys of nothing are left out."""
    names: dict[str, list[str]] = {name: [] for name in KINDS}
    for key in keys:
        kind, _colon, name = key.partition(":")
        names.get(kind, []).append(name)
    return {name: kind.named(names[name]) for name, kind in KINDS.items()}


def topics_of(rows: Mapping[str, Iterable[Model]]) -> list[Topic]:
    """Rows by kind as people see them, in the order of the kinds."""
    return [KINDS[name].shown(row) for name in KINDS for row in rows.get(name, ())]
