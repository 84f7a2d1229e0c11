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
from submissions.statements import actions, reviewing
from submissions.statements.models import ReferenceSeries, Statement, StatementState
from submissions.statements.reviews import Reason
from tests.factories.organizations import CoordinatorFactory, MembershipFactory
from tests.factories.statements import make_statement, snapshot, writer_of

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
}
PEOPLE = ("first", "second", "third", "owner", "colleague")
STEPS = st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from(PEOPLE)), min_size=8, max_size=25)


@pytest.fixture
def cast(db):
    """A statement that waits, three coordinators, its owner, and a coordinator who belongs to its organization."""
    statement = make_statement(S.SUBMITTED)
    people = {name: CoordinatorFactory() for name in ("first", "second", "third", "colleague")}
    MembershipFactory(organization=statement.organization, user=people["colleague"], role=Role.VIEWER)
    return statement, people | {"owner": writer_of(statement.organization)}


# Random, but the same every time: a failure that nobody can repeat helps nobody.
FEW = effort(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def holds_always(statement, people):
    """What every statement keeps, however it came there."""
    statement = Statement.objects.get(pk=statement.pk)
    reviews = list(statement.reviews.all())
    waiting = [one for one in reviews if one.decided_at is None]
    assert len(waiting) == (statement.state == S.SUBMITTED)
    assert sum(one.is_appeal for one in reviews) <= 1
    for one in reviews:
        doers = {one.held_by, one.approved_by, one.decided_by} - {None}
        assert doers.isdisjoint({people["colleague"], people["owner"], one.not_by})
        assert one.outcome != "accepted" or one.approved_by != one.decided_by
    assert (statement.reference is not None) == (statement.state == S.ACCEPTED)
    assert sum(series.last for series in ReferenceSeries.objects.all()) == (statement.state == S.ACCEPTED)
    decided = audit.history(statement).filter(verb__in=[S.ACCEPTED, S.RETURNED, S.REJECTED]).count()
    assert decided == len(reviews) - len(waiting), "a decision without its event, or the other way round"


@pytest.mark.parametrize("two", [False, True])
def test_no_sequence_of_moves_breaks_a_rule(cast, settings, two):
    statement, people = cast
    settings.STATEMENTS_NEED_TWO = two
    seen = set()

    @given(steps=STEPS)
    @FEW
    def play(steps):
        with transaction.atomic():
            for verb, who in steps:
                before = snapshot(statement)
                try:
                    VERBS[verb](statement, people[who])
                except (InvalidMove, ValidationError):
                    assert snapshot(statement) == before, (verb, who)
                holds_always(statement, people)
                seen.add(Statement.objects.get(pk=statement.pk).state)
            transaction.set_rollback(True)

    play()
    assert {S.SUBMITTED, S.RETURNED, S.REJECTED} <= seen
