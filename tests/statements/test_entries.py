"""The chains of statements: what joins them and when, that nobody changes them, and what checking finds."""

import hashlib
import json
from datetime import timedelta
from functools import partial
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from portal import habits
from portal.models import OutgoingMail
from submissions import chain, heads
from submissions.statements import actions, chaining, checking, reviewing, texts, withdrawing
from submissions.statements.models import ReferenceSeries, Statement, StatementEntry, StatementState
from submissions.statements.tasks import check_chains
from submissions.statements.tombstones import RemovalReason
from submissions.verify_ledger import Broken, check
from tests.database import together
from tests.declaration.tampering import behind_the_back, rechain, run, set_column
from tests.factories.organizations import CoordinatorFactory
from tests.factories.statements import accepted, make_call, make_reported, make_statement, writer_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = StatementState
CANARY = "canarybird"
REMOVED = RemovalReason.DANGER


def body(entry: StatementEntry) -> dict:
    return json.loads(entry.body)


def chain_of(statement: Statement) -> ReferenceSeries:
    return statement.entries.first().series


def remove(statement: Statement, **words) -> Statement:
    return withdrawing.remove(
        statement, by=CoordinatorFactory(), **{"code": REMOVED, "reason": f"{CANARY} lives there.", **words}
    )


@pytest.fixture
def moved(db):
    """One call with three statements: one stands, one was withdrawn and taken back, one was removed: six entries."""
    same = {"call": make_call(reference_stem="2024/FA/WS"), "coordinator": CoordinatorFactory()}
    make_statement(S.ACCEPTED, **same)
    gone = make_statement(S.WITHDRAWN, **same)
    withdrawing.undo(gone, by=writer_of(gone.organization))
    remove(make_statement(S.ACCEPTED, files=1, **same))
    return ReferenceSeries.objects.get(stem="CSP/2024/FA/WS")


# -- what joins a chain


def test_the_chain_grows_by_each_move_and_by_nothing_else(moved):
    make_statement(S.RETURNED)
    make_statement(S.REJECTED)

    entries = list(StatementEntry.objects.order_by("series", "seq"))

    assert [entry.kind for entry in entries] == ["accept", "accept", "withdraw", "undo", "accept", "remove"]
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert entries[0].prev_hash == chain.genesis("CSP/2024/FA/WS")
    assert [entry.prev_hash for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]


def test_an_entry_says_the_reference_the_text_and_what_became_of_it_and_nothing_else(moved):
    said = [body(entry) for entry in moved.entries.order_by("seq")]
    first = Statement.objects.get(reference="CSP/2024/FA/WS/1").current

    assert set(said[0]) == {"seq", "kind", "at", "series", "reference", "text", "files"}
    assert (said[0]["series"], said[0]["reference"]) == ("CSP/2024/FA/WS", "CSP/2024/FA/WS/1")
    assert said[0]["text"] == first.sha256
    assert set(said[1]) == {"seq", "kind", "at", "reference", "text", "files"}
    assert set(said[2]) == set(said[3]) == {"seq", "kind", "at", "reference"}
    assert set(said[5]) == {"seq", "kind", "at", "reference", "code"} and said[5]["code"] == "danger"


def test_a_removed_statement_that_is_restored_comes_back_into_the_chain():
    statement = remove(make_statement(S.ACCEPTED))
    withdrawing.restore(statement, by=CoordinatorFactory(), reason="It was safe.")

    assert [entry.kind for entry in statement.entries.order_by("seq")] == ["accept", "remove", "restore"]
    assert checking.verify(chain_of(statement)).ok


def test_a_reported_statement_is_in_the_chain_of_its_series():
    reported = make_reported()

    assert chain_of(reported).slug == f"csp-{reported.publish_at.year}-rs"
    assert body(reported.entries.get())["text"] == reported.current.sha256


def test_two_calls_have_two_chains():
    one, other = make_statement(S.ACCEPTED), make_statement(S.ACCEPTED)

    assert chain_of(one) != chain_of(other)
    assert one.entries.get().seq == other.entries.get().seq == 1


def test_the_first_of_two_people_who_accept_chains_nothing(settings):
    settings.STATEMENTS_NEED_TWO = True
    statement = accepted(make_statement(S.SUBMITTED))
    assert not statement.entries.exists()

    accepted(statement)

    assert statement.entries.get().kind == "accept"


