"""A stored text as its readers see it: paragraphs and headings with anchors, footnotes numbered and at its end."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.html import FOOTNOTE, Heading, document, trusted

NOTE = re.compile(rf'<small role="{FOOTNOTE}">(.*?)</small>')


def published(clean: str) -> tuple[SafeString, list[Heading]]:
    """Clean HTML with numbered paragraphs and footnotes, and its headings for a contents."""
    notes: list[str] = []

    def sign(match: re.Match[str]) -> str:
        notes.append(match[1])
        number = len(notes)
        return f'<sup><a id="noted{number}" href="#note{number}" role="doc-noteref">{number}</a></sup>'

    text, headings = document(NOTE.sub(sign, clean))
    return trusted(text + _notes(notes)), headings


def _notes(notes: list[str]) -> SafeString:
    """The list of footnotes, each with a way back; empty without any."""
    if not notes:
        return trusted("")
    back = _("Back to the text")
    items = format_html_join(
        "",
        '<li id="note{}">{} <a href="#noted{}" role="doc-backlink" aria-label="{} {}">↩</a></li>',
        ((number, trusted(words), number, back, number) for number, words in enumerate(notes, 1)),
    )
    head = format_html('<h2 id="notes" lang="{}">{}</h2>', get_language(), _("Notes"))
    return format_html('<section role="doc-endnotes" aria-labelledby="notes">{}<ol>{}</ol></section>', head, items)
