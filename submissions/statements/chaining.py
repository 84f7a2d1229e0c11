"""The hash chain of a series: how a statement joins it, gets another version, leaves the record and comes back.

Each function is a part of the verb that it is named for and of its transaction; the statement is locked by then, and
the row of the series, locked after it, is the lock of the chain. docs/ledger.md describes the format.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction

from submissions import heads
from submissions.chain import following, genesis
from submissions.statements import references, texts
from submissions.statements.later import LaterVersion
from submissions.statements.models import ReferenceSeries, Statement, StatementEntry, Tombstone

Kind = StatementEntry.Kind
AWAY = {Tombstone.Kind.WITHDRAWN: Kind.WITHDRAW, Tombstone.Kind.REMOVED: Kind.REMOVE}
BACK = {Tombstone.Kind.WITHDRAWN: Kind.UNDO, Tombstone.Kind.REMOVED: Kind.RESTORE}


def accepted(statement: Statement) -> StatementEntry:
    """Chain what was just accepted: the fingerprint of its text, and a seal on its files."""
    return _append(statement, Kind.ACCEPT, **sealed(statement.current, statement.decided_at))


def revised(later: LaterVersion, at: datetime) -> StatementEntry:
    """Chain a version that is accepted now, and which one it is; under an embargo only that there is one."""
    which = {"version": later.kind, "number": later.serial, "language": later.language}
    said = which if later.statement.is_public else {}
    return _append(later.statement, Kind.REVISE, **sealed(later.current, at), **said)


def sealed(version: Any, at: datetime | None) -> dict[str, str]:
    """What an entry says of a text that is accepted at a moment."""
    return {"text": version.sha256, "files": seal_of_files(version, at)}


def taken_away(statement: Statement, stone: Tombstone) -> StatementEntry:
    """Chain that it left the record. The reason of a removal is said where the public reads it on the tombstone."""
    said = {"code": stone.code} if stone.code and statement.publish_at <= stone.at else {}
    return _append(statement, AWAY[Tombstone.Kind(stone.kind)], **said)


def brought_back(statement: Statement, stone: Tombstone) -> StatementEntry:
    """Chain that it came back: taken back by its organization, or restored."""
    return _append(statement, BACK[Tombstone.Kind(stone.kind)])


def seal_of_files(version: Any, at: datetime | None) -> str:
    """SHA-256, in hex, over the text and the fingerprints of the files it was accepted with, a line feed after each.

    Only who has the text can say which files were meant, or whether there were any: under an embargo a file that is
    known from elsewhere would tell whose statement it is.
    """
    files = (one for one in version.attachments.all() if one.deleted_at is None or one.deleted_at > at)
    lines = [texts.hashed(version), *sorted(one.sha256.encode() for one in files)]
    return hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest()


def head(series: ReferenceSeries) -> StatementEntry | None:
    """The newest entry of a chain; None before the first statement is accepted."""
    return series.entries.order_by("-seq").first()


def published_as(series: ReferenceSeries) -> str:
    """Under which name its heads are published: in a folder, where no declaration can have the same."""
    return f"statements/{series.slug}"


def _append(statement: Statement, kind: str, **facts: Any) -> StatementEntry:
    """Add an entry at the end of the chain; the first one says whose it is. Once committed, its head is published."""
    series = references.series_of(statement.reference or "")
    last = head(series)
    name = {} if last else {"series": series.stem}
    values = following(last, genesis(series.stem), kind, {"reference": statement.reference, **name, **facts})
    entry = StatementEntry.objects.create(series=series, statement=statement, **values)

    def publish() -> None:  # a name for Django's log: a partial has none
        heads.publish(published_as(series), entry)

    transaction.on_commit(publish, robust=True)
    return entry
