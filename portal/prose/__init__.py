"""Longer texts of people: one tree, stored as clean HTML, typed as formatted text or with light marks.

`tree` says what a text may hold and in which one form; `from_html` and `to_html` read and write the stored format,
`from_marks` and `to_marks` the plain one. Whatever a text holds survives the way through either.

The plain notation is our own and no Markdown library: CommonMark cannot write emphasis that touches a sign
(`**重要。**他`, `a*.b*`), two lists that follow each other, or a line break in a cell: text would be lost on the way.
"""

from portal.html import require_storable, sanitize
from portal.prose import from_html, from_marks, to_html, to_marks


def clean(value: str) -> str:
    """HTML of any kind as it is stored: what the tree knows, in one form, sanitized. Idempotent.

    Raises ValidationError when it is too long or holds a NUL character.
    """
    require_storable(value)
    return _stored(to_html.write(from_html.read(value)))


def from_plain(text: str) -> str:
    """Text in light marks as it is stored. Raises as `clean` does."""
    require_storable(text)
    return _stored(to_html.write(from_marks.read(text)))


def to_plain(value: str) -> str:
    """Stored HTML in light marks."""
    return to_marks.write(from_html.read(value))


def _stored(value: str) -> str:
    """What the sanitizer lets through. Where it takes something away, the rest is brought in form again."""
    passed = sanitize(value)
    return passed if passed == value else sanitize(to_html.write(from_html.read(passed)))
