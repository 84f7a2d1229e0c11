"""What the page of a text that is being checked shows: its pieces with their doubts, the same text, the one before."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import Promise

from dialogues.resolutions import actions, differing
from dialogues.resolutions.bringing import BroughtText
from dialogues.resolutions.models import Resolution, Standing
from dialogues.resolutions.reading.reasons import DOUBTS, LINES, REFUSALS, WHY
from dialogues.resolutions.sheet import Addressed, Piece, PieceKind, addressed

PER_PAGE = 50
Words = str | Promise
# Where the mark of a piece is a word of ours: what it means.
MARKED: dict[str, Mapping[str, Words]] = {PieceKind.LEFT_OUT: WHY, PieceKind.HEAD: LINES}


class Shown:
    """One piece in the list, with its doubts in words."""

    def __init__(self, one: Addressed) -> None:
        self.place, self.piece, self.anchor, self.is_double = one.place, one.piece, one.anchor, one.is_double
        self.doubts: list[Words] = [DOUBTS.get(code, code) for code in one.piece.doubts]
        self.why: Words = MARKED.get(one.piece.kind, {}).get(one.piece.mark, "")


def checking(brought: BroughtText, number: str | None) -> dict[str, Any]:
    """Everything that the page needs; for a text that waits or was refused, why."""
    if brought.state != BroughtText.State.READ:
        return {"refusal": REFUSALS.get(brought.problem, brought.problem)}
    pieces = actions.pieces_of(brought)
    given = addressed(pieces)
    page = Paginator(given, PER_PAGE).get_page(number)
    return {
        "page_obj": page,
        "shown": [Shown(one) for one in page],
        "count": counted(pieces),
        "standing": dict(Standing.choices).get(brought.head.get("standing", ""), ""),
        "unsure": [one for one in given if one.is_unsure],
        "doubts": [(DOUBTS.get(code, code), text) for code, text in brought.doubts],
        "same": actions.same_text(brought),
        **compared(brought, pieces),
    }


def compared(brought: BroughtText, pieces: Sequence[Piece]) -> dict[str, Any]:
    """The text that this one revises or may revise, and what it changes in it."""
    former, is_chosen = former_of(brought)
    found = differing.of_pieces(former, pieces) if former else None
    return {"former": former, "former_is_chosen": is_chosen, "differing": found}


def counted(pieces: Iterable[Piece]) -> dict[str, int]:
    """How many pieces of each kind there are."""
    found = dict.fromkeys(PieceKind.values, 0)
    for piece in pieces:
        found[piece.kind] += 1
    return found


def former_of(brought: BroughtText) -> tuple[Resolution | None, bool]:
    """The text that this one revises: the one that was chosen, else the newest of the same title and language."""
    here = Resolution.objects.exclude(state=Resolution.State.WITHDRAWN)
    chosen = here.filter(slug=brought.head.get("revises") or "-").first()
    if chosen:
        return chosen, True
    title, language = brought.head.get("title", ""), brought.head.get("language", "")
    return here.filter(title__iexact=title, language=language).order_by("-pk").first(), False
