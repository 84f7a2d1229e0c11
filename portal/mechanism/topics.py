"""What a text can speak about: States, articles, clusters, development targets and more, found by a few words.

A topic is named by a key such as "state:KEN", "article:UNTOC-20", "cluster:3" or "target:16.2", in forms and files.
A floor above adds a kind of its own in its `AppConfig.ready` (`register`).
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
KEPT_FREE = 4
MOST_CHOSEN = 60
STATE_NAMES = ("name_en", "name_ar", "name_zh", "name_fr", "name_ru", "name_es", "aliases_en", "iso3")


@dataclass(frozen=True)
class Topic:
    """One thing that a text can speak about, as people see it."""

    key: str
    label: str
    address: str = ""  # its page, where it has one
    words: str = field(default="", repr=False, compare=False)  # what it is found by, folded
    said: str = ""  # how it begins, where its name alone says little
    language: str = ""  # that of its name and of what it says, where it is not the reader's

    @property
    def name(self) -> str:
        """The key without its kind."""
        return self.key.partition(":")[2]


@dataclass(frozen=True)
class Kind:
    """A kind of topic: its rows, how one is shown, and which of them have these names.

    Of a kind with few rows all are looked through; one with many is looked up by `look_up` instead.
    """

    rows: Callable[[], QuerySet[Any]]
    shown: Callable[[Any], Topic]
    fetch: Callable[[QuerySet[Any], list[str]], Iterable[Any]]
    look_up: Callable[[search.Question, str], list[Topic]] | None = None

    def named(self, names: list[str]) -> list[Any]:
        """The rows of these names, without those that do not exist."""
        return list(self.fetch(self.rows(), names)) if names else []


def topic_named(key: str, label: str, *found_by: str, address: str = "") -> Topic:
    """A topic that is found by its label, and by these words."""
    return Topic(key, label, address, search.fold(" ".join([label, *found_by])))


def _state(state: State) -> Topic:
    names = [getattr(state, name) for name in STATE_NAMES]
    return topic_named(f"state:{state.iso3}", state.name, *names, address=state.get_absolute_url())


def _article(article: Article) -> Topic:
    instrument = article.instrument
    label = _("Article %(number)s, %(instrument)s: %(title)s") % {
        "number": article.number, "instrument": instrument.words.short_title, "title": article.words.title,
    }  # fmt: skip
    address = article.get_absolute_url()
    found_by = (instrument.code, "article", *article.in_all_languages("title"))
    return topic_named(f"article:{instrument.code}-{article.number}", label, *found_by, address=address)


def _cluster(cluster: Cluster) -> Topic:
    label = _("Cluster %(number)s: %(name)s") % {"number": cluster.roman, "name": cluster.words.name}
    found_by = (str(cluster.number), "cluster", *cluster.in_all_languages("name"))
    return topic_named(f"cluster:{cluster.number}", label, *found_by)


def _target(target: SdgTarget) -> Topic:
    label = _("Development target %(code)s: %(words)s") % {"code": target.code, "words": target.words.mention}
    return topic_named(f"target:{target.code}", label, "SDG", *target.in_all_languages("mention"))


def named_by(lookup: str, rows: QuerySet[Any], names: list[str]) -> Iterable[Any]:
    """Those of the rows that have one of the names in the field `lookup`."""
    return rows.filter(**{f"{lookup}__in": names})


def _numbered(rows: QuerySet[Any], names: list[str]) -> Iterable[Any]:
    return named_by("number", rows, [name for name in names if re.fullmatch("[1-4]", name)])


def _articles(rows: QuerySet[Any], names: list[str]) -> Iterable[Any]:
    wanted = set(names)
    return (article for article in rows if f"{article.instrument.code}-{article.number}" in wanted)


def _with_instrument() -> QuerySet[Article]:
    return Article.objects.select_related("instrument")


KINDS: dict[str, Kind] = {
    "state": Kind(State.objects.all, _state, partial(named_by, "iso3")),
    "article": Kind(_with_instrument, _article, _articles),
    "cluster": Kind(Cluster.objects.all, _cluster, _numbered),
    "target": Kind(SdgTarget.objects.all, _target, partial(named_by, "code")),
}


def register(name: str, kind: Kind) -> None:
    """Let texts speak about one more kind from now on, behind those that are here."""
    KINDS[name] = kind


def find(words: str, kinds: Mapping[str, Kind] = KINDS) -> list[Topic]:
    """The first topics that these words name, in any of the six languages for States: at most MOST_FOUND.

    Every word has to be the beginning of one of a topic's words; "article 20" and "kenia" find what people mean. What
    a kind looks up by itself comes last, and has a few places for itself.
    """
    question = search.read(words)
    if not question.wanted:
        return []
    looked_up = [topic for kind in kinds.values() if kind.look_up for topic in kind.look_up(question, words)]
    listed = [topic for kind in kinds.values() if not kind.look_up for topic in map(kind.shown, kind.rows())]
    fitting = [topic for topic in listed if _fits(topic, question)]
    first = sorted(fitting, key=lambda topic: not _begins(topic, question))
    kept_free = min(len(looked_up), KEPT_FREE)
    return [*first[: MOST_FOUND - kept_free], *looked_up][:MOST_FOUND]


def _fits(topic: Topic, question: search.Question) -> bool:
    tokens = topic.words.split()
    return all(any(wanted.fits(token) for token in tokens) for wanted in question.wanted)


def _begins(topic: Topic, question: search.Question) -> bool:
    """Whether a name of it begins with the first word: "niger" is Niger before Nigeria's articles."""
    return question.wanted[0].fits(topic.words.split()[0])


def rows_of(keys: Iterable[str], kinds: Mapping[str, Kind] = KINDS) -> Mapping[str, list[Any]]:
    """The rows that the keys name, by kind; keys of nothing are left out."""
    names: dict[str, list[str]] = {name: [] for name in kinds}
    for key in (one for one in keys if "\0" not in one):
        kind, _colon, name = key.partition(":")
        names.get(kind, []).append(name)
    return {name: kind.named(names[name]) for name, kind in kinds.items()}


def topics_of(rows: Mapping[str, Iterable[Model]], kinds: Mapping[str, Kind] = KINDS) -> list[Topic]:
    """Rows by kind as people see them, in the order of the kinds."""
    return [kind.shown(row) for name, kind in kinds.items() for row in rows.get(name, ())]
