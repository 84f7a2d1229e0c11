"""The public side of later versions: pages, data, proof and chain; and that nothing else of them is anywhere."""

import hashlib
import json
import subprocess
import sys
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from submissions import verify_ledger
from submissions.chain import line
from submissions.statements import actions, checking, reconfirming, reviewing, withdrawing
from submissions.statements.later import LaterState, LaterVersion
from submissions.statements.models import (
    Cosigner,
    CosignerState,
    Reconfirmation,
    Statement,
    StatementEntry,
    StatementState,
    StatementVersion,
)
from submissions.statements.statement_pdf import TEMPLATE, on_paper
from submissions.statements.substance import substance
from tests.declaration.tampering import behind_the_back, rechain, run, set_column
from tests.factories.cosigners import make_cosigner
from tests.factories.later import WHY, make_later
from tests.factories.organizations import CoordinatorFactory
from tests.factories.statements import accepted, make_call, make_statement, writer_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = LaterState
Kind = StatementVersion.Kind
CANARY = "canarybird"
FIRST = "In 2022 eleven parts were seized.\n\nNobody asked for them.\n\nA list of the posts is attached."
SECOND = "In 2023 fourteen parts were seized.\n\nNobody asked for them.\n\nWe ask for an answer."


@pytest.fixture
def statement():
    """Corrected once, with an addition, an official French translation of the text before, and a file."""
    call, judge = make_call(reference_stem="2024/FA/WS"), CoordinatorFactory()
    first = {"call": call, "coordinator": judge, "title": "Eleven parts", "source": FIRST}
    one = make_statement(StatementState.ACCEPTED, files=1, **first)
    for later in (
        {"kind": Kind.TRANSLATION, "title": "Onze pièces", "source": "Onze.", "official": True},
        {"title": "Fourteen parts", "source": SECOND},
        {"kind": Kind.ADDITION, "title": "A year later", "source": "Nothing came.\n\nStill nothing."},
    ):
        make_later(S.ACCEPTED, statement=one, coordinator=judge, **later)
    return Statement.objects.get(pk=one.pk)


def versions(statement, rest=""):
    return f"/en/statements/{statement.slug}/versions/{rest}"


def whole_record(statement):
    """Every public answer about a statement and its versions."""
    slug, client = statement.slug, Client()
    pages = [
        "/en/statements/", f"/en/statements/?q={CANARY}", f"/en/statements/{slug}/", versions(statement),
        *(versions(statement, f"{number}/") for number in range(1, 5)), versions(statement, "compare/"),
        *(f"/statements/{slug}/versions/{number}.txt" for number in range(1, 5)),
        *(f"/statements/{slug}.{kind}" for kind in ("txt", "json", "bib", "ris", "csl.json", "jsonld")),
        f"/en/statements/proof/?q={statement.reference}", "/feeds/statements.atom", "/statements.csv",
        f"/statements/series/{slug.rpartition('-')[0]}.jsonl",
    ]  # fmt: skip
    answers = [client.get(page) for page in pages]
    return {page: (one.status_code, body(one)) for page, one in zip(pages, answers, strict=True)}


