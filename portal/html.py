"""The only way for HTML into the portal: length, then bleach, then nh3, with one allow-list.

bleach gets no more fixes (it ended in June 2026) and keeps `<a href="javascript:123">` unless a callable looks at the
address; so it is the first of three walls, nh3 the second, the content security policy the third.
"""

import re
from collections.abc import Mapping, Set
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

import bleach
import nh3
from django.core.exceptions import ValidationError
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

SANITIZER_VERSION = 1
MAX_LENGTH = 200_000
TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "blockquote",
        "br",
        "cite",
        "code",
        "dd",
        "del",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "h4",
        "hr",
        "i",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
LINK_REL = "nofollow ugc noopener noreferrer"
SCHEMES = frozenset({"http", "https", "mailto"})
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "th": {"scope"},
    "abbr": {"title"},
    "ol": {"start"},
    "small": {"role"},
}
# The one role that a text may give: this `<small>` is a footnote, at its place (portal.prose).
FOOTNOTE = "doc-footnote"


def safe_address(value: str) -> bool:
    """True for an http, https or mailto address; a relative or malformed one is not kept."""
    try:
        parts = urlsplit(unescape(value).strip())
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(parts.netloc or parts.scheme == "mailto")


def _attribute_allowed(tag: str, name: str, value: str) -> bool:
    if name == "href":
        return tag == "a" and safe_address(value)
    if name == "dir":
        return value in {"ltr", "rtl", "auto"}
    if name == "role":
        return tag == "small" and value == FOOTNOTE
    if name == "start":
        return tag == "ol" and re.fullmatch("[0-9]{1,4}", value) is not None
    return name in ATTRIBUTES["*"] or name in ATTRIBUTES.get(tag, set())


def sanitize(value: str) -> str:
    """Clean HTML from outside; the result is stored and shown as it is. Idempotent.

    Raises ValidationError when it is longer than MAX_LENGTH or holds a NUL character.
    """
    require_storable(value)
    first = bleach.Cleaner(
        tags=TAGS, attributes=_attribute_allowed, protocols=SCHEMES, strip=True, strip_comments=True
    ).clean(value)
    return nh3.clean(
        first,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel=LINK_REL,
        strip_comments=True,
    )


def well_formed(value: str, tags: Set[str], attributes: Mapping[str, Set[str]], silent: Set[str]) -> str:
    """Any HTML as a browser would understand it, with these tags and attributes alone; for reading, not for showing.

    What stands in `silent` tags is left out with them.
    """
    return nh3.clean(
        value,
        tags=set(tags),
        attributes={tag: set(names) for tag, names in attributes.items()},
        clean_content_tags=set(silent),
        link_rel=None,
        strip_comments=True,
    )


def require_storable(value: str) -> None:
    """Raise ValidationError when a text is longer than MAX_LENGTH or holds a NUL character."""
    if len(value) > MAX_LENGTH:
        raise ValidationError(
            _("This text is too long: the limit is %(limit)s characters."), params={"limit": MAX_LENGTH}
        )
    if "\0" in value:
        raise ValidationError(_("This text holds a character that cannot be stored."))


def paragraphs_to_html(text: str) -> str:
    """Plain text as clean HTML: a blank line parts paragraphs, `## ` starts a heading, `- ` an item of a list."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if block.strip()]
    return sanitize("\n".join(_block_to_html(block) for block in blocks))


def _block_to_html(block: str) -> str:
    if block.startswith("## "):
        return f"<h2>{escape(block[3:])}</h2>"
    lines = block.split("\n")
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{escape(line[2:])}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br>".join(escape(line) for line in lines) + "</p>"


def html_to_text(value: str) -> str:
    """The words of clean HTML, one line a block; for counting, searching and hashing."""
    broken = re.sub(r"</(p|h2|h3|h4|li|blockquote|tr|dt|dd)>|<br\s*/?>", "\n", value)
    broken = re.sub(r"(?<!\n)<[uo]l[ >]", "\n\\g<0>", broken)
    broken = re.sub(rf'</t[dh]>|<small role="{FOOTNOTE}">', " ", broken)
    return unescape(re.sub(r"<[^>]*>", "", broken)).strip()


def trusted(clean: str) -> SafeString:
    """Mark HTML that `sanitize` made, and only that, as ready to be shown."""
    return mark_safe(clean)  # noqa: S308 - the one place; sanitize() wrote it


_NUMBERED = re.compile(r"<p(?=[ >])")
# Of a text that portal.prose stored, each block stands on a line of its own: paragraphs of a quote have no number.
_NUMBERED_LINES = re.compile(r"^<p(?=[ >])", re.M)


def numbered(clean: str, prefix: str = "para", *, lines: bool = False) -> SafeString:
    """Clean HTML with an anchor on each paragraph: `<p class="p" id="para3">`, so that it can be cited by number.

    With `lines`, only those that begin a line.
    """
    count = 0

    def anchor(_match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f'<p class="p" id="{prefix}{count}"'

    return trusted((_NUMBERED_LINES if lines else _NUMBERED).sub(anchor, clean))


_HEADING = re.compile(r"<h2(?: [^>]*)?>(.*?)</h2>", re.S)


class Heading(NamedTuple):
    """A heading of a document: where it is on the page, and its words."""

    anchor: str
    words: str


def document(clean: str, within: str = "") -> tuple[SafeString, list[Heading]]:
    """Clean HTML with numbered paragraphs and an anchor on each `<h2>` (`#s1`), and these headings for a contents.

    Where several documents stand on one page, all anchors of one begin with what it is `within`: "A1-".
    """
    found: list[Heading] = []

    def anchor(match: re.Match[str]) -> str:
        found.append(Heading(f"{within}s{len(found) + 1}", html_to_text(match[1])))
        return match[0].replace("<h2", f'<h2 id="{found[-1].anchor}"', 1)

    return numbered(_HEADING.sub(anchor, clean), f"{within}para", lines=True), found


def sentence(words: str, **values: str | SafeString) -> SafeString:
    """A translated sentence with values in its places, e.g. "%(title)s. %(address)s"; what is no HTML is escaped."""
    return mark_safe(escape(words) % {name: conditional_escape(value) for name, value in values.items()})  # noqa: S308  both sides are escaped


def link(address: str, words: str) -> SafeString:
    """A link out of the portal; a bad address leaves the words alone."""
    if not safe_address(address):
        return format_html("{}", words)
    return format_html('<a href="{}" rel="{}">{}</a>', address, LINK_REL, words)


_ADDRESS = re.compile(r"(https?://)?((?:[\w-]+\.)+[a-z]{2,})(/[^\s<>…]*)?", re.I)
LONGEST_SHOWN = 40  # characters of an address; a longer one is shown by its host


def works(citation: str) -> list[str]:
    """The works that a citation names, parted by semicolons."""
    return [part for one in citation.split(";") if (part := one.strip())]


def cited(citation: str) -> SafeString:
    """A citation to be read: its addresses, parted by "; " from each other and from words, become links."""
    return format_html_join("; ", "{}", ((_cited(part),) for part in works(citation)))


def _cited(part: str) -> SafeString | str:
    match = _ADDRESS.fullmatch(part)
    if not match or "..." in part:
        return part
    shown = part if len(part) <= LONGEST_SHOWN else f"{match[2]}/…"
    return link(part if match[1] else f"https://{part}", shown)
