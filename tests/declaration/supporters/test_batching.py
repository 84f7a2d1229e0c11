"""Individuals in the ledger: many in one entry, once each; what anyone can check of it, and what tampering shows."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, transaction

from portal import habits
from submissions import verify_ledger
from submissions.declaration import actions as declarations
from submissions.declaration import checking, ledger
from submissions.declaration.models import LedgerEntry
from submissions.declaration.supporters import actions, batching, proofs
from submissions.declaration.supporters.models import Supporter
from submissions.declaration.supporters.tasks import batch_supporters
from submissions.verify_ledger import canonical, sha256
from tests.declaration.tampering import behind_the_back, set_column
from tests.factories.declaration import sign
from tests.factories.supporters import ask, make_supportable, make_supporter, token

pytestmark = pytest.mark.django_db
BATCH = LedgerEntry.Kind.BATCH


def bodies(declaration) -> list[dict]:
    entries = declaration.entries.filter(kind=BATCH).order_by("seq")
    return [json.loads(entry.body) for entry in entries]


def files(client, declaration, folder) -> list[str]:
    """The public files, as somebody keeps them."""
    paths = []
    for name in ("ledger", "openings"):
        answer = client.get(f"/declaration/{declaration.slug}/{name}.jsonl")
        path = folder / f"{name}.jsonl"
        path.write_bytes(b"".join(answer.streaming_content))
        paths.append(str(path))
    return paths


def run_alone(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The program as anybody runs it: without the portal."""
    command = [sys.executable, "-I", verify_ledger.__file__, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_batch_counts_the_confirmed_and_nobody_twice(declaration):
    for _ in range(3):
        make_supporter(declaration)
    ask(declaration)

    first, second = batching.batch(declaration), batching.batch(declaration)

    assert second is None
    assert [(body["count"], body["left"]) for body in bodies(declaration)] == [(3, 0)]
    assert first.supporters.count() == 3
    assert set(bodies(declaration)[0]) == {"at", "commitment", "count", "kind", "left", "seq"}


def test_a_batch_says_how_many_went(declaration):
    going, staying = make_supporter(declaration), make_supporter(declaration)
    batching.batch(declaration)
    actions.withdraw(going)
    make_supporter(declaration)

    batching.batch(declaration)

    assert [(body["count"], body["left"]) for body in bodies(declaration)] == [(2, 0), (1, 1)]
    assert checking.verify(declaration).ok
    assert staying in declaration.supporters.confirmed()


def test_who_withdraws_after_the_end_is_in_a_batch_after_it(declaration, client, tmp_path):
    supporter = make_supporter(declaration)
    declarations.close(declaration, by=None)
    actions.withdraw(Supporter.objects.get(pk=supporter.pk))

    batching.batch(declaration)

    assert [entry.kind for entry in declaration.entries.order_by("seq")][-2:] == ["close", "batch"]
    assert checking.verify(declaration).ok
    assert "0 supporters" in run_alone(*files(client, declaration, tmp_path)).stdout


def test_what_is_interrupted_has_done_nothing(declaration, monkeypatch):
    make_supporter(declaration)
    before = declaration.entries.count()

    def break_down(*args, **kwargs):
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(batching, "_mark", break_down)
        with pytest.raises(RuntimeError):
            batching.batch(declaration)

    assert declaration.entries.count() == before
    assert declaration.supporters.unchained().count() == 1
    assert batching.batch(declaration).supporters.count() == 1


def test_the_command_and_the_task_do_every_declaration_and_may_be_repeated(declaration, capsys):
    other = make_supportable()
    make_supporter(declaration)
    make_supporter(other)

    call_command("batch_supporters")
    call_command("batch_supporters")

    assert capsys.readouterr().out.split("\n")[:2] == ["2 entries", "0 entries"]
    make_supporter(other)
    assert batch_supporters.call() == 1
    assert declaration.supporters.unchained().count() == other.supporters.unchained().count() == 0


def test_the_worker_knows_of_it():
    assert batch_supporters.module_path in habits.paths()


def test_asking_and_confirming_never_ask_for_the_row_of_the_declaration(declaration, django_assert_max_num_queries):
    email = ask(declaration)
    with django_assert_max_num_queries(30) as asked:
        ask(declaration)
        actions.confirm(actions.to_confirm(token(email, "confirm")))

    locking = [one["sql"] for one in asked.captured_queries if "FOR" in one["sql"] or one["sql"].startswith("UPDATE")]
    assert not [sql for sql in locking if 'FROM "submissions_declaration" ' in sql]
    assert not [sql for sql in locking if sql.startswith('UPDATE "submissions_declaration" ')]


def test_anybody_can_check_that_the_numbers_are_whole(declaration, client, tmp_path):
    sign(declaration)
    for name in ("Noor Haddad", "", "Rosa Quispe"):
        make_supporter(declaration, name=name)
    batching.batch(declaration)
    batching.batch(declaration)
    make_supporter(declaration)
    batching.batch(declaration)

    ran = run_alone(*files(client, declaration, tmp_path))

    assert ran.stdout.startswith("intact: 4 entries, 1 in force, 4 supporters, withheld=0, head "), ran
    assert checking.verify(declaration).ok


def test_a_supporter_proves_that_they_were_counted(declaration, client, tmp_path):
    supporter = make_supporter(declaration, "N.oor@gmail.com")
    make_supporter(declaration)
    batching.batch(declaration)
    supporter.refresh_from_db()
    address = f"/declaration/{declaration.slug}/support/own/{token('N.oor@gmail.com', 'own')}/proof.jsonl"

    line = client.get(address).text
    given = json.loads(line)
    person = {"seq": given["seq"], "commitment": given["facts"]["person"], "salt": given["person_salt"]}
    whole = canonical({**person, "facts": {"email": "noor@gmail.com"}})
    proof = tmp_path / "proof.jsonl"
    proof.write_text(f"{line}{whole}\n")
    kept = files(client, declaration, tmp_path)

    assert "intact" in run_alone(*kept, str(proof)).stdout
    proof.write_text(line + whole.replace("noor@", "rosa@") + "\n")
    assert "BROKEN" in run_alone(*kept, str(proof)).stderr
    proof.write_text(line.replace("KEN", "PER"))
    assert "BROKEN" in run_alone(*kept, str(proof)).stderr


def test_openings_name_those_alone_who_agreed_and_give_no_way_to_guess_an_address(declaration, client, tmp_path):
    named = make_supporter(declaration, "noor@example.org", name="Noor Haddad")
    hidden = make_supporter(declaration, "rosa@example.org")
    batching.batch(declaration)

    text = Path(files(client, declaration, tmp_path)[1]).read_text()

    lines = [json.loads(line) for line in text.splitlines()]
    assert lines[0]["facts"]["supporters"] == sorted([named.commitment, hidden.commitment])
    assert [line["facts"]["name"] for line in lines[1:]] == ["Noor Haddad"]
    assert named.salt in text
    for secret in (named.person_salt, hidden.salt, hidden.person_salt, named.email_hmac, hidden.person_commitment):
        assert secret not in text


def test_openings_change_their_tag_when_somebody_named_withdraws(declaration, client):
    supporter = make_supporter(declaration, name="Noor Haddad")
    batching.batch(declaration)
    address = f"/declaration/{declaration.slug}/openings.jsonl"
    before = client.get(address)

    actions.withdraw(supporter)

    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert b"Noor" not in b"".join(after.streaming_content)


def test_the_openings_of_a_batch_may_lack_nobody_and_add_nobody(declaration, client, tmp_path):
    make_supporter(declaration)
    make_supporter(declaration)
    batching.batch(declaration)
    chain, openings = files(client, declaration, tmp_path)
    whole = json.loads(Path(openings).read_text().splitlines()[0])
    hashes = whole["facts"]["supporters"]

    for changed in (hashes[:1], [*hashes, "0" * 64], hashes[::-1], ["0" * 64, hashes[1]]):
        facts = {"supporters": changed}
        for forged in (whole["commitment"], sha256(canonical(facts))):
            Path(openings).write_text(canonical({**whole, "facts": facts, "commitment": forged}) + "\n")
            ran = run_alone(chain, openings)
            assert "BROKEN at entry 2: its names were changed" in ran.stderr, (changed, forged)


def test_what_is_changed_in_the_database_is_found(declaration):
    supporter = make_supporter(declaration)
    make_supporter(declaration)
    batching.batch(declaration)
    assert checking.verify(declaration).ok

    for column, value, problem in [
        ("commitment", "0" * 64, "its supporters were changed"),
        ("country_code", "PER", "what it says of a supporter was changed"),
        ("batch_id", None, "its supporters were changed"),
        ("salt", "ab" * 32, "what it says of a supporter was changed"),
        ("person_commitment", "0" * 64, "what it says of a supporter was changed"),
    ]:
        with behind_the_back():
            set_column(supporter, column, value)
            verdict = checking.verify(declaration)

        assert (verdict.entry, verdict.problem) == (2, problem), column


def test_supporters_made_up_in_the_database_are_found(declaration):
    entry = (make_supporter(declaration), batching.batch(declaration))[1]
    added = make_supporter(declaration)

    Supporter.objects.filter(pk=added.pk).update(batch=entry)

    assert checking.verify(declaration).problem == "its supporters were changed"


def test_a_batch_without_its_supporters_is_found(declaration):
    make_supporter(declaration)
    batching.batch(declaration)

    with behind_the_back():
        Supporter.objects.update(batch=None)
        verdict = checking.verify(declaration)

    assert (verdict.entry, verdict.problem) == (2, "its supporters are gone")


def test_withdrawals_that_nobody_made_are_found(declaration):
    first, second = make_supporter(declaration), make_supporter(declaration)
    batching.batch(declaration)
    for supporter in (first, second):
        actions.withdraw(supporter)
    entry = batching.batch(declaration)

    Supporter.objects.filter(pk=first.pk).update(left_batch=None)

    assert checking.verify(declaration).problem == "the number of those who withdrew was changed"
    Supporter.objects.filter(pk=first.pk).update(left_batch=entry)
    assert checking.verify(declaration).ok


@pytest.mark.parametrize("change", ["delete", {"commitment": "0" * 64}, {"batch": None}])
def test_the_database_lets_nobody_change_what_a_batch_counted(declaration, change):
    supporter = make_supporter(declaration)
    batching.batch(declaration)
    rows = Supporter.objects.filter(pk=supporter.pk)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.delete() if change == "delete" else rows.update(**change)


def test_a_page_checks_no_ledger_that_counts_many_supporters(declaration, monkeypatch):
    monkeypatch.setattr(checking, "CHECKED_BY_PAGES", 3)
    for _ in range(3):
        make_supporter(declaration)
    batching.batch(declaration)
    head = ledger.head(declaration)
    assert checking.last_verdict(declaration, head).ok
    actions.withdraw(declaration.supporters.first())
    make_supporter(declaration)
    batching.batch(declaration)
    cache.clear()

    assert checking.last_verdict(declaration, ledger.head(declaration)) is None
    checking.keep(declaration, checking.verify(declaration))
    cache.clear()
    assert checking.last_verdict(declaration, ledger.head(declaration)).count == 3


def test_before_a_batch_nothing_opens(declaration):
    assert proofs.opening_of(make_supporter(declaration)) is None
    assert list(proofs.openings(declaration)) == []


def test_openings_take_as_many_questions_for_many_batches(declaration, django_assert_num_queries):
    for count in (1, 3):
        while declaration.entries.filter(kind=BATCH).count() < count:
            make_supporter(declaration, name="Noor")
            batching.batch(declaration)

        with django_assert_num_queries(2):
            assert len(list(proofs.openings(declaration))) == 2 * count
