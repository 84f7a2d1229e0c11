"""Whatever people try, in whatever order: a refused move changes nothing, and what must always hold always holds."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from organizations.models import Role
from portal import audit
from portal.records import InvalidMove
from submissions.statements import actions, reviewing, texts, withdrawing
from submissions.statements.models import ReferenceSeries, Statement, StatementState
from submissions.statements.reviews import Reason
from submissions.statements.tombstones import RemovalReason
from tests.factories.later import make_companion
from tests.factories.organizations import CoordinatorFactory, MembershipFactory
from tests.factories.statements import snapshot, some_content, writer_of

pytestmark = pytest.mark.django_db
S = StatementState
WHY = {"code": Reason.OTHER, "reason": "Which district is it?"}
VERBS = {
    "claim": lambda one, by: reviewing.claim(one, by=by),
    "release": lambda one, by: reviewing.release(one, by=by),
    "take over": lambda one, by: reviewing.take_over(one, by=by, reason="On leave."),
    "accept": lambda one, by: reviewing.accept(one, by=by),
    "return": lambda one, by: reviewing.return_with_questions(one, by=by, **WHY),
    "reject": lambda one, by: reviewing.reject(one, by=by, **WHY),
    "submit": lambda one, by: actions.submit(one, by=by),
    "appeal": lambda one, by: reviewing.appeal(one, by=by, reason="Read it again."),
    "save": lambda one, by: actions.save_draft(one, some_content(), by=by),
    "save in French": lambda one, by: actions.save_draft(one.later.get(), some_content(), by=by),
    "withdraw": lambda one, by: withdrawing.withdraw(one, by=by, reason="We erred."),
    "undo": lambda one, by: withdrawing.undo(one, by=by),
    "remove": lambda one, by: withdrawing.remove(one, by=by, code=RemovalReason.PERSON, reason="It named a person."),
    "restore": lambda one, by: withdrawing.restore(one, by=by, reason="It did not."),
}
ON_RECORD = (S.ACCEPTED, S.WITHDRAWN, S.REMOVED)
PEOPLE = ("first", "second", "third", "owner", "colleague")
# Half of the steps are by those who may, so that sequences get somewhere; the others are anybody's.
LIKELY = [
    *(("claim", "first"), ("return", "first"), ("reject", "first"), ("accept", "first"), ("remove", "first")),
    *(("claim", "second"), ("accept", "second"), ("restore", "second"), ("submit", "owner"), ("appeal", "owner")),
    *(("save", "owner"), ("save in French", "owner"), ("withdraw", "owner"), ("undo", "owner")),
]
ANY = st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from(PEOPLE))
STEPS = st.lists(st.one_of(st.sampled_from(LIKELY), ANY), min_size=10, max_size=25)


@pytest.fixture
def cast(db):
    """A statement that waits, with its text in French, three coordinators, its owner, and a coordinator who belongs to
    its organization."""
    statement = make_companion().statement
    statement = actions.submit(statement, by=writer_of(statement.organization))
    people = {name: CoordinatorFactory() for name in ("first", "second", "third", "colleague")}
    MembershipFactory(organization=statement.organization, user=people["colleague"], role=Role.VIEWER)
    return statement, people | {"owner": writer_of(statement.organization)}


# Random, but the same every time: a failure that nobody can repeat helps nobody.
FEW = effort(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def holds_always(statement, people) -> str:
    """What every statement keeps, however it came there; gives back its state."""
    statement = Statement.objects.get(pk=statement.pk)
    reviews = list(statement.reviews.all())
    waiting = [one for one in reviews if one.decided_at is None]
    assert len(waiting) == (statement.state == S.SUBMITTED)
    assert sum(one.is_appeal for one in reviews) <= 1
    for one in reviews:
        doers = {one.held_by, one.approved_by, one.decided_by} - {None}
        assert doers.isdisjoint({people["colleague"], people["owner"], one.not_by})
        assert one.outcome != "accepted" or one.approved_by != one.decided_by
    on_record = statement.state in ON_RECORD
    assert (statement.reference is not None) == on_record
    assert sum(series.last for series in ReferenceSeries.objects.all()) == on_record
    decided = audit.history(statement).filter(before=S.SUBMITTED).count()
    assert decided == len(reviews) - len(waiting), "a decision without its event, or the other way round"
    keeps_its_texts(statement)
    stones = statement.tombstones.filter(lifted_at__isnull=True).count()
    assert stones == (statement.state in (S.WITHDRAWN, S.REMOVED))
    return statement.state


def keeps_its_texts(statement):
    """What was sent is frozen and fits its fingerprint, in both languages; the chain has both from acceptance on."""
    companion = statement.later.get()
    on_record = statement.state in ON_RECORD
    assert companion.state == (S.ACCEPTED if on_record else statement.state)
    assert companion.of == statement.current
    for version in (statement.current, companion.current):
        assert version.frozen_at and version.sha256 == texts.fingerprint(version)
    joined = [entry.kind for entry in statement.entries.order_by("seq")[:2]]
    assert joined == (["accept", "revise"] if on_record else [])


@pytest.mark.parametrize("two", [False, True])
def test_no_sequence_of_moves_breaks_a_rule(cast, settings, two):
    statement, people = cast
    settings.STATEMENTS_NEED_TWO = two
    seen = set()

    @given(steps=STEPS)
    @FEW
    def play(steps):
        with transaction.atomic():
            before = snapshot(statement)
            for verb, who in steps:
                try:
                    VERBS[verb](statement, people[who])
                except (InvalidMove, ValidationError):
                    assert snapshot(statement) == before, (verb, who)
                else:
                    before = snapshot(statement)
                seen.add(holds_always(statement, people))
            transaction.set_rollback(True)

    play()
    assert {S.SUBMITTED, S.RETURNED, S.REJECTED} | (set() if two else {S.ACCEPTED}) <= seen
