"""What is new on the public record of statements, as Atom (RFC 4287): all of it, or what a filter leaves."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext_lazy

from portal.feeds import LanguageFeed
from submissions.statements.models import LaterVersion, Statement

SHOWN = 50


class StatementFeed(LanguageFeed):
    """The newest statements of `rows`; `query` is what was asked, so that the feed knows its own address."""

    title = gettext_lazy("Written statements")
    subtitle = gettext_lazy("What organizations have told States, in their own words, on the public record.")

    def __init__(self, rows: QuerySet[Any], query: str) -> None:
        self.rows = rows
        self.asked = f"?{query}" if query else ""

    def link(self) -> str:
        """The register, filtered in the same way, without a language."""
        return f"{settings.BASE_URL}/statements/{self.asked}"

    def feed_url(self) -> str:
        """The feed itself; it is its id as well, for it has no other name."""
        return settings.BASE_URL + reverse("statement_data:feed") + self.asked

    feed_guid = feed_url

    def items(self) -> list[Statement]:
        """The newest first."""
        rows = self.rows.select_related("organization", "current").order_by("-publish_at", "-pk")
        later = LaterVersion.objects.accepted().filter(statement=OuterRef("pk")).order_by("-number")
        rows = rows.annotate(revised_at=Subquery(later.values("decided_at")[:1]))
        return list(rows.defer("search_text", "current__source", "current__body", "current__body_text")[:SHOWN])

    def item_guid(self, item: Statement) -> str:
        """The same for ever."""
        return f"urn:uuid:{item.uuid}"

    def item_title(self, item: Statement) -> str:
        """What it is called, in its own language."""
        return item.current.title

    def item_description(self, item: Statement) -> str:
        """Its summary. Readers of feeds take it for HTML, and it is text."""
        return escape(item.current.summary)

    def item_language(self, item: Statement) -> str:
        """That of the statement."""
        return item.current.language

    def item_author_name(self, item: Statement) -> str:
        """Who made it."""
        return item.organization.legal_name

    def item_link(self, item: Statement) -> str:
        """The page, without a language: it leads to the reader's own."""
        return item.permanent_address

    def item_pubdate(self, item: Statement) -> datetime | None:
        """When it became public."""
        return item.publish_at

    def item_updateddate(self, item: Statement) -> datetime | None:
        """When its newest version became public."""
        newest: datetime | None = getattr(item, "revised_at", None)
        return max(newest, item.publish_at) if newest and item.publish_at else item.publish_at
