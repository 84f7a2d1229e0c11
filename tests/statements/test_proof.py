"""Checking a receipt, on the page and without the portal; and that what is not public has one equal answer."""

import hashlib
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote_plus as quote

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from organizations.models import Organization
from submissions.chain import in_eights
from submissions.statements import chaining, checking, proof, receipts, withdrawing
from submissions.statements.models import Statement, StatementEntry, StatementState
from submissions.statements.tasks import check_chains
from submissions.statements.tombstones import RemovalReason
from tests.declaration.tampering import behind_the_back, rechain, run, set_column
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.statements import accepted, make_call, make_reported, make_statement, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
PAGE = "/en/statements/proof/"
SCRIPT = "/declaration/verify_ledger.py"
CANARY = "canarybird"


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def chain_address(statement: Statement) -> str:
    return f"/statements/series/{statement.slug.rpartition('-')[0]}.jsonl"


@pytest.fixture
def statement() -> Statement:
    """Public, and the second of two in its chain."""
    call = make_call(reference_stem="2024/FA/WS")
    make_statement(S.ACCEPTED, call=call)
    house = OrganizationFactory(legal_name="Coast Watch")
    return make_statement(S.ACCEPTED, call=call, organization=house, title="Ce que l’on voit", language="fr")


# -- what the page answers


def ways_to_write(statement: Statement) -> dict[str, str]:
    """What people hold, as they write it."""
    receipt, sha256, entry = statement.receipt, statement.current.sha256, statement.entries.get().hash
    return {
        "receipt": receipt,
        "receipt in small letters": receipt.lower(),
        "receipt without dashes": receipt.replace("-", ""),
        "receipt with blanks": f"  {receipt.replace('-', ' ')} ",
        "text": sha256,
        "text in eights": in_eights(sha256).upper(),
        "entry": entry,
        "entry in eights": in_eights(entry),
        "reference": statement.reference,
        "reference in small letters": statement.reference.lower(),
        "address": statement.slug,
    }


def test_however_it_is_written_the_statement_is_found(client, statement):
    for words in ways_to_write(statement).values():
        answer = client.get(PAGE, {"q": words})

        assert answer.status_code == 200, words
        assert [one.statement for one in answer.context["found"]] == [statement], words


def test_the_page_says_what_is_on_the_record(client, statement):
    text = client.get(PAGE, {"q": statement.receipt}).text
    entry = statement.entries.get()

    assert f'<a href="/en/statements/{statement.slug}/"><bdi>{statement.reference}</bdi></a>' in text
    assert '<span lang="fr" dir="ltr">Ce que l’on voit</span>' in text and "Coast Watch" in text
    assert in_eights(statement.current.sha256) in text and in_eights(entry.hash) in text
    assert "Entry 2 in the chain <bdi>CSP/2024/FA/WS</bdi>" in text and "Newest entry of the chain now: 2" in text
    assert "The text on the record has this fingerprint" in text
    assert "Chain intact" in text and "Entries 1 to 2, checked by this server" in text
    for address in (f"/statements/{statement.slug}.txt", chain_address(statement), SCRIPT):
        assert f'href="{address}"' in text


def test_the_reading_page_leads_to_the_proof_and_to_the_text(client, statement):
    page = client.get(statement.get_absolute_url()).text

    assert f'<a href="{PAGE}?q={quote(statement.reference)}">Entry 2 of the chain</a>' in page
    assert f'<a href="/statements/{statement.slug}.txt">' in page
    assert client.get(f"{PAGE}?q={quote(statement.reference)}").context["found"]


def test_the_tombstone_leads_to_the_proof(client):
    gone = make_statement(S.REMOVED)

    assert f'href="{PAGE}?q={quote(gone.reference)}"' in client.get(gone.get_absolute_url()).text


def test_the_receipt_on_paper_has_the_entry_and_where_to_check(statement):
    said = receipts.facts(statement)

    assert said["entry"] == statement.entries.get() and said["proof"].endswith("/statements/proof/")
    assert said["entry"].fingerprint in render_to_string("statements/receipt_pdf.html", said)


def test_a_reported_statement_is_found_by_its_reference(client):
    reported = make_reported()

    text = client.get(PAGE, {"q": reported.reference}).text

    assert "Entry 1 in the chain" in text and "Sent in" not in text and "Made by" in text


def test_two_organizations_that_sent_the_same_text_are_both_found(client):
    same = {"title": "One voice", "source": "We ask for one thing."}
    first, second = make_statement(S.ACCEPTED, **same), make_statement(S.ACCEPTED, **same)

    found = client.get(PAGE, {"q": first.current.sha256}).context["found"]

    assert [one.statement for one in found] == [first, second]


