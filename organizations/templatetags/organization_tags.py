"""What pages of the desk say of the person's organizations."""

from datetime import datetime
from typing import Any

from django import template
from django.template import RequestContext
from django.utils.translation import gettext as _

from organizations import acting
from organizations.models import Organization
from portal.dates import format_moment
from portal.listing import listed
from portal.personal import keepings

register = template.Library()


@register.simple_tag(takes_context=True)
def acting_for(context: RequestContext) -> Organization | None:
    """The organization that the person chose to act for; None (and no query) where they chose none."""
    return acting.chosen(context["request"])


@register.simple_tag
def about_value(value: Any) -> Any:
    """A value of a person's export as people read it: days and times in words, lists with commas, nothing as a dash."""
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | tuple):
        return listed(value) or "–"
    return value if value not in (None, "") else "–"


# What browsers call themselves, the narrower name first: most pretend to be others, too.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "macOS",
    "Linux": "Linux",
}  # fmt: skip


@register.filter
def browser(user_agent: str) -> str:
    """A browser and its system by name, e.g. "Firefox, Windows"; what says neither is shown as it is."""
    names = (next((words[sign] for sign in words if sign in user_agent), "") for words in (BROWSERS, SYSTEMS))
    return listed(filter(None, names)) or user_agent[:60] or _("Unknown")


@register.simple_tag
def kept(key: str) -> str:
    """How long something is kept, from its rule, e.g. "30 days after the last mail"."""
    return next(rule.kept_in_words for rule in keepings() if rule.key == key)
