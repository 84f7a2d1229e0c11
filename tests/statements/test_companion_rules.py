"""What holds for texts in other languages in every state: who may do what, what is frozen, what moves along."""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from organizations import merging
from organizations.models import Role
from portal import audit
from portal.records import InvalidMove
from submissions.chain import genesis
from submissions.statements import actions, attaching, checking, receipts, reviewing, revising, texts, withdrawing
from submissions.statements.companions import companions, sent_along
from submissions.statements.kept import sent_by, versions_by, written_by
from submissions.statements.later import LaterState
from submissions.statements.models import LaterVersion, Statement, StatementState, StatementVersion
from submissions.statements.reviews import Reason
from submissions.verdicts import stored_lines
from submissions.verify_ledger import check
from tests.declaration.tampering import behind_the_back, set_column
from tests.factories.accepted import accepted_file
from tests.factories.later import make_companion
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.statements import accepted, make_call, make_statement, rejected, some_content, writer_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S, L = StatementState, LaterState
Kind = StatementVersion.Kind
WHY = {"code": Reason.OTHER, "reason": "Which district is it?"}
TITLES = {"fr": "Des pièces", "ar": "قطع بلا أرقام", "zh-hans": "没有编号的零件", "ru": "Детали", "es": "Piezas"}


def sent(*languages: str, **fields) -> Statement:
    """A statement that waits for a decision together with its texts in these languages."""
    statement = make_statement(**fields)
    for language in languages or ("fr",):
        make_companion(statement, language=language, title=TITLES[language])
    return actions.submit(statement, by=writer_of(statement.organization))


def returned(statement: Statement) -> Statement:
    judge = CoordinatorFactory()
    reviewing.claim(statement, by=judge)
    return reviewing.return_with_questions(statement, by=judge, **WHY)


def given_up() -> Statement:
    statement = returned(sent())
    revising.give_up(statement.later.get(), by=writer_of(statement.organization))
    return statement


IN_STATE: dict[str, Callable[[], Statement]] = {
    L.DRAFT: lambda: make_companion().statement,
    L.SUBMITTED: sent,
    L.RETURNED: lambda: returned(sent()),
    L.ACCEPTED: lambda: accepted(sent()),
    L.REJECTED: lambda: rejected(sent()),
    L.WITHDRAWN: given_up,
}
WRITING, SIGNING = {Role.OWNER, Role.SIGNATORY, Role.EDITOR}, {Role.OWNER, Role.SIGNATORY}
ALLOWED = {
    "save": {L.DRAFT: WRITING, L.RETURNED: WRITING},
    "attach": {L.DRAFT: WRITING, L.RETURNED: WRITING},
    "change": {L.DRAFT: WRITING, L.RETURNED: WRITING},
    "give up": {L.DRAFT: WRITING, L.RETURNED: SIGNING},
    "submit": {},
}
VERBS: dict[str, Callable] = {
    "save": lambda later, by: actions.save_draft(later, some_content(source="Autre."), by=by),
    "attach": lambda later, by: attaching.attach(later, accepted_file(), "Une table", by=by),
    "change": lambda later, by: revising.change(later, by=by, official=False),
    "give up": lambda later, by: revising.give_up(later, by=by),
    "submit": lambda later, by: actions.submit(later, by=by),
}


def stored(statement: Statement) -> tuple:
    """All that a refused verb has to leave alone."""
    versions = list(statement.versions.order_by("pk").values())
    files = list(statement.versions.values_list("attachments", flat=True).order_by("pk", "attachments"))
    return list(statement.later.order_by("pk").values()), versions, files


def changes(verb: str, later: LaterVersion, by) -> bool:
    """Whether the verb changed anything, which a refused one must not; what it did is undone."""
    before = stored(later.statement)
    with undone():
        with suppress(InvalidMove, ValidationError):
            VERBS[verb](later, by)
        return stored(later.statement) != before


@pytest.mark.parametrize("state", list(L))
def test_in_each_state_each_verb_is_for_the_roles_that_have_it_and_for_nobody_else(state):
    statement = IN_STATE[state]()
    later = statement.later.get()
    assert later.state == state
    people = {role: writer_of(statement.organization, role) for role in Role}
    people |= {"coordinator": CoordinatorFactory(), "other": writer_of(OrganizationFactory()), "none": UserFactory()}
    before = stored(statement)

    for verb, allowed in ALLOWED.items():
        found = {who for who, person in people.items() if changes(verb, LaterVersion.objects.get(), person)}
        assert found == allowed.get(state, set()), verb
        assert stored(Statement.objects.get(pk=statement.pk)) == before, verb


