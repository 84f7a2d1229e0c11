"""What happened on the record of one State, as Atom (RFC 4287)."""

from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from portal.feeds import AtomInLanguages, LanguageFeed
from portal.mechanism.models import State
from submissions.consultations.history import Change, history

SHOWN = 50
LAUNCHED = datetime(2020, 10, 1, tzinfo=UTC)  # of the Mechanism: before it there was nothing to tell


class QuietAtom(AtomInLanguages):
    """A feed that says nothing new as long as nothing is: without entries its date is not that of the question."""

    def latest_post_date(self) -> datetime:
        """When the newest entry changed."""
        return super().latest_post_date() if self.items else LAUNCHED


class StateFeed(LanguageFeed):
    """The newest changes on the record of `state`."""

    feed_type = QuietAtom

    def __init__(self, state: State) -> None:
        self.state = state

    def title(self) -> str:
        """Which State."""
        return _("%(state)s: consultations of civil society in the review") % {"state": self.state.name}

    def link(self) -> str:
        """The State's page, without a language."""
        return f"{settings.BASE_URL}/consultations/{self.state.iso3.lower()}/"

    def feed_url(self) -> str:
        """The feed itself; it is its id as well."""
        return settings.BASE_URL + reverse("consultation_data:state_feed", args=[self.state.iso3.lower()])

    feed_guid = feed_url

    def items(self) -> list[Change]:
        """The newest first."""
        return history(self.state)[:SHOWN]

    def item_guid(self, item: Change) -> str:
        """The same for ever."""
        return f"urn:uuid:{item.key}"

    def item_title(self, item: Change) -> str:
        """What changed."""
        return item.title

    def item_description(self, item: Change) -> str:
        """In which cluster, and what was said. Readers of feeds take it for HTML, and it is text."""
        return escape(item.words)

    def item_link(self, item: Change) -> str:
        """Where it stands, without a language."""
        return item.address or f"{self.link()}#reports"

    def item_language(self, item: Change) -> str:
        """That of what is said, where it is not the reader's."""
        return item.language

    def item_pubdate(self, item: Change) -> datetime:
        """When it changed."""
        return item.at

    item_updateddate = item_pubdate
