"""Background work of files: scanning what waits, and sweeping what has no row."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from portal import audit
from portal.files.scanning import scan
from portal.files.storing import ScanState, StoredFile, private_storage, stored_models
from portal.files.sweeping import sweep
from portal.tasks import plan

PAUSE_OF_SCANNING = timedelta(minutes=2)
PAUSE_OF_SWEEPING = timedelta(days=1)


@task()
def scan_waiting() -> dict[str, int]:
    """Scan every file that waits; what still waits then is tried again in two minutes. Returns the states found."""
    found = dict.fromkeys(ScanState.values, 0)
    for model in stored_models():
        for row in model._base_manager.filter(scan_state=ScanState.PENDING, deleted_at__isnull=True):
            found[scan_again(row)] += 1
    if found[ScanState.PENDING]:
        plan(scan_waiting, timezone.now() + PAUSE_OF_SCANNING)
    return found


def scan_again(row: StoredFile) -> ScanState:
    """Scan one file and keep what was said; one that is refused goes, and its row says so."""
    try:
        with private_storage().open(str(row.file.name)) as file:
            state = scan(file.read())
    except FileNotFoundError:  # nothing to fetch, nothing to call clean
        state = ScanState.PENDING
    if state == ScanState.PENDING:
        return state
    with transaction.atomic():
        row.scan_state = state
        row.save(update_fields=["scan_state"])
        if state == ScanState.REFUSED:
            row.drop_file()
            audit.record(row.told_of, "file_refused", by=None, data={"sha256": row.sha256})
    return state


@task()
def sweep_files() -> int:
    """Delete files without a row, today and, by enqueueing itself, every day. Returns how many."""
    plan(sweep_files, timezone.now() + PAUSE_OF_SWEEPING)
    return len(sweep())
