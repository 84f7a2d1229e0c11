"""Checking a ledger: the chain itself, by the program that anyone may run, and the database beside it.

The texts, signatures and names in the database have to be those that the chain speaks of, and the heads that were
published outside the database have to be in the chain.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from submissions.chain import genesis
from submissions.declaration.ledger import commitment, committed_facts, head, person_commitment
from submissions.declaration.models import Declaration, LedgerCheck, LedgerEntry, Signature
from submissions.declaration.supporters.checking import compare_supporters, more_counted
from submissions.verdicts import CHECK_KEPT, CHECKED_BY_PAGES, RESULT_KEPT, Progress, Verdict, behind, stored_lines
from submissions.verify_ledger import Broken, check, expect, sha256

# As verify_ledger.py reads them; what is no longer so is named when the walk comes to it.
WITHHELD = re.compile('"of":"(.{64})","reason"')
Kind = LedgerEntry.Kind
Bodies = Mapping[str, Mapping[str, Any]]


def verify(declaration: Declaration, known: Iterable[str] = (), progress: Progress | None = None) -> Verdict:
    """Check the whole chain, and that texts, signatures and names in the database are those it speaks of.

    `known` are fingerprints somebody kept; each has to be in the chain, as has the head that was published last
    outside the database. `progress` is told each number.
    """
    newest = head(declaration)
    count, newest_hash = (newest.seq, newest.hash) if newest else (0, "")
    erased = withheld(declaration)
    try:
        lines = stored_lines(declaration.entries, genesis(declaration.slug), "declaration", progress)
        bodies, standing = check(lines, erased)
        for fingerprint in known:
            expect(fingerprint in bodies, count, "no entry has the fingerprint that was kept")
        problem = behind_its_head(declaration, bodies)
        expect(not problem, count, problem)
        _compare_texts(declaration, bodies)
        _compare_signatures(declaration, bodies, standing)
        _compare_annexes(declaration, bodies)
        compare_supporters(declaration, bodies)
    except Broken as broken:
        entry, problem = broken.args
        return Verdict(count, newest_hash, timezone.now(), problem, entry)
    except (KeyError, TypeError, ValueError, AttributeError):  # somebody chained content that no code of ours writes
        return Verdict(count, newest_hash, timezone.now(), "an entry cannot be read", count)
    return Verdict(count, newest_hash, timezone.now(), withheld=len(erased))


def withheld(declaration: Declaration) -> set[str]:
    """The fingerprints whose content was erased by law, as the entries that withhold them say."""
    said = declaration.entries.filter(kind=Kind.WITHHOLD, body__isnull=False).values_list("body", flat=True)
    return {match[1] for body in said if (match := WITHHELD.search(body or ""))}


def behind_its_head(declaration: Declaration, known: Collection[str] | None = None) -> str:
    """What is wrong when the head that was published last is not in its chain (`verdicts.behind`)."""
    return behind(declaration.slug, declaration.entries, known)


def last_verdict(declaration: Declaration, newest: LedgerEntry | None) -> Verdict | None:
    """The result of the last check, for public pages, which know the `newest` entry.

    A short ledger is checked by the page itself, at most every ten minutes; a long one, or one that counts many
    supporters, by the worker alone (`keep`).
    None when a long one was never checked.
    """
    key = f"ledger-verdict-{declaration.pk}"
    verdict: Verdict | None = cache.get(key)
    if verdict is None:
        is_short = newest is None or (
            newest.seq <= CHECKED_BY_PAGES and not more_counted(declaration, CHECKED_BY_PAGES)
        )
        verdict = verify(declaration) if is_short else kept(declaration)
        cache.set(key, verdict, CHECK_KEPT if is_short else RESULT_KEPT)
    return verdict


def keep(declaration: Declaration, verdict: Verdict) -> None:
    """Store the result of a check, in place of the one before it."""
    LedgerCheck.objects.update_or_create(declaration=declaration, defaults=asdict(verdict))


def kept(declaration: Declaration) -> Verdict | None:
    """The result that was stored last."""
    row = LedgerCheck.objects.filter(declaration=declaration).values(*(one.name for one in fields(Verdict))).first()
    return Verdict(**row) if row else None


def _compare_texts(declaration: Declaration, bodies: Bodies) -> None:
    """Each locked text is the one of its entry, and each entry has its text."""
    locked = {(version.number, version.language): version for version in declaration.versions.locked()}
    for body in bodies.values():
        if body["kind"] == Kind.VERSION:
            version = locked.pop((body["version"], body["language"]), None)
            same = version and sha256(version.text) == version.sha256 == body["text"]
            expect(same, body["seq"], "its text was changed")
    expect(not locked, len(bodies), "a text was locked without an entry")


def _compare_signatures(declaration: Declaration, bodies: Bodies, standing: Mapping[str, str | None]) -> None:
    """Each stored signature is the one of its entry, and each entry has its signature."""
    signed = {key for key, body in bodies.items() if body["kind"] in (Kind.SIGN, Kind.LATE)}
    newest = {body["of"]: body for body in bodies.values() if body["kind"] == Kind.AMEND and "of" in body}
    rows = declaration.signatures.select_related("entry", "version", "organization", "signatory")
    for signature in rows.iterator():
        key, seq = signature.entry.hash, signature.entry.seq
        expect(key in signed, seq, "a signature stands without its entry")
        signed.remove(key)
        live = signature.state == Signature.State.LIVE
        expect(live == (key in standing), seq, "its withdrawal is not what the chain says")
        expect(not live or standing[key] in (None, signature.version.sha256), seq, "it is shown under another text")
        expect(_names_fit(signature, newest.get(key, bodies[key])), seq, "its names were changed")
    missing = min((bodies[key]["seq"] for key in signed), default=0)
    expect(not missing, missing, "its signature is gone")


def _compare_annexes(declaration: Declaration, bodies: Bodies) -> None:
    """Each frozen list of signatories is the one of its entry; of those that were replaced only the hash is left."""
    for annex in declaration.annexes.select_related("entry"):
        said = bodies.get(annex.entry.hash, {}).get("annex")
        same = said == annex.sha256 and (annex.content is None or sha256(annex.content) == annex.sha256)
        expect(same, annex.entry.seq, "its annex was changed")


def _names_fit(signature: Signature, body: Mapping[str, Any]) -> bool:
    """Whether the stored names open the commitment; what was erased or withheld cannot be compared any more."""
    committed = body.get("commitment")
    if committed and signature.salt:
        moved = signature.organization.slug != signature.organization_slug
        if moved or commitment(signature.salt, **committed_facts(signature)) != committed:
            return False
    person = getattr(signature, "signatory", None)
    return person is None or person_commitment(person.salt, person.name, person.position) == signature.person_commitment
