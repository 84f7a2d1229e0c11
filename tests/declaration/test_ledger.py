"""The chain: its format, made by hand once, and that nothing in it can be changed unseen."""

import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from organizations.models import Organization
from portal import triggers
from submissions import chain
from submissions.declaration import actions, checking, ledger
from submissions.declaration.models import DeclarationVersion, LedgerEntry, Signature
from submissions.verify_ledger import Broken, canonical, check, check_openings
from tests.declaration.tampering import behind_the_back, check_alone, download, rechain, remove, run, set_column
from tests.factories.declaration import make_declaration, make_draft, make_locked, owner_of, sign
from tests.factories.organizations import OrganizationFactory
from tests.undoing import undone

# Made with printf and sha256sum, not with our code; docs/ledger.md shows how.
GENESIS = "7e3fdc77ad7940f99f6aee2c12bf81f805359d575c759bdb83cdf323c00316a3"
SALT = "00000000000000000000000000000000000000000000000000000000000000ff"
PERSON = "6d944822d3558d7708ce8a449a52e402fd94468b7e2a4fa3abddf5c0222c684b"
COMMITMENT = "758ac3272d8e2b7c3e7f4c081734318ebcf35b30ca213f671800c59d2aa1d06d"
BODY = (
    '{"at":"2024-04-09T15:02:00Z","commitment":"758ac3272d8e2b7c3e7f4c081734318ebcf35b30ca213f671800c59d2aa1d06d",'
    '"kind":"sign","seq":2,"text":"92b9b47a392cd2c8d8bb0b1c333c3c6a372c326c9fa2014c7960c872ffcc4848","version":1}'
)
BODY_HASH = "05aa938741e0369188330c7fbdad081f12ad01114f52c30eb2d5716fc25bab38"
ENTRY_HASH = "efa75fcf06ac68d582f20e70361c4e755b6b8e39741ea9753cc8816779ac35c3"


@pytest.fixture
def signed(db):
    """An open declaration with a text in two languages, three signatures, one of them withdrawn: six entries."""
    declaration = make_declaration(texts={"en": "We ask to be heard.", "fr": "Nous demandons à être entendus."})
    sign(declaration, person_named=True)
    second = sign(declaration)
    sign(declaration, organization_named=False)
    actions.withdraw(second, by=owner_of(second.organization), reason="By mistake")
    return declaration


def test_the_format_is_what_was_computed_by_hand():
    assert chain.genesis("palermo") == GENESIS
    assert ledger.person_commitment(SALT, "Noor Haddad", "Director") == PERSON
    assert ledger.commitment(SALT, "شبكة شهود الساحل", "shuhud", "TUN", PERSON) == COMMITMENT
    assert canonical(json.loads(BODY)) == BODY
    assert chain.body_hash(BODY) == BODY_HASH
    assert chain.entry_hash(GENESIS, BODY_HASH) == ENTRY_HASH


def test_json_is_written_in_one_way_only():
    assert canonical({"b": [1, True, None], "a": "é “x” \u2028"}) == '{"a":"é “x” \u2028","b":[1,true,null]}'


def test_times_are_utc_and_whole_seconds():
    moment = datetime(2024, 4, 9, 17, 2, 59, 999, tzinfo=UTC)

    assert chain.stamp(moment) == "2024-04-09T17:02:59Z"


def test_salts_are_32_bytes_and_never_the_same():
    salts = {chain.new_salt() for _ in range(50)}

    assert len(salts) == 50
    assert {len(bytes.fromhex(salt)) for salt in salts} == {32}


def test_the_same_names_commit_to_something_else_each_time(db):
    declaration = make_declaration()
    organization = OrganizationFactory()
    first = sign(declaration, organization)
    actions.withdraw(first, by=owner_of(organization), reason="To sign again")
    second = sign(declaration, organization)

    commitments = {json.loads(signature.entry.body)["commitment"] for signature in (first, second)}
    assert len(commitments) == 2


