"""What the ledger commits to about individuals, and what opens it again (docs/ledger.md)."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from submissions.declaration.models import Declaration
from submissions.declaration.supporters.models import Supporter
from submissions.verify_ledger import canonical, sha256


def address_commitment(salt: str, mailbox: str) -> str:
    """A hash that says nothing about the address to those who lack the salt."""
    return sha256(canonical({"email": mailbox}), salt)


def facts_of(supporter: Supporter) -> dict[str, str]:
    """What the commitment of a supporter is over; the address is a commitment itself."""
    return {
        "country": supporter.country_code,
        "name": supporter.name,
        "person": supporter.person_commitment,
        "text": supporter.version.sha256,
    }


def commitment_of(supporter: Supporter) -> str:
    """A hash that says nothing about the supporter to those who lack the salt."""
    return sha256(canonical(facts_of(supporter)), supporter.salt)


def batch_facts(commitments: Iterable[str]) -> dict[str, list[str]]:
    """What the commitment of a batch is over."""
    return {"supporters": sorted(commitments)}


def batch_commitment(commitments: Iterable[str]) -> str:
    """The hash that the chain holds of a batch. There is no salt: what it is over is public, and says nothing."""
    return sha256(canonical(batch_facts(commitments)))


def batches(declaration: Declaration) -> Iterator[tuple[int, list[str]]]:
    """The number of each entry that counts supporters, with their commitments in order."""
    rows = Supporter.objects.filter(declaration=declaration, batch__isnull=False).order_by("batch__seq", "commitment")
    pairs = rows.values_list("batch__seq", "commitment").iterator()
    for seq, group in groupby(pairs, key=itemgetter(0)):
        yield seq, [commitment for _seq, commitment in group]


def openings(declaration: Declaration) -> Iterator[dict[str, Any]]:
    """What `openings.jsonl` says of individuals: the commitments of each batch, then those who agreed to be named."""
    for seq, commitments in batches(declaration):
        yield {
            "seq": seq,
            "commitment": batch_commitment(commitments),
            "salt": "",
            "facts": batch_facts(commitments),
        }
    named = Supporter.objects.public().filter(declaration=declaration).select_related("version", "batch")
    for one in named.order_by("batch__seq", "commitment").iterator():
        if opening := opening_of(one):
            yield opening


def opening_of(supporter: Supporter) -> dict[str, Any] | None:
    """What opens the commitment of one supporter; None before the ledger has it, and when they no longer count."""
    if supporter.batch is None or supporter.state != Supporter.State.CONFIRMED:
        return None
    return {
        "seq": supporter.batch.seq,
        "commitment": supporter.commitment,
        "salt": supporter.salt,
        "facts": facts_of(supporter),
    }
