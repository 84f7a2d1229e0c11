"""Tags of the dialogues' pages: when a dialogue is, as far as that is known, and what the floors above add."""

from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.template import RequestContext
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dialogues.figures import Sources
from dialogues.happenings import words_of
from dialogues.titles import Titles
from portal import html
from portal.dates import VIENNA, format_clock, format_day
from portal.listing import comma
from portal.mechanism.models.wording import Wording
from portal.models import AuditEvent
from portal.registry import Part
from portal.templatetags.portal_tags import day, isolated, said_in

register = template.Library()
UTC = ZoneInfo("UTC")


@register.filter
def days(dialogue: Any, width: str = "long") -> SafeString | str:
    """The day of a dialogue, its first and last one, or its month: no more than is known."""
    if dialogue.date_precision == "month":
        return day(dialogue.starts_at, "month")
    first, last = (moment.astimezone(VIENNA).date() for moment in (dialogue.starts_at, dialogue.ends_at))
    return format_html_join(" – ", "{}", ((day(one, width),) for one in dict.fromkeys((first, last))))


@register.filter
def hours(thing: Any) -> SafeString | str:
    """From when to when, in Vienna and in UTC, where both are known: "10:00–18:00 CEST (08:00–16:00 UTC)"."""
    starts, ends = thing.starts_at, thing.ends_at
    if getattr(thing, "date_precision", "time") != "time" or not (starts and ends):
        return ""
    vienna, utc = (f"{format_clock(starts, zone)}–{format_clock(ends, zone)}" for zone in (VIENNA, UTC))
    moments = (starts.isoformat(), ends.isoformat(), vienna, starts.astimezone(VIENNA).tzname(), utc)
    return format_html('<bdi dir="ltr"><time datetime="{}" data-until="{}">{} {} ({} UTC)</time></bdi>', *moments)


@register.filter
def has_begun(dialogue: Any) -> bool:
    """Whether its start has passed."""
    return bool(dialogue.starts_at <= timezone.now())


@register.filter
def happening(event: AuditEvent, record: Any) -> str | Promise:
    """What an event in the account of a record means."""
    return words_of(event, record)


@register.simple_tag(takes_context=True)
def title_text(context: RequestContext, page: Any) -> Wording:
    """What a dialogue or panel is called in the reader's language, or else in English: for titles, without marks.

    One answer to a request asks the database once, for all that it names.
    """
    request = context.get("request")
    titles = getattr(request, "titles_of_dialogues", None)
    if titles is None or titles.language != get_language():
        titles = Titles()
        if request is not None:
            request.titles_of_dialogues = titles
    return titles.of(page)


@register.simple_tag(takes_context=True)
def title_of(context: RequestContext, page: Any) -> SafeString:
    """The same in the text of a page, with the language that it is in where that is not the page's."""
    return isolated(title_text(context, page))


@register.simple_tag
def cite(sources: Sources, citation: str) -> SafeString:
    """Links to what a citation names in the page's list of sources: "Source 1, Source 3"."""
    names = ((number, _("Source %(number)s") % {"number": number}) for number in sources.numbers(citation))
    return format_html_join(comma(), '<a href="#source{}">{}</a>', names)


@register.simple_tag
def cite_summary(page: Any, dialogue: Any) -> SafeString:
    """How a summary is cited: what of, by whom, of when, and where it stands for ever."""
    of = page.title if page is dialogue else f"{page.title}. {dialogue.title}"
    dated = format_day((page.summary_final_at or page.last_published_at).astimezone(VIENNA).date())
    words = _("%(portal)s: Summary (%(status)s, %(date)s). %(of)s. %(address)s")
    address = f"{settings.BASE_URL}/{page.address}"
    status = page.summary_standing[0]
    of = said_in(of, page.text_language)
    return html.sentence(words, portal=settings.PORTAL_NAME, status=status, date=dated, of=of, address=address)


@register.simple_tag(takes_context=True)
def show_part(context: RequestContext, part: Part) -> SafeString:
    """A part of the page in its own template, which knows the part's names beside those of the page."""
    with context.push(**part.context):
        return context.template.engine.get_template(part.template).render(context)
