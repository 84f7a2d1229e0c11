"""A statement as reference managers read it: BibTeX, RIS, CSL-JSON, and schema.org for search engines.

All of them say the same: who, what, when, under which reference, where. A withdrawn statement says so in its title.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.encoding import force_str

from portal.dates import VIENNA
from submissions.statements.editions import Editions
from submissions.statements.models import Statement

TYPE = "Written statement"
# What BibTeX would read as a command. One pass over the text, so that no replacement is replaced again.
BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Work:
    """What a citation says. `day` is the day of publication in Vienna; `address` carries no language of the portal."""

    key: str
    reference: str
    version: str
    title: str
    author: str
    day: date
    language: str
    summary: str
    event: str
    note: str
    address: str
    publisher: str
    translations: tuple[Mapping[str, Any], ...] = ()  # for schema.org, which links works with each other


def work_of(statement: Statement) -> Work:
    """The facts of a statement that is or was public; its organization, dialogue and current version selected.

    Of a text that replaced the first one, reference and day are its own.
    """
    version = statement.current
    withdrawn = statement.state == Statement.State.WITHDRAWN
    reported = f"As reported in: {statement.reported_from}. Summary by the portal." if statement.reported_from else ""
    return Work(
        key=force_str(statement.slug),
        reference=statement.reference_now,
        version=statement.symbol,
        title=_line(f"[withdrawn] {version.title}" if withdrawn else version.title),
        author=_line(statement.organization.legal_name),
        day=(statement.text_since or statement.publish_at).astimezone(VIENNA).date(),
        language=language_tag(version.language),
        summary="" if withdrawn else _line(version.summary),
        event=_line(statement.dialogue.title),
        note=_line(reported) or f"{TYPE} to the constructive dialogue “{_line(statement.dialogue.title)}”",
        address=statement.permanent_address,
        publisher=force_str(settings.PORTAL_NAME),
    )


def language_tag(code: str) -> str:
    """A code of ours as BCP 47 writes it: zh-hans becomes zh-Hans."""
    language, _, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


def _line(text: str) -> str:
    """On one line, because a line break would end a field."""
    return SPACE.sub(" ", text).strip()


def bibtex(work: Work) -> str:
    """A BibTeX entry in UTF-8. Double braces keep the name of an organization in one piece."""
    fields = {
        "author": f"{{{_escaped(work.author)}}}",
        "title": f"{{{_escaped(work.title)}}}",
        "howpublished": _escaped(work.publisher),
        "type": TYPE,
        "number": _escaped(work.reference),
        "version": work.version,
        "year": str(work.day.year),
        "month": str(work.day.month),
        "date": work.day.isoformat(),
        "language": work.language,
        "url": work.address,
        "note": _escaped(work.note),
        "abstract": _escaped(work.summary),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{work.key},\n" + ",\n".join(lines) + "\n}\n"


def _escaped(text: str) -> str:
    return "".join(BIBTEX.get(letter, letter) for letter in text)


def ris(work: Work) -> str:
    """An RIS record: one field a line, each with its two letters, lines ended as the format wants."""
    fields = [
        ("TY", "RPRT"), ("AU", work.author), ("TI", work.title), ("PY", str(work.day.year)),
        ("DA", f"{work.day:%Y/%m/%d}/"), ("PB", work.publisher), ("M3", TYPE), ("SN", work.reference),
        ("ET", work.version), ("T2", work.event), ("LA", work.language), ("UR", work.address), ("N1", work.note),
        ("AB", work.summary),
        ("ER", ""),
    ]  # fmt: skip
    return "".join(f"{name}  - {value}\r\n" for name, value in fields if value or name == "ER")


def csl(work: Work) -> str:
    """CSL-JSON, as Zotero and pandoc read it: a list with one item."""
    item = {
        "id": work.key,
        "type": "report",
        "genre": TYPE,
        "title": work.title,
        "author": [{"literal": work.author}],
        "issued": {"date-parts": [[work.day.year, work.day.month, work.day.day]]},
        "number": work.reference,
        "version": work.version,
        "event-title": work.event,
        "publisher": work.publisher,
        "language": work.language,
        "URL": work.address,
        "note": work.note,
        "abstract": work.summary,
    }
    return _json([{name: value for name, value in item.items() if value}])


def with_translations(work: Work, public: Editions) -> Work:
    """The same work, naming its translations as schema.org does."""
    found = [
        {
            "@type": "Report",
            "@id": f"{work.address}versions/{one.number}/",
            "url": f"{work.address}versions/{one.number}/",
            "name": _line(one.version.title),
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
        "datePublished": work.day.isoformat(),
        "inLanguage": work.language,
        "reportNumber": work.reference,
        "version": work.version,
        "workTranslation": [dict(one) for one in work.translations],
        "abstract": work.summary,
        "isPartOf": {"@type": "Event", "name": work.event},
    }
    return _json({name: value for name, value in thing.items() if value})


def _json(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False, indent=1) + "\n"


class Format(NamedTuple):
    """One way to write a citation: what it is called, how it is written, and as what it is sent."""

    name: str
    write: Callable[[Work], str]
    content_type: str


# By the end of the address.
FORMATS = {
    "bib": Format("BibTeX", bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": Format("RIS", ris, "application/x-research-info-systems; charset=utf-8"),
    "csl.json": Format("CSL-JSON", csl, "application/vnd.citationstyles.csl+json; charset=utf-8"),
    "jsonld": Format("JSON-LD", schema_org, "application/ld+json; charset=utf-8"),
}
