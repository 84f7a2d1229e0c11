"""The library of the demo: the draft resolution of Colombia of 2022, paragraph by paragraph, in our own words, and two
fictional drafts on firearms, of which the second revises the first.
"""

from collections.abc import Iterator
from typing import Any

from dialogues.models import Paragraph, Resolution
from dialogues.resolutions import actions, tagging
from dialogues.resolutions.reading.strength import strength_of
from dialogues.resolutions.sheet import Piece, PieceKind, addressed
from dialogues.resolutions.writing import Head
from home.demo import reading
from organizations.models import User
from portal.mechanism.tagging import KINDS
from portal.mechanism.topics import rows_of

K = PieceKind
# What the file says that a paragraph is about, by kind.
FILED = {"theme": "themes", "target": "targets", "group": "groups", "article": "articles"}
HEADING = (
    "title", "body", "session", "agenda_item", "standing", "date", "language", "sponsors", "source_address",
)  # fmt: skip
Written = tuple[Piece, dict[str, Any]]


def load_library(coordinator: User) -> Resolution:
    """The summary of Colombia's draft, published, its paragraphs with their fields of work."""
    return load_text(reading.toml("colombia"), coordinator, is_summary=True)


def load_drafts(coordinator: User) -> Resolution:
    """The fictional drafts on firearms, one after the other; the last of them."""
    former = None
    for text in reading.toml("firearms")["texts"]:
        former = load_text(text, coordinator, revises=former)
    assert former, "there is a draft"
    return former


def load_text(text: dict[str, Any], coordinator: User, **facts: Any) -> Resolution:
    """A text of the files, published, its paragraphs with what they are about."""
    head = Head(precision="day", **{name: text[name] for name in HEADING if name in text}, **facts)
    written = list(pieces(text))
    resolution = actions.create(head, [piece for piece, _about in written], by=coordinator)
    tag(resolution, text, coordinator)
    for one, (_piece, about) in zip(addressed([piece for piece, _about in written]), written, strict=True):
        if set(FILED.values()) & set(about):
            tag(resolution.paragraphs.get(anchor=one.anchor), about, coordinator)
    return actions.publish(resolution, by=coordinator)


def tag(thing: Resolution | Paragraph, about: dict[str, Any], coordinator: User) -> None:
    """File a text or a paragraph under what the file says that it is about, besides what its words name."""
    keys = [f"{kind}:{name}" for kind, names in FILED.items() for name in about.get(names, [])]
    tagging.tag(thing, rows_of([*keys, *tagging.keys(thing)], KINDS), by=coordinator)


def pieces(text: dict[str, Any]) -> Iterator[Written]:
    """Every paragraph and footnote of the file, with what the file says about it besides."""
    yield Piece(K.OPENING, text["opening"]), {}
    for one in text["preambular"]:
        yield Piece(K.PREAMBULAR, f"{one['lead']} {one['text']}", lead=one["lead"]), one
    for number, one in enumerate(text["operative"], 1):
        yield operative(number, one), one
        for letter, part in zip("abcdefgh", one.get("parts", []), strict=False):
            yield Piece(K.OPERATIVE, part["text"], f"({letter})", 1, letter), part
    for mark, words in text.get("notes", []):
        yield Piece(K.NOTE, words, mark), {}


def operative(number: int, one: dict[str, Any]) -> Piece:
    """An operative paragraph; how strongly it asks follows from its lead verb."""
    words = f"{one['lead']} {one['text']}"
    strength = int(strength_of(one["lead"], words))
    return Piece(
        K.OPERATIVE, words, f"{number}.", 0, str(number), one["lead"], strength, tuple(one.get("addressees", ()))
    )  # fmt: skip
