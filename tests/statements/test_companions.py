"""Texts in other languages of a statement that is not on the record yet: written, sent in and decided with it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from organizations.models import Role
from portal.models import OutgoingMail
from portal.records import InvalidMove
from submissions.statements import actions, attaching, checking, cosigning, reviewing, revising, texts
from submissions.statements.checklist import checklist, problems
from submissions.statements.companions import companions, seal, sent_along
from submissions.statements.editions import editions
from submissions.statements.models import (
    Cosigner,
    LaterVersion,
    ReferenceSeries,
    Review,
    Statement,
    StatementState,
    StatementVersion,
)
from submissions.statements.reviews import Reason
from tests.database import together
from tests.factories.accepted import accepted_file
from tests.factories.cosigners import make_cosigner
from tests.factories.later import make_companion
from tests.factories.organizations import CoordinatorFactory, UserFactory
from tests.factories.statements import (
    accepted,
    make_call,
    make_reported,
    make_statement,
    rejected,
    snapshot,
    some_content,
    writer_of,
)
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = StatementState
Kind = StatementVersion.Kind
WHY = {"code": Reason.OTHER, "reason": "Which district is it?"}


def begin(statement, language="fr", by=None):
    return revising.begin(statement, Kind.TRANSLATION, by=by or writer_of(statement.organization), language=language)


def sent(*languages, **fields):
    """A statement that waits for a decision together with its texts in these languages."""
    statement = make_statement(**fields)
    for language in languages or ("fr",):
        make_companion(statement, language=language)
    return actions.submit(statement, by=writer_of(statement.organization))


def states(statement):
    return list(statement.later.order_by("pk").values_list("state", flat=True))


# -- writing


@pytest.mark.parametrize("state", list(S))
def test_who_writes_adds_a_language_while_the_statement_is_written_or_public(state):
    statement = make_statement(state)
    people = {role: writer_of(statement.organization, role) for role in (Role.OWNER, Role.EDITOR, Role.VIEWER)}
    before = snapshot(statement)

    for role, person in {**people, None: UserFactory()}.items():
        if role in (Role.OWNER, Role.EDITOR) and state in (S.DRAFT, S.RETURNED, S.ACCEPTED):
            with undone():
                assert begin(statement, by=person).is_companion == (state != S.ACCEPTED), role
        else:
            with pytest.raises((InvalidMove, ValidationError)):
                begin(statement, by=person)
            assert snapshot(statement) == before, role


def test_it_starts_empty_and_leaves_the_original_alone():
    statement = make_statement(files=1)
    before = statement.versions.values().get()

    later = begin(statement)

    assert statement.versions.values().get(pk=before["id"]) == before and actions.latest(statement).pk == before["id"]
    assert (later.current.source, later.current.language, later.current.attachments.count()) == ("", "fr", 0)
    assert (later.is_companion, later.of_id, later.current.kind) == (True, before["id"], Kind.TRANSLATION)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "another language"), ("ru", "English, French"), ("xx", "anoth")]
)
def test_it_is_in_another_language_which_the_call_takes(language, words):
    statement = make_statement(call=make_call(languages=["en", "fr"]))

    with pytest.raises(ValidationError, match=words):
        begin(statement, language)
    assert not LaterVersion.objects.exists()
    assert begin(statement).language == "fr"


def test_one_of_a_language_and_the_second_is_led_to_it():
    first = make_companion()

    with pytest.raises(revising.LaterExists) as problem:
        begin(first.statement)
    assert problem.value.later == first


def test_what_is_known_from_a_source_has_no_language_to_add():
    with pytest.raises((InvalidMove, ValidationError)):
        begin(make_reported())


def test_a_colleague_who_saved_it_meanwhile_is_not_overwritten():
    later = make_companion(source="Hers.")

    with pytest.raises(actions.StaleDraft):
        actions.save_draft(later, some_content(source="His."), by=writer_of(later.organization), stamp="2.1")
    assert actions.latest(later).source == "Hers."


def test_it_is_deleted_by_its_author_until_it_was_sent():
    later = make_companion()
    statement = later.statement

    assert revising.give_up(later, by=writer_of(statement.organization, Role.EDITOR)) is None
    assert not LaterVersion.objects.exists() and statement.versions.count() == 1


def test_after_questions_who_signs_takes_it_back_and_the_statement_goes_without_it():
    statement = sent()
    judge, owner = CoordinatorFactory(), writer_of(statement.organization)
    reviewing.claim(statement, by=judge)
    reviewing.return_with_questions(statement, by=judge, **WHY)

    with pytest.raises(ValidationError, match="owner or a signatory"):
        revising.give_up(statement.later.get(), by=writer_of(statement.organization, Role.EDITOR))
    revising.give_up(statement.later.get(), by=owner)
    actions.submit(statement, by=owner)

    assert states(statement) == ["withdrawn"] and Statement.objects.get().state == S.SUBMITTED
    assert sent_along(Statement.objects.get()) == []


# -- what is missing


def test_the_checklist_of_the_statement_names_what_a_language_lacks():
    later = make_companion(title="", source="mot " * 201)
    statement = later.statement
    [words] = problems(statement, actions.latest(statement))

    assert words == (
        "The text in this language, French: Give it a title. The text has 201 words; the limit of this call is 200."
    )
    with pytest.raises(ValidationError, match="Give it a title"):
        actions.submit(statement, by=writer_of(statement.organization))
    assert Statement.objects.get().state == S.DRAFT and not Review.objects.exists()
    checks = [check.words for check in checklist(later, later.current)]
    assert "At least one instrument" not in checks, "what it speaks about is said once"


def test_an_original_that_changes_into_its_language_stands_in_the_way():
    later = make_companion()
    owner = writer_of(later.organization)
    actions.save_draft(later.statement, some_content(language="fr"), by=owner)

    with pytest.raises(ValidationError, match="in this language itself now"):
        actions.submit(later.statement, by=owner)


def test_a_call_that_takes_the_language_no_more_stands_in_the_way():
    later = make_companion()
    type(later.call).objects.update(languages=["en"])
    statement = Statement.objects.get()

    with pytest.raises(ValidationError, match="takes texts in these languages: English"):
        actions.submit(statement, by=writer_of(statement.organization))


# -- sending


def test_all_languages_are_frozen_and_hashed_with_one_button():
    statement = sent("fr", "ar")

    for one in statement.later.all():
        assert one.state == S.SUBMITTED and one.of == statement.current and one.submitted_at == statement.submitted_at
        assert one.current.frozen_at and one.current.sha256 == texts.fingerprint(one.current)
    assert len({one.receipt for one in [statement, *statement.later.all()]}) == 3
    assert Review.objects.get().version == statement.current, "one thing to decide about"
    [mail] = OutgoingMail.objects.filter(template="statements/email/receipt")
    assert all(one.version.sha256 in mail.text for one in sent_along(statement))


@pytest.mark.parametrize("state", [S.DRAFT, S.RETURNED])
def test_it_is_not_sent_alone(state):
    later = make_companion(make_statement(state))
    before = snapshot(later.statement)

    with pytest.raises(InvalidMove, match="together with the statement"):
        actions.submit(later, by=writer_of(later.organization))
    assert snapshot(later.statement) == before


def test_what_changed_in_another_language_since_it_was_read_is_not_sent():
    later = make_companion()
    statement, owner = later.statement, writer_of(later.organization)
    version = actions.latest(statement)
    seen = seal(statement, version)
    for change in (
        lambda: actions.save_draft(later, some_content(), by=owner),
        lambda: attaching.attach(later, accepted_file(), "Une table", by=owner),
        lambda: make_companion(statement, language="es"),
    ):
        with undone():
            change()

            with pytest.raises(actions.StaleDraft):
                actions.submit(statement, by=owner, stamp=version.stamp, seal=seen)
            assert actions.submit(statement, by=owner, stamp=version.stamp, seal=seal(statement, version)).receipt


def test_what_waits_with_its_statement_is_touched_by_nobody():
    statement, judge = sent(), CoordinatorFactory()
    later, owner = statement.later.get(), writer_of(statement.organization)
    before = snapshot(statement)

    for touch in (
        lambda: actions.save_draft(later, some_content(), by=owner),
        lambda: attaching.attach(later, accepted_file(), "Une table", by=owner),
        lambda: revising.give_up(later, by=owner),
        lambda: reviewing.claim(later, by=judge),
    ):
        with pytest.raises((InvalidMove, ValidationError)):
            touch()
        assert snapshot(statement) == before
    assert actions.submit(later, by=owner).receipt == later.receipt
    assert snapshot(statement) == before


def test_co_signers_confirm_the_original_alone():
    later = make_companion()
    statement = later.statement
    cosigner = make_cosigner(statement, Cosigner.State.CONFIRMED)

    actions.save_draft(later, some_content(), by=writer_of(statement.organization))
    attaching.attach(later, accepted_file(), "Une table", by=writer_of(statement.organization))
    statement = actions.submit(statement, by=writer_of(statement.organization))

    cosigner.refresh_from_db()
    assert cosigner.state == Cosigner.State.CONFIRMED
    assert cosigning.confirmed_names(statement.current) == statement.current.cosigned != []
    assert statement.later.get().current.cosigned == []
    asked = OutgoingMail.objects.filter(template__contains="cosign").count()
    accepted(statement)
    assert OutgoingMail.objects.filter(template__contains="cosign").count() == asked


# -- deciding


def test_accepted_together_each_has_its_number_and_its_entry_in_the_chain():
    statement = accepted(sent("fr", "ar"))

    first, second = statement.later.order_by("number")
    assert [(one.state, one.serial, one.number, one.language) for one in (first, second)] == [
        ("accepted", 1, 2, "fr"), ("accepted", 2, 3, "ar"),
    ]  # fmt: skip
    assert list(statement.entries.order_by("seq").values_list("kind", flat=True)) == ["accept", "revise", "revise"]
    assert first.reference == f"{statement.reference} [fr]" and first.of == statement.current
    assert [one.version.language for one in editions(statement).translations] == ["fr", "ar"]
    series = ReferenceSeries.objects.get()
    assert checking.verify(series).problem == ""
    assert texts.search.fold(first.current.title).strip() in Statement.objects.get().search_text
    [mail] = OutgoingMail.objects.filter(template="statements/email/accepted")
    assert first.entry.hash in mail.text and second.entry.hash in mail.text
    assert not OutgoingMail.objects.filter(template="statements/email/later_accepted").exists()


def test_under_an_embargo_the_chain_tells_no_language():
    statement = sent()
    judge = CoordinatorFactory()
    reviewing.claim(statement, by=judge)

    statement = reviewing.accept(statement, by=judge, publish_at=timezone.now() + timedelta(days=1))

    entry = statement.entries.get(kind="revise")
    assert '"fr"' not in entry.body and "translation" not in entry.body and not LaterVersion.objects.public().exists()


def test_the_first_of_two_changes_nothing_and_the_second_accepts_all(settings):
    settings.STATEMENTS_NEED_TWO = True
    statement = sent()

    accepted(statement)
    assert states(statement) == ["submitted"]
    accepted(statement)
    assert states(statement) == ["accepted"]


def test_what_is_returned_is_written_on_in_every_language_and_sent_again():
    statement = sent("fr", "es")
    judge, owner = CoordinatorFactory(), writer_of(statement.organization)
    reviewing.claim(statement, by=judge)
    reviewing.return_with_questions(statement, by=judge, **WHY)
    french, spanish = statement.later.order_by("pk")
    frozen = french.current
    assert (french.state, french.decision_note) == ("returned", WHY["reason"])

    actions.save_draft(french, some_content(source="Autre."), by=owner)
    make_companion(statement, language="ar")
    statement = actions.submit(statement, by=owner)

    french.refresh_from_db()
    assert states(statement) == ["submitted"] * 3
    assert french.current.source == "Autre." and french.current != frozen and french.decision_note == ""
    assert statement.later.get(language="es").current == spanish.current, "what was not changed goes as it was"
    assert {one.later.language for one in sent_along(statement)} == {"fr", "es", "ar"}


def test_what_is_rejected_ends_with_the_statement_and_an_appeal_brings_both_back():
    statement = rejected(sent())
    assert states(statement) == ["rejected"] and companions(statement) == []
    with pytest.raises(InvalidMove):
        revising.give_up(statement.later.get(), by=writer_of(statement.organization))

    statement = reviewing.appeal(statement, by=writer_of(statement.organization), reason="Read it again.")
    assert states(statement) == ["submitted"]
    accepted(statement)
    assert states(statement) == ["accepted"]


def test_later_translations_of_the_public_statement_are_matters_of_their_own():
    statement = accepted(sent())
    later = begin(statement, "ar")
    actions.save_draft(later, some_content(), by=writer_of(statement.organization))

    later = actions.submit(later, by=writer_of(statement.organization))

    assert later.reviews.get().decided_at is None and companions(statement) == []
    assert states(statement) == ["accepted", "submitted"]


# -- races


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("attempt", range(3))
def test_a_language_that_is_saved_while_all_is_sent_goes_along_or_is_refused(attempt):
    later = make_companion(source="Avant.")
    statement, owner = later.statement, writer_of(later.organization)

    found = together(
        lambda: actions.submit(statement, by=owner),
        lambda: actions.save_draft(later, some_content(source="Pendant."), by=owner),
    )

    later.refresh_from_db()
    refused = [one for one in found if isinstance(one, InvalidMove)]
    assert later.state == S.SUBMITTED and later.versions.count() == 1
    assert later.current.source == ("Avant." if refused else "Pendant.")
    assert later.current.sha256 == texts.fingerprint(later.current)


@pytest.mark.slow
@pytest.mark.usefixtures("committed_db")
def test_a_language_that_is_begun_while_the_statement_is_sent_goes_along_or_is_refused():
    statement = make_statement()
    owner = writer_of(statement.organization)

    found = together(lambda: actions.submit(statement, by=owner), lambda: begin(statement, by=owner))

    refused = [one for one in found if isinstance(one, InvalidMove | ValidationError)]
    assert len(refused) == 1, "an empty text in French cannot go along, and nothing begins after sending"
    assert Statement.objects.get().state == (S.DRAFT if LaterVersion.objects.exists() else S.SUBMITTED)
