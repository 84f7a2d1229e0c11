"""Two administrators at the same moment."""

import pytest

from organizations.assigning import end, give
from organizations.models import Assignment, Duty
from portal.models import AuditEvent
from portal.records import InvalidMove
from tests.database import together
from tests.factories.organizations import UserFactory

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]


def test_a_role_that_is_given_twice_at_once_is_held_once():
    user = UserFactory()

    found = together(*[lambda: give(user, Duty.SAFETY, by=None, reason="Trained.") for _ in range(4)])

    assert sum(isinstance(one, InvalidMove) for one in found) == 3
    assert Assignment.objects.active().filter(user=user).count() == 1


def test_a_role_that_is_ended_twice_at_once_ends_once():
    held = give(UserFactory(), Duty.SAFETY, by=None, reason="Trained.")

    found = together(*[lambda: end(held, by=None, reason="Leave.") for _ in range(3)])

    assert sum(isinstance(one, InvalidMove) for one in found) == 2
    assert AuditEvent.objects.filter(verb="end").count() == 1
