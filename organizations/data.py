"""The directory as data: which columns it has, and what each says."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from organizations.models import Organization
from portal.exports import Column, Export


def page_of(organization: Organization) -> str:
    """The public profile, without a language."""
    return f"{settings.BASE_URL}/organizations/{organization.slug}/"


COLUMNS = (
    Column("name", lambda row: row.legal_name, "Legal name"),
    Column("name_language", lambda row: row.name_language, "Language of the name; empty when it is none of the six"),
    Column("acronym", lambda row: row.acronym, "Acronym"),
    Column("other_names", lambda row: row.other_names, "Other names, parted by commas"),
    Column("standing", lambda row: row.state, "verified, listed (a published source names it) or suspended"),
    Column("kind", lambda row: row.kind, "ngo, network, academia, private or other; empty when not known"),
    Column("country", lambda row: row.country.iso3 if row.country else "", "Country of registration, ISO 3166 alpha-3"),
    Column("themes", lambda row: [theme.code for theme in row.themes.all()], "Fields of work, by code", "list"),
    Column("languages", lambda row: row.languages, "Languages in which it works, ISO 639-1", "list"),
    Column("ecosoc_status", lambda row: row.ecosoc_status, "Consultative status; empty when not known"),
    Column("ecosoc_year", lambda row: row.ecosoc_year, "Year of the status", "number"),
    Column("ecosoc_checked_on", lambda row: row.ecosoc_checked_at, "Day on which the status was compared", "day"),
    Column(
        "identifiers",
        lambda row: [f"{one.scheme}:{one.value}" for one in row.identifiers.all()],
        "Scheme:number",
        "list",
    ),
    Column("mandate", lambda row: row.mandate, "What it works on, in its own words"),
    Column("website", lambda row: row.website, "Website"),
    Column("public_contact", lambda row: row.public_contact, "Contact that it made public"),
    Column("verified_at", lambda row: row.verified_at, "When coordinators verified it (UTC)", "moment"),
    Column("source", lambda row: row.source, "For listed ones: where they are named"),
    Column("page", page_of, "Profile on this portal"),
)


def organizations_export(rows: QuerySet[Any], query: str = "") -> Export:
    """The directory, or a part of it, with what the columns need."""
    needed = rows.select_related("country").prefetch_related("themes", "identifiers")
    return Export("organizations", COLUMNS, needed, query)


# What coordinators know beside it. Never public.
MORE = (
    Column("uuid", lambda row: str(row.uuid), "Stable key"),
    Column("state", lambda row: row.state, "Where it stands"),
    Column("in_directory", lambda row: row.in_directory, "Whether it agreed to be listed", "yes or no"),
    Column("contact_email", lambda row: row.contact_email, "Contact for coordinators"),
    Column("registered_at", lambda row: row.created_at, "When the record began (UTC)", "moment"),
    Column("review_due_on", lambda row: row.review_due_on, "When to look at it again", "day"),
)


def coordination_export(rows: QuerySet[Any], query: str = "") -> Export:
    """What coordinators see of organizations."""
    needed = rows.select_related("country").prefetch_related("themes", "identifiers")
    return Export("organizations-coordination", (*COLUMNS, *MORE), needed, query)
