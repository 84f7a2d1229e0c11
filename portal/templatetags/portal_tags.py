"""Tags of every template (builtin: no load needed): dates with their zone, states by shape and words, languages."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template import RequestContext
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal import dates, html, listing
from portal.keyset import KeysetPage
from portal.mechanism import glossary, vocabulary
from portal.mechanism.models import FigureFields
from portal.records import Record

register = template.Library()
RIGHT_TO_LEFT = frozenset({"ar"})
# Names of languages that the United Nations writes in another way than Babel, by the language of the page.
UN_NAMES = {"ar": {"en": "الإنكليزية"}}


@register.filter
def day(value: date | None, width: str = "day") -> SafeString | str:
    """A date as `<time>`, e.g. {{ page.date|day:"long" }}; widths: long, day, short, brief, month. Empty for None."""
    if value is None:
        return ""
    local = value.astimezone(dates.VIENNA).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), dates.format_day(local, width))


@register.filter
def moment(value: datetime | None, width: str = "long") -> SafeString | str:
    """A moment as `<time>` in Vienna time with its zone, e.g. {{ call.closes_at|moment }}. Empty for None."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), dates.format_moment(value, width=width))


@register.filter
def clock(value: datetime | None) -> SafeString | str:
    """Hours and minutes in Vienna as `<time>`, without the zone (say it once for the list)."""
    if value is None:
        return ""
    return format_html('<time class="at" datetime="{}">{}</time>', value.isoformat(), dates.format_clock(value))


@register.filter
def in_utc(value: datetime | None) -> str:
    """Hours and minutes of a moment in UTC, e.g. "16:00 UTC"."""
    return f"{value:%H:%M} UTC" if value else ""


@register.simple_tag
def state(record: Record) -> SafeString:
    """A record's state by shape and words: {% state statement %}."""
    return format_html('<span class="{}">{}</span>', shape_class(record.state_shape), record.get_state_display())


@register.simple_tag
def status(words: str, shape: str = "") -> SafeString:
    """Any status by shape and words: {% status _("Held") "on" %}; shapes: on, half, stop, none, or empty for a ring."""
    return format_html('<span class="{}">{}</span>', shape_class(shape), words)


def shape_class(shape: str) -> str:
    """The classes that draw a shape."""
    return f"st st--{shape}" if shape else "st"


@register.filter
def foreign(language: str) -> SafeString | str:
    """`lang` and `dir` for text in another language than the page's: <h3{{ version.language|foreign }}>."""
    if not language or language == get_language():
        return ""
    return format_html(' lang="{}" dir="{}"', language, "rtl" if language in RIGHT_TO_LEFT else "ltr")


@register.filter
def isolated(words: str) -> SafeString:
    """Words of a fact in a sentence of any language: as `<bdi>`, with `lang` where they are not in the page's.

    Arabic words say their direction also on an Arabic page: those that begin with Latin letters are read from left to
    right otherwise.
    """
    language = getattr(words, "language", "")
    own = format_html(' dir="{}"', "rtl") if language in RIGHT_TO_LEFT else ""
    return format_html("<bdi{}>{}</bdi>", foreign(language) or own, str(words))


@register.filter
def language_of(words: str) -> SafeString | str:
    """`lang` and `dir` of words that know their language, on their element: <option{{ label|language_of }}>."""
    return foreign(getattr(words, "language", ""))


@register.filter
def in_words(text: str, language: str = "en") -> SafeString:
    """A UN body or kind of document in the reader's language: {{ resolution.body|in_words:resolution.language }}."""
    return isolated(vocabulary.in_words(text, language))


@register.filter
def said_in(words: str, language: str) -> SafeString | str:
    """Words in a sentence or a trail, with their language where it is not the page's: {{ title|said_in:"fr" }}."""
    attributes = foreign(language)
    return format_html("<span{}>{}</span>", attributes, words) if attributes else words


@register.simple_tag(takes_context=True)
def comma(context: RequestContext) -> str:
    """Between the items of a loop, as the language writes it: {% for … %}{{ one }}{% comma %}{% endfor %}."""
    return "" if context["forloop"]["last"] else listing.comma()


@register.simple_tag
def separator(language: str = "") -> str:
    """Between two facts of a line, in the page's language or another: {{ office }}{% separator %}{{ country }}."""
    return listing.between(language)


@register.simple_tag
def colon() -> str:
    """Between a label and what it says: {{ status }}{% colon %}{{ reason }}."""
    return listing.colon()


@register.simple_tag
def stop() -> str:
    """Behind a sentence that ends with a date: {{ dialogue|days }}{% stop %}."""
    return listing.stop()