@pytest.mark.parametrize("state", [L.DRAFT, L.RETURNED])
def test_an_organization_that_is_suspended_writes_no_language(state):
    statement = IN_STATE[state]()
    later, owner = statement.later.get(), writer_of(statement.organization)
    type(statement.organization).objects.update(state="suspended")

    assert not any(changes(verb, later, owner) for verb in VERBS)


# -- languages


@pytest.mark.parametrize("languages", [["en"], ["en", "ar"], ["en", "fr", "ru"]])
def test_every_language_of_the_call_can_be_added_and_no_other(languages):
    statement = make_statement(call=make_call(languages=languages))
    owner = writer_of(statement.organization)

    for language in TITLES:
        try:
            revising.begin(statement, Kind.TRANSLATION, by=owner, language=language)
        except ValidationError:
            assert language not in languages
    assert {one.later.language for one in companions(statement)} == set(languages) - {"en"}


def test_the_database_keeps_one_of_a_language_on_its_way():
    later = make_companion()
    later.pk, later.uuid = None, "00000000-0000-4000-8000-000000000001"

    with pytest.raises(IntegrityError), transaction.atomic():
        later.save(force_insert=True)


def test_what_was_given_up_leaves_its_language_free():
    statement = given_up()

    again = make_companion(statement, language="fr", title="Encore")
    statement = accepted(actions.submit(statement, by=writer_of(statement.organization)))

    assert [one.later.pk for one in sent_along(statement)] == [again.pk]
    assert sorted(statement.later.values_list("state", flat=True)) == ["accepted", "withdrawn"]


WORDS = [
    ("fr", "mot " * 5, True), ("fr", "mot " * 6, False), ("ar", "كلمة " * 5, True), ("ar", "كلمة " * 6, False),
    ("zh-hans", "没有编号的", True), ("zh-hans", "没有编号的零", False),
    ("ru", "слово — слово слово слово слово", True),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "fits"), WORDS)
def test_each_language_has_the_limit_of_the_call_counted_as_its_readers_count(language, source, fits):
    statement = make_statement(call=make_call(word_limit=5), source="One two three.")
    make_companion(statement, language=language, source=source, title=TITLES[language])
    owner = writer_of(statement.organization)

    if fits:
        assert sent_along(actions.submit(statement, by=owner))[0].version.word_count == 5
    else:
        with pytest.raises(ValidationError, match="has 6 words; the limit of this call is 5"):
            actions.submit(statement, by=owner)
        assert statement.later.get().state == L.DRAFT


# -- two people at once


@pytest.mark.parametrize("state", [L.DRAFT, L.RETURNED])
def test_the_second_of_two_who_write_at_once_is_told_and_overwrites_nothing(client, state):
    statement = IN_STATE[state]()
    later, owner = statement.later.get(), writer_of(statement.organization)
    colleague = MembershipFactory(organization=statement.organization, role=Role.EDITOR).user
    stamp, address = actions.latest(later).stamp, reverse("statements:desk_edit", args=[later.uuid])
    actions.save_draft(later, some_content(title="A", source="Le mot de l’un."), by=owner, stamp=stamp)
    client.force_login(colleague)

    page = client.post(address, {"title": "A", "summary": "", "source": "Le mot de l’autre.", "stamp": stamp})

    assert "Le mot de l’autre." in page.text and actions.latest(later).source == "Le mot de l’un."
    assert later.versions.count() == (2 if state == L.RETURNED else 1)


def test_to_write_a_language_makes_no_text_of_the_original_stale():
    later = make_companion()
    statement, owner = later.statement, writer_of(later.organization)
    stamp = actions.latest(statement).stamp
    actions.save_draft(later, some_content(source="Autre."), by=owner)

    assert actions.save_draft(statement, some_content(), by=owner, stamp=stamp)


# -- what is frozen


