"""What is on record as reference managers read it: BibTeX, RIS and CSL-JSON.

All of them say the same of a `Work`: who, what, when, under which reference, where. What is not known is left out.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

# What BibTeX would read as a command. One pass over the text, so that no replacement is replaced again.
BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Work:
    """What a citation says, each on one line. `issued` is year, month and day, as far as they are known; `address`
    carries no language of the portal.
    """

    key: str
    genre: str
    title: str
    author: str
    address: str
    publisher: str
    language: str
    issued: tuple[int, ...] = ()
    reference: str = ""
    version: str = ""
    event: str = ""
    note: str = ""
    summary: str = ""

    @property
    def date(self) -> str:
        """As ISO 8601 writes what is known of it: 2024-05-01, 2024-05, 2024."""
        return "-".join(f"{part:02}" for part in self.issued)


def language_tag(code: str) -> str:
    """A code of ours as BCP 47 writes it: zh-hans becomes zh-Hans."""
    language, _, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


def one_line(text: str) -> str:
    """On one line, because a line break would end a field."""
    return SPACE.sub(" ", text).strip()


def bibtex(work: Work) -> str:
    """A BibTeX entry in UTF-8. Double braces keep the name of an organization in one piece."""
    year, month = (*map(str, work.issued), "", "")[:2]
    fields = {
        "author": f"{{{_escaped(work.author)}}}",
        "title": f"{{{_escaped(work.title)}}}",
        "howpublished": _escaped(work.publisher),
        "type": work.genre,
        "number": _escaped(work.reference),
        "version": work.version,
        "year": year,
        "month": month,
        "date": work.date,
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
        ("TY", "RPRT"), ("AU", work.author), ("TI", work.title), ("PY", work.date[:4]), ("DA", _ris_date(work)),
        ("PB", work.publisher), ("M3", work.genre), ("SN", work.reference), ("ET", work.version), ("T2", work.event),
        ("LA", work.language), ("UR", work.address), ("N1", work.note), ("AB", work.summary), ("ER", ""),
    ]  # fmt: skip
    return "".join(f"{name}  - {value}\r\n" for name, value in fields if value or name == "ER")


def _ris_date(work: Work) -> str:
    """“2024/05/01/”: what is not known stays empty between its strokes."""
    known = work.date.split("-") if work.date else []
    return "/".join([*known, "", "", ""][:3]) + "/" if known else ""


def csl(work: Work) -> str:
    """CSL-JSON, as Zotero and pandoc read it: a list with one item."""
    item = {
        "id": work.key,
        "type": "report",
        "genre": work.genre,
        "title": work.title,
        "author": [{"literal": work.author}],
        "issued": {"date-parts": [list(work.issued)]} if work.issued else None,
        "number": work.reference,
        "version": work.version,
        "event-title": work.event,
        "publisher": work.publisher,
        "language": work.language,
        "URL": work.address,
        "note": work.note,
        "abstract": work.summary,
    }
    return as_json([{name: value for name, value in item.items() if value}])


def as_json(thing: Any) -> str:
    """As a file of its own."""
    return json.dumps(thing, ensure_ascii=False, indent=1) + "\n"


class Format(NamedTuple):
    """One way to write a citation: what it is called, how it is written, and as what it is sent."""

    name: str
    write: Callable[[Any], str]
    content_type: str


# By the end of the address.
FORMATS = {
    "bib": Format("BibTeX", bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": Format("RIS", ris, "application/x-research-info-systems; charset=utf-8"),
    "csl.json": Format("CSL-JSON", csl, "application/vnd.citationstyles.csl+json; charset=utf-8"),
}
