"""A hash chain, for any record that has to stay as it was said: what an entry is, and how the next one is made.

docs/ledger.md describes the format. What anyone may run without us is `verify_ledger.py`; its functions are used here.
"""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone

from submissions.verify_ledger import LABEL, canonical, sha256


def is_whole_hash(column: str) -> Q:
    """The condition that a column holds 64 characters, as a SHA-256 in hex does."""
    return Q(Exact(Length(column), 64))


def in_eights(value: str) -> str:
    """A hash in groups of eight characters, so that two people can compare it aloud."""
    return " ".join(value[start : start + 8] for start in range(0, len(value), 8))


class ChainEntry(models.Model):
    """One link of a hash chain. Subclasses say whose it is, and forbid a second entry of a number and a fork.

    `hash` = SHA-256("untoc-cso-ledger/1\\n" + prev_hash + "\\n" + body_hash), `body_hash` = SHA-256 of `body`: JSON
    with sorted keys and no spaces. A name is never in the chain, only a salted commitment to it.
    """

    seq = models.PositiveIntegerField()
    body = models.TextField(null=True)
    body_hash = models.CharField(max_length=64)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    kind: str

    class Meta:
        abstract = True

    @property
    def fingerprint(self) -> str:
        """The hash as people read it."""
        return in_eights(self.hash)


class ChainCheck(models.Model):
    """The result of the last check of a chain (`verdicts.Verdict`), for pages that cannot wait for one."""

    count = models.PositiveIntegerField()
    head = models.CharField(max_length=64, blank=True)
    checked_at = models.DateTimeField()
    problem = models.CharField(max_length=200, blank=True)
    entry = models.PositiveIntegerField(default=0)
    withheld = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


def body_hash(body: str) -> str:
    """The hash of an entry's content."""
    return sha256(body)


def genesis(slug: str) -> str:
    """What the first entry of a chain follows."""
    return sha256(LABEL + slug)


def entry_hash(prev: str, hash_of_body: str) -> str:
    """The fingerprint of an entry: it covers its content and, through `prev`, everything before it."""
    return sha256(f"{LABEL}{prev}\n{hash_of_body}")


def new_salt() -> str:
    """32 random bytes in hex."""
    return secrets.token_hex(32)


def stamp(moment: datetime) -> str:
    """A time as entries write it: UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def following(last: ChainEntry | None, start: str, kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the entry after `last`, or of the first one, after `start`, with `facts` in its content.

    Its time is never before that of the entry before it, even if the clock went back.
    """
    now = timezone.now().replace(microsecond=0)
    at = max(now, last.created_at) if last else now
    seq = last.seq + 1 if last else 1
    prev = last.hash if last else start
    body = canonical({**facts, "seq": seq, "kind": kind, "at": stamp(at)})
    return {
        "seq": seq,
        "kind": kind,
        "body": body,
        "body_hash": body_hash(body),
        "prev_hash": prev,
        "hash": entry_hash(prev, body_hash(body)),
        "created_at": at,
    }


def line(entry: ChainEntry) -> dict[str, Any]:
    """An entry as `ledger.jsonl` publishes it. Its content stays the exact text that was hashed."""
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "body": entry.body,
        "body_hash": entry.body_hash,
        "prev": entry.prev_hash,
        "hash": entry.hash,
    }
