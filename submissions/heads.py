"""Heads of chains in files outside the database, so that an older database put in place of the newer one is noticed.

One file a chain in `HEADS_DIR` (empty: none); a line is the time, the number of the entry and its fingerprint. A file
only grows.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from submissions.chain import ChainEntry, stamp

LAST_BYTES = 4096  # writers at the same moment may append out of order; the newest is among the last lines


@dataclass(frozen=True)
class Head:
    """One published head: the number of an entry and its fingerprint."""

    at: str
    seq: int
    hash: str


def path_of(name: str) -> Path:
    """The file of a chain."""
    return Path(settings.HEADS_DIR) / f"{name}.txt"


def publish(name: str, entry: ChainEntry) -> None:
    """Append the head of a chain to its file; call it after the commit. Raises OSError when the disk does."""
    if not settings.HEADS_DIR:
        return
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = f"{stamp(entry.created_at)} {entry.seq} {entry.hash}\n".encode()
    with path.open("ab", buffering=0) as file:
        file.write(line)


def last(name: str) -> Head | None:
    """The newest head that was published for a chain; None where there is none."""
    if not settings.HEADS_DIR:
        return None
    try:
        with path_of(name).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - LAST_BYTES))
            lines = file.read().decode("ascii", "replace").splitlines()
    except FileNotFoundError:
        return None
    parts = [line.split() for line in lines]
    heads = [Head(one[0], int(one[1]), one[2]) for one in parts if len(one) == 3 and one[1].isdigit()]
    return max(heads, key=lambda head: head.seq, default=None)
