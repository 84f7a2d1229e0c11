"""Checking any hash chain in the database: what the result is, and what is the same whatever the chain is of.

What an entry must be like is in `verify_ledger.py`; what else has to fit to it, each kind of record says itself.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from submissions import heads
from submissions.chain import line, stamp
from submissions.verify_ledger import expect

CHECK_KEPT = 600  # seconds for which public pages repeat the result of a check of their own
RESULT_KEPT = 60  # and for which they repeat the stored one
CHECKED_BY_PAGES = 2_000  # entries: some hundredths of a second
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Verdict:
    """The result of checking a chain: how many entries, the newest fingerprint, the first problem if there is one."""

    count: int
    head: str
    checked_at: datetime
    problem: str = ""  # in English: for coordinators and the command line
    entry: int = 0  # the number of the first entry with a problem
    withheld: int = 0  # entries whose content was erased by law

    @property
    def ok(self) -> bool:
        """True when nothing is wrong."""
        return not self.problem


def stored_lines(entries: Any, start: str, record: str, progress: Progress | None) -> Iterator[dict[str, Any]]:
    """A chain of `record`s as it is stored, for `verify_ledger.check`; `start` is what its first entry has to follow.

    `progress` is told each number. Raises Broken where the columns beside an entry's content contradict it.
    """
    for entry in entries.order_by("seq").iterator():
        in_time = f'"at":"{stamp(entry.created_at)}"' in (entry.body or "")
        expect(in_time or not entry.body, entry.seq, "its time was changed")
        first_of_another = entry.seq == 1 and entry.prev_hash != start
        expect(not first_of_another, entry.seq, f"it belongs to another {record}")
        if progress:
            progress(entry.seq)
        yield line(entry)


def behind(name: str, entries: Any, known: Collection[str] | None = None) -> str:
    """What is wrong when the head that was published last under `name` is not in the chain; empty when all is well.

    This is what an older database, put in place of the newer one, looks like. `known` are the chain's fingerprints.
    """
    published = heads.last(name)
    if published is None:
        return ""
    here = entries.filter(hash=published.hash).exists() if known is None else published.hash in known
    return "" if here else f"the head published at {published.at}, entry {published.seq}, is not in this database"
