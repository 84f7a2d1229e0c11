"""The hash chain: how a link is made, and that the verifier which anyone may run agrees with it."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from submissions import chain
from submissions.declaration.models import LedgerEntry
from submissions.verify_ledger import Broken, check, check_openings

SLUG = "a-declaration"
TEXT = "c" * 64


def add(entries: list[LedgerEntry], kind: str, **facts) -> LedgerEntry:
    """Append an entry that was never stored."""
    start = chain.genesis(SLUG)
    columns = chain.following(entries[-1] if entries else None, start, kind, {"declaration": SLUG, **facts})
    entries.append(LedgerEntry(**columns))
    return entries[-1]


@pytest.fixture
def entries() -> list[LedgerEntry]:
    """A text that was locked, and a signature under it."""
    made: list[LedgerEntry] = []
    add(made, "version", text=TEXT)
    add(made, "sign", text=TEXT)
    return made


def lines(entries: list[LedgerEntry]) -> list[dict]:
    return [chain.line(one) for one in entries]


def test_a_chain_that_the_portal_makes_holds_for_the_verifier(entries):
    bodies, standing = check(lines(entries))

    assert list(bodies) == [one.hash for one in entries]
    assert standing == {entries[1].hash: TEXT}


def test_a_link_follows_the_one_before_and_the_first_one_the_name(entries):
    first, second = entries

    assert (first.seq, first.prev_hash) == (1, chain.genesis(SLUG))
    assert (second.seq, second.prev_hash) == (2, first.hash)
    assert second.hash == chain.entry_hash(first.hash, chain.body_hash(second.body))


def test_a_clock_that_went_back_does_not_turn_the_order_round(entries):
    entries[-1].created_at += timedelta(days=1)

    assert add(entries, "sign", text=TEXT).created_at == entries[1].created_at


def test_the_facts_of_an_entry_cannot_speak_for_the_chain(entries):
    body = json.loads(add(entries, "sign", text=TEXT, seq=99, at="1970-01-01T00:00:00Z").body)

    assert (body["seq"], body["kind"]) == (3, "sign")
    assert body["at"] != "1970-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"body": None}, "it is missing, or its content is"),
        ({"body": "{}"}, "its content was changed"),
        ({"hash": "0" * 64}, "its fingerprint is wrong"),
        ({"seq": 7}, "it is missing, or its content is"),
        ({"prev": "0" * 64}, "its fingerprint is wrong"),
        ({"kind": "close"}, "it contradicts itself"),
    ],
)
def test_whatever_is_changed_is_found_at_its_entry(entries, change, problem):
    changed = lines(entries)
    changed[1] |= change

    with pytest.raises(Broken) as broken:
        check(changed)

    assert broken.value.args == (2, problem)


@pytest.mark.parametrize(
    ("kind", "facts", "problem"),
    [
        ("sign", {"text": "d" * 64}, "it signs a text that was not locked"),
        ("revoke", {"of": "e" * 64}, "it speaks of a signature that does not stand"),
        ("amend", {"of": "e" * 64}, "it speaks of a signature that does not stand"),
        ("withhold", {"of": "e" * 64, "was": "sign", "reason": "r"}, "it withholds another"),
    ],
)
def test_an_entry_that_makes_no_sense_is_found_though_its_hashes_are_right(entries, kind, facts, problem):
    add(entries, kind, **facts)

    with pytest.raises(Broken) as broken:
        check(lines(entries))

    assert broken.value.args == (3, problem)


@pytest.mark.parametrize(("kind", "fits"), [("sign", False), ("version", False), ("late", True), ("revoke", True)])
def test_what_follows_the_end_of_signing_is_what_may_follow_it(entries, kind, fits):
    add(entries, "close")
    add(entries, kind, text=TEXT, **({"of": entries[1].hash} if kind == "revoke" else {}))

    if fits:
        check(lines(entries))
    else:
        with pytest.raises(Broken, match="it comes after the end"):
            check(lines(entries))


def test_a_signature_that_was_taken_back_stands_no_more(entries):
    add(entries, "revoke", of=entries[1].hash)

    assert check(lines(entries))[1] == {}


def test_content_may_be_gone_where_its_entry_says_so_and_nowhere_else(entries):
    add(entries, "sign", text=TEXT)
    emptied = lines(entries)
    emptied[2]["body"] = None

    check(emptied, erased=[entries[2].hash])
    with pytest.raises(Broken):
        check(emptied, erased=[entries[1].hash])


@pytest.mark.parametrize("change", [{"salt": "00"}, {"seq": 1}, {"facts": {"name": "Somebody else"}}])
def test_names_that_were_not_committed_to_are_found(entries, change):
    salt, facts = chain.new_salt(), {"name": "Noor Haddad"}
    commitment = chain.sha256(chain.canonical(facts), salt)
    add(entries, "sign", text=TEXT, commitment=commitment)
    bodies, _standing = check(lines(entries))
    opening = {"seq": 3, "salt": salt, "facts": facts, "commitment": commitment}

    check_openings([opening], bodies)
    with pytest.raises(Broken, match="its names were changed"):
        check_openings([opening | change], bodies)


def test_a_time_is_written_in_utc_in_whole_seconds():
    vienna = timezone(timedelta(hours=2))

    assert chain.stamp(datetime(2026, 6, 1, 1, 30, 59, 999_999, tzinfo=vienna)) == "2026-05-31T23:30:59Z"
    assert chain.stamp(datetime(2026, 6, 1, tzinfo=UTC)) == "2026-06-01T00:00:00Z"


def test_a_fingerprint_is_read_aloud_in_eights_and_loses_nothing():
    value = chain.sha256("canary")

    assert [len(part) for part in chain.in_eights(value).split(" ")] == [8] * 8
    assert chain.in_eights(value).replace(" ", "") == value


def test_no_two_salts_are_alike():
    assert len({chain.new_salt() for _number in range(50)}) == 50
    assert len(bytes.fromhex(chain.new_salt())) == 32
