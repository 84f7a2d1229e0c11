"""What other pages show of calls to action: beside paragraphs, of an analysis, and on the thread of an article."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dialogues.asks.models import CallToAction
from dialogues.resolutions.models import Resolution
from portal.listing import listed
from portal.mechanism.models import Article
from portal.threads import SHOWN, Found, Link, Strand


def calls_beside(resolution: Resolution) -> dict[str, list[CallToAction]]:
    """The public calls made from a text or from its other languages, by the address of the paragraph. One question."""
    first = resolution.translation_of_id or resolution.pk
    of_text = Q(paragraph__resolution=first) | Q(paragraph__resolution__translation_of=first)
    found: dict[str, list[CallToAction]] = {}
    calls = CallToAction.objects.public().filter(of_text).select_related("paragraph", "current")
    for call in calls.order_by("position", "pk"):
        if call.paragraph:
            found.setdefault(call.paragraph.anchor, []).append(call)
    return found


def calls_of(page: int, paragraphs: Iterable[int]) -> QuerySet[CallToAction]:
    """The public calls that an analysis makes itself, and those of the paragraphs that it cites."""
    calls = CallToAction.objects.public().filter(Q(page=page) | Q(paragraph__in=paragraphs))
    return calls.for_lists().order_by("page", "position", "pk")


def calls_on(article: Article) -> Found:
    """The public calls that coordinators say are about an article, the strongest first."""
    calls = CallToAction.objects.public().filter(articles=article)
    links = [link_to(call) for call in calls.for_lists()[:SHOWN]]
    return Found(links, calls.count(), f"{reverse('asks:call_list')}?article={article.key}")


def link_to(call: CallToAction) -> Link:
    """A call as a thread shows it: how strongly, what, and what became of it."""
    words = gettext("%(addressees)s. %(status)s.") % {
        "addressees": listed(call.addressees.all()), "status": call.progress.label,
    }  # fmt: skip
    strength = capfirst(call.get_strength_display())
    return Link(call.text, call.get_absolute_url(), call.language, strength, words)


ON_ARTICLE = Strand(
    "asks",
    _("Calls to action"),
    _("What resolutions and analyses ask on this article would stand here. Coordinators make calls of their points."),
    calls_on,
)