def test_what_is_refused_chains_nothing(moved):
    statement = Statement.objects.get(reference="CSP/2024/FA/WS/1")
    before = moved.entries.count()
    withdraw = partial(withdrawing.withdraw, statement, by=writer_of(statement.organization))
    with pytest.raises(Exception, match="Say why"):
        withdraw(reason=" ")

    assert moved.entries.count() == before


def test_a_statement_joins_at_acceptance_also_under_an_embargo():
    statement = make_statement(S.ACCEPTED, publish_at=timezone.now() + timedelta(days=3))

    assert body(statement.entries.get())["text"] == statement.current.sha256


def test_the_seal_of_the_files_is_opened_by_the_text_and_tells_nothing_without_it():
    statement = make_statement(S.ACCEPTED, files=2)
    bare = make_statement(S.ACCEPTED)
    files = sorted(statement.current.attachments.values_list("sha256", flat=True))
    text = texts.hashed(statement.current).decode()

    lines = "".join(f"{line}\n" for line in [text, *files])
    assert body(statement.entries.get())["files"] == hashlib.sha256(lines.encode()).hexdigest()
    assert body(bare.entries.get())["files"] != bare.current.sha256  # equal ones would tell that there are none
    assert not any(sha256 in statement.entries.get().body for sha256 in files)


def test_no_name_title_reason_language_or_earlier_version_is_in_a_chain():
    statement = make_statement(S.RETURNED, title=f"{CANARY} first", source=CANARY, language="ru")
    owner = writer_of(statement.organization)
    returned = statement.current.sha256
    statement = accepted(actions.submit(statement, by=owner))
    remove(statement)
    organization = statement.organization

    said = "".join(StatementEntry.objects.values_list("body", flat=True))

    assert statement.reference in said  # what is looked for would be found
    assert statement.current.sha256 in said and returned == statement.current.sha256
    for secret in (CANARY, organization.legal_name, organization.slug, organization.country.iso3, "ru", "version"):
        assert secret not in said.replace("danger", "")
    assert statement.receipt not in said


def test_the_reason_of_a_removal_is_said_only_of_what_was_public():
    hidden = remove(make_statement(S.ACCEPTED, publish_at=timezone.now() + timedelta(days=3)))

    assert "code" not in body(hidden.entries.get(kind="remove"))


def test_the_organization_keeps_the_fingerprint_of_its_entry():
    statement = make_statement(S.ACCEPTED)
    mail = OutgoingMail.objects.filter(template="statements/email/accepted").get()

    assert statement.entries.get().hash in mail.text and "It is entry 1 in the chain" in mail.text


# -- nobody changes it


CHANGES = [
    "UPDATE submissions_statemententry SET kind = 'accept'",
    "UPDATE submissions_statemententry SET body = '{}'",
    "UPDATE submissions_statemententry SET created_at = '2001-01-01 00:00:00+00:00'",
    "UPDATE submissions_statemententry SET statement_id = statement_id + 1",
    "DELETE FROM submissions_statemententry",
]


def test_the_database_refuses_to_change_an_entry(moved):
    for sql in CHANGES:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            run(sql)

        assert checking.verify(moved).ok, sql


def add(series: ReferenceSeries, **values) -> None:
    """Write an entry straight into the table: a whole one that follows, apart from `values`."""
    fits = {"seq": 7, "prev_hash": "a" * 64, "hash": "b" * 64, "body": "{}", "body_hash": "c" * 64}
    StatementEntry.objects.create(series=series, kind="accept", created_at=timezone.now(), **{**fits, **values})


def test_the_database_refuses_a_fork_a_second_acceptance_and_half_an_entry(moved):
    last, fresh, other = chaining.head(moved), make_statement(S.SUBMITTED), make_statement(S.ACCEPTED)
    with undone():
        add(moved, statement=fresh)  # what is refused below differs from this in one thing

    for wrong in (
        {"seq": last.seq}, {"prev_hash": last.prev_hash}, {"hash": last.hash}, {"statement": other},
        {"body": None}, {"hash": "b"},
    ):  # fmt: skip
        try:
            with transaction.atomic():
                add(moved, **{"statement": fresh, **wrong})
        except IntegrityError:
            continue
        pytest.fail(f"The database took an entry with {wrong}.")


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
def test_many_who_accept_and_withdraw_at_once_make_one_chain_without_a_fork():
    call = make_call()
    waiting = [make_statement(S.SUBMITTED, call=call) for _ in range(6)]
    standing = [make_statement(S.ACCEPTED, call=call) for _ in range(3)]
    people = [CoordinatorFactory() for _ in waiting]
    for statement, person in zip(waiting, people, strict=True):
        reviewing.claim(statement, by=person)
    calls = [partial(reviewing.accept, one, by=person) for one, person in zip(waiting, people, strict=True)]
    calls += [partial(withdrawing.withdraw, one, by=writer_of(one.organization), reason="Board") for one in standing]

    answers = together(*calls)

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    verdict = checking.verify(chain_of(standing[0]))
    assert (verdict.ok, verdict.count) == (True, 12), verdict


