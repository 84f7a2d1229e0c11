"""Writing supporters into the ledger: many at once, so that none of them waits for its lock."""

from django.db import transaction

from submissions.declaration import ledger
from submissions.declaration.models import Declaration, LedgerEntry
from submissions.declaration.supporters.models import Supporter
from submissions.declaration.supporters.proofs import batch_commitment

CHUNK = 5_000  # a database takes only so many parameters


@transaction.atomic
def batch(declaration: Declaration) -> LedgerEntry | None:
    """Chain those who were confirmed, and how many went, since the last batch; None where nobody was.

    It is one transaction under the ledger's lock: interrupted it has done nothing, and a second run at the same time
    waits and finds nobody left. Who confirms meanwhile is in the next one.
    """
    declaration = declaration.locked()
    rows = Supporter.objects.filter(declaration=declaration).select_for_update().order_by("pk")
    came = dict(rows.unchained().values_list("pk", "commitment"))
    left = list(rows.leaving().values_list("pk", flat=True))
    if not came and not left:
        return None
    facts = {"count": len(came), "left": len(left), "commitment": batch_commitment(came.values())}
    entry = ledger.append(declaration, LedgerEntry.Kind.BATCH, **facts)
    _mark(list(came), batch=entry)
    _mark(left, left_batch=entry)
    return entry


def batch_all() -> int:
    """Do it for every declaration that has somebody waiting; how many entries that made."""
    waiting = (Supporter.objects.unchained(), Supporter.objects.leaving())
    numbers = {key for rows in waiting for key in rows.order_by().values_list("declaration", flat=True).distinct()}
    return sum(batch(one) is not None for one in Declaration.objects.filter(pk__in=numbers).order_by("pk"))


def _mark(numbers: list[int], **entry: LedgerEntry) -> None:
    for start in range(0, len(numbers), CHUNK):
        Supporter.objects.filter(pk__in=numbers[start : start + CHUNK]).update(**entry)
