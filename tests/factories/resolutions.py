"""Texts for the library: well-formed ones that nobody ever tabled, brought and saved through the actions."""

from collections.abc import Sequence
from typing import Any

from dialogues.models import BroughtText, Resolution
from dialogues.resolutions import actions
from dialogues.resolutions.sheet import Piece, PieceKind
from dialogues.resolutions.writing import Head
from tests.factories.organizations import CoordinatorFactory

K = PieceKind
_numbers = iter(range(1, 1_000_000))


def some_text(preambular: int = 2, operative: int = 2, *, title: str = "", body: str = "") -> str:
    """A draft as it is printed, about lamps; no two are the same."""
    number = next(_numbers)
    body = (
        body or "The Conference of the Parties to the United Nations Convention against Transnational Organized Crime"
    )
    lines = [
        "Distr.: Limited", "12 May 2026", "Original: English", "", "Thirteenth session", "",
        "Norland: draft resolution", "", title or f"Lamps at border posts, part {number}", "", f"{body},", "",
    ]  # fmt: skip
    for count in range(preambular):
        lines += [f"Recalling article 20 of the Organized Crime Convention and lamp {number}.{count},", ""]
    for count in range(1, operative):
        lines += [f"{count}. Urges States to light post {number}.{count};", ""]
    lines += [
        f"{operative}. Invites States parties to:", "", f"(a) Count the lamps of {number};", "",
        "(b) Tell civil society how many there are.",
    ]  # fmt: skip
    return "\n".join(lines)


def make_brought(text: str = "", **fields: Any) -> BroughtText:
    """A text that was brought and read."""
    return actions.bring(text or some_text(), by=fields.pop("by", None) or CoordinatorFactory(), **fields)


def some_pieces(*, operative: int = 2) -> list[Piece]:
    """A text in pieces: one preambular paragraph, some operative ones, a footnote and its mark."""
    number = next(_numbers)
    return [
        Piece(K.PREAMBULAR, f"Recalling resolution 5/2¹ and lamp {number},", lead="Recalling"),
        *(
            Piece(K.OPERATIVE, f"Urges States to light post {number}.{count};", f"{count}.", key=str(count),
                  lead="Urges", strength=6, addressees=("States",))
            for count in range(1, operative + 1)
        ),
        Piece(K.OPERATIVE, "Count them;", "(a)", 1, "a"),
        Piece(K.NOTE, "CTOC/COP/2022/1.", "¹"),
    ]  # fmt: skip


def make_resolution(pieces: Sequence[Piece] = (), *, published: bool = True, **head: Any) -> Resolution:
    """A text of the library, published unless told otherwise; other fields are those of its heading."""
    by = CoordinatorFactory()
    facts = {
        "title": f"Lamps at border posts, part {next(_numbers)}", "body": "Conference of the Parties",
        "language": "en", "session": 13, "sponsors": ["Norland"], **head,
    }  # fmt: skip
    resolution = actions.create(Head(**facts), pieces or some_pieces(), by=by)
    return actions.publish(resolution, by=by) if published else resolution
