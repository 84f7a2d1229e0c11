"""Consultations to come as files: exactly what the page shows."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from portal.exports import Column, Export
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.data import cluster_of, codes, of_state


def _utc(value: datetime | None) -> datetime | None:
    return value.astimezone(UTC) if value else None


COLUMNS = (
    Column("announcement", lambda row: str(row.uuid), "Its key, for ever"),
    *of_state(lambda row: row.country),
    Column("cluster", lambda row: cluster_of(row.cluster), "1 to 4, or not stated"),
    Column("instruments", codes, "Instruments, where stated", "list"),
    Column("opens_on", lambda row: row.opens_on, "First day; empty: from the announcement on", "day"),
    Column("closes_on", lambda row: row.closes_on, "Last day; one can take part until its end", "day"),
    Column("time_zone", lambda row: row.zone, "Zone in which these days are meant, by its IANA name"),
    Column("opens_at", lambda row: _utc(row.opens_at), "The same as a moment, UTC", "moment"),
    Column("closes_at", lambda row: _utc(row.closes_at), "The same as a moment, UTC", "moment"),
    Column("how", lambda row: row.how, "How to take part"),
    Column("language", lambda row: row.language, "Language of these words"),
    Column("address", lambda row: row.address, "Where one takes part"),
    Column("contact", lambda row: row.contact, "The office to ask"),
    Column("announced_by", lambda row: row.office, "The office that announces it"),
    Column("on_behalf", lambda row: row.on_behalf, "Whether coordinators took it from a public source", "yes or no"),
    Column("source_address", lambda row: row.source_address, "That source"),
    Column("published_at", lambda row: _utc(row.published_at), "Since when it stands here", "moment"),
    Column("changed_at", lambda row: _utc(row.changed_at), "When it last said something else", "moment"),
    Column("page", lambda row: page_of(row), "Its page on this portal"),
)


def page_of(announcement: Announcement) -> str:
    """Its page, without a language."""
    return f"{settings.BASE_URL}/consultations/announced/{announcement.uuid}/"


def announced_export(rows: QuerySet[Any], query: str = "") -> Export:
    """The list, or the part of it that was asked for."""
    return Export("consultations-announced", COLUMNS, rows.for_lists(), query)  # type: ignore[attr-defined]