def body(answer):
    """What was answered, without the lines that say when."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [row for row in content.splitlines() if not row.startswith(b"#")]


# -- pages


def test_the_reading_page_says_which_version_it_is_what_changed_and_what_stands_beneath(client, statement):
    page = client.get(f"/en/statements/{statement.slug}/").text

    assert "CSP/2024/FA/WS/1/Corr.1</bdi>" in page and "This is Corr.1 of" in page and WHY in page
    assert "fourteen parts" in page and "eleven parts" not in page
    assert 'id="A1-para2"' in page and "Still nothing." in page and '<a href="#A1">' in page
    assert versions(statement, "2/") in page and "official" in page and ", of the version before" in page
    assert versions(statement) in page


def test_the_list_of_versions_has_each_with_its_date_reason_and_fingerprint(client, statement):
    page = client.get(versions(statement)).text

    for word in ("Corr.1", "Add.1", "[fr]", "Original", WHY, "Replaced", "Stands now", "French"):
        assert word in page
    assert page.count('<code class="hash"') == 4
    assert f"{versions(statement, 'compare/')}?old=1&amp;new=3" in page


def test_a_version_is_read_in_full_and_leads_to_the_present_text(client, statement):
    old, french, now = (client.get(versions(statement, f"{number}/")) for number in (1, 2, 3))

    assert "eleven parts were seized" in old.text and "Another text stands in place" in old.text
    assert old.headers["X-Robots-Tag"] == "noindex" and '<meta name="robots" content="noindex">' in old.text
    assert all(f'<link rel="canonical" href="{statement.permanent_address}">' in one.text for one in (old, french, now))
    assert '<article class="doc" lang="fr"' in french.text and "Official translation" in french.text
    assert "X-Robots-Tag" not in now.headers and "This is the text that stands" in now.text
    assert client.get(versions(statement, "9/")).status_code == 404
    key = statement.versions.get(number=1).attachments.get().key
    assert f"/statements/{statement.slug}/files/{key}/" in old.text
    assert client.get(f"/statements/{statement.slug}/files/{key}/").status_code == 200


def test_the_comparison_shows_words_that_went_and_came(client, statement):
    page = client.get(versions(statement, "compare/"))

    assert "<del>2022 eleven</del><ins>2023 fourteen</ins> parts" in page.text
    assert "<ins>We ask for an answer.</ins>" in page.text.replace("\n", "") and "1 paragraph unchanged" in page.text
    assert "<del>Eleven</del><ins>Fourteen</ins>" in page.text, "the title, too"
    assert 'value="2"' not in page.text.split("id_old")[1], "no other text has the language of the translation"
    for asked in ("old=1&new=2", "old=x&new=3", "old=1&new=77"):
        assert client.get(versions(statement, f"compare/?{asked}")).status_code == 400
    assert client.get(versions(make_statement(StatementState.ACCEPTED), "compare/")).status_code == 404


def test_texts_too_long_to_compare_are_shown_whole(client):
    one = make_statement(StatementState.ACCEPTED, call=make_call(word_limit=9000), source="word " * 6000)
    make_later(S.ACCEPTED, statement=one, source="other " * 6000)

    page = client.get(versions(one, "compare/")).text

    assert (
        "too long to be compared" in page and "word word" in page and "other other" in page and "<del>word" not in page
    )


def test_all_words_of_public_versions_are_found_and_those_of_the_replaced_text_are_not(client, statement):
    for word, there in (("fourteen", 1), ("onze", 1), ("nothing came", 1), ("eleven", 0)):
        assert client.get("/en/statements/", {"q": word}).context["page_obj"].count == there, word


# -- data


def test_data_and_citations_know_the_version(client, statement):
    address = f"/statements/{statement.slug}"
    document = client.get(f"{address}.json").json()

    assert document["version"] == "Corr.1" and document["text"].startswith("In 2023")
    assert [(one["number"], one["kind"], one["language"], one["is_current"]) for one in document["versions"]] == [
        (1, "original", "en", False), (2, "translation", "fr", False), (3, "corr", "en", True), (4, "add", "en", False),
    ]  # fmt: skip
    assert document["additions"][0]["text"] == "Nothing came.\n\nStill nothing."
    assert document["translations"][0]["official"] is True and document["translations"][0]["text"] == "Onze."
    reference = "CSP/2024/FA/WS/1/Corr.1"
    bibtex = client.get(f"{address}.bib").text
    assert f"number = {{{reference}}}" in bibtex and "version = {Corr.1}" in bibtex
    assert (
        f"SN  - {reference}" in client.get(f"{address}.ris").text
        and "ET  - Corr.1" in client.get(f"{address}.ris").text
    )
    assert client.get(f"{address}.csl.json").json()[0]["version"] == "Corr.1"
    work = client.get(f"{address}.jsonld").json()
    assert work["version"] == "Corr.1" and work["workTranslation"][0]["inLanguage"] == "fr"
    assert work["workTranslation"][0]["translationOfWork"] == {"@id": statement.permanent_address}


def test_each_version_has_the_bytes_of_its_fingerprint(client, statement):
    current = client.get(f"/statements/{statement.slug}.txt").content
    hashes = {hashlib.sha256(client.get(f"/statements/{statement.slug}/versions/{n}.txt").content).hexdigest()
              for n in range(1, 5)}  # fmt: skip

    public = LaterVersion.objects.values_list("current__sha256", flat=True)
    assert hashes == {*public, statement.versions.get(number=1).sha256}
    assert hashlib.sha256(current).hexdigest() == statement.current.sha256


def test_the_feed_says_that_something_is_new(client, statement):
    past = timezone.now() - timedelta(days=9)
    Statement.objects.update(publish_at=past)

    feed = client.get("/feeds/statements.atom").text

    assert f"<published>{past:%Y-%m-%d}" in feed and f"<updated>{timezone.now():%Y-%m-%d}" in feed


def test_the_paper_has_version_additions_and_the_way_to_the_proof(statement):
    words = render_to_string(TEMPLATE, on_paper(statement.pk, "en"))

    assert "This is Corr.1 of" in words and "Still nothing." in words
    assert f"/statements/proof/?q={statement.reference.replace('/', '%2F')}" in words


# -- chain and proof


def test_the_chain_says_which_version_joined_and_checks_the_database(statement):
    series = StatementEntry.objects.first().series
    said = [json.loads(entry.body) for entry in series.entries.order_by("seq")]

    assert [(one["kind"], one.get("version"), one.get("number"), one.get("language")) for one in said] == [
        ("accept", None, None, None), ("revise", "translation", 1, "fr"), ("revise", "corr", 1, "en"),
        ("revise", "add", 1, "en"),
    ]  # fmt: skip
    assert said[2]["text"] == statement.current.sha256 and checking.verify(series).ok
    withdrawing.withdraw(statement, by=writer_of(statement.organization), reason="We erred.")
    withdrawing.undo(statement, by=writer_of(statement.organization))
    make_later(S.ACCEPTED, statement=statement, title="Fifteen parts")
    assert checking.verify(series).ok
    _bodies, standing = verify_ledger.check(line(entry) for entry in series.entries.order_by("seq"))
    assert standing.keys() == {statement.reference}


def test_under_an_embargo_the_chain_tells_nothing_of_the_version(client):
    one = make_statement(StatementState.ACCEPTED, publish_at=timezone.now() + timedelta(days=3))
    later = make_later(S.ACCEPTED, statement=one, source=CANARY)

    assert set(json.loads(later.entry.body)) == {"seq", "kind", "at", "reference", "text", "files"}
    assert not later.is_public and client.get(versions(one)).status_code == 404
    assert checking.verify(later.entry.series).ok
    Statement.objects.update(publish_at=timezone.now())
    assert CANARY in client.get(f"/en/statements/{one.slug}/").text


TAMPERED = {
    "the replaced text": (lambda s: set_column(s.versions.get(number=1), "source", "x"), "its text was changed"),
    "the present text": (lambda s: set_column(s.current, "source", "x"), "its text was changed"),
    "which text stands": (lambda s: set_column(s, "current_id", s.versions.get(number=1).pk), "another of its texts"),
    "a version made another kind": (
        lambda s: run("UPDATE submissions_laterversion SET kind = 'rev' WHERE kind = 'corr'"),
        "its version is another one"),
    "a version without its entry": (
        lambda s: run("UPDATE submissions_laterversion SET entry_id = %s WHERE kind = 'corr'", s.entries.first().pk),
        "without an entry"),
    "a version taken away": (
        lambda s: run("UPDATE submissions_laterversion SET state='withdrawn', serial=NULL, number=NULL, entry_id=NULL "
                      "WHERE kind = 'add'"), "its version is gone"),
}  # fmt: skip


def test_what_is_changed_behind_the_back_is_found(statement):
    series = StatementEntry.objects.first().series
    for what, (change, problem) in TAMPERED.items():
        with behind_the_back():
            change(Statement.objects.get(pk=statement.pk))

            verdict = checking.verify(series)
            assert not verdict.ok and problem in verdict.problem, what
            with pytest.raises(CommandError, match="Broken"):
                call_command("verify_ledger", series.slug)
    assert checking.verify(series).ok


def test_anyone_finds_an_entry_that_was_changed_or_does_not_fit(statement, tmp_path):
    entries = list(StatementEntry.objects.order_by("seq"))
    address = f"/statements/series/{statement.slug.rpartition('-')[0]}.jsonl"
    program, chain = tmp_path / "verify.py", tmp_path / "chain.jsonl"
    program.write_bytes(Path(verify_ledger.__file__).read_bytes())

    def verdict():
        chain.write_bytes(b"".join(Client().get(address).streaming_content))
        found = subprocess.run(
            [sys.executable, "-I", program, chain, statement.current.sha256],
            capture_output=True,
            text=True,
            check=False,
        )
        return found.stdout + found.stderr

    assert "intact: 4 entries, 1 in force, 0 supporters" in verdict()
    with behind_the_back():
        set_column(entries[2], "body", entries[2].body.replace('"corr"', '"rev"'))
        assert "BROKEN at entry 3" in verdict()
    with behind_the_back():
        rechain(entries[3], entries[2].hash, reference="CSP/2024/FA/WS/9")
        assert "BROKEN at entry 4: it does not fit" in verdict()


def test_the_proof_knows_every_public_version_by_all_its_numbers(client, statement):
    french, corrected, _added = LaterVersion.objects.order_by("number")
    first = statement.versions.get(number=1)

    def answer(words):
        return client.get("/en/statements/proof/", {"q": words})

    for words, version in (
        (first.sha256, first), (corrected.current.sha256, corrected.current), (corrected.receipt, corrected.current),
        (corrected.entry.hash, corrected.current), (corrected.reference, corrected.current),
        (french.receipt, french.current),
        (statement.reference, corrected.current), (statement.entries.first().hash, first),
    ):  # fmt: skip
        page = answer(words)
        assert page.status_code == 200 and page.context["found"][0].asked.version == version, words
    assert (
        "This is an earlier version" in answer(first.sha256).text and corrected.reference in answer(first.sha256).text
    )
    assert answer(f"{statement.reference}/Rev.1").status_code == 404
    hidden = make_later(S.SUBMITTED, statement=statement, title=CANARY)
    same = answer("0" * 64)
    for words in (hidden.current.sha256, hidden.receipt):
        page = answer(words)
        assert (page.status_code, page.text.replace(words, "")) == (404, same.text.replace("0" * 64, ""))


# -- what is hidden, and gone


# Of what is on its way there is one at a time; what ended may stand beside it.
HIDDEN_TOGETHER = [(S.REJECTED, S.WITHDRAWN, S.RETURNED), (S.SUBMITTED,), (S.DRAFT,)]


def test_what_is_not_accepted_is_nowhere(statement):
    assert sorted(state for together in HIDDEN_TOGETHER for state in together) == sorted(set(S) - {S.ACCEPTED})
    before = whole_record(statement)

    for together in HIDDEN_TOGETHER:
        with undone():
            for state, kind in product(together, (Kind.REVISION, Kind.TRANSLATION)):
                hidden = make_later(
                    state, statement=statement, kind=kind, language="es", title=f"{CANARY} {state}",
                    source=f"{CANARY} {state} text", summary=CANARY, what_changed=f"{CANARY} because",
                )  # fmt: skip
                assert LaterVersion.objects.filter(pk=hidden.pk, state=state).exists()

            assert whole_record(statement) == before, together
            assert Client().get(versions(statement, "5/")).status_code == 404, together


def test_other_organizations_see_nothing_of_it(client):
    later = make_later(S.SUBMITTED)
    stranger = writer_of(make_statement().organization)
    client.force_login(stranger)

    names = ("desk_detail", "desk_edit", "desk_preview", "desk_submit", "desk_files", "desk_later_change")
    assert {client.get(reverse(f"statements:{name}", args=[later.uuid])).status_code for name in names} == {404}
    assert later not in LaterVersion.objects.visible_to(stranger)
    assert later in LaterVersion.objects.visible_to(writer_of(later.organization))
    assert later in LaterVersion.objects.visible_to(CoordinatorFactory())


def test_all_of_it_is_gone_with_the_statement_and_back_with_it(client, statement):
    key = statement.versions.get(number=1).attachments.get().key
    addresses = [versions(statement), *(versions(statement, one) for one in ("1/", "3/", "compare/"))]
    addresses += [f"/statements/{statement.slug}/versions/1.txt", f"/statements/{statement.slug}/files/{key}/"]
    owner, judge, other = writer_of(statement.organization), CoordinatorFactory(), CoordinatorFactory()
    ways = {
        "withdrawn": (
            lambda: withdrawing.withdraw(statement, by=owner, reason="We erred."),
            lambda: withdrawing.undo(statement, by=owner),
        ),
        "removed": (
            lambda: withdrawing.remove(statement, by=judge, code="person", reason="It named a person."),
            lambda: withdrawing.restore(statement, by=other, reason="It was safe."),
        ),
    }
    for state, (take, bring_back) in ways.items():
        take()
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 410, (state, address)
            assert "seized" not in answer.text and WHY not in answer.text, (state, address)
        bring_back()
        assert {client.get(address).status_code for address in addresses} == {200}, state


# -- co-signers


def test_co_signers_are_asked_again_and_stand_under_the_text_that_they_confirmed(client):
    draft = make_statement(source=FIRST)
    names = {}
    for name in ("yes", "no", "silent"):
        names[name] = make_cosigner(draft, CosignerState.CONFIRMED)
    statement = accepted(actions.submit(draft, by=writer_of(draft.organization)))
    later = make_later(S.SUBMITTED, statement=statement, source=SECOND)
    public = client.get(f"/en/statements/{statement.slug}/").text
    houses = {name: one.organization for name, one in names.items()}
    assert all(str(house) in public for house in houses.values()), "the names stay under the public text"
    assert Reconfirmation.objects.filter(later=later, answer="").count() == 3

    for name, button in (("yes", "confirm"), ("no", "decline")):
        client.force_login(writer_of(houses[name]))
        address = reverse("statements:asked_later", args=[names[name].uuid])
        page = client.get(address)
        assert "fourteen" in page.text and address in client.get(reverse("statements:asked_list")).text
        assert client.post(address, {button: "1", "seen": "old"}).status_code == 302
        assert Reconfirmation.objects.get(cosigner=names[name]).answer == "", "another text was read"
        client.post(address, {button: "1", "seen": substance(later.current)})
    client.logout()
    judge = CoordinatorFactory()
    reviewing.claim(later, by=judge)
    reviewing.accept(later, by=judge)

    now = client.get(f"/en/statements/{statement.slug}/").text
    before = client.get(versions(statement, "1/")).text
    assert [str(house) in now for house in houses.values()] == [True, False, False]
    assert all(str(house) in before for house in houses.values())
    assert set(Cosigner.objects.listed().values_list("version", flat=True)) == {later.current_id}


def test_a_rejected_version_leaves_the_co_signers_where_they_are():
    draft = make_statement()
    cosigner = make_cosigner(draft, CosignerState.CONFIRMED)
    statement = accepted(actions.submit(draft, by=writer_of(draft.organization)))
    later = make_later(S.REJECTED, statement=statement)

    assert list(Cosigner.objects.public()) == [cosigner]
    with pytest.raises(Exception, match="cannot be co-signed"):
        row = Reconfirmation.objects.get(later=later)
        reconfirming.answer(row, "confirmed", by=writer_of(cosigner.organization), seen=row.substance)


# -- how much is asked


def test_the_number_of_queries_does_not_grow_with_the_versions(client, django_assert_max_num_queries):
    one = make_statement(StatementState.ACCEPTED)
    make_later(S.ACCEPTED, statement=one)
    addresses = [f"/en/statements/{one.slug}/{page}" for page in ("", "versions/", "versions/1/", "versions/compare/")]
    counts = {address: [] for address in addresses}
    for address in addresses:
        client.get(address)
    for kind in (None, Kind.ADDITION, Kind.ADDITION, Kind.TRANSLATION):
        if kind:
            make_later(S.ACCEPTED, statement=one, kind=kind)
        for address in addresses:
            with django_assert_max_num_queries(40) as asked:
                client.get(address)
            counts[address].append(len(asked))

    assert [len(set(found)) for found in counts.values()] == [1] * 4, counts