@register.simple_tag
def in_brackets(*facts: object) -> SafeString:
    """Facts in brackets behind other words, as the language writes them: {{ closing|moment }}{% in_brackets utc %}."""
    before, behind = listing.brackets()
    return format_html("{}{}{}", before, format_html_join(listing.between(), "{}", ((one,) for one in facts)), behind)


@register.filter
def listed(names: Iterable[object]) -> str:
    """Plain names with commas between them: {{ match.words|listed }}."""
    return listing.listed(names)


@register.filter
def language_name(code: str) -> str:
    """The name of a language in the reader's language; a code that nobody knows stays as it is."""
    names = dates.babel_locale().languages
    language, _, variant = code.partition("-")
    variant = variant.title() if len(variant) == len("Hans") else variant.upper()
    own = UN_NAMES.get(get_language() or "", {}).get(code)
    return own or names.get(f"{language}_{variant}") or names.get(language, code)


@register.filter
def clean_html(value: str) -> SafeString:
    """Stored HTML that `portal.html.sanitize` made."""
    return html.trusted(value)


@register.filter
def numbered(value: str) -> SafeString:
    """Stored clean HTML with an anchor on each paragraph (`#para3`)."""
    return html.numbered(value)


@register.filter
def words(text: str) -> int:
    """How many words a plain text has, parted by white space."""
    return len(text.split())


@register.filter
def in_brief(text: str, longest: int) -> str:
    """At most so many characters of a text, cut between two words where that keeps the better half of them."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    whole_words = cut.rpartition(" ")[0] if text[longest - 1] != " " else cut
    kept = whole_words if len(whole_words) > longest // 2 else cut
    return f"{kept.rstrip(' ,;:')}…"


@register.filter
def outside_link(address: str, label: str = "") -> SafeString:
    """A link that leaves the portal; a bad address shows as text."""
    return html.link(address, label or address)


@register.filter
def cited(citation: str) -> SafeString:
    """A citation with its addresses as links: {{ figure.source.citation|cited }}."""
    return html.cited(citation)


@register.inclusion_tag("components/crumbs.html")
def crumbs(*pairs: str) -> dict[str, object]:
    """The trail above a heading: {% crumbs home_url _("Home") list_url _("Statements") %}."""
    return {"trail": list(zip(pairs[::2], pairs[1::2], strict=True))}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: RequestContext, page: Page) -> dict[str, object]:
    """Links to the pages of a list, keeping its filters: {% pager page_obj %}."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {"page": page, "query": query.urlencode()}


@register.inclusion_tag("components/keyset_pager.html", takes_context=True)
def keyset_pager(context: RequestContext, page: KeysetPage) -> dict[str, str]:
    """Links from page to page of a long list, keeping its filters: {% keyset_pager page %}."""
    query = context["request"].GET.copy()
    for name in ("after", "before", "page"):
        query.pop(name, None)
    kept = query.urlencode()
    leads = {
        direction: "&".join(filter(None, [kept, urlencode([one])])) if one else ""
        for direction, one in (("previous", page.previous), ("next", page.next))
    }
    return {"first": kept, **leads}


@register.inclusion_tag("components/data_links.html")
def data_links(name: str, query: str = "") -> dict[str, object]:
    """The files of a list, with its filters: {% data_links "mechanism_data:figures" narrowing.query %}."""
    asked = f"?{query}" if query else ""
    return {"links": [(kind.upper(), reverse(name, args=[kind]) + asked) for kind in ("csv", "json", "xlsx")]}


@register.inclusion_tag("components/term.html", takes_context=True)
def term(context: RequestContext, key: str, words: str) -> dict[str, object]:
    """Words of a page that the glossary explains: {% term "focal-point" _("Focal point") %}.

    The definition opens on a button, once on a page: the next time, and for a key that no term has, the words stand
    alone.
    """
    told = context["request"].__dict__.setdefault("terms_told", set())
    explained = None if key in told else glossary.explanations().get(key)
    told.add(key)
    return {"key": key, "words": words, "explained": explained}


@register.inclusion_tag("components/tally.html")
def tally(figure: FigureFields | None, size: str = "") -> dict[str, object]:
    """One stroke for each review, inked for those under way; `figure` has `value` and `of`. {% tally figure "big" %}"""
    strokes = (int(figure.value), figure.of) if figure and figure.value is not None else None
    return {"strokes": strokes, "size": size}


@register.simple_tag
def setting(name: str) -> object:
    """One of the few settings that pages may show."""
    return getattr(settings, name) if name in {"PORTAL_NAME", "REPLY_DAYS", "REFERENCE_PREFIX"} else ""
