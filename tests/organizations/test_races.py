"""What can be true of one organization only stays so when two act at the same moment."""

import pytest
from django.core.exceptions import ValidationError

from organizations import actions, merging, writing
from organizations.models import Identifier, Message, Organization
from portal.records import InvalidMove
from tests.database import together
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, make_application

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]
S = Organization.State
REFUSALS = (ValidationError, InvalidMove)


def refused(results: list[object]) -> int:
    """How many were refused in words; everything else is an error of ours."""
    problems = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(one, REFUSALS) for one in problems), problems
    return len(problems)


@pytest.mark.parametrize("shared", [{}, {"identifiers": {"lei": "529900T8BM49AURSDO55"}}], ids=["name", "identifier"])
def test_of_two_that_are_verified_at_once_with_one_name_or_number_one_is(shared):
    names = ("Lakeside", "Harbour") if shared else ("Lakeside", "LAKESIDE")
    one, other = (make_application(legal_name=name, **shared) for name in names)
    people = [CoordinatorFactory(), CoordinatorFactory()]

    results = together(
        lambda: actions.decide(one, "verified", by=people[0]), lambda: actions.decide(other, "verified", by=people[1])
    )

    assert refused(results) == 1
    assert Organization.objects.verified().count() == 1
    assert Identifier.objects.filter(binding=True).count() == (1 if shared else 0)


def test_one_application_is_decided_once():
    application, people = make_application(), [CoordinatorFactory(), CoordinatorFactory()]

    results = together(
        lambda: actions.decide(application, "verified", by=people[0]),
        lambda: actions.decide(application, "declined", by=people[1], reason="No."),
    )

    assert refused(results) == 1
    assert application.cases.count() == 1


def test_two_mergers_of_one_record_give_it_one_heir():
    old, first, second = (OrganizationFactory() for _ in range(3))
    by = CoordinatorFactory()

    results = together(
        lambda: merging.merge(old, first, by=by, reason="One."),
        lambda: merging.merge(old, second, by=by, reason="Two."),
    )

    assert refused(results) == 1
    old.refresh_from_db()
    assert old.merged_into in (first, second)
    assert old.merged_into.members.count() == 2


def test_two_that_are_merged_into_each_other_do_not_both_go():
    one, other, by = OrganizationFactory(), OrganizationFactory(), CoordinatorFactory()

    results = together(
        lambda: merging.merge(one, other, by=by, reason="One."), lambda: merging.merge(other, one, by=by, reason="Two.")
    )

    assert refused(results) == 1
    assert Organization.objects.filter(state=S.MERGED).count() == 1


def test_a_message_sent_twice_at_once_is_one(form_key="7f3f2a1e-2c0e-4c2c-9d1a-1d2b3c4d5e6f"):
    organization = make_application()
    owner = organization.registered_by

    results = together(*[lambda: writing.write(organization, "Hello", by=owner, form_key=form_key)] * 2)

    assert refused(results) == 0
    assert Message.objects.count() == 1
