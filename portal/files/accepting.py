"""The door: an upload is checked, cleaned in a process of its own, scanned, and its clean copy put away."""

import errno
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import connection

from portal.cleaning.report import Refused
from portal.files import running, scanning, words
from portal.files.kinds import ALL, FAMILIES, beginning_of, named
from portal.files.names import fingerprint, shown_name, stored_name
from portal.files.receiving import MAX_BYTES
from portal.files.storing import ScanState, private_storage

MAX_COPY_BYTES = 2 * MAX_BYTES  # a picture that is encoded anew may grow
FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True)
class AcceptedFile:
    """A clean copy that lies in the private storage under `name`, and what is known of it.

    `sha256` and `size` are those of the copy, `removed` are codes for words.removed_in_words. `store` makes it a row;
    without a row the file is swept after a day.
    """

    name: str
    sha256: str
    kind: str
    size: int
    given_name: str
    removed: tuple[str, ...]
    scan_state: ScanState


def accept(upload: UploadedFile, kinds: frozenset[str] = ALL) -> AcceptedFile:
    """Check and clean an upload and keep its clean copy; never inside a transaction (parsing takes seconds).

    Raises ValidationError with every reason in words when it is refused; then nothing of it is kept.
    """
    refuse_transaction()
    try:
        content = content_of(upload)
        copy, outcome = cleaned(content, upload.name or "")
        if outcome.kind not in kinds:
            raise Refused("not_listed")
        return _kept(copy, outcome, upload.name or "")
    except Refused as problem:
        raise words.refusal(problem.reasons, named(kinds)) from None
    except OSError as problem:
        if problem.errno in FULL:
            raise words.refusal(["no_space"], named(kinds)) from problem
        raise


def refuse_transaction() -> None:
    """A mistake of ours, told early: other requests would wait for the database while a file is parsed."""
    blocks: list[Any] = connection.atomic_blocks
    if blocks and not blocks[-1]._from_testcase:
        raise RuntimeError("accept() parses a file: call it before the transaction.")


def content_of(upload: UploadedFile) -> bytes:
    """All of an upload. Raises Refused when it is too large, or empty."""
    if upload.size is None or upload.size > MAX_BYTES:
        raise Refused("too_large")
    content = upload.read(MAX_BYTES + 1)
    if not content:
        raise Refused("empty")
    return content


def cleaned(content: bytes, given_name: str) -> tuple[bytes, running.Outcome]:
    """The clean copy and what was said about it. Raises Refused."""
    family = beginning_of(content, given_name)
    if family not in FAMILIES:
        raise Refused(family)
    with tempfile.TemporaryDirectory(prefix="portal-upload-") as folder:
        source, target = Path(folder) / "given", Path(folder) / "clean"
        source.write_bytes(content)
        outcome = running.clean(family, source, target)
        if outcome.refused:
            raise Refused(*outcome.refused)
        if target.stat().st_size > MAX_COPY_BYTES:
            raise Refused("too_large_unpacked")
        return target.read_bytes(), outcome


def _kept(copy: bytes, outcome: running.Outcome, given_name: str) -> AcceptedFile:
    """Scan a clean copy and put it away."""
    scan_state = scanning.scan(copy)
    if scan_state == ScanState.REFUSED:
        raise Refused("infected")
    sha256 = fingerprint(copy)
    name = private_storage().save(stored_name(sha256, outcome.kind), ContentFile(copy))
    return AcceptedFile(
        name, sha256, outcome.kind, len(copy), shown_name(given_name, outcome.kind), outcome.removed, scan_state
    )
