"""Giving and ending roles: what follows from it, what is refused, and what is kept of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from home.roles import ADMINISTRATORS
from organizations.assigning import end, give
from organizations.models import Assignment, Duty, User
from portal import audit
from portal.mechanism.models import State
from portal.records import InvalidMove
from tests.factories.organizations import CoordinatorFactory, UserFactory, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    user = UserFactory()
    join(user, ADMINISTRATORS)
    return user


def kenya() -> State:
    return State.objects.get(iso3="KEN")


@pytest.mark.parametrize(
    ("duty", "permission"),
    [
        (Duty.COORDINATOR, "organizations.verify_organization"),
        (Duty.SAFETY, "submissions.read_sealed_claim"),
        (Duty.ADMINISTRATOR, "organizations.assign_duty"),
    ],
)
def test_a_role_opens_its_work_and_its_end_closes_it(administrator, duty, permission):
    user = UserFactory()
    assignment = give(user, duty, by=administrator, reason="Elected in May.")
    assert User.objects.get(pk=user.pk).has_perm(permission)

    end(assignment, by=administrator, reason="The term is over.")

    assert not User.objects.get(pk=user.pk).has_perm(permission)
    told = audit.history(assignment).values_list("verb", "actor", "reason")
    assert list(told) == [
        ("give", administrator.pk, "Elected in May."),
        ("end", administrator.pk, "The term is over."),
    ]


def test_an_administrator_reads_nothing_that_was_sent_in(administrator):
    for permission in (
        "submissions.read_sealed_claim",
        "submissions.verify_claim",
        "organizations.verify_organization",
    ):
        assert not administrator.has_perm(permission)


def test_a_focal_point_belongs_to_one_state_and_runs_nothing(administrator):
    user = UserFactory()
    give(user, Duty.FOCAL_POINT, by=administrator, reason="Note verbale 12.", country=kenya())

    assert list(Assignment.objects.states_of(user)) == [kenya()]
    assert not Assignment.objects.states_of(UserFactory()).exists()
    assert not User.objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin")


def test_a_role_that_ended_opens_nothing(administrator):
    user = UserFactory()
    end(
        give(user, Duty.FOCAL_POINT, by=administrator, reason="Note verbale 12.", country=kenya()),
        by=administrator,
        reason="Recalled.",
    )

    assert not Assignment.objects.states_of(user).exists()


def test_the_same_role_is_given_once_and_can_be_given_again_after_its_end(administrator):
    user = UserFactory()
    first = give(user, Duty.SAFETY, by=administrator, reason="Trained.")
    with pytest.raises(InvalidMove, match="has this role already"):
        give(user, Duty.SAFETY, by=administrator, reason="Trained.")

    end(first, by=administrator, reason="Leave.")
    give(user, Duty.SAFETY, by=administrator, reason="Back.")

    assert Assignment.objects.active().filter(user=user).count() == 1
    with pytest.raises(InvalidMove, match="ended already"):
        end(first, by=administrator, reason="Leave.")


def test_nobody_gives_or_ends_their_own_role(administrator):
    with pytest.raises(PermissionDenied):
        give(administrator, Duty.SAFETY, by=administrator, reason="I want to read.")
    own = give(administrator, Duty.ADMINISTRATOR, by=None, reason="Installation.")
    with pytest.raises(PermissionDenied):
        end(own, by=administrator, reason="Bye.")


def test_coordinators_give_no_roles():
    with pytest.raises(PermissionDenied):
        give(UserFactory(), Duty.COORDINATOR, by=CoordinatorFactory(), reason="A friend.")
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    ("duty", "scope"),
    [(Duty.FOCAL_POINT, {}), (Duty.DIALOGUE, {}), (Duty.SAFETY, {"country": "KEN"})],
)
def test_a_role_without_its_scope_or_with_a_wrong_one_is_refused(duty, scope):
    country = State.objects.get(iso3=scope["country"]) if scope else None
    with pytest.raises(ValidationError, match="Choose the State or the dialogue"):
        give(UserFactory(), duty, by=None, reason="Installation.", country=country)


def test_a_closed_account_gets_no_role():
    with pytest.raises(ValidationError, match="closed"):
        give(UserFactory(is_active=False), Duty.SAFETY, by=None, reason="Installation.")


def test_the_database_itself_keeps_one_active_role(administrator):
    user = UserFactory()
    give(user, Duty.SAFETY, by=administrator, reason="Trained.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(user=user, duty=Duty.SAFETY, reason="By hand.")
