"""Making the row of a file that was accepted."""

from typing import TypeVar

from django.utils import timezone

from portal.files.accepting import AcceptedFile
from portal.files.storing import ScanState, StoredFile
from portal.files.tasks import scan_waiting
from portal.tasks import plan

StoredT = TypeVar("StoredT", bound=StoredFile)


def store(row: StoredT, accepted: AcceptedFile) -> StoredT:
    """Fill in and save a new row for a file that was accepted, in the caller's transaction; give it back.

    For example store(Evidence(case=case, description=…), accepted). A file that waits for the scanner is scanned again
    by the worker.
    """
    row.file.name = accepted.name
    for name in ("sha256", "kind", "size", "given_name", "scan_state"):
        setattr(row, name, getattr(accepted, name))
    row.removed = list(accepted.removed)
    row.save()
    if row.scan_state == ScanState.PENDING:
        plan(scan_waiting, timezone.now())
    return row