# -- checking


def test_a_whole_chain_is_found_whole(moved):
    verdict = checking.verify(moved, [chaining.head(moved).hash, moved.entries.get(seq=1).statement.current.sha256])

    assert verdict.ok, verdict
    assert (verdict.count, verdict.head) == (6, chaining.head(moved).hash)


def entry(moved: ReferenceSeries, seq: int) -> StatementEntry:
    return moved.entries.get(seq=seq)


# Each changes one thing in the chain of `moved`.
CHAIN_TAMPERINGS = {
    "content": lambda m: set_column(entry(m, 1), "body", entry(m, 1).body.replace("FA/WS/1", "FA/WS/8")),
    "fingerprint": lambda m: set_column(entry(m, 6), "hash", "0" * 64),
    "an entry is gone": lambda m: run("DELETE FROM submissions_statemententry WHERE seq = 3"),
    "time shown": lambda m: run("UPDATE submissions_statemententry SET created_at = '2024-01-01 00:00:00+00:00'"),
    "another text with right hashes": lambda m: rechain(
        entry(m, 6), entry(m, 6).prev_hash, text="e" * 64, kind="accept"
    ),
    "withdrawn twice": lambda m: rechain(entry(m, 6), entry(m, 6).prev_hash, reference="CSP/2024/FA/WS/9"),
    "another series": lambda m: ReferenceSeries.objects.update(stem="CSP/2023/FA/WS"),
    "no code of ours": lambda m: rechain(entry(m, 6), entry(m, 6).prev_hash, seq="six"),
}


def test_a_change_of_the_chain_is_found(moved):
    for name, change in CHAIN_TAMPERINGS.items():
        with behind_the_back():
            change(moved)
            changed = ReferenceSeries.objects.get(pk=moved.pk)

            assert not checking.verify(changed, with_texts=False).ok, name
            assert not checking.verify(changed).ok, name
    assert checking.verify(moved).ok


WRONG = "a" * 64
RECORD_TAMPERINGS = {
    "its text was changed": lambda one: run("UPDATE submissions_statementversion SET source = source || '!'"),
    "its text is another one": lambda one: run("UPDATE submissions_statementversion SET sha256 = %s", WRONG),
    "its state differs": lambda one: set_column(one, "state", "withdrawn"),
    "its statement is gone": lambda one: set_column(one, "reference", "X/1"),
    "a statement is on record without an entry": lambda one: set_column(one, "reference", "CSP/2024/FA/WS/77"),
    "its files were changed": lambda one: run("UPDATE submissions_attachment SET sha256 = %s", WRONG),
}


def test_a_change_of_what_the_chain_speaks_of_is_found(moved):
    for problem, change in RECORD_TAMPERINGS.items():
        with behind_the_back():
            change(Statement.objects.get(reference="CSP/2024/FA/WS/1"))

            assert checking.verify(moved).problem == problem
    assert checking.verify(moved).ok


def test_a_text_that_is_deleted_by_now_leaves_a_whole_chain(moved):
    removed = Statement.objects.get(state=S.REMOVED)
    removed.versions.update(source=None, body=None, body_text=None)

    assert checking.verify(moved).ok


def test_a_file_that_is_deleted_later_leaves_a_whole_chain():
    statement = make_statement(S.ACCEPTED, files=2)
    statement.current.attachments.first().drop_file()

    assert checking.verify(chain_of(statement)).ok


@pytest.mark.parametrize("count", [1, 3])
def test_a_check_asks_as_many_questions_for_many_statements_as_for_one(count, django_assert_num_queries):
    call = make_call()
    for _ in range(count):
        statement = make_statement(S.ACCEPTED, call=call, files=1)
    series = chain_of(statement)

    with django_assert_num_queries(5):
        assert checking.verify(series).ok