def test_an_entry_follows_the_one_before_it(signed):
    entries = list(signed.entries.order_by("seq"))

    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert [entry.kind for entry in entries] == ["version", "version", "sign", "sign", "sign", "revoke"]
    assert entries[0].prev_hash == chain.genesis(signed.slug)
    assert [entry.prev_hash for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert ledger.head(signed) == entries[-1]


def test_a_chain_never_runs_backwards_when_the_clock_does(db):
    declaration = make_locked()
    ahead = timezone.now().replace(microsecond=0) + timedelta(hours=2)
    with behind_the_back():
        entry = declaration.entries.get()
        rechain(entry, entry.prev_hash, at=chain.stamp(ahead))
        set_column(entry, "created_at", ahead)

        added = ledger.append(declaration, "close")

        assert added.created_at == ahead
        assert checking.verify(declaration).ok


def test_an_intact_chain_is_found_intact(signed):
    verdict = checking.verify(signed)

    assert verdict.ok
    assert (verdict.count, verdict.head) == (6, ledger.head(signed).hash)


def test_a_declaration_without_entries_is_intact(db):
    verdict = checking.verify(make_draft())

    assert (verdict.ok, verdict.count, verdict.head) == (True, 0, "")


def test_public_pages_repeat_a_check_for_a_while(signed):
    before = checking.last_verdict(signed, ledger.head(signed))
    sign(signed)

    assert checking.last_verdict(signed, ledger.head(signed)) == before
    assert checking.verify(signed).count == before.count + 1


def test_the_database_refuses_a_fork(signed):
    last = ledger.head(signed)

    for other in ("seq", "prev_hash", "hash"):
        values = {"seq": 7, "prev_hash": "a" * 64, "hash": "b" * 64, other: getattr(last, other)}
        with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
            LedgerEntry.objects.create(
                declaration=signed, kind="sign", body="{}", body_hash="c" * 64, created_at=timezone.now(), **values
            )


def test_the_database_refuses_to_change_what_was_recorded(signed):
    for sql in (
        "UPDATE submissions_ledgerentry SET kind = 'close'",
        "UPDATE submissions_ledgerentry SET body = '{}'",
        "DELETE FROM submissions_ledgerentry",
        "UPDATE submissions_declarationversion SET text = 'We ask for nothing.'",
        "UPDATE submissions_declarationversion SET published_at = NULL",
        "DELETE FROM submissions_declarationversion",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            run(sql)

        assert checking.verify(signed).ok, sql


def test_the_triggers_stand(db):
    assert triggers.missing() == []


def test_a_text_that_is_not_locked_may_still_be_written(db):
    declaration = make_draft()
    actions.add_version(declaration, language="en", text="Another text.", by=None)

    assert declaration.versions.get().text == "Another text."


# Each changes one thing in the chain of `signed`, whose entries are 1, 2 (texts), 3, 4, 5 (signatures), 6 (withdrawal).
CHAIN_TAMPERINGS = {
    "content": lambda e: set_column(e[3], "body", e[3].body.replace('"version":1', '"version":2')),
    "content erased": lambda e: set_column(e[3], "body", None),
    "hash of the content": lambda e: set_column(e[4], "body_hash", "0" * 64),
    "fingerprint": lambda e: set_column(e[5], "hash", "0" * 64),
    "link": lambda e: set_column(e[4], "prev_hash", "0" * 64),
    "kind": lambda e: set_column(e[6], "kind", "close"),
    "number": lambda e: set_column(e[6], "seq", 9),
    "an entry is gone": lambda e: remove(e[3]),
    "the first is gone": lambda e: remove(e[1]),
    "an entry with right hashes of its own": lambda e: rechain(e[3], e[3].prev_hash, commitment="f" * 64),
    "a time in the past": lambda e: rechain(e[6], e[6].prev_hash, at="2001-01-01T00:00:00Z"),
    "a text that was never locked": lambda e: rechain(e[5], e[5].prev_hash, text="e" * 64),
    "another number inside": lambda e: rechain(e[6], e[6].prev_hash, seq=7),
    "a withdrawal of nothing": lambda e: rechain(e[6], e[6].prev_hash, of=e[1].hash),
    "two entries change places": lambda e: swap(e[3], e[4]),
}


def swap(one: LedgerEntry, other: LedgerEntry) -> None:
    for entry, seq in ((one, 99), (other, one.seq), (one, other.seq)):
        set_column(entry, "seq", seq)


def test_a_change_of_the_chain_is_found_by_the_portal_and_by_the_program_alone(signed, tmp_path):
    with behind_the_back():
        for name, tamper in CHAIN_TAMPERINGS.items():
            with undone():
                tamper({entry.seq: entry for entry in signed.entries.all()})

                verdict = checking.verify(signed)
                alone = check_alone(download(signed, tmp_path))

            assert not verdict.ok, name
            assert alone.returncode == 1, name
            assert alone.stderr.startswith(f"BROKEN at entry {verdict.entry}: "), name
        assert checking.verify(signed).ok


def test_random_changes_are_all_found(signed):
    chance = random.Random(20240405)
    entries = list(signed.entries.order_by("seq"))
    with behind_the_back():
        for _ in range(60):
            entry = chance.choice(entries)
            column = chance.choice(["body", "body_hash", "prev_hash", "hash"])
            old = getattr(entry, column)
            place = chance.randrange(len(old))
            new = old[:place] + ("x" if old[place] != "x" else "y") + old[place + 1 :]
            with undone():
                set_column(entry, column, new)

                assert not checking.verify(signed).ok, (entry.seq, column, place)
        assert checking.verify(signed).ok


def swap_organizations(declaration) -> None:
    live = declaration.signatures.live().first()
    run("UPDATE submissions_signature SET organization_id = %s WHERE id = %s", OrganizationFactory().pk, live.pk)


def rename_person(declaration) -> None:
    live = declaration.signatures.live().first()
    run("UPDATE submissions_signatory SET name = 'Somebody Else' WHERE signature_id = %s", live.pk)


def delete_signature(declaration) -> None:
    live = declaration.signatures.live().first()
    run("DELETE FROM submissions_signatory WHERE signature_id = %s", live.pk)
    run("DELETE FROM submissions_signature WHERE id = %s", live.pk)


RECORD_TAMPERINGS = {
    "time shown": lambda d: run("UPDATE submissions_ledgerentry SET created_at = '2024-01-01 00:00:00+00:00'"),
    "locked text": lambda d: run("UPDATE submissions_declarationversion SET text = text || '!' WHERE language = 'fr'"),
    "its hash": lambda d: run("UPDATE submissions_declarationversion SET sha256 = %s", "a" * 64),
    "a text is gone": lambda d: run("DELETE FROM submissions_declarationversion WHERE language = 'fr'"),
    "a withdrawn signature counts again": lambda d: run(
        "UPDATE submissions_signature SET state = 'live', revoked_at = NULL, revoke_entry_id = NULL"
    ),
    "another organization": swap_organizations,
    "another name": lambda d: run("UPDATE submissions_signature SET organization_name = 'Another name'"),
    "another person": rename_person,
    "a signature is gone": delete_signature,
}


def test_a_change_of_what_the_chain_speaks_of_is_found(signed):
    with behind_the_back():
        for name, tamper in RECORD_TAMPERINGS.items():
            with undone():
                tamper(signed)

                verdict = checking.verify(signed)

            assert not verdict.ok, name
            assert verdict.entry, name
        assert checking.verify(signed).ok


def test_a_text_locked_past_the_ledger_is_found(signed):
    DeclarationVersion.objects.create(
        declaration=signed, language="es", text="Pedimos.", sha256="a" * 64, published_at=timezone.now()
    )

    assert checking.verify(signed).problem == "a text was locked without an entry"


def test_a_signature_shown_under_another_text_is_found(signed):
    french = signed.versions.get(language="fr")
    run("UPDATE submissions_signature SET version_id = %s", french.pk)

    assert checking.verify(signed).problem == "it is shown under another text"


def test_a_signature_marked_as_withdrawn_is_found(signed):
    last = signed.signatures.live().last()
    first_entry = signed.entries.get(seq=1)
    Signature.objects.filter(pk=last.pk).update(state="withdrawn", revoked_at=timezone.now(), revoke_entry=first_entry)

    assert checking.verify(signed).problem == "its withdrawal is not what the chain says"


def test_a_ledger_put_in_place_of_another_is_found(signed):
    other = make_locked()
    with behind_the_back():
        run("UPDATE submissions_ledgerentry SET seq = seq + 100 WHERE declaration_id = %s", signed.pk)
        run("UPDATE submissions_ledgerentry SET declaration_id = %s WHERE declaration_id = %s", signed.pk, other.pk)

        assert checking.verify(signed).problem == "it belongs to another declaration"


def test_chained_content_that_no_code_of_ours_writes_is_found(signed):
    last = ledger.head(signed)
    with behind_the_back():
        body = '"nothing"'
        new = chain.entry_hash(last.prev_hash, chain.body_hash(body))
        for column, value in {"body": body, "body_hash": chain.body_hash(body), "hash": new}.items():
            set_column(last, column, value)
        set_column(last, "created_at", last.created_at)

        assert not checking.verify(signed).ok


def test_a_cut_tail_is_found_by_whoever_kept_a_receipt(signed, tmp_path):
    live = signed.signatures.live().order_by("pk").last()
    receipt = live.entry.hash
    with behind_the_back():
        run("DELETE FROM submissions_signature WHERE revoke_entry_id IS NOT NULL")
        for seq in (6, 5):
            remove(signed.entries.get(seq=seq))

        files = download(signed, tmp_path)
        assert check_alone(files).returncode == 0
        alone = check_alone(files, receipt)
        verdict = checking.verify(signed, [receipt])

    assert alone.returncode == 1
    assert "fingerprint that you kept" in alone.stderr
    assert verdict.problem == "no entry has the fingerprint that was kept"


def test_a_ledger_rewritten_from_the_start_is_found_by_whoever_kept_a_receipt(signed, tmp_path):
    receipt = signed.entries.get(seq=3).hash
    with behind_the_back():
        prev = chain.genesis(signed.slug)
        new = {}
        for entry in signed.entries.order_by("seq"):
            facts = {"at": "2024-01-01T00:00:00Z"}
            if entry.kind == "revoke":
                facts["of"] = new[json.loads(entry.body)["of"]]
            prev = new[entry.hash] = rechain(entry, prev, **facts)

        files = download(signed, tmp_path)
        assert check_alone(files).returncode == 0
        assert check_alone(files, receipt).returncode == 1


def test_the_program_alone_confirms_an_intact_ledger_and_a_receipt(signed, tmp_path):
    head = ledger.head(signed)

    alone = check_alone(download(signed, tmp_path), signed.entries.get(seq=3).hash)

    assert (alone.returncode, alone.stderr) == (0, "")
    assert alone.stdout == f"intact: 6 entries, 2 in force, 0 supporters, withheld=0, head {head.hash}\n"


def test_published_names_that_were_changed_are_found(signed, tmp_path):
    files = download(signed, tmp_path)
    lines = [json.loads(line) for line in files["openings"].read_text().splitlines()]
    assert [set(line["facts"]) for line in lines] == [
        {"organization", "slug", "country", "person"},
        {"name", "position"},
    ]

    for number, key in ((0, "organization"), (1, "name")):
        forged = json.loads(json.dumps(lines))
        forged[number]["facts"][key] = "Somebody else"
        files["openings"].write_text("".join(f"{json.dumps(line)}\n" for line in forged))

        alone = check_alone(files)

        assert alone.returncode == 1
        assert "BROKEN at entry 3: its names were changed" in alone.stderr


def test_a_name_cannot_be_moved_to_another_entry(signed):
    bodies, _standing = check(map(chain.line, signed.entries.order_by("seq")))
    signature = signed.signatures.public().first()
    opening = next(ledger.openings(signature))

    with pytest.raises(Broken):
        check_openings([{**opening, "seq": 5}], bodies)


def test_after_the_end_nothing_but_withdrawals_may_follow(signed):
    actions.close(signed, by=None)
    with behind_the_back():
        text = signed.entries.get(seq=1)
        ledger.append(signed, "sign", text=json.loads(text.body)["text"], version=1, commitment="0" * 64)

        assert checking.verify(signed).problem == "it comes after the end"


def test_an_erased_organization_and_person_leave_a_valid_chain(signed):
    signature = signed.signatures.public().first()
    signature.signatory.delete()
    assert checking.verify(signed).ok
    assert [set(opening["facts"]) for opening in ledger.openings(Signature.objects.get(pk=signature.pk))] == [
        {"organization", "slug", "country", "person"}
    ]

    Signature.objects.filter(pk=signature.pk).update(salt="", organization_name="", country_code="")

    assert checking.verify(signed).ok
    assert list(ledger.openings(Signature.objects.get(pk=signature.pk))) == []


def test_a_check_asks_as_many_questions_for_many_signatures_as_for_one(db, django_assert_num_queries):
    declaration = make_declaration()
    for count in (1, 3):
        while declaration.signatures.count() < count:
            sign(declaration)

        with django_assert_num_queries(9):
            assert checking.verify(declaration).ok


def test_no_name_is_in_the_chain(signed):
    bodies = "".join(signed.entries.values_list("body", flat=True))

    for organization in Organization.objects.filter(signatures__declaration=signed):
        assert organization.legal_name not in bodies
        assert organization.slug not in bodies
        assert organization.country.iso3 not in bodies
    assert "Haddad" not in bodies
