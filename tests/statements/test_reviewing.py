"""What coordinators decide on a statement: accept, return, reject, once or by two people; and the one appeal."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues import coordinators
from organizations.models import Role, User
from portal import audit, dates
from portal.models import OutgoingMail
from portal.records import InvalidMove
from submissions.statements import actions, history, kept, reviewing
from submissions.statements.models import Review, Statement, StatementState, StatementVersion
from submissions.statements.reviews import FOR_REJECTING, FOR_RETURNING, Reason
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.statements import accepted, make_call, make_statement, snapshot, some_content, writer_of
from tests.statements.outcomes import DONE, outcome
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = StatementState
WHY = "Which district is it?"


def said(code=Reason.OTHER, reason=WHY):
    return {"code": code, "reason": reason}


# Every verb of the review, as somebody does it who holds the statement where holding is needed.
VERBS: dict[str, Callable] = {
    "claim": lambda statement, by: reviewing.claim(statement, by=by),
    "release": lambda statement, by: reviewing.release(statement, by=by),
    "take_over": lambda statement, by: reviewing.take_over(statement, by=by, reason="On leave."),
    "accept": lambda statement, by: reviewing.accept(statement, by=by),
    "return": lambda statement, by: reviewing.return_with_questions(statement, by=by, **said()),
    "reject": lambda statement, by: reviewing.reject(statement, by=by, **said()),
    "appeal": lambda statement, by: reviewing.appeal(statement, by=by, reason="Read it again."),
}
HOLDING = ("release", "accept", "return", "reject")
# Which verb each role may do, at a statement that waits (for the appeal: that was rejected).
COORDINATING = set(VERBS) - {"appeal"}
ROLES: dict[str, set[str]] = {
    "coordinator": COORDINATING,
    "coordinator of this dialogue": COORDINATING,
    "coordinator of another dialogue": set(),
    "coordinator who is a viewer there": set(),
    "coordinator who owns it": {"appeal"},
    Role.OWNER: {"appeal"},
    Role.SIGNATORY: {"appeal"},
    Role.EDITOR: set(),
    Role.VIEWER: set(),
    "owner of another organization": set(),
    "nobody": set(),
}


def person(role, statement):
    """Somebody with this role towards the statement."""
    if role in Role.values:
        return writer_of(statement.organization, role)
    if role == "owner of another organization":
        return OrganizationFactory().members.get()
    if role.startswith("coordinator of"):
        user = UserFactory()
        dialogue = statement.dialogue if role == "coordinator of this dialogue" else make_dialogue()
        coordinators.assign(user, dialogue, by=None, reason="A test.")
        return user
    user = CoordinatorFactory() if role.startswith("coordinator") else UserFactory()
    if role.startswith("coordinator who"):
        kind = Role.VIEWER if role.endswith("viewer there") else Role.OWNER
        MembershipFactory(organization=statement.organization, user=user, role=kind)
    return user


def held(by, **fields):
    """A statement that `by` has in hand."""
    statement = make_statement(S.SUBMITTED, **fields)
    reviewing.claim(statement, by=by)
    return statement


def tried(verb, statement, who, *, holds):
    """What becomes of the verb, of somebody who `holds` the statement or does not; it is undone."""
    with undone():
        if holds:
            reviewing.claim(statement, by=who)
        one, by = Statement.objects.get(pk=statement.pk), User.objects.get(pk=who.pk)
        return outcome(lambda: VERBS[verb](one, by), lambda: snapshot(statement))


@pytest.mark.parametrize("state", [S.SUBMITTED, S.REJECTED])
def test_every_verb_is_for_its_roles_alone(state):
    """Each at a statement that waits; the appeal at one that was rejected."""
    statement = make_statement(state)
    verbs = [verb for verb in VERBS if (verb == "appeal") == (state == S.REJECTED)]
    for role, allowed in ROLES.items():
        with undone():
            who, holding = person(role, statement), allowed.intersection(HOLDING)
            found = {verb: tried(verb, statement, who, holds=verb in holding)[0] for verb in verbs}
            assert found == {verb: DONE if verb in allowed else ValidationError for verb in verbs}, role


# The same for those who write: at a draft.
WRITING: dict[str, tuple[Callable, set[str]]] = {
    "save": (
        lambda statement, by: actions.save_draft(statement, some_content(), by=by),
        {Role.OWNER, Role.SIGNATORY, Role.EDITOR, "coordinator who owns it"},
    ),
    "submit": (
        lambda statement, by: actions.submit(statement, by=by),
        {Role.OWNER, Role.SIGNATORY, "coordinator who owns it"},
    ),
}


@pytest.mark.parametrize("verb", WRITING)
def test_writing_and_sending_in_are_for_their_roles_alone(verb):
    act, roles = WRITING[verb]
    done, draft = set(), make_statement()
    for role in ROLES:
        with undone():
            statement = Statement.objects.get(pk=draft.pk)
            who, before = person(role, statement), snapshot(statement)
            try:
                act(statement, who)
                done.add(role)
            except ValidationError:
                assert snapshot(statement) == before, role

    assert done == roles


@pytest.mark.parametrize("state", list(S))
def test_every_verb_is_for_its_state_alone(coordinator, state):
    statement = make_statement(state)
    owner = writer_of(statement.organization)
    for verb in VERBS:
        who, wanted = (owner, S.REJECTED) if verb == "appeal" else (coordinator, S.SUBMITTED)
        found, words = tried(verb, statement, who, holds=verb in HOLDING and state == S.SUBMITTED)
        if state == wanted:
            assert found == DONE, verb
        else:
            assert found is InvalidMove and str(S(state).label) in words, (verb, found, words)


# -- in hand


def test_one_holds_it_and_the_others_are_told_who(coordinator):
    statement, other = held(coordinator), CoordinatorFactory()
    before = snapshot(statement)

    for verb in set(VERBS) - {"appeal", "take_over"}:
        with pytest.raises(InvalidMove, match=f"{coordinator} holds this statement since"):
            VERBS[verb](statement, other)
    assert snapshot(statement) == before
    assert reviewing.claim(statement, by=coordinator).holder == coordinator
    assert snapshot(statement) == before, "claiming twice changed something"


@pytest.mark.parametrize("verb", HOLDING)
def test_nobody_decides_without_holding_it(coordinator, verb):
    statement = make_statement(S.SUBMITTED)
    before = snapshot(statement)

    with pytest.raises(InvalidMove, match="Take it in hand first"):
        VERBS[verb](statement, coordinator)

    assert snapshot(statement) == before


def test_what_is_let_go_is_free_again(coordinator):
    statement = held(coordinator)
    reviewing.release(statement, by=coordinator)

    assert statement.reviews.get().holder is None
    assert reviewing.claim(statement, by=(other := CoordinatorFactory())).holder == other


def test_a_hold_runs_out_by_itself(coordinator, settings):
    statement = held(coordinator)
    Review.objects.update(held_since=timezone.now() - timedelta(hours=settings.CLAIM_HOURS, seconds=1))

    with pytest.raises(InvalidMove, match="Take it in hand first"):
        reviewing.accept(statement, by=coordinator)
    assert list(Review.objects.free()) == [statement.reviews.get()] and not Review.objects.held().exists()
    assert reviewing.claim(statement, by=(other := CoordinatorFactory())).holder == other


def test_a_colleague_takes_over_with_a_reason_and_the_holder_is_told(coordinator):
    statement, other = held(coordinator), CoordinatorFactory()
    with pytest.raises(ValidationError, match="Say why"):
        reviewing.take_over(statement, by=other, reason=" ")
    assert statement.reviews.get().holder == coordinator

    reviewing.take_over(statement, by=other, reason="She is on leave.")

    assert statement.reviews.get().holder == other
    assert audit.history(statement).last().reason == "She is on leave."
    mail = OutgoingMail.objects.get(to=coordinator.email)
    assert mail.template == "statements/email/taken_over" and "leave" not in mail.text


def test_the_organization_does_not_read_what_coordinators_do_among_themselves(coordinator):
    statement = held(coordinator)
    reviewing.take_over(statement, by=CoordinatorFactory(), reason="CANARY")

    own = " ".join(f"{one.words} {one.reason}" for one in history.for_organization(statement))
    staff = " ".join(f"{one.words} {one.reason}" for one in history.for_coordinators(statement))

    assert "CANARY" not in own and "hand" not in own
    assert "Taken in hand" in staff and "Taken over from a colleague CANARY" in staff


def test_the_database_keeps_one_open_review_and_no_hold_on_what_is_decided(coordinator):
    statement = held(coordinator)

    with pytest.raises(IntegrityError, match=r"one_open_review|submissions_review.statement_id"), transaction.atomic():
        Review.objects.create(statement=statement, version=statement.current)
    reviewing.accept(statement, by=coordinator)
    review = statement.reviews.get()
    assert (review.held_by, review.outcome, review.decided_by) == (None, "accepted", coordinator)
    for change in ({"outcome": "rejected"}, {"reason": "Other words"}, {"held_by": coordinator}):
        with pytest.raises(Exception, match=r"append-only|held_review_is_open"), transaction.atomic():
            Review.objects.filter(pk=review.pk).update(**change)


# -- accept


def test_accepting_gives_the_permanent_reference_and_tells_the_organization(coordinator, settings):
    settings.REFERENCE_PREFIX = "CSP"
    statement = held(coordinator, call=make_call(reference_stem="2024/FA/WS"), title="Río")

    statement = reviewing.accept(statement, by=coordinator)

    assert (statement.reference, statement.slug) == ("CSP/2024/FA/WS/1", "csp-2024-fa-ws-1")
    assert statement.is_public and statement.decided_by == coordinator
    assert " csp 2024 fa ws 1 rio " in statement.search_text
    assert audit.history(statement).last().public
    mail = OutgoingMail.objects.first()
    assert (mail.template, "CSP/2024/FA/WS/1" in mail.subject) == ("statements/email/accepted", True)
    assert "is public now" in mail.text


def test_mail_is_in_the_language_of_its_reader(coordinator):
    statement = held(coordinator)
    owner = writer_of(statement.organization)
    owner.language = "fr"
    owner.save()

    reviewing.reject(statement, by=coordinator, **said())

    assert OutgoingMail.objects.get(template="statements/email/rejected").language == "fr"


def test_an_embargo_is_told_with_its_moment(coordinator):
    moment = timezone.now() + timedelta(days=3)

    statement = reviewing.accept(held(coordinator), by=coordinator, publish_at=moment)

    assert not statement.is_public
    assert dates.format_moment(moment) in OutgoingMail.objects.first().text


def test_references_count_up_by_series_and_are_never_used_again():
    call, other = make_call(reference_stem="2024/AA/WS"), make_call(reference_stem="2024/BB/WS")
    first = accepted(make_statement(S.SUBMITTED, call=call))
    Statement.objects.filter(pk=first.pk).update(state=S.REMOVED)

    second = accepted(make_statement(S.SUBMITTED, call=call))
    third = accepted(make_statement(S.SUBMITTED, call=other))

    assert [one.reference for one in (first, second, third)] == [
        "CSP/2024/AA/WS/1", "CSP/2024/AA/WS/2", "CSP/2024/BB/WS/1",
    ]  # fmt: skip


# -- two people


@pytest.fixture
def two_needed(settings):
    """A portal where two coordinators approve each statement."""
    settings.STATEMENTS_NEED_TWO = True


def test_two_people_publish_and_the_second_is_another(coordinator, two_needed):
    moment = (timezone.now() + timedelta(days=2)).replace(microsecond=0)
    statement = held(coordinator)

    first = reviewing.accept(statement, by=coordinator, publish_at=moment)

    review = statement.reviews.get()
    assert (first.state, first.reference) == (S.SUBMITTED, None)
    assert (review.approved_by, review.wanted_from, review.holder) == (coordinator, moment, None)
    assert not OutgoingMail.objects.filter(template="statements/email/accepted").exists()

    reviewing.claim(statement, by=coordinator)
    with pytest.raises(InvalidMove, match="Another coordinator is the second"):
        reviewing.accept(statement, by=coordinator)
    reviewing.release(statement, by=coordinator)
    assert accepted(statement, by=(second := CoordinatorFactory())).state == S.ACCEPTED
    assert statement.reviews.get().decided_by == second


def test_the_database_refuses_the_same_person_twice(coordinator, two_needed):
    statement = held(coordinator)
    reviewing.accept(statement, by=coordinator)

    with pytest.raises(IntegrityError, match="two_people_accept"), transaction.atomic():
        Review.objects.update(outcome="accepted", decided_by=coordinator, decided_at=timezone.now())


def test_an_approval_is_for_one_text_and_ends_with_its_review(coordinator, two_needed):
    statement, other = held(coordinator), CoordinatorFactory()
    reviewing.accept(statement, by=coordinator)
    reviewing.claim(statement, by=other)
    reviewing.return_with_questions(statement, by=other, **said())
    owner = writer_of(statement.organization)
    actions.save_draft(statement, some_content(), by=owner)
    actions.submit(statement, by=owner)

    assert accepted(statement, by=other).state == S.SUBMITTED
    assert accepted(statement, by=coordinator).state == S.ACCEPTED


# -- return and reject


@pytest.mark.parametrize(("verb", "state"), [("return", S.RETURNED), ("reject", S.REJECTED)])
def test_a_refusal_keeps_its_reason_and_mails_without_it(coordinator, verb, state):
    statement = held(coordinator)

    statement = VERBS[verb](statement, coordinator)

    review = statement.reviews.get()
    assert (statement.state, statement.reference, statement.decision_note) == (state, None, WHY)
    assert (review.outcome, review.reason_code, review.reason) == (state, "other", WHY)
    event = audit.history(statement).last()
    assert (event.reason, event.data, event.public) == (WHY, {"reason_code": "other"}, False)
    assert f"Another reason, told in words\n{WHY}" in [one.reason for one in history.for_organization(statement)]
    mail = OutgoingMail.objects.first()
    assert mail.template == f"statements/email/{state}" and statement.receipt in mail.subject
    assert WHY not in mail.text


@pytest.mark.parametrize(
    ("verb", "codes"),
    [(reviewing.return_with_questions, FOR_RETURNING), (reviewing.reject, FOR_REJECTING)],
)
def test_a_refusal_needs_a_reason_of_its_list_and_words(coordinator, verb, codes):
    statement = held(coordinator)
    strange = [code for code in Reason if code not in codes]
    before = snapshot(statement)

    for wrong in [said(reason=" \n"), said(code=""), said(code="angry"), *(said(code=code) for code in strange)]:
        with pytest.raises(ValidationError):
            verb(statement, by=coordinator, **wrong)

    assert strange and snapshot(statement) == before


# -- the appeal


def rejected(by=None):
    """A statement that somebody rejected, and the owner of its organization."""
    statement = make_statement(S.REJECTED, coordinator=by)
    return statement, writer_of(statement.organization)


def test_an_appeal_is_decided_by_another_coordinator(coordinator):
    statement, owner = rejected(by=coordinator)

    statement = reviewing.appeal(statement, by=owner, reason="Read page two.")

    review = statement.reviews.get(decided_at=None)
    assert (statement.state, review.is_appeal, review.not_by) == (S.SUBMITTED, True, coordinator)
    assert "Appeal sent in" in [one.words for one in history.for_organization(statement)]
    for verb in set(VERBS) - {"appeal"}:
        with pytest.raises(ValidationError, match="Another coordinator decides"):
            VERBS[verb](statement, coordinator)
    assert accepted(statement, by=CoordinatorFactory()).is_public


def test_the_database_refuses_the_one_who_rejected(coordinator):
    statement, owner = rejected(by=coordinator)
    reviewing.appeal(statement, by=owner, reason="Read page two.")
    open_one = Review.objects.filter(decided_at=None)

    now = timezone.now()
    for change in (
        {"held_by": coordinator, "held_since": now},
        {"approved_by": coordinator, "approved_at": now},
        {"decided_by": coordinator, "decided_at": now, "outcome": "accepted"},
    ):
        with pytest.raises(IntegrityError, match="appeal_"), transaction.atomic():
            open_one.update(**change)


def test_there_is_one_appeal_and_no_second(coordinator):
    statement, owner = rejected()
    reviewing.appeal(statement, by=owner, reason="Read page two.")
    reviewing.claim(statement, by=coordinator)
    statement = reviewing.reject(statement, by=coordinator, **said())
    before = snapshot(statement)

    with pytest.raises(InvalidMove, match="can be appealed once"):
        reviewing.appeal(statement, by=owner, reason="Once more.")

    assert snapshot(statement) == before
    mails = OutgoingMail.objects.filter(template="statements/email/rejected").order_by("pk")
    texts = mails.values_list("text", flat=True)
    assert ["ask once" in text for text in texts] == [True, False] and "final" in texts[1]
    with pytest.raises(IntegrityError, match=r"one_appeal|submissions_review.statement_id"), transaction.atomic():
        Review.objects.create(statement=statement, version=statement.current, is_appeal=True)


def test_an_appeal_needs_words_a_text_and_a_free_call():
    statement, owner = rejected()
    with pytest.raises(ValidationError, match="Say why"):
        reviewing.appeal(statement, by=owner, reason=" ")
    newer = actions.start(statement.call, statement.organization, by=owner, content=some_content())
    before = snapshot(statement)

    with pytest.raises(InvalidMove, match="another statement for this call"):
        reviewing.appeal(statement, by=owner, reason="Read page two.")

    assert snapshot(statement) == before and newer.state == S.DRAFT
    gone, other = rejected()
    kept.clear_texts(list(StatementVersion.objects.filter(statement=gone)))
    with pytest.raises(InvalidMove, match="cannot any more"):
        reviewing.appeal(gone, by=other, reason="Read page two.")