@pytest.mark.parametrize("state", [L.SUBMITTED, L.RETURNED, L.ACCEPTED, L.REJECTED, L.WITHDRAWN])
def test_a_text_that_was_sent_is_never_changed_whatever_becomes_of_it(state):
    version = IN_STATE[state]().later.get().versions.first()
    before = StatementVersion.objects.values().get(pk=version.pk)

    for column in ("source", "title", "summary", "language", "sha256", "frozen_at"):
        try:
            with transaction.atomic():
                StatementVersion.objects.filter(pk=version.pk).update(**{column: "2024-01-01T00:00Z"})
        except DatabaseError:
            assert StatementVersion.objects.values().get(pk=version.pk) == before, column
        else:
            pytest.fail(f"The database changed {column}.")
    version.refresh_from_db()
    assert version.sha256 == texts.fingerprint(version)


def test_rounds_of_questions_keep_each_text_that_was_sent():
    statement = sent()
    owner, kept = writer_of(statement.organization), []
    for number in range(3):
        later = statement.later.get()
        kept.append((later.current_id, later.current.sha256))
        returned(statement)
        actions.save_draft(later, some_content(title="A", source=f"Texte {number}."), by=owner)
        statement = actions.submit(statement, by=owner)
    accepted(statement)

    later = statement.later.get()
    assert dict(later.versions.values_list("pk", "sha256")) == dict(kept) | {later.current_id: later.current.sha256}
    assert later.current.source == "Texte 2." and len(set(kept)) == 3
    assert len({one.submitted_at for one in (later, Statement.objects.get())}) == 1


def test_a_receipt_stays_through_questions_rejection_and_appeal():
    statement = returned(sent())
    receipt, owner = statement.later.get().receipt, writer_of(statement.organization)
    statement = rejected(actions.submit(statement, by=owner))
    statement = reviewing.appeal(statement, by=owner, reason="Read it again.")
    judge = CoordinatorFactory()
    reviewing.claim(statement, by=judge)

    reviewing.return_with_questions(statement, by=judge, **WHY)

    later = statement.later.get()
    assert (later.receipt, later.state, later.decision_note) == (receipt, L.RETURNED, WHY["reason"])
    assert [one.later for one in companions(Statement.objects.get())] == [later], "it is written on"


def test_the_history_of_a_language_names_each_step_once():
    statement = returned(sent())
    owner = writer_of(statement.organization)
    accepted(actions.submit(statement, by=owner))

    steps = [(event.verb, event.after) for event in audit.history(statement.later.get())]

    assert [after for _verb, after in steps if after] == ["draft", "submitted", "returned", "submitted", "accepted"]


def test_a_statement_that_is_decided_leaves_the_languages_of_others_alone():
    other = sent()
    before = stored(other)

    for decide in (accepted, rejected, returned):
        decide(sent())

    assert stored(other) == before


def test_with_the_statement_its_languages_leave_the_record(client):
    statement = accepted(sent("fr", "ar"))
    owner, judge = writer_of(statement.organization), CoordinatorFactory()
    pages = [one.get_absolute_url() for one in statement.later.all()]
    assert [client.get(page).status_code for page in pages] == [200, 200]

    for take, said in ((withdrawing.withdraw, {"by": owner}), (withdrawing.remove, {"by": judge, "code": "person"})):
        with undone():
            take(Statement.objects.get(pk=statement.pk), reason="It named a person.", **said)

            assert not LaterVersion.objects.public().exists(), take
            found = [client.get(page, follow=True).text for page in pages]
            assert not any(title in text for text in found for title in TITLES.values()), take


# -- the chain


@pytest.fixture
def series():
    """The chain of a call: a statement alone, one in three languages, one that was rejected, one in two."""
    call = make_call(reference_stem="2024/LANG/WS")
    make_statement(S.ACCEPTED, call=call)
    accepted(sent("fr", "ar", call=call))
    rejected(sent("es", call=call))
    accepted(sent("zh-hans", call=call))
    return Statement.objects.filter(reference__isnull=False).first().entries.first().series


def test_the_program_that_anyone_runs_finds_the_chain_with_languages_intact_and_in_order(series):
    entries = series.entries.order_by("seq")

    bodies, standing = check(stored_lines(entries, genesis(series.stem), "series", None))

    said = [(body["kind"], body.get("language")) for body in bodies.values()]
    assert [kind for kind, _language in said] == ["accept", "accept", "revise", "revise", "accept", "revise"]
    assert [language for kind, language in said if kind == "revise"] == ["fr", "ar", "zh-hans"]
    assert len(standing) == 3 and "es" not in json.dumps(said)
    known = [one.current.sha256 for one in LaterVersion.objects.accepted()]
    assert checking.verify(series, known).problem == ""


