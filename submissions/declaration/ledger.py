"""The hash chain of a declaration: how an entry is made, and how the whole is checked against what is stored.

docs/ledger.md describes the format. What anyone may run without us is `verify_ledger.py`; this module runs the same
check, and compares the chain with the texts, signatures and names in the database besides.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from submissions.declaration.models import Declaration, LedgerEntry, Signature
from submissions.declaration.verify_ledger import LABEL, Broken, canonical, check, expect, sha256

CHECK_KEPT = 600  # seconds for which public pages repeat the result of one check
Bodies = Mapping[str, Mapping[str, Any]]


def body_hash(body: str) -> str:
    """The hash of an entry's content."""
    return sha256(body)


def genesis(slug: str) -> str:
    """What the first entry of a declaration follows."""
    return sha256(LABEL + slug)


def entry_hash(prev: str, hash_of_body: str) -> str:
    """The fingerprint of an entry: it covers its content and, through `prev`, everything before it."""
    return sha256(f"{LABEL}{prev}\n{hash_of_body}")


def new_salt() -> str:
    """32 random bytes in hex."""
    return secrets.token_hex(32)


def person_commitment(salt: str, name: str, position: str) -> str:
    """A hash that says nothing about the person to those who lack the salt."""
    return sha256(canonical({"name": name, "position": position}), salt)


def commitment(salt: str, organization: str, slug: str, country: str, person: str) -> str:
    """A hash that says nothing about the organization to those who lack the salt; `person` is a commitment itself."""
    return sha256(canonical(organization_facts(organization, slug, country, person)), salt)


def organization_facts(organization: str, slug: str, country: str, person: str) -> dict[str, str]:
    """What the commitment of a signature is over."""
    return {"organization": organization, "slug": slug, "country": country, "person": person}


