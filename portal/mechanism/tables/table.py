"""What a table is, and what its builders share."""

from collections.abc import Callable
from typing import Any, NamedTuple

from portal.mechanism.collecting import Facts
from portal.mechanism.reading import Row


class Table(NamedTuple):
    """A file, the columns it needs, and what makes records of its lines."""

    file: str
    columns: tuple[str, ...]
    build: Callable[[Row, Facts], Any]


def joined(*notes: str) -> str:
    """Several remarks of a file as one note."""
    return "; ".join(note for note in notes if note)
