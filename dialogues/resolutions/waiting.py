"""Texts that were brought and are read now: by the request for a short one, by the worker for a long one."""

from typing import Any

from dialogues.resolutions import sheet, writing
from dialogues.resolutions.bringing import BroughtText
from dialogues.resolutions.reading import NotAResolution, read
from dialogues.resolutions.sheeting import Sheet, sheet_of
from portal.records import move

B = BroughtText.State


def read_waiting(uuid: str) -> str:
    """Read a text that waits; the state that it has afterwards. One that is no resolution is refused."""
    brought = BroughtText.objects.filter(uuid=uuid, state=B.WAITING).first()
    if brought is None:
        return "nothing to do"
    try:
        found = sheet_of(read(brought.text))
    except NotAResolution as problem:
        return move(brought, B.REFUSED, by=None, problem=problem.code).state
    return store_sheet(brought, found, by=None).state


def store_sheet(brought: BroughtText, found: Sheet, *, by: Any) -> BroughtText:
    """Keep what the reader found, to be checked."""
    return move(
        brought, B.READ, by=by, head=found.head, pieces=sheet.as_json(found.pieces), doubts=found.doubts,
        text_hash=writing.hash_of(found.pieces),
    )  # fmt: skip