def stamp(moment: datetime) -> str:
    """A time as entries write it: UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@transaction.atomic
def append(declaration: Declaration, kind: str, /, **facts: Any) -> LedgerEntry:
    """Add an entry at the end of the chain, with `facts` in its content. Holds the lock of the declaration's row.

    Its time is never before that of the entry before it, even if the clock went back.
    """
    declaration.locked()
    last = declaration.entries.order_by("-seq").first()
    now = timezone.now().replace(microsecond=0)
    at = max(now, last.created_at) if last else now
    seq = last.seq + 1 if last else 1
    prev = last.hash if last else genesis(declaration.slug)
    body = canonical({**facts, "seq": seq, "kind": kind, "at": stamp(at)})
    return LedgerEntry.objects.create(
        declaration=declaration,
        seq=seq,
        kind=kind,
        body=body,
        body_hash=body_hash(body),
        prev_hash=prev,
        hash=entry_hash(prev, body_hash(body)),
        created_at=at,
    )


def head(declaration: Declaration) -> LedgerEntry | None:
    """The newest entry; None before a text is locked."""
    return declaration.entries.order_by("-seq").first()


def line(entry: LedgerEntry) -> dict[str, Any]:
    """An entry as `ledger.jsonl` publishes it. Its content stays the exact text that was hashed."""
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "body": entry.body,
        "body_hash": entry.body_hash,
        "prev": entry.prev_hash,
        "hash": entry.hash,
    }


def openings(signature: Signature) -> Iterator[dict[str, Any]]:
    """What `openings.jsonl` publishes of a signature: its organization, then its person if both agreed to be named."""
    if signature.state != Signature.State.LIVE or not signature.organization_named or not signature.salt:
        return
    seq = signature.entry.seq
    facts = committed_facts(signature)
    body_commitment = commitment(signature.salt, **facts)
    yield {"seq": seq, "commitment": body_commitment, "salt": signature.salt, "facts": facts}
    person = getattr(signature, "signatory", None)
    if person and person.named:
        named = {"name": person.name, "position": person.position}
        yield {"seq": seq, "commitment": signature.person_commitment, "salt": person.salt, "facts": named}


def committed_facts(signature: Signature) -> dict[str, str]:
    """What the commitment of a stored signature must be over."""
    return organization_facts(
        signature.organization_name,
        signature.organization.slug,
        signature.country_code,
        signature.person_commitment,
    )


@dataclass(frozen=True)
class Verdict:
    """The result of checking a ledger: how many entries, the newest fingerprint, the first problem if there is one."""

    count: int
    head: str
    checked_at: datetime
    problem: str = ""  # in English: for coordinators and the command line
    entry: int = 0  # the number of the first entry with a problem

    @property
    def ok(self) -> bool:
        """True when nothing is wrong."""
        return not self.problem


def verify(declaration: Declaration, known: Iterable[str] = ()) -> Verdict:
    """Check the whole chain, and that texts, signatures and names in the database are those it speaks of.

    `known` are fingerprints somebody kept; each has to be in the chain.
    """
    newest = head(declaration)
    count, newest_hash = (newest.seq, newest.hash) if newest else (0, "")
    try:
        bodies, standing = check(_stored_lines(declaration))
        for fingerprint in known:
            expect(fingerprint in bodies, count, "no entry has the fingerprint that was kept")
        _compare_texts(declaration, bodies)
        _compare_signatures(declaration, bodies, standing)
    except Broken as broken:
        entry, problem = broken.args
        return Verdict(count, newest_hash, timezone.now(), problem, entry)
    except (KeyError, TypeError, ValueError, AttributeError):  # somebody chained content that no code of ours writes
        return Verdict(count, newest_hash, timezone.now(), "an entry cannot be read", count)
    return Verdict(count, newest_hash, timezone.now())


def last_verdict(declaration: Declaration) -> Verdict:
    """The result of a check that is at most ten minutes old, for public pages."""
    key = f"ledger-verdict-{declaration.pk}"
    verdict: Verdict | None = cache.get(key)
    if verdict is None:
        verdict = verify(declaration)
        cache.set(key, verdict, CHECK_KEPT)
    return verdict


def _stored_lines(declaration: Declaration) -> Iterator[dict[str, Any]]:
    for entry in declaration.entries.order_by("seq").iterator():
        in_time = f'"at":"{stamp(entry.created_at)}"' in (entry.body or "")
        expect(in_time or not entry.body, entry.seq, "its time was changed")
        first_of_another = entry.seq == 1 and entry.prev_hash != genesis(declaration.slug)
        expect(not first_of_another, entry.seq, "it belongs to another declaration")
        yield line(entry)


def _compare_texts(declaration: Declaration, bodies: Bodies) -> None:
    """Each locked text is the one of its entry, and each entry has its text."""
    locked = {
        (version.number, version.language): version
        for version in declaration.versions.filter(published_at__isnull=False)
    }
    for body in bodies.values():
        if body["kind"] == LedgerEntry.Kind.VERSION:
            version = locked.pop((body["version"], body["language"]), None)
            same = version and sha256(version.text) == version.sha256 == body["text"]
            expect(same, body["seq"], "its text was changed")
    expect(not locked, len(bodies), "a text was locked without an entry")


def _compare_signatures(declaration: Declaration, bodies: Bodies, standing: set[str]) -> None:
    """Each stored signature is the one of its entry, and each entry has its signature."""
    signed = {key for key, body in bodies.items() if body["kind"] == LedgerEntry.Kind.SIGN}
    rows = declaration.signatures.select_related("organization", "entry", "version", "signatory")
    for signature in rows.iterator():
        entry = signature.entry
        body = bodies.get(entry.hash, {})
        expect(entry.hash in signed, entry.seq, "a signature stands without its entry")
        signed.remove(entry.hash)
        live = signature.state == Signature.State.LIVE
        expect(live == (entry.hash in standing), entry.seq, "its withdrawal is not what the chain says")
        expect(signature.version.sha256 == body["text"], entry.seq, "it is shown under another text")
        expect(_names_fit(signature, body["commitment"]), entry.seq, "its names were changed")
    missing = min((bodies[key]["seq"] for key in signed), default=0)
    expect(not missing, missing, "its signature is gone")


def _names_fit(signature: Signature, committed: str) -> bool:
    """Whether the stored names open the commitment; what was erased cannot be compared any more."""
    if signature.salt and commitment(signature.salt, **committed_facts(signature)) != committed:
        return False
    person = getattr(signature, "signatory", None)
    return person is None or person_commitment(person.salt, person.name, person.position) == signature.person_commitment
