"""Two at the same moment: the database decides, and both hear what stands."""

from uuid import uuid4

import pytest

from submissions.consultations import actions
from submissions.consultations.choices import Visibility
from submissions.consultations.models import Claim
from tests.database import together
from tests.factories.consultations import claim_fields, make_claim, owner_of
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory

pytestmark = pytest.mark.slow


def test_two_clicks_at_once_make_one_report(committed_db):
    organization = OrganizationFactory()
    owner, fields, key = owner_of(organization), claim_fields(), uuid4()

    def click():
        return actions.report(fields, organization=organization, by=owner, form_key=key)

    first, second = together(click, click)

    assert first == second == Claim.objects.get()


def test_two_colleagues_at_once_make_one_report_and_one_is_shown_it(committed_db):
    organization = OrganizationFactory()
    people = [owner_of(organization), MembershipFactory(organization=organization, role="editor").user]
    fields = claim_fields()

    outcomes = together(
        *(lambda person=person: actions.report(fields, organization=organization, by=person) for person in people)
    )

    [made] = [one for one in outcomes if isinstance(one, Claim)]
    [refused] = [one for one in outcomes if isinstance(one, actions.DuplicateClaim)]
    assert refused.existing == made == Claim.objects.get()


def test_stepping_back_while_it_is_published_never_leaves_the_name(committed_db):
    claim = make_claim(state=Claim.State.VERIFIED, visibility=Visibility.PUBLIC)
    staff = CoordinatorFactory()

    together(lambda: actions.publish(claim, by=staff), lambda: actions.step_back(claim))

    claim.refresh_from_db()
    assert (claim.state, claim.visibility, claim.display_name) == (Claim.State.PUBLISHED, Visibility.UNNAMED, "")


def test_two_coordinators_at_once_decide_once(committed_db):
    claim = make_claim()
    one, other = CoordinatorFactory(), CoordinatorFactory()

    together(
        lambda: actions.reject(claim, by=one, reason="No."),
        lambda: actions.verify(claim, by=other, method="document"),
    )

    claim.refresh_from_db()
    assert claim.state in (Claim.State.REJECTED, Claim.State.VERIFIED)
    assert claim.verifications.count() == (claim.state == Claim.State.VERIFIED)
