"""Where a heading ends and the body begins to speak."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dialogues.resolutions.reading.blocks import Block
from dialogues.resolutions.reading.bodies import OPENING_LINE, body_named, opening_in
from dialogues.resolutions.reading.lexicon import operative_lead
from dialogues.resolutions.reading.lines import Line
from dialogues.resolutions.reading.marks import plain

LONGEST = 400
MOST_LINES = 6
WHERE = {"At": "en", "À ": "fr", "En": "es"}
# “At its 5th meeting, on 20 October 2022, the Conference of the Parties decided …”: how decisions begin.
AT_ITS = re.compile(r"^(?P<when>(?:At its|À sa|En su)\s.{3,160}?),?\s(?P<who>the|la|le|l[’']|el)\s?(?=[A-ZÉ])")


@dataclass(frozen=True)
class Opening:
    """The block in which the body is named, and how many of its lines do that.

    `decides` when the sentence goes on with its verb: then the block is the first paragraph already.
    """

    place: int
    language: str
    body: str
    lines: int
    decides: bool = False
    when: str = ""  # “At its 5th meeting, on 20 October 2022”


def find_opening(blocks: list[Block]) -> Opening | None:
    """The first block that begins with a body and goes on to speak; None when there is none."""
    for place, block in enumerate(blocks):
        found = _alone(block, place) or _decides(block, place)
        if found:
            return found
    return None


def _alone(block: Block, place: int) -> Opening | None:
    """“The General Assembly,” in the first lines."""
    if not OPENING_LINE.match(block.begins):
        return None
    for count in range(1, min(MOST_LINES, len(block.lines)) + 1):
        words = _peek(block.lines[:count])
        found = opening_in(words)
        if found and found[1]["end"] and not words[found[1].end() :].strip():
            return Opening(place, found[0], body_named(words), count)
    return None


def _decides(block: Block, place: int) -> Opening | None:
    """“The General Assembly decides …”, or “At its 5th meeting, … the Conference of the Parties decided …”."""
    words = _peek(block.lines[:MOST_LINES])
    found = opening_in(words)
    if found:
        language, match = found
        rest = words[match.end() :].strip()
        verb = operative_lead(rest[:1].upper() + rest[1:LONGEST], language)
        return Opening(place, language, body_named(words), 0, decides=True) if verb else None
    met = AT_ITS.match(words)
    body = body_named(words[met.end() :][:80]) if met else ""
    if met is None or not body:
        return None
    return Opening(place, WHERE[words[:2]], body, 0, decides=True, when=met["when"])


def _peek(lines: Sequence[Line]) -> str:
    """The first words of some lines, without joining them for good."""
    return plain(" ".join(line.text for line in lines)[:LONGEST]).words.text
