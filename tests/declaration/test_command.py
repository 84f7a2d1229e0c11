"""manage.py verify_ledger: a line for each ledger, and an exit that a script can read."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from submissions.declaration import ledger
from tests.declaration.tampering import behind_the_back, set_column
from tests.factories.declaration import make_declaration, make_draft, sign

pytestmark = pytest.mark.django_db


def verify(*words: str) -> tuple[str, str]:
    """What the command prints, and how it fails, if it does."""
    out = StringIO()
    try:
        call_command("verify_ledger", *words, stdout=out)
    except CommandError as problem:
        return out.getvalue(), str(problem)
    return out.getvalue(), ""


def test_every_ledger_gets_its_line():
    draft, signed = make_draft(), make_declaration()
    sign(signed)

    out, problem = verify()

    assert problem == ""
    assert out.splitlines() == [
        f"{draft.slug}: intact, 0 entries, head none",
        f"{signed.slug}: intact, 2 entries, head {ledger.head(signed).hash}",
    ]


def test_one_ledger_is_checked_by_its_name():
    make_draft()
    signed = make_declaration()

    assert verify(signed.slug)[0].startswith(f"{signed.slug}: intact")
    assert len(verify(signed.slug)[0].splitlines()) == 1


def test_a_broken_ledger_is_named_with_its_entry_and_fails():
    whole, broken = make_declaration(), make_declaration()
    entry = sign(broken).entry
    with behind_the_back():
        set_column(entry, "hash", "0" * 64)

        out, problem = verify()

    assert f"{whole.slug}: intact" in out
    assert f"{broken.slug}: BROKEN at entry 2: its fingerprint is wrong" in out
    assert problem == f"Broken: {broken.slug}."


def test_a_fingerprint_that_was_kept_has_to_be_in_the_chain():
    signed = make_declaration()
    entry = sign(signed).entry

    assert verify(signed.slug, "--head", entry.fingerprint.upper())[1] == ""
    assert verify(signed.slug, "--head", "a" * 64)[1] == f"Broken: {signed.slug}."


def test_questions_that_make_no_sense_are_answered_in_a_sentence():
    assert verify("no-such-declaration")[1] == "There is no declaration “no-such-declaration”."
    assert verify("--head", "a" * 64)[1] == "Say which declaration the fingerprint belongs to."


def test_a_trigger_that_was_dropped_is_named_and_fails_though_the_chain_is_whole():
    signed = make_declaration()
    with behind_the_back():
        out, problem = verify(signed.slug)

    assert out.startswith(f"{signed.slug}: intact")
    assert "The trigger submissions_ledgerentry_append_only_update is gone" in out
    assert problem == "Triggers are missing."
    assert verify(signed.slug)[1] == ""