TAMPERINGS = {
    "its words": lambda later: set_column(later.current, "source", "Autre."),
    "its language": lambda later: set_column(later, "language", "ru"),
    "its number": lambda later: set_column(later, "serial", 9),
}


def test_what_was_changed_of_a_language_behind_the_back_is_found(series):
    for name, change in TAMPERINGS.items():
        with behind_the_back():
            change(LaterVersion.objects.accepted().get(language="ar"))

            assert checking.verify(series).problem, name
    assert not checking.verify(series).problem


# -- receipts


def test_the_receipt_names_each_language_with_its_script_and_fingerprint():
    statement = sent("ar", "zh-hans")
    for reader in ("en", "ar", "zh-hans"):
        with translation.override(reader):
            paper = render_to_string("statements/receipt_pdf.html", receipts.facts(statement))

        for one in sent_along(statement):
            assert one.fingerprint in paper and TITLES[one.later.language] in paper, (reader, one)
        attributes = paper.split(TITLES["ar"])[0].rpartition("<dd")[2]
        assert reader == "ar" or ('lang="ar"' in attributes and 'dir="rtl"' in attributes), reader


@pytest.mark.parametrize("language", ["ar", "zh-hans"])
def test_the_bytes_of_a_language_hash_to_its_fingerprint_and_are_for_its_organization(client, language):
    statement = sent(language)
    later = statement.later.get()
    address = reverse("statements:desk_sent_text", args=[later.uuid])
    client.force_login(writer_of(statement.organization))
    answer = client.get(address)

    assert hashlib.sha256(answer.content).hexdigest() == later.current.sha256
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{later.receipt}.txt"'
    assert answer.content.startswith(f"{language}\n".encode()) and TITLES[language] in answer.text
    for stranger in (UserFactory(), writer_of(OrganizationFactory())):
        client.force_login(stranger)
        assert client.get(address).status_code == 404


def test_a_draft_has_no_receipt_and_no_bytes(client):
    later = make_companion()
    client.force_login(writer_of(later.organization))

    for name in ("desk_receipt_pdf", "desk_sent_text"):
        assert client.get(reverse(f"statements:{name}", args=[later.uuid])).status_code == 404


# -- organizations and people


@pytest.mark.parametrize("state", [L.DRAFT, L.RETURNED])
def test_in_the_record_that_stays_its_people_write_on_and_those_of_the_other_do_not(state):
    statement = IN_STATE[state]()
    old, heir = statement.organization, OrganizationFactory()
    before = SimpleNamespace(later=statement.later.values().get(), owner=writer_of(old))
    before.owner.memberships.update(role=Role.VIEWER)

    merging.merge(old, heir, by=CoordinatorFactory(), reason="Two records of one organization.")

    later = LaterVersion.objects.get()
    assert statement.later.values().get() == before.later and later.organization == heir
    assert changes("save", later, writer_of(heir)) and not changes("save", later, before.owner)


def test_a_person_gets_the_languages_that_they_wrote_began_and_sent_and_nobody_elses():
    statement = make_statement()
    later = make_companion(statement, source="Canarybird.", title="Oiseau")
    owner = writer_of(statement.organization)
    signatory = MembershipFactory(organization=statement.organization, role=Role.SIGNATORY).user
    actions.submit(statement, by=signatory)
    sent()

    [began], [signed] = versions_by(owner), versions_by(signatory)

    assert began["written"] == later.created_at and began["sent"] is None
    assert signed["written"] is None and signed["sent"] == Statement.objects.get(pk=statement.pk).submitted_at
    assert [one["title"] for one in written_by(owner)][1:] == ["Oiseau"] and not list(written_by(signatory))
    assert len(list(sent_by(signatory))) == 1 and not list(versions_by(UserFactory()))


def test_an_account_that_goes_leaves_the_languages_and_takes_its_name():
    statement = sent()
    owner = writer_of(statement.organization)
    before = statement.later.get()

    owner.delete()

    later = statement.later.get()
    assert (later.begun_by, later.submitted_by, later.receipt) == (None, None, before.receipt)
    assert later.current.sha256 == before.current.sha256