def test_the_first_visit_explains_and_names_the_chains(client, statement):
    answer = client.get(PAGE)

    assert answer.status_code == 200
    assert "Nothing on the public record" not in answer.text and "sha256sum" in answer.text
    assert f'href="{chain_address(statement)}"' in answer.text


def test_a_text_that_was_changed_in_the_database_is_said_loudly(client, statement):
    with behind_the_back():
        run("UPDATE submissions_statementversion SET source = source || '!' WHERE id = %s", statement.current_id)

        text = client.get(PAGE, {"q": statement.receipt}).text

    assert "it was changed" in text and "The text on the record has this fingerprint" not in text


def test_a_broken_chain_is_said_loudly(client, statement):
    with behind_the_back():
        set_column(StatementEntry.objects.get(seq=1), "body_hash", "0" * 64)

        assert "Chain broken" in client.get(PAGE, {"q": statement.receipt}).text


def test_a_statement_that_was_taken_out_of_the_chain_is_said_loudly(client, statement):
    with behind_the_back():
        run("DELETE FROM submissions_statemententry WHERE seq = 2")

        text = client.get(PAGE, {"q": statement.receipt}).text

    assert "It is in no chain" in text and "Chain intact" not in text


def test_a_long_chain_is_checked_by_the_worker_and_not_by_the_page(client, statement, monkeypatch):
    monkeypatch.setattr(checking, "CHECKED_BY_PAGES", 1)
    assert "This server has not checked the chain yet." in client.get(PAGE, {"q": statement.receipt}).text

    check_chains.call()
    cache.clear()

    assert "Entries 1 to 2" in client.get(PAGE, {"q": statement.receipt}).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries, count):
    call, same = make_call(), {"title": "One voice", "source": "We ask for one thing."}
    for _ in range(count):
        statement = make_statement(S.ACCEPTED, call=call, **same)
    client.get(PAGE)

    with django_assert_num_queries(8):
        assert len(client.get(PAGE, {"q": statement.current.sha256}).context["found"]) == count


def test_the_page_asks_nothing_about_its_reader(client, statement):
    anonymous = client.get(PAGE, {"q": statement.receipt})
    client.force_login(writer_of(statement.organization))

    signed_in = client.get(PAGE, {"q": statement.receipt})

    assert signed_in.content == anonymous.content and len(anonymous.content) <= 16 * 1024
    assert "Cookie" not in anonymous.headers.get("Vary", "")
    assert "csrf" not in anonymous.text and "<script" not in anonymous.text
    assert client.post(PAGE).status_code == 405


def test_no_question_breaks_the_page(client, statement):
    for words in ("\0", "R-\0", "x" * 10_000, "é" * 200, "/" * 200, "%00", "' OR 1=1 --", "½", "1", "-", "<b>"):
        assert client.get(PAGE, {"q": words}).status_code in (200, 400, 404), words


def test_a_question_that_is_too_long_is_refused_beside_the_field(client, statement):
    answer = client.get(PAGE, {"q": "x" * 201})

    assert answer.status_code == 400
    assert 'class="msg" id="q-e"' in answer.text and 'aria-invalid="true"' in answer.text
    assert len(answer.content) <= 16 * 1024


# -- what is not public


def hidden() -> list[Statement]:
    """One of each that never was public, sent in or not, also what was taken away under an embargo."""
    later = {"publish_at": timezone.now() + timedelta(days=3)}
    states = [(state, {}) for state in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.REJECTED)]
    states += [(state, later) for state in (S.ACCEPTED, S.WITHDRAWN, S.REMOVED)]
    call, judge = make_call(reference_stem="2024/ZZ/WS"), CoordinatorFactory()
    return [
        make_statement(
            state, call=call, coordinator=judge, title=f"{CANARY} {number}", summary=CANARY,
            source=f"{CANARY} {number}",
            organization=OrganizationFactory(legal_name=f"{CANARY} {number}", slug=f"{CANARY}-{number}"), **more,
        )
        for number, (state, more) in enumerate(states)
    ]  # fmt: skip


def numbers_of(statement: Statement) -> list[str]:
    """Whatever somebody could hold of it."""
    entries = [entry.hash for entry in statement.entries.all()]
    found = [statement.receipt, statement.current.sha256, statement.reference, statement.slug, *entries]
    return [one for one in found if one]


def test_all_that_is_not_public_has_the_answer_of_what_does_not_exist(client):
    statements = hidden()
    made_up = {64: "ab" * 32, 9: "R-2222-22", 16: "csp-2024-zz-ws-9"}
    asked = [number for one in statements for number in numbers_of(one)]
    assert len(asked) >= 3 * 2 + 3 * 5
    nothings = {other: client.get(PAGE, {"q": other}) for other in ("CSP/2024/ZZ/WS/9", *made_up.values())}

    for number in asked:
        other = "CSP/2024/ZZ/WS/9" if "/" in number else made_up[len(number)]
        answer, nothing = client.get(PAGE, {"q": number}), nothings[other]
        assert answer.status_code == nothing.status_code == 404
        assert answer.text.replace(number, other).replace(quote(number), quote(other)) == nothing.text
        assert answer.headers == nothing.headers
        assert "Nothing on the public record has this number or fingerprint" in answer.text


