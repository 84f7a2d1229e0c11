"""Calls to action as the search finds them: by their words, what is asked most strongly first."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from dialogues.asks.models import CallToAction
from portal import words
from portal.everywhere import Asked, Hit, Kind, Results


def calls(asked: Asked) -> Results:
    """Public calls that hold every word. Two queries."""
    found = CallToAction.objects.public().filter(words.holding(CallToAction, asked.words))
    rows = list(found.select_related("current").defer("search_text")[asked.window])
    more = f"{reverse('asks:call_list')}?{urlencode({'q': asked.words})}"
    return Results([hit(asked, one) for one in rows], asked.counted(rows, found), more)


def hit(asked: Asked, call: CallToAction) -> Hit:
    """A call, how strong it is, and what became of it."""
    return Hit(call.text, call.get_absolute_url(), call.language, call.get_strength_display(), call.progress.label)


KIND = Kind("calls", _("Calls to action"), calls)
