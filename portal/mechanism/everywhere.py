"""States, articles, terms and documents as the search finds them: by their names in every language, and by symbols."""

import re
import unicodedata
from collections.abc import Iterable

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import keyset, search
from portal.everywhere import Asked, Hit, Kind, Results, folded, from_few
from portal.mechanism import registers
from portal.mechanism.models import Article, Document, GlossaryTerm, Instrument, State

NAMES = ("name_en", "name_ar", "name_zh", "name_fr", "name_ru", "name_es", "iso3", "iso2")
# How people write "article 8": in Chinese the number stands inside, elsewhere behind the word, short or declined.
_CHINESE = re.compile(r"第\s*([0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*[条條]")
_OTHERS = re.compile(
    r"(?<!\w)(?:art(?:icle|[ií]culo|ikel|igo|icolo)?s?\.?|стать[яиеюй]{1,2}|ст\.|(?:ال)?ماد[ةه])\s*(\d{1,3})(?!\w)"
)
_WORDS = "article artículo статья المادة 条"
_CODE = re.compile(r"([a-z]{3,9})[\s-]+(?:art\.?\s*)?(\d{1,3})")
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}
# Words between the number and the instrument that name nothing.
_BETWEEN = frozenset(search.tokens("of the de la le les du des del der die zu к of"))


def states(asked: Asked) -> Results:
    """States by their names in six languages and their codes. One query."""
    found = []
    for state in State.objects.all():
        names = names_of_state(state)
        if asked.fits(*names):
            hit = Hit(state.name, state.get_absolute_url(), about=_("What is on record about this State"),
                      symbol=state.iso3)  # fmt: skip
            found.append((asked.is_name(*names), hit))
    return from_few(asked, found)


def names_of_state(state: State) -> list[str]:
    """What a State is called, in every language, and its codes."""
    return [*(getattr(state, name) or "" for name in NAMES), *state.aliases]


def articles(asked: Asked) -> Results:
    """Articles by their number and title, in every language. One query."""
    number, rest = article_meant(asked.words)
    found = []
    for article in Article.objects.select_related("instrument"):
        instrument = names_of(article.instrument)
        is_named = article.number == number and asked_for(instrument, rest)
        if is_named or asked.fits(_WORDS, str(article.number), *article.in_all_languages("title"), *instrument):
            found.append((is_named, article_hit(article)))
    return from_few(asked, found)


def names_of(instrument: Instrument) -> list[str]:
    """What an instrument is called, in every language."""
    return [instrument.code, *instrument.in_all_languages("short_title", "full_title")]


def article_hit(article: Article) -> Hit:
    """An article with its title."""
    words = {"number": article.number, "instrument": article.instrument.words.short_title}
    title = article.words.title
    return Hit(
        _("Article %(number)s, %(instrument)s") % words, article.get_absolute_url(), about=title,
        about_language=title.language, symbol=article.instrument.code,
    )  # fmt: skip


def article_meant(words: str) -> tuple[int | None, str]:
    """The number of the article that somebody names, in any of the languages, and the rest of what they wrote."""
    plain = unicodedata.normalize("NFKC", words).casefold().strip()
    if found := _CHINESE.search(plain) or _OTHERS.search(plain):
        return number_of(found[1]), f"{plain[: found.start()]} {plain[found.end() :]}"
    if found := _CODE.fullmatch(plain):
        return int(found[2]), found[1]
    return None, ""


def number_of(text: str) -> int:
    """A number in digits of any script, or in Chinese characters up to 99."""
    if text[0].isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def asked_for(names: Iterable[str], rest: str) -> bool:
    """Whether an instrument is meant by the words beside the number; without any, each is."""
    wanted = [one for one in search.read(rest).wanted if one.token not in _BETWEEN]
    tokens = {token for name in names for token in folded(name).split()}
    return all(any(one.fits(token) for token in tokens) for one in wanted)


def terms(asked: Asked) -> Results:
    """Terms of the glossary, by themselves and what they mean, in every language. One query."""
    found = []
    for term in GlossaryTerm.objects.all():
        names = term.in_all_languages("term")
        if asked.fits(*names, *term.in_all_languages("definition")):
            parts = [part.strip() for name in names for part in name.split(" / ")]
            found.append((asked.is_name(*names, *parts), term_hit(asked, term)))
    return from_few(asked, found)


def term_hit(asked: Asked, term: GlossaryTerm) -> Hit:
    """A term with what it means."""
    name, meaning = term.words.term, term.words.definition
    pieces = asked.pieces(meaning)
    return Hit(name, term.get_absolute_url(), name.language, about="" if pieces else meaning,
               about_language=meaning.language, pieces=pieces)  # fmt: skip


def documents(asked: Asked) -> Results:
    """Documents of the register by symbol and title, the newest first. One query."""
    rows = list(registers.holding(Document.objects.all(), asked.words)[: keyset.MOST_COUNTED + 1])
    named = [document_hit(one) for one in rows if asked.is_name(one.symbol or "")]
    more = f"{reverse('mechanism:document_list')}?{urlencode({'q': asked.words})}"
    return Results([document_hit(one) for one in rows[asked.window]], len(rows), more, named)


def document_hit(document: Document) -> Hit:
    """A document with its title, which is in English."""
    address = document.get_absolute_url()
    return Hit(document.title or str(document), address, "en", document.date_text, symbol=document.symbol or "")


KINDS = (
    Kind("states", gettext_lazy("States"), states),
    Kind("articles", gettext_lazy("Articles"), articles),
    Kind("terms", gettext_lazy("Glossary"), terms),
    Kind("documents", gettext_lazy("Documents"), documents),
)
