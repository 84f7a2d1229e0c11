"""The hash chain of a declaration: how an entry is added, what is committed to, and what of it is published.

docs/ledger.md describes the format; `submissions/chain.py` makes entries, `checking.py` checks the whole.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from submissions import heads
from submissions.chain import following, genesis
from submissions.declaration.models import Declaration, DeclarationVersion, LedgerEntry, Signature
from submissions.verify_ledger import canonical, sha256


def person_commitment(salt: str, name: str, position: str) -> str:
    """A hash that says nothing about the person to those who lack the salt."""
    return sha256(canonical({"name": name, "position": position}), salt)


def commitment(salt: str, organization: str, slug: str, country: str, person: str) -> str:
    """A hash that says nothing about the organization to those who lack the salt; `person` is a commitment itself."""
    return sha256(canonical(organization_facts(organization, slug, country, person)), salt)


def organization_facts(organization: str, slug: str, country: str, person: str) -> dict[str, str]:
    """What the commitment of a signature is over."""
    return {"organization": organization, "slug": slug, "country": country, "person": person}


@transaction.atomic
def append(declaration: Declaration, kind: str, /, **facts: Any) -> LedgerEntry:
    """Add an entry at the end of the chain, with `facts` in its content. Holds the lock of the declaration's row.

    Its time is never before that of the entry before it, even if the clock went back. Once committed, the new head is
    published outside the database; where that fails the entry stands all the same, and the failure is logged.
    """
    declaration.locked()
    values = following(head(declaration), genesis(declaration.slug), kind, facts)
    entry = LedgerEntry.objects.create(declaration=declaration, **values)

    def publish() -> None:  # a name for Django's log: a partial has none
        heads.publish(declaration.slug, entry)

    transaction.on_commit(publish, robust=True)
    return entry


def record_version(declaration: Declaration, version: DeclarationVersion) -> LedgerEntry:
    """Chain the hash of a text that was just locked."""
    return append(
        declaration,
        LedgerEntry.Kind.VERSION,
        declaration=declaration.slug,
        version=version.number,
        language=version.language,
        authentic=version.language == declaration.authentic_language,
        change=version.change,
        text=version.sha256,
    )


def head(declaration: Declaration) -> LedgerEntry | None:
    """The newest entry; None before a text is locked."""
    return declaration.entries.order_by("-seq").first()


def openings(signature: Signature) -> Iterator[dict[str, Any]]:
    """What `openings.jsonl` publishes of a signature: its organization, then its person if both agreed to be named."""
    if signature.state != Signature.State.LIVE or not signature.organization_named or not signature.salt:
        return
    seq = (signature.amend_entry or signature.entry).seq
    facts = committed_facts(signature)
    body_commitment = commitment(signature.salt, **facts)
    yield {"seq": seq, "commitment": body_commitment, "salt": signature.salt, "facts": facts}
    person = getattr(signature, "signatory", None)
    if person and person.named:
        named = {"name": person.name, "position": person.position}
        yield {"seq": seq, "commitment": signature.person_commitment, "salt": person.salt, "facts": named}


def committed_facts(signature: Signature) -> dict[str, str]:
    """What the newest commitment of a stored signature must be over."""
    return organization_facts(
        signature.organization_name,
        signature.organization_slug,
        signature.country_code,
        signature.person_commitment,
    )
