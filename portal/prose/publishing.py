"""A stored text as its readers see it: paragraphs and headings with anchors, footnotes numbered and at its end."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.html import FOOTNOTE, Heading, document, trusted

NOTE = re.compile(rf'<small role="{FOOTNOTE}">(.*?)</small>')


def published(clean: str, within: str = "") -> tuple[SafeString, list[Heading]]:
    """Clean HTML with numbered paragraphs and footnotes, and its headings for a contents; all anchors begin with
    `within`."""
    notes: list[str] = []

    def sign(match: re.Match[str]) -> str:
        notes.append(match[1])
        number = len(notes)
        return f'<sup><a id="{within}noted{number}" href="#{within}note{number}" role="doc-noteref">{number}</a></sup>'

    text, headings = document(NOTE.sub(sign, clean), within)
    return trusted(text + _notes(notes, within)), headings


def _notes(notes: list[str], within: str) -> SafeString:
    """The list of footnotes, each with a way back; empty without any. The landmark is that of a page's own text."""
    if not notes:
        return trusted("")
    back = _("Back to the text")
    items = format_html_join(
        "",
        '<li id="{}note{}">{} <a href="#{}noted{}" role="doc-backlink" aria-label="{} {}">↩</a></li>',
        ((within, number, trusted(words), within, number, back, number) for number, words in enumerate(notes, 1)),
    )
    head = format_html('<h2 id="{}notes" lang="{}">{}</h2>', within, get_language(), _("Notes"))
    section = "<div>{}<ol>{}</ol></div>" if within else (
        '<section role="doc-endnotes" aria-labelledby="notes">{}<ol>{}</ol></section>'
    )  # fmt: skip
    return format_html(section, head, items)
