"""A statement as reference managers and search engines read it: BibTeX, RIS, CSL-JSON (portal/citing.py), schema.org.

A withdrawn statement says so in its title.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.encoding import force_str

from portal import citing
from portal.citing import language_tag, one_line
from portal.dates import VIENNA
from submissions.statements.editions import Editions
from submissions.statements.models import Statement

TYPE = "Written statement"


@dataclass(frozen=True)
class Work(citing.Work):
    """What the citation of a statement says: the day is that of its publication in Vienna."""

    translations: tuple[Mapping[str, Any], ...] = ()  # for schema.org, which links works with each other


def work_of(statement: Statement) -> Work:
    """The facts of a statement that is or was public; its organization, dialogue and current version selected.

    Of a text that replaced the first one, reference and day are its own.
    """
    version = statement.current
    withdrawn = statement.state == Statement.State.WITHDRAWN
    reported = f"As reported in: {statement.reported_from}. Summary by the portal." if statement.reported_from else ""
    day = (statement.text_since or statement.publish_at).astimezone(VIENNA)
    return Work(
        genre=TYPE,
        key=force_str(statement.slug),
        reference=statement.reference_now,
        version=statement.symbol,
        title=one_line(f"[withdrawn] {version.title}" if withdrawn else version.title),
        author=one_line(statement.organization.legal_name),
        issued=(day.year, day.month, day.day),
        language=language_tag(version.language),
        summary="" if withdrawn else one_line(version.summary),
        event=one_line(statement.dialogue.title),
        note=one_line(reported) or f"{TYPE} to the constructive dialogue “{one_line(statement.dialogue.title)}”",
        address=statement.permanent_address,
        publisher=force_str(settings.PORTAL_NAME),
    )


def with_translations(work: Work, public: Editions) -> Work:
    """The same work, naming its translations as schema.org does."""
    found = [
        {
            "@type": "Report",
            "@id": f"{work.address}versions/{one.number}/",
            "url": f"{work.address}versions/{one.number}/",
            "name": one_line(one.version.title),
            "inLanguage": language_tag(one.version.language),
            "translationOfWork": {"@id": work.address},
        }
        for one in public.translations
    ]
    return replace(work, translations=tuple(found))


def schema_org(work: Work) -> str:
    """JSON-LD of schema.org. A file of its own: inside the page every reader would pay for it."""
    thing = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": work.address,
        "url": work.address,
        "name": work.title,
        "author": {"@type": "Organization", "name": work.author},
        "publisher": {"@type": "Organization", "name": work.publisher, "url": settings.BASE_URL},
        "datePublished": work.date,
        "inLanguage": work.language,
        "reportNumber": work.reference,
        "version": work.version,
        "workTranslation": [dict(one) for one in work.translations],
        "abstract": work.summary,
        "isPartOf": {"@type": "Event", "name": work.event},
    }
    return citing.as_json({name: value for name, value in thing.items() if value})


# By the end of the address.
FORMATS = {
    **citing.FORMATS,
    "jsonld": citing.Format("JSON-LD", schema_org, "application/ld+json; charset=utf-8"),
}
