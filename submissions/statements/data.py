"""The register as data: its columns, one statement as a document, and the list as exactly what was filtered."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from portal.citing import language_tag
from portal.exports import Column, Export
from submissions.statements.editions import Edition, editions
from submissions.statements.models import Cosigner, Statement, with_topics


def cosigners_of(statement: Statement) -> list[str]:
    """Who co-signed and is named; who withdrew that since is said to have."""
    left = Cosigner.State.WITHDRAWN
    return [
        f"{one.organization.legal_name} (withdrew)" if one.state == left else one.organization.legal_name
        for one in statement.named_cosigners
    ]


def country_of(statement: Statement) -> str:
    """Where its organization is registered."""
    country = statement.organization.country
    return country.iso3 if country else ""


COLUMNS = (
    Column("reference", lambda row: row.reference, "Permanent reference"),
    Column("title", lambda row: row.current.title, "Title, in the language of the statement"),
    Column("language", lambda row: language_tag(row.current.language), "Language, BCP 47"),
    Column("organization", lambda row: row.organization.legal_name, "Who made it"),
    Column("country", country_of, "Its country, ISO 3166 alpha-3; empty when not known"),
    Column(
        "cosigners", cosigners_of, "Organizations that co-signed; (withdrew) follows one that withdrew it since", "list"
    ),
    Column("kind", lambda row: "reported" if row.reported_from else "written", "written, or reported by a source"),
    Column("reported_from", lambda row: row.reported_from, "For reported ones: the source; the text is our summary"),
    Column("dialogue", lambda row: row.dialogue.title, "Constructive dialogue to which it was made"),
    Column("dialogue_slug", lambda row: row.dialogue.slug, "Its key in addresses"),
    Column(
        "instruments", lambda row: [one.code for one in row.instruments.all()], "Instruments it speaks about", "list"
    ),
    Column("states", lambda row: [one.iso3 for one in row.countries.all()], "States it speaks about", "list"),
    Column(
        "topics",
        lambda row: [topic.key for topic in row.topics if not topic.key.startswith("state:")],
        "Articles, clusters, development targets and paragraphs of resolutions it speaks about, as keys",
        "list",
    ),
    Column("published_at", lambda row: row.publish_at, "When it became public (UTC)", "moment"),
    Column("summary", lambda row: row.current.summary, "Summary, in the language of the statement"),
    Column("sha256", lambda row: row.current.sha256, "Fingerprint of the text that was sent"),
    Column("page", lambda row: row.permanent_address, "Reading page on this portal"),
)


def with_relations(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With what the columns need, in a fixed number of queries for each few hundred rows."""
    named = Cosigner.objects.public().select_related("organization").order_by("organization__name_key", "pk")
    return (
        rows.select_related("organization__country", "dialogue", "current__track")
        .prefetch_related("instruments", *with_topics(), Prefetch("cosigners", named, to_attr="named_cosigners"))
        .defer("search_text", "current__source", "current__body", "current__body_text", "dialogue__summary")
    )


def statements_export(rows: QuerySet[Any], query: str = "") -> Export:
    """The register, or the part of it that was asked for."""
    return Export("statements", COLUMNS, with_relations(rows), query)


def document(statement: Statement) -> dict[str, Any]:
    """One public statement: the columns, the whole text without its formatting, and where its files are."""
    facts = {column.key: column.value(statement) for column in COLUMNS}
    public = editions(statement)
    return facts | {
        "text": statement.current.body_text,
        "files": files_of(statement, statement.current.attachments.ready()),
        "version": statement.symbol or None,
        "versions": [facts_of(one) for one in public.all],
        "additions": [whole(one) for one in public.additions],
        "translations": [whole(one) for one in public.translations],
    }


def facts_of(edition: Edition) -> dict[str, Any]:
    """One public version, without its words."""
    version, later = edition.version, edition.later
    path = reverse("statement_data:version_text", args=[edition.statement.slug, edition.number])
    return {
        "number": edition.number,
        "reference": edition.reference,
        "kind": version.kind,
        "language": language_tag(version.language),
        "published_at": edition.published_at,
        "what_changed": later.what_changed if later else "",
        "official": later.official if later and later.is_translation else None,
        "is_current": edition.is_current,
        "sha256": version.sha256,
        "exact_text": settings.BASE_URL + path,
    }


def whole(edition: Edition) -> dict[str, Any]:
    """A version that stands beside the text, with its words and files."""
    version = edition.version
    words = {"title": version.title, "summary": version.summary, "text": version.body_text}
    return facts_of(edition) | words | {"files": files_of(edition.statement, edition.files)}


def files_of(statement: Statement, files: Iterable[Any]) -> list[dict[str, Any]]:
    """The files that can be fetched, each under its address; how they were called at home is not said."""
    return [
        {
            "description": one.description,
            "kind": str(one.kind_name),
            "bytes": one.size,
            "sha256": one.sha256,
            "address": settings.BASE_URL + reverse("statement_data:file", args=[statement.slug, one.key]),
        }
        for one in files
    ]
