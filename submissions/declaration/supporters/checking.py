"""Checking the individuals in the database beside what the ledger says of them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count

from submissions.declaration.models import Declaration, LedgerEntry
from submissions.declaration.supporters.models import Supporter
from submissions.declaration.supporters.proofs import batch_commitment, batches, commitment_of
from submissions.verify_ledger import expect


def compare_supporters(declaration: Declaration, bodies: Mapping[str, Mapping[str, Any]]) -> None:
    """Each batch is over the supporters that the database has, none more and none less, and so are those who left.

    Raises Broken with the number of the first entry that is not.
    """
    said = {body["seq"]: body for body in bodies.values() if body["kind"] == LedgerEntry.Kind.BATCH}
    counted = {seq: body for seq, body in said.items() if body["count"]}
    for seq, commitments in batches(declaration):
        body = counted.pop(seq, {})
        same = body.get("count") == len(commitments) and body.get("commitment") == batch_commitment(commitments)
        expect(same, seq, "its supporters were changed")
    missing = min(counted, default=0)
    expect(not missing, missing, "its supporters are gone")
    _compare_left(declaration, said)
    _compare_facts(declaration)


def more_counted(declaration: Declaration, than: int) -> bool:
    """Whether the ledger counts more than so many supporters: checking them takes its time."""
    counted = Supporter.objects.filter(declaration=declaration, batch__isnull=False).order_by()
    return counted[than : than + 1].exists()


def _compare_left(declaration: Declaration, said: Mapping[int, Mapping[str, Any]]) -> None:
    rows = Supporter.objects.filter(declaration=declaration, left_batch__isnull=False).order_by()
    left = dict(rows.values_list("left_batch__seq").annotate(number=Count("pk")))
    for seq, body in said.items():
        expect(left.pop(seq, 0) == body["left"], seq, "the number of those who withdrew was changed")
    strange = min(left, default=0)
    expect(not strange, strange, "it says of nobody that they withdrew")


def _compare_facts(declaration: Declaration) -> None:
    """What is shown of those who count is what was committed to."""
    rows = Supporter.objects.confirmed().filter(declaration=declaration, batch__isnull=False)
    for one in rows.select_related("version", "batch").iterator():
        expect(commitment_of(one) == one.commitment, one.batch.seq, "what it says of a supporter was changed")
