"""Text as every format can hold it: without the signs that XML 1.0, iCalendar and PostgreSQL refuse.

Forms take such signs out where text comes in (`portal.forms`); what writes a feed, a calendar or a sheet does it once
more, since text also comes in by files and through the pages' editor.
"""

import re
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from icalendar import Calendar

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile("[\x0b\x0c]")  # how word processors break a line or a page
UNWRITABLE_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def writable(text: str) -> str:
    """The text without them; where one broke a line, a space stands."""
    return UNWRITABLE.sub("", BREAKS.sub(" ", text))


def to_ical(calendar: Calendar) -> bytes:
    """A calendar as its file."""
    content: bytes = calendar.to_ical()
    return UNWRITABLE_BYTES.sub(b"", content)


class Atom(Atom1Feed):
    """A feed that can be written, whatever stands in its titles and words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.feed = {name: _clean(value) for name, value in self.feed.items()}

    def add_item(self, *args: Any, **kwargs: Any) -> None:
        """Add an entry."""
        super().add_item(*args, **kwargs)
        self.items[-1] = {name: _clean(value) for name, value in self.items[-1].items()}


def _clean(value: Any) -> Any:
    return writable(value) if isinstance(value, str) else value
