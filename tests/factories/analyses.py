"""Analyses, published in English under the list that every portal has."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dialogues.models import Paragraph
from home.models import AnalysisIndexPage, AnalysisPage, CitedParagraph
from home.site import ensure_site
from portal.pages import publish

_numbers = iter(range(1, 1_000_000))


def make_analysis(cites: Iterable[Paragraph] = (), *, live: bool = True, **fields: Any) -> AnalysisPage:
    """An analysis that cites these paragraphs; rows of what it is about are given as lists."""
    index = AnalysisIndexPage.objects.filter(locale__language_code="en").first()
    if index is None:
        ensure_site()
        index = AnalysisIndexPage.objects.get(locale__language_code="en")
    number = next(_numbers)
    facts = {
        "title": f"What lamps say {number}", "slug": f"lamps-{number}", "author": "Ada Lamp", "date": date(2026, 5, 1),
        "precision": "day", "body": [("text", "<p>Lamps matter.</p>")], "live": live, **fields,
    }  # fmt: skip
    about = {name: facts.pop(name) for name in ("targets", "instruments", "articles", "documents", "sponsors")
             if name in facts}  # fmt: skip
    page = AnalysisPage(**facts)
    page.cited = [CitedParagraph(paragraph=paragraph) for paragraph in cites]
    for name, rows in about.items():
        setattr(page, name, rows)
    index.add_child(instance=page)
    if live:
        publish(page)
    return page
