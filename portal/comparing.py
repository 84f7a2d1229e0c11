"""What changed between two texts, paragraph by paragraph and word by word, for people to read."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word, a run of blanks, or one sign; Chinese has no blanks, so each of its letters is compared by itself.
PIECE = re.compile(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+|\s+|[^\w\s]")
WORD = re.compile(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+")
# Comparing takes more than linear time; longer texts are shown whole, one above the other.
MOST_COMPARED, MOST_PARAGRAPHS = 24_000, 60
ALIKE = 0.5  # from here on two paragraphs are one that was changed, and not one gone and another come


@dataclass(frozen=True)
class Piece:
    """A run of words: `kind` is "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One paragraph: its number in the new text (None when it is gone), its kind, and its pieces.

    `kind` is "same", "changed", "gone" or "new".
    """

    number: int | None
    kind: str
    pieces: tuple[Piece, ...]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text in the order of their numbers."""
    return [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]


def affordable(old: str, new: str) -> bool:
    """Whether comparing these two takes less than a moment."""
    return max(len(old), len(new)) <= MOST_COMPARED and max(old.count("\n\n"), new.count("\n\n")) <= MOST_PARAGRAPHS


def compare(old: str, new: str) -> list[Change]:
    """The paragraphs of the new text and, where they stood, those of the old one that are gone."""
    before, after = paragraphs(old), paragraphs(new)
    changes: list[Change] = []
    for verb, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            changes += [_whole("same", after[at], at + 1) for at in range(new_start, new_end)]
        else:
            changes += _replaced(before[start:end], after[new_start:new_end], new_start + 1)
    return changes


def _replaced(before: list[str], after: list[str], number: int) -> list[Change]:
    """What became of a run of paragraphs: pairs that are alike are changed, the others gone or new."""
    changes: list[Change] = []
    waiting = list(before)
    for place, paragraph in enumerate(after, number):
        alike = next((old for old in waiting if _alike(old, paragraph)), None)
        if alike is None:
            changes.append(_whole("new", paragraph, place))
            continue
        passed = waiting.index(alike)
        changes += [_whole("gone", old, None) for old in waiting[:passed]]
        waiting = waiting[passed + 1 :]
        changes.append(Change(place, "changed", _pieces(alike, paragraph)))
    return changes + [_whole("gone", old, None) for old in waiting]


def _alike(old: str, new: str) -> bool:
    """By their words alone: blanks and signs are the same in every text."""
    return SequenceMatcher(None, WORD.findall(old), WORD.findall(new), autojunk=False).ratio() >= ALIKE


def _whole(kind: str, paragraph: str, number: int | None) -> Change:
    return Change(number, kind, (Piece(kind, paragraph),))


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    before, after = PIECE.findall(old), PIECE.findall(new)
    pieces = []
    # A blank between two changed words is no place where the texts meet: it only goes along with a word that stayed.
    found = SequenceMatcher(str.isspace, before, after, autojunk=False).get_opcodes()
    for verb, start, end, new_start, new_end in found:
        if verb == "equal":
            pieces.append(Piece("same", "".join(after[new_start:new_end])))
            continue
        pieces += [Piece("gone", "".join(before[start:end]))] if end > start else []
        pieces += [Piece("new", "".join(after[new_start:new_end]))] if new_end > new_start else []
    return tuple(pieces)
