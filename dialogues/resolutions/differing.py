"""What one text changes in another, paragraph by paragraph and word by word."""

from collections.abc import Iterable
from typing import Any

from dialogues.resolutions.models import Resolution
from dialogues.resolutions.sheet import NUMBERED, Piece, plain
from portal.comparing import Change, affordable, compare

SHOWN = 200  # paragraphs of a text that is too long to be compared word by word


def of_records(former: Resolution, resolution: Resolution) -> dict[str, Any]:
    """The changes between two texts of the library."""
    return between(_record(former), _record(resolution))


def of_pieces(former: Resolution, pieces: Iterable[Piece]) -> dict[str, Any]:
    """The changes that a text on its way into the library makes in one that is there."""
    return between(_record(former), _text((piece.mark, piece.text, piece.after) for piece in pieces
                                          if piece.kind in NUMBERED))  # fmt: skip


def between(old: str, new: str) -> dict[str, Any]:
    """The changed paragraphs, and how many are as they were; `too_long` where comparing would take too long."""
    if not affordable(old, new):
        same = set(old.split("\n\n"))
        found = [one for one in new.split("\n\n") if one not in same]
        return {"too_long": True, "changes": [], "unchanged": 0, "differ": len(found), "others": found[:SHOWN]}
    changes: list[Change] = compare(old, new)
    differ = [one for one in changes if one.kind != "same"]
    return {"too_long": False, "changes": differ, "unchanged": len(changes) - len(differ), "differ": len(differ)}


def _record(resolution: Resolution) -> str:
    rows = resolution.paragraphs.exclude(kind="heading").order_by("position")
    return _text(rows.values_list("mark", "text", "after"))


def _text(rows: Iterable[tuple[str, str, str]]) -> str:
    """Paragraphs as the comparison reads them: parted by an empty line, without the marks of footnotes."""
    words = (" ".join(filter(None, row)) for row in rows)
    return "\n\n".join(" ".join(plain(one).split()) for one in words)