def test_a_hidden_statement_costs_as_many_queries_as_one_that_does_not_exist(client, django_assert_num_queries):
    statements = hidden()
    client.get(PAGE)

    for number in ("R-2222-22", *(one.receipt for one in statements if one.receipt)):
        with django_assert_num_queries(3):
            client.get(PAGE, {"q": number})


def everywhere(client, statements: list[Statement]) -> str:
    """All that the new addresses say about these statements."""
    said = [client.get(PAGE, {"q": number}).text for one in statements for number in numbers_of(one)]
    for one in statements:
        for address in (
            f"/statements/{one.slug}.txt",
            chain_address(one) if one.slug else "/statements/series/x.jsonl",
        ):
            said.append(body(client.get(address)).decode())
    said += [body(client.get(f"/statements/series/csp-2024-zz-ws{end}")).decode() for end in (".jsonl", "/head.txt")]
    return "".join(said)


def test_nothing_hidden_is_in_a_chain_a_head_a_text_or_on_the_page(client, monkeypatch):
    statements = hidden()

    said = everywhere(client, statements)

    assert CANARY not in said
    echoed = said.replace('value="R-', "").replace("?q=R-", "")  # the question, in the form and in links to languages
    assert not any(one.receipt in echoed for one in statements if one.receipt)

    # Without the rule of sight the same search finds it.
    monkeypatch.setattr(type(Statement.objects.all()), "was_public", lambda rows: rows.exclude(state=S.DRAFT))
    with pytest.raises(AssertionError):
        assert CANARY not in everywhere(client, [one for one in statements if one.slug])


@pytest.mark.parametrize("keeps_title", [True, False])
def test_a_removed_statement_says_that_and_no_more_than_its_tombstone(client, keeps_title):
    house = OrganizationFactory(legal_name=f"{CANARY} House")
    gone = make_statement(S.ACCEPTED, title=f"{CANARY} title", source=f"{CANARY} text", organization=house)
    withdrawing.remove(
        gone, by=CoordinatorFactory(), code=RemovalReason.PERSON, reason=f"{CANARY} reason", keeps_title=keeps_title
    )

    text = client.get(PAGE, {"q": gone.receipt}).text

    assert gone.reference in text and "Removed by coordinators" in text and "Personal data of a third person" in text
    assert (f"{CANARY} title" in text, f"{CANARY} House" in text) == (keeps_title, keeps_title)
    assert f"{CANARY} text" not in text and f"{CANARY} reason" not in text
    assert (in_eights(gone.current.sha256) in text) == keeps_title
    assert f"/statements/{gone.slug}.txt" not in text


def test_a_withdrawn_statement_says_since_when_and_has_no_text(client):
    gone = make_statement(S.WITHDRAWN, title="Kept", source=CANARY)

    answer = client.get(PAGE, {"q": gone.receipt})

    assert "Withdrawn by its organization" in answer.text and "Kept" in answer.text and CANARY not in answer.text
    assert client.get(f"/statements/{gone.slug}.txt").status_code == 410
    assert CANARY not in client.get(f"/statements/{gone.slug}.txt").text


def test_a_taken_away_text_is_gone_and_what_never_was_public_does_not_exist(client):
    for one in hidden():
        assert client.get(f"/statements/{one.slug}.txt").status_code == 404
    assert client.get("/statements/csp-2024-fa-ws-999.txt").status_code == 404
    removed = make_statement(S.REMOVED, title=CANARY)
    answer = client.get(f"/statements/{removed.slug}.txt")
    assert answer.status_code == 410 and CANARY not in answer.text


def test_an_embargo_ends_by_the_query(client):
    soon = make_statement(S.ACCEPTED, publish_at=timezone.now() + timedelta(minutes=1))
    assert client.get(PAGE, {"q": soon.receipt}).status_code == 404

    Statement.objects.filter(pk=soon.pk).update(publish_at=timezone.now())

    assert client.get(PAGE, {"q": soon.receipt}).status_code == 200
    assert client.get(f"/statements/{soon.slug}.txt").status_code == 200


# -- without the portal


