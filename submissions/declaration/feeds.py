"""The newest fingerprint of each day of a ledger as Atom: each feed reader keeps what we cannot take back."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils.feedgenerator import get_tag_uri
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.feeds import LanguageFeed
from submissions import chain
from submissions.declaration.models import Declaration, LedgerEntry


class HeadsFeed(LanguageFeed):
    """Entries of a declaration's ledger, the newest first."""

    subtitle = gettext_lazy(
        "The newest fingerprint of each day. Keep them: a ledger that lacks one of them was rewritten."
    )

    def __init__(self, declaration: Declaration, entries: Iterable[LedgerEntry]) -> None:
        self.declaration = declaration
        self.entries = entries

    def title(self) -> str:
        """Of which ledger; the title of the declaration is in its own language."""
        return _("Fingerprints of the ledger: %(title)s") % {"title": self.declaration.title}

    def author_name(self) -> str:
        """Who keeps the ledger (RFC 4287 asks for an author)."""
        return settings.PORTAL_NAME

    def link(self) -> str:
        """The declaration, without a language."""
        return f"{settings.BASE_URL}/declaration/{self.declaration.slug}/"

    def feed_url(self) -> str:
        """The feed itself; it is its id as well."""
        return f"{self.link()}heads.atom"

    feed_guid = feed_url

    def items(self) -> list[LedgerEntry]:
        """One for each day."""
        return list(self.entries)

    def item_title(self, item: LedgerEntry) -> str:
        """Its number and its fingerprint."""
        return _("Entry %(number)s: %(hash)s") % {"number": item.seq, "hash": item.hash}

    def item_description(self, item: LedgerEntry) -> str:
        """When it was the newest."""
        told = {"moment": chain.stamp(item.created_at), "number": item.seq, "hash": item.hash}
        return _("On %(moment)s the newest entry was %(number)s: %(hash)s") % told

    def item_guid(self, item: LedgerEntry) -> str:
        """The same for ever, and in every language."""
        return get_tag_uri(self.item_link(item), item.created_at)

    def item_link(self, item: LedgerEntry) -> str:
        """Its receipt, without a language."""
        return f"{self.link()}receipt/{item.hash}/"

    def item_pubdate(self, item: LedgerEntry) -> datetime:
        """When it was written."""
        return item.created_at

    item_updateddate = item_pubdate