def test_the_format_refuses_what_makes_no_sense(moved):
    lines = [chain.line(one) for one in moved.entries.order_by("seq")]
    last = chaining.head(moved)
    for kind, reference in (
        ("accept", "CSP/2024/FA/WS/1"), ("undo", "CSP/2024/FA/WS/1"), ("undo", "CSP/2024/FA/WS/3"),
        ("withdraw", "CSP/2024/FA/WS/3"), ("restore", "CSP/2024/FA/WS/2"), ("remove", ""),
    ):  # fmt: skip
        columns = chain.following(last, "", kind, {"reference": reference})
        wrong = chain.line(StatementEntry(**columns))
        with pytest.raises(Broken, match="it does not fit its statement"):
            check([*lines, wrong])
    fits = chain.following(last, "", "restore", {"reference": "CSP/2024/FA/WS/3"})
    _bodies, standing = check([*lines, chain.line(StatementEntry(**fits))])
    assert set(standing) == {f"CSP/2024/FA/WS/{n}" for n in (1, 2, 3)}


def verify(*words: str) -> tuple[str, str]:
    """What the command prints, and how it fails, if it does."""
    out = StringIO()
    try:
        call_command("verify_ledger", *words, stdout=out)
    except CommandError as problem:
        return out.getvalue(), str(problem)
    return out.getvalue(), ""


def test_the_command_checks_every_chain_and_one_by_its_name_and_fails_on_a_broken_one(moved):
    text = moved.entries.get(seq=1).statement.current.sha256

    assert verify() == (f"csp-2024-fa-ws: intact, 6 entries, head {chaining.head(moved).hash}\n", "")
    assert verify("csp-2024-fa-ws", "--head", text)[1] == ""
    assert verify("csp-2024-fa-ws", "--head", "a" * 64)[1] == "Broken: csp-2024-fa-ws."
    with behind_the_back():
        set_column(entry(moved, 2), "hash", "0" * 64)

        out, problem = verify()

    assert "csp-2024-fa-ws: BROKEN at entry 2: its fingerprint is wrong" in out
    assert problem == "Broken: csp-2024-fa-ws."


def test_the_worker_checks_every_chain_and_keeps_the_result(moved):
    assert check_chains.module_path in habits.paths()

    assert check_chains.call() == 1

    assert checking.kept(moved).head == chaining.head(moved).hash


# -- heads outside the database


@pytest.fixture
def folder(settings, tmp_path):
    settings.HEADS_DIR = str(tmp_path)
    return tmp_path


def warnings() -> list[str]:
    return [problem.id for problem in run_checks(databases=["default"]) if problem.id == "submissions.W001"]


def test_every_committed_entry_publishes_its_head(folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        statement = make_statement(S.WITHDRAWN, call=make_call(reference_stem="2024/FA/WS"))

    lines = (folder / "statements" / "csp-2024-fa-ws.txt").read_text().splitlines()

    assert [line.split()[1:] for line in lines] == [[str(e.seq), e.hash] for e in statement.entries.order_by("seq")]


def test_an_older_database_is_found_at_start_and_by_the_check(folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        statement = make_statement(S.WITHDRAWN)
    series = chain_of(statement)
    assert warnings() == [] and heads.last(chaining.published_as(series)).seq == 2
    with behind_the_back():
        run("DELETE FROM submissions_statemententry WHERE seq = 2")

        assert warnings() == ["submissions.W001"]
        assert "is not in this database" in checking.verify(series).problem


# -- what was accepted before there were chains


def without_time(entries) -> list[dict]:
    return [{key: value for key, value in body(one).items() if key != "at"} for one in entries.order_by("seq")]


def test_the_migration_chains_what_was_accepted_before_in_the_order_in_which_it_was(moved):
    make_reported()
    before = without_time(moved.entries)
    migration = import_module("submissions.migrations.0015_statement_entries")
    with behind_the_back():
        run("DELETE FROM submissions_statemententry")

        migration.chain_what_was_accepted(apps, None)

        assert without_time(moved.entries) == before
        assert {checking.verify(series).problem for series in ReferenceSeries.objects.all()} == {""}


def test_the_migration_says_nothing_of_files_where_the_words_are_deleted(moved):
    Statement.objects.get(state=S.REMOVED).versions.update(source=None, body=None, body_text=None)
    with behind_the_back():
        run("DELETE FROM submissions_statemententry")

        import_module("submissions.migrations.0015_statement_entries").chain_what_was_accepted(apps, None)

        assert "files" not in body(moved.entries.get(seq=5)) and "files" in body(moved.entries.get(seq=1))
        assert checking.verify(moved).ok