def test_the_text_file_hashes_to_the_fingerprint(client):
    for language, title in (("en", "Parts & ports"), ("ar", "بيانات")):
        made = make_statement(S.ACCEPTED, language=language, title=title, source="One.\n\n“Two” — ثلاثة.")

        answer = client.get(f"/statements/{made.slug}.txt")

        assert hashlib.sha256(answer.content).hexdigest() == made.current.sha256
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{made.slug}.txt"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def download(statement: Statement, folder: Path) -> Path:
    """The chain as a reader gets it, and the program beside it."""
    (folder / "verify_ledger.py").write_bytes(Client().get(SCRIPT).content)
    chain = folder / chain_address(statement).rpartition("/")[2]
    chain.write_bytes(body(Client().get(chain_address(statement))))
    return chain


def check_alone(chain: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the downloaded program on the downloaded chain, in a Python that knows nothing of the portal."""
    command = [sys.executable, "-I", "verify_ledger.py", chain.name, *more]
    return subprocess.run(command, cwd=chain.parent, capture_output=True, text=True, check=False)


def test_the_program_alone_confirms_a_receipt(statement, tmp_path):
    withdrawing.withdraw(
        Statement.objects.get(reference="CSP/2024/FA/WS/1"),
        by=writer_of(Organization.objects.get(statements__reference="CSP/2024/FA/WS/1")), reason="Board",
    )  # fmt: skip
    chain = download(statement, tmp_path)
    head = chaining.head(statement.entries.get().series).hash

    for kept in (statement.current.sha256, statement.entries.get().hash):
        alone = check_alone(chain, kept)
        assert (alone.returncode, alone.stderr) == (0, "")
        assert alone.stdout == f"intact: 3 entries, 1 in force, 0 supporters, withheld=0, head {head}\n"
    assert check_alone(chain, "a" * 64).stderr == "BROKEN at entry 3: nothing has the fingerprint that you kept\n"


TAMPERINGS = {
    "content": lambda entry: set_column(entry, "body", entry.body.replace("/2", "/7")),
    "another text": lambda entry: set_column(entry, "body", entry.body.replace('"text":"', '"text":"0')[:-1] + "}"),
    "fingerprint": lambda entry: set_column(entry, "hash", "0" * 64),
    "the first is gone": lambda entry: run("DELETE FROM submissions_statemententry WHERE seq = 1"),
    "the same reference twice": lambda entry: rechain(entry, entry.prev_hash, reference="CSP/2024/FA/WS/1"),
}


def test_the_program_alone_finds_a_chain_that_was_changed(statement, tmp_path):
    for name, change in TAMPERINGS.items():
        with behind_the_back():
            change(statement.entries.get())

            alone = check_alone(download(statement, tmp_path))

        assert alone.returncode == 1, name
        assert alone.stderr.startswith("BROKEN at entry "), name


def test_a_text_that_was_exchanged_with_all_hashes_is_found_by_who_kept_the_receipt(statement, tmp_path):
    entry, kept = statement.entries.get(), statement.current.sha256
    with behind_the_back():
        rechain(entry, entry.prev_hash, text="e" * 64)
        chain = download(statement, tmp_path)

    assert check_alone(chain).returncode == 0
    for fingerprint in (kept, entry.hash):
        assert "nothing has the fingerprint that you kept" in check_alone(chain, fingerprint).stderr


def test_the_head_says_how_far_the_chain_goes_and_a_copy_is_not_sent_twice(client, statement):
    where = f"{chain_address(statement).removesuffix('.jsonl')}/head.txt"
    entry = statement.entries.get()
    answer = client.get(where)

    assert answer.text.startswith(f"series: CSP/2024/FA/WS\nentries: 2\nhead: {entry.hash}\nat: ")
    for address in (where, chain_address(statement)):
        tag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    accepted(make_statement(S.SUBMITTED, call=statement.call))
    assert client.get(where, headers={"If-None-Match": tag}).status_code == 200


def test_another_chain_does_not_exist(client, statement):
    for name in ("csp-1999-x", "CSP-2024-FA-WS", "csp_2024_fa_ws", "csp-2024-fa", "csp-2024-fa-ws-1"):
        for address in (f"/statements/series/{name}.jsonl", f"/statements/series/{name}/head.txt"):
            assert client.get(address).status_code == 404, address


def test_a_call_without_an_accepted_statement_has_no_chain(client):
    make_statement(S.SUBMITTED, call=make_call(reference_stem="2024/FA/WS"))

    assert client.get("/statements/series/csp-2024-fa-ws.jsonl").status_code == 404
    assert client.get(PAGE).context["chains"].count() == 0


def test_the_form_of_a_question_decides_what_is_asked():
    assert "current__sha256" in str(proof.meant("AB " * 32))
    assert proof.meant("r 7km2 q4").children[0] == ("receipt", "R-7KM2-Q4")
    assert proof.meant(" CSP / 2024 / FA/WS/12 ").children == [("slug", "csp-2024-fa-ws-12")]
