"""The files of the ledger: complete, streamed, checked against a copy by their head."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from submissions import chain, verify_ledger
from submissions.declaration import actions, ledger
from submissions.verify_ledger import sha256
from tests.declaration.tampering import behind_the_back, set_column
from tests.factories.declaration import make_declaration, make_draft, make_locked, owner_of, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def declaration():
    return make_declaration(texts={"en": "We ask.\n\nNow.", "ar": "نطلب."})


def address(name: str, *args: str) -> str:
    return reverse(f"declaration_data:{name}", args=args)


def lines(client, name: str, declaration) -> list[dict]:
    content = b"".join(client.get(address(name, declaration.slug)).streaming_content)
    return [json.loads(line) for line in content.decode().splitlines()]


def test_addresses_carry_no_language_and_never_change():
    assert address("ledger", "x") == "/declaration/x/ledger.jsonl"
    assert address("openings", "x") == "/declaration/x/openings.jsonl"
    assert address("head", "x") == "/declaration/x/head.txt"
    assert address("text", "x", "zh-hans") == "/declaration/x/text/zh-hans.txt"
    assert address("script") == "/declaration/verify_ledger.py"


def test_the_ledger_holds_every_entry_in_order(client, declaration):
    sign(declaration)

    entries = lines(client, "ledger", declaration)

    assert [entry["seq"] for entry in entries] == [1, 2, 3]
    assert entries[-1]["hash"] == ledger.head(declaration).hash
    assert {tuple(sorted(entry)) for entry in entries} == {("body", "body_hash", "hash", "kind", "prev", "seq")}


def test_openings_hold_those_who_agreed_and_what_opens_their_commitment(client, declaration):
    named = sign(declaration, person_named=True, name="Noor Haddad", position="Director")
    sign(declaration, organization_named=False)
    quiet = sign(declaration)

    openings = lines(client, "openings", declaration)

    assert [opening["seq"] for opening in openings] == [named.entry.seq, named.entry.seq, quiet.entry.seq]
    assert openings[0]["facts"]["organization"] == named.organization_name
    assert openings[1]["facts"] == {"name": "Noor Haddad", "position": "Director"}
    assert openings[2]["facts"]["organization"] == quiet.organization_name


def test_who_withdraws_or_hides_leaves_the_openings(client, declaration):
    gone, hidden = sign(declaration), sign(declaration, person_named=True)
    actions.withdraw(gone, by=owner_of(gone.organization), reason="Board")
    actions.hide(hidden, by=owner_of(hidden.organization))

    assert lines(client, "openings", declaration) == []
    assert len(lines(client, "ledger", declaration)) == 5


def test_the_head_says_how_far_the_chain_goes(client, declaration):
    head = ledger.head(declaration)

    text = client.get(address("head", declaration.slug)).text

    at = chain.stamp(head.created_at)
    assert text == f"declaration: {declaration.slug}\nentries: 2\nhead: {head.hash}\nat: {at}\n"


def test_a_text_comes_byte_for_byte(client, declaration):
    for language, text in {"en": "We ask.\n\nNow.", "ar": "نطلب."}.items():
        answer = client.get(address("text", declaration.slug, language))
        assert answer.content.decode() == text
        assert sha256(answer.content.decode()) == declaration.versions.get(language=language).sha256
    assert client.get(address("text", declaration.slug, "fr")).status_code == 404


def test_the_program_is_the_one_that_the_portal_runs(client):
    answer = client.get(address("script"))

    assert answer.content == Path(verify_ledger.__file__).read_bytes()
    assert len(answer.text.splitlines()) < 100
    assert answer.headers["Content-Disposition"] == 'attachment; filename="verify_ledger.py"'


@pytest.mark.parametrize("name", ["ledger", "openings", "head"])
def test_a_copy_that_is_still_right_is_not_sent_again(client, declaration, name):
    where = address(name, declaration.slug)
    tag = client.get(where).headers["ETag"]
    assert client.get(where, headers={"If-None-Match": tag}).status_code == 304

    sign(declaration)

    answer = client.get(where, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag
    assert "no-cache" in answer.headers["Cache-Control"]


def test_hiding_makes_copies_of_the_openings_old_at_once(client, declaration):
    signature = sign(declaration)
    tag = client.get(address("openings", declaration.slug)).headers["ETag"]

    actions.hide(signature, by=owner_of(signature.organization))

    answer = client.get(address("openings", declaration.slug), headers={"If-None-Match": tag})
    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["ledger", "openings", "head"])
def test_what_is_not_public_is_not_there(client, coordinator, name):
    client.force_login(coordinator)

    assert client.get(address(name, make_draft().slug)).status_code == 404
    assert client.get(address(name, "no-such-declaration")).status_code == 404
    assert client.post(address(name, make_locked().slug)).status_code == 405


def test_a_drafts_text_is_not_there(client):
    assert client.get(address("text", make_draft().slug, "en")).status_code == 404


@pytest.mark.parametrize(("name", "queries"), [("ledger", 5), ("openings", 7)])
def test_files_ask_as_many_questions_for_three_as_for_one(
    client, declaration, django_assert_num_queries, name, queries
):
    for count in (1, 3):
        while declaration.signatures.count() < count:
            sign(declaration)

        with django_assert_num_queries(queries):
            assert lines(client, name, declaration)


def test_the_feed_has_the_last_head_of_each_day(client):
    declaration = make_declaration()
    sign(declaration)
    first, last = declaration.entries.order_by("seq")
    with behind_the_back():
        set_column(first, "created_at", first.created_at - timedelta(days=2))

        answer = client.get(address("heads", declaration.slug))

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [item.split("<")[0] for item in answer.text.split("<title>")[2:]] == [
        f"Entry 2: {last.hash}",
        f"Entry 1: {first.hash}",
    ]
    assert client.get(address("heads", make_draft().slug), follow=True).status_code == 404


def test_the_feed_says_the_same_in_each_language_and_leads_to_its_pages(client):
    declaration = make_declaration()
    sign(declaration)
    english, arabic = (client.get(f"{prefix}/declaration/{declaration.slug}/heads.atom").text for prefix in ("", "/ar"))

    assert 'xml:lang="en"' in english and 'xml:lang="ar"' in arabic
    assert english.count("<id>tag:") == 1
    assert re.findall("<id>(tag:[^<]*)", english) == re.findall("<id>(tag:[^<]*)", arabic)
    assert f"/ar/declaration/{declaration.slug}/receipt/" in arabic
