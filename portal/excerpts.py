"""Where a text holds what was asked for: the few words around it, with those that were meant marked.

Which words count as the same is the search's business (search.py); here the text is shown as it was written.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from portal import search

LONGEST_READ = 40_000  # characters of a text that are looked through
WIDTH, BEFORE = 240, 60  # characters of an excerpt, and how many of them stand before the first match
MOST_MATCHES = 60
# A word as it is written: letters and digits with the marks above and below them.
_RUN = re.compile(f"(?:[^\\W_]|{search.UNWRITTEN.pattern}|[\u0300-\u036f])+")


class Piece(NamedTuple):
    """A part of an excerpt, and whether it is what was asked for."""

    text: str
    meant: bool


class Match(NamedTuple):
    """Where a text holds one of the words, and which."""

    start: int
    end: int
    token: str


def excerpt(text: str, question: search.Question) -> list[Piece]:
    """The part of a text that holds most of the words, in pieces; nothing where it holds none."""
    read = text[:LONGEST_READ]
    matches = [match for _number, match in zip(range(MOST_MATCHES), _matches(read, question.wanted), strict=False)]
    if not matches:
        return []
    start, end = _window(read, _densest(matches))
    return list(_pieces(read, start, end, [match for match in matches if start <= match.start and match.end <= end]))


def _matches(text: str, wanted: tuple[search.Wanted, ...]) -> Iterator[Match]:
    for run in _RUN.finditer(text):
        for part in search.IDEOGRAPHS_OR_OTHERS.finditer(run.group()):
            start = run.start() + part.start()
            if search.IDEOGRAPH.match(part.group()):
                yield from _ideographs(part.group(), start, wanted)
            elif token := _token(part.group()):
                yield from (Match(start, start + len(part.group()), one.token) for one in wanted if one.fits(token))


@lru_cache(maxsize=20_000)
def _token(word: str) -> str:
    """A word as it is compared; empty for marks alone."""
    return "".join(search.tokens(word))


def _ideographs(part: str, start: int, wanted: tuple[search.Wanted, ...]) -> Iterator[Match]:
    """Pairs of Chinese characters that are asked for; a single one only where it was all that was asked."""
    pairs = [one for one in wanted if search.IDEOGRAPH.match(one.token) and len(one.token) > 1]
    tokens = [one.token for one in pairs or wanted if search.IDEOGRAPH.match(one.token)]
    for place in range(len(part)):
        for token in tokens:
            if part.startswith(token, place):
                yield Match(start + place, start + place + len(token), token)


def _densest(matches: list[Match]) -> Match:
    """The match from which on an excerpt holds most different words; the first of several."""

    def different(first: Match) -> int:
        return len({one.token for one in matches if first.start <= one.start <= first.start + WIDTH - BEFORE})

    return max(matches, key=lambda match: (different(match), -match.start))


def _window(text: str, match: Match) -> tuple[int, int]:
    """From the beginning of a word before the match to the end of one behind it."""
    start, end = max(0, match.start - BEFORE), min(len(text), max(match.end, match.start - BEFORE + WIDTH))
    if start and (blank := re.search(r"\s", text[start : match.start])):
        start += blank.end()
    if end < len(text) and (cut := max(text.rfind(" ", match.end, end), text.rfind("\n", match.end, end))) > 0:
        end = cut
    return start, end


def _pieces(text: str, start: int, end: int, matches: list[Match]) -> Iterator[Piece]:
    at = start
    if start:
        yield Piece("… ", meant=False)
    for match in matches:
        if match.end <= at:
            continue
        if match.start > at:
            yield Piece(text[at : match.start], meant=False)
        yield Piece(text[max(at, match.start) : match.end], meant=True)
        at = match.end
    yield Piece(text[at:end] + (" …" if end < len(text) else ""), meant=False)
