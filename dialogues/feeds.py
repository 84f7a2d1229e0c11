"""What is new about the dialogues, as Atom (RFC 4287): dialogues, their agendas and summaries, summaries of panels.

An entry keeps its id for ever and changes its date only when something in public really changed (`changes.py`). Panels
come in once they have a summary.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, get_language_from_path, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from dialogues.models import DialoguePage, PanelPage, SummaryStatus
from portal import feeds, listing
from portal.dates import format_day
from portal.feeds import LanguageFeed
from portal.pages import TranslationKind

SHOWN = 50
TOLD_AT = Coalesce("changed_at", "last_published_at")
Entry = DialoguePage | PanelPage


def entries() -> list[Entry]:
    """The newest, of both kinds."""
    dialogues = DialoguePage.objects.published().annotate(told_at=TOLD_AT).order_by("-told_at")[:SHOWN]
    with_summary = PanelPage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
    panels = (
        with_summary.exclude(summary_status=SummaryStatus.NONE).annotate(told_at=TOLD_AT).order_by("-told_at")[:SHOWN]
    )
    found: list[Any] = [*dialogues, *panels]
    return sorted(found, key=lambda page: page.told_at, reverse=True)[:SHOWN]


def translations(found: list[Entry]) -> Iterator[Entry]:
    """The pages that say the same in the active language, where it is not the default one. Two queries."""
    if get_language() == settings.LANGUAGE_CODE:
        return
    for model in (DialoguePage, PanelPage):
        keys = [one.translation_key for one in found if isinstance(one, model)]
        local = model.objects.live().filter(translation_key__in=keys, locale__language_code=get_language())
        yield from local.exclude(translation_kind=TranslationKind.NONE)


class DialogueFeed(LanguageFeed):
    """The feed of all dialogues."""

    title = gettext_lazy("Constructive dialogues: dates, agendas and summaries")
    feed_guid = "urn:uuid:5b2f6a0e-0e0c-4b0e-9c56-2c1f9c0d8f11"

    def author_name(self) -> str:
        """Who speaks here (RFC 4287, 4.1.1, asks for an author): the portal, in the words of its coordinators."""
        return settings.PORTAL_NAME

    def link(self) -> str:
        """The list of dialogues."""
        return f"{settings.BASE_URL}/dialogues/"

    def feed_url(self) -> str:
        """The feed itself."""
        return settings.BASE_URL + reverse("feeds:dialogues")

    def items(self) -> list[Entry]:
        """What it tells of, with the words of each in the language of the feed where they are translated."""
        found = entries()
        self.local = {one.translation_key: one for one in translations(found)}
        return found

    def words_of(self, item: Entry) -> Any:
        """The page that has the words of an entry."""
        return self.local.get(item.translation_key, item)

    def item_language(self, item: Entry) -> str:
        """English, where it is not translated."""
        return "" if item.translation_key in self.local else settings.LANGUAGE_CODE

    def item_guid(self, item: Entry) -> str:
        """The same in every language and whatever the page is called."""
        return f"urn:uuid:{item.translation_key}"

    def item_title(self, item: Entry) -> str:
        """What it is called, and whether it takes place."""
        if isinstance(item, PanelPage):
            return _("Summary: %(panel)s") % {"panel": self.words_of(item).title}
        title = self.words_of(item).title
        return title if item.takes_place else f"{item.get_status_display()}{listing.colon()}{title}"

    def item_description(self, item: Entry) -> str:
        """In one sentence."""
        if isinstance(item, PanelPage):
            return f"{item.get_summary_status_display()}{listing.stop()}{self.words_of(item).topic}".strip()
        when = format_day(item.starts_at, "month" if item.date_precision == "month" else "day")
        return listing.stop().join(filter(None, [when, item.status_note, self.words_of(item).intro]))

    def item_link(self, item: Entry) -> str:
        """The page, without a language: it leads to the reader's own."""
        return f"{settings.BASE_URL}/{item.address}"

    def item_updateddate(self, item: Any) -> datetime:
        """When it last really changed."""
        return item.told_at

    def item_pubdate(self, item: Entry) -> datetime | None:
        """When it was first published."""
        return item.first_published_at


def newest(request: HttpRequest) -> datetime | None:
    """When anything in the feed last changed; not told in a language, since translations change by themselves."""
    if get_language_from_path(request.path):
        return None
    first: Any = next(iter(entries()), None)
    return first.told_at if first else None


@require_safe
@condition(last_modified_func=newest)
def of_dialogues(request: HttpRequest) -> HttpResponse:
    """The feed; 304 for a reader who has it as it is."""
    return feeds.respond(request, DialogueFeed())
