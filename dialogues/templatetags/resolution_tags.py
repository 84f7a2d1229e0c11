"""Tags of the library: a paragraph with its lead verb and the marks of its footnotes, and how it is cited."""

import re
from collections.abc import Mapping

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, gettext_lazy

from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Paragraph
from dialogues.resolutions.sheet import MARKS
from portal.templatetags.portal_tags import foreign

register = template.Library()
# By whether a paragraph is cited, and whether the text is a summary of ours.
PATTERNS = {
    (False, False): gettext_lazy("%(body)s, “%(title)s” (%(number)s, %(standing)s, %(date)s). %(address)s"),
    (True, False): gettext_lazy("%(body)s, “%(title)s” (%(number)s, %(standing)s, %(date)s), %(anchor)s. %(address)s"),
    (False, True): gettext_lazy(
        "%(body)s, “%(title)s” (%(number)s, %(standing)s, %(date)s); summary by the portal. %(address)s"
    ),
    (True, True): gettext_lazy(
        "%(body)s, “%(title)s” (%(number)s, %(standing)s, %(date)s), %(anchor)s; summary by the portal. %(address)s"
    ),
}

# What a citation says in the language of the text.
ORIGINAL = ("body", "title")


@register.simple_tag
def paragraph_words(paragraph: Paragraph, anchors: Mapping[str, str]) -> SafeString:
    """The words of a paragraph: its lead in italics, the marks of footnotes as links to them."""
    lead = paragraph.lead if paragraph.lead and paragraph.text.startswith(paragraph.lead) else ""
    rest = with_marks(paragraph.text[len(lead) :], anchors)
    return format_html("<em>{}</em>{}", lead, rest) if lead else rest


@register.simple_tag
def with_marks(text: str, anchors: Mapping[str, str]) -> SafeString:
    """A text in which each mark of a footnote leads to it."""
    pieces, at = [], 0
    for match in MARKS.finditer(text):
        anchor = anchors.get(match[0])
        if anchor:
            pieces.append((conditional_escape(text[at : match.start()]),))
            pieces.append((format_html('<a href="#{}">{}</a>', anchor, match[0]),))
            at = match.end()
    pieces.append((conditional_escape(text[at:]),))
    return format_html_join("", "{}", pieces)


@register.simple_tag
def cite_text(resolution: Resolution, paragraph: Paragraph | None = None) -> SafeString:
    """How a text, or one of its paragraphs, is cited: whose, what, when, and where it stands for ever.

    On a page that is read from right to left each part stands apart, so that Latin ones move no brackets.
    """
    words = {
        "body": resolution.body, "title": resolution.title, "date": resolution.date_text,
        "standing": resolution.get_standing_display(), "address": (paragraph or resolution).permanent_address,
        "number": resolution.symbol or resolution.number or resolution.get_kind_display(),
        "anchor": paragraph.anchor if paragraph else "",
    }  # fmt: skip
    pattern = re.sub(r"%\((\w+)\)s", r"{\1}", str(PATTERNS[bool(paragraph), resolution.is_summary]))
    own = foreign(resolution.language)
    return format_html(pattern, **{name: part(one, own if name in ORIGINAL else "") for name, one in words.items()})


def part(words: str, attributes: str) -> SafeString | str:
    """A part of a citation: apart on a page that is read from right to left, and where it has a language of its own."""
    apart = attributes or get_language_bidi()
    return format_html("<bdi{}>{}</bdi>", attributes, words) if apart else words
