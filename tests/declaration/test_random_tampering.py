"""A thousand random changes behind the portal's back: each is found, and the first bad entry is named."""

import json
import random
import re
import string
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from submissions import chain
from submissions.chain import entry_hash, line
from submissions.declaration import actions, checking, keeping, ledger, revising
from submissions.declaration.data import SCRIPT
from submissions.declaration.models import Declaration, LedgerEntry
from submissions.verify_ledger import Broken, canonical, check, check_openings
from tests.declaration.tampering import behind_the_back, check_alone, remove, run, set_column
from tests.factories.declaration import make_declaration, owner_of, sign

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TIMES = 1_000
EDITED = ("kind", "body", "body_hash", "prev_hash", "hash", "seq")


@pytest.fixture
def declaration() -> Declaration:
    """A ledger with every kind of entry but batches."""
    declaration = make_declaration()
    signatures = [sign(declaration, person_named=place == 0) for place in range(4)]
    actions.withdraw(signatures[1], by=owner_of(signatures[1].organization), reason="Board")
    signatures[2].organization.legal_name = "Renamed"
    signatures[2].organization.save()
    keeping.amend(signatures[2].organization, by=None)
    revising.write(declaration, language="en", text="We insist.", by=None)
    revising.publish(declaration, change="substantive", by=None)
    revising.reaffirm(signatures[0], by=owner_of(signatures[0].organization))
    keeping.withhold(signatures[3].entry, cause="order", reason="x", by=None)
    return actions.close(declaration, by=None)


def published(declaration: Declaration) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The public files, read back as anyone reads them."""
    rows = declaration.entries.order_by("seq")
    named = declaration.signatures.public().select_related("entry", "amend_entry", "signatory")
    lines = [canonical(line(entry)) for entry in rows]
    names = [canonical(one) for signature in named.order_by("entry__seq") for one in ledger.openings(signature)]
    return [json.loads(one) for one in lines], [json.loads(one) for one in names]


def found_alone(declaration: Declaration, kept: str) -> int:
    """The number of the first bad entry by the program, which has the public files and one fingerprint; 0: none."""
    lines, names = published(declaration)
    erased = re.findall('"of":"(.{64})","reason"', str(lines))  # as the program does before it checks
    try:
        bodies, _standing = check(lines, erased)
        check_openings(names, bodies)
    except Broken as broken:
        return int(broken.args[0])
    return 0 if kept in bodies else len(bodies)


def edit(entry: LedgerEntry, chance: random.Random) -> set[int]:
    """Change one letter, or one number, of one entry."""
    column = chance.choice(EDITED)
    old = getattr(entry, column)
    if column == "seq":
        new: Any = old + 1_000
    elif column == "kind":
        new = chance.choice([kind for kind in LedgerEntry.Kind.values if kind != old])
    else:
        old = old or "{}"  # content that was withheld comes back as something else
        place = chance.randrange(len(old))
        letters = [letter for letter in string.hexdigits if letter != old[place]]
        new = old[:place] + chance.choice(letters) + old[place + 1 :]
    set_column(entry, column, new)
    return {entry.seq}


def insert(entry: LedgerEntry, chance: random.Random) -> set[int]:
    """Slip an entry with right hashes of its own in before another one."""
    run("UPDATE submissions_ledgerentry SET seq = seq + 1000 WHERE seq >= %s", entry.seq)
    run("UPDATE submissions_ledgerentry SET seq = seq - 999 WHERE seq >= 1000")
    body = canonical({"at": chain.stamp(entry.created_at), "kind": "revoke", "seq": entry.seq, "of": "a" * 64})
    prev = "".join(chance.choices("0123456789abcdef", k=64))
    LedgerEntry.objects.create(
        declaration=entry.declaration, seq=entry.seq, kind="revoke", body=body, body_hash=chain.body_hash(body),
        prev_hash=prev, hash=entry_hash(prev, chain.body_hash(body)), created_at=entry.created_at,
    )  # fmt: skip
    return {entry.seq}


def tamper(entries: list[LedgerEntry], chance: random.Random) -> set[int]:
    """Do one thing to the ledger; the numbers of which one has to be named."""
    entry = chance.choice(entries)
    verb = chance.choice(["edit", "edit", "edit", "remove", "swap", "insert"])
    if verb == "edit":
        return edit(entry, chance)
    if verb == "insert":
        return insert(entry, chance)
    if verb == "remove":
        forget_signatures()
        remove(entry)
        return {entry.seq}
    other = chance.choice([one for one in entries if one != entry])
    for one, seq in ((entry, 999), (other, entry.seq), (entry, other.seq)):
        set_column(one, "seq", seq)
    return {min(entry.seq, other.seq)}


def forget_signatures() -> None:
    """So that rows that point to an entry do not keep it."""
    run("DELETE FROM submissions_signatory")
    run("DELETE FROM submissions_signature")


def attempts(declaration: Declaration) -> Iterator[tuple[set[int], int, int]]:
    """What was done, what the portal names, what the program names; each attempt is undone before the next."""
    chance = random.Random(20240405)
    entries = list(declaration.entries.select_related("declaration").order_by("seq"))
    kept = entries[-1].hash
    withheld = next(entry.seq for entry in entries if entry.body is None)
    withholding = next(entry.seq for entry in entries if entry.kind == "withhold")
    for _ in range(TIMES):
        point = transaction.savepoint()
        expected = tamper(entries, chance)
        if expected & {withheld, withholding}:  # the two vouch for each other: either may be named
            expected |= {withheld, withholding}
        verdict = checking.verify(declaration, [kept])
        yield expected | gone_tail(expected, len(entries)), verdict.entry, found_alone(declaration, kept)
        transaction.savepoint_rollback(point)


def gone_tail(expected: set[int], last: int) -> set[int]:
    """A cut tail, or a number past the end, is named by the entry that is the last one now."""
    return {last - 1} if last in expected else set()


def test_a_thousand_random_changes_are_found_and_the_first_bad_entry_is_named(declaration, tmp_path):
    assert checking.verify(declaration).ok
    wrong = []
    with behind_the_back():
        for expected, by_portal, alone in attempts(declaration):
            if by_portal not in expected or alone not in expected:
                wrong.append((expected, by_portal, alone))
    assert wrong == []
    assert checking.verify(declaration).ok


def test_a_validly_chained_insertion_is_found_with_any_head_from_before(declaration, tmp_path):
    kept = [entry.hash for entry in declaration.entries.order_by("seq")]
    with behind_the_back():
        forget_signatures()
        prev, last = declaration.entries.get(seq=2).hash, declaration.entries.order_by("-seq").first()
        run("DELETE FROM submissions_ledgerentry WHERE seq > 2")
        for _ in range(last.seq):
            text = json.loads(declaration.entries.get(seq=1).body)["text"]
            ledger.append(declaration, "sign", version=1, text=text, commitment="f" * 64)

        assert prev in kept
        file = tmp_path / "ledger.jsonl"
        file.write_text("".join(f"{canonical(one)}\n" for one in published(declaration)[0]))
        (tmp_path / "verify_ledger.py").write_bytes(SCRIPT.read_bytes())
        files = {"ledger": file, "openings": file.with_name("openings.jsonl"), "script": tmp_path / "verify_ledger.py"}
        files["openings"].write_text("")
        assert check_alone(files).returncode == 0
        for head in kept[2:]:
            assert check_alone(files, head).returncode == 1
            assert not checking.verify(declaration, [head]).ok
