"""Two at the same moment: the database decides, and both hear what stands."""

from uuid import uuid4

import pytest

from portal.records import InvalidMove
from submissions.consultations import actions
from submissions.consultations.announcing import actions as announcing
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.choices import Visibility
from submissions.consultations.models import Claim
from submissions.consultations.pledge import actions as pledging
from submissions.consultations.pledge.models import Pledge, PledgeStep
from tests.database import together
from tests.factories.announcements import facts, word
from tests.factories.consultations import claim_fields, country, make_claim, owner_of
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory
from tests.factories.replies import make_focal_point

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


def test_two_clicks_at_once_announce_once(committed_db):
    focal_point, said, key = make_focal_point(), facts(), uuid4()

    def click():
        return announcing.announce(country(), said, by=focal_point, form_key=key)

    first, second = together(click, click)

    assert first == second == Announcement.objects.get()


def test_two_clicks_at_once_take_the_pledge_once_and_tell_of_a_point_once(committed_db):
    focal_point, said, key = make_focal_point(), word(), uuid4()

    first, second = together(*[lambda: pledging.take(country(), said, by=focal_point, form_key=key)] * 2)
    assert first == second == Pledge.objects.get()

    told = together(*[lambda: pledging.report(first, "support", "kept", said, by=focal_point, form_key=key)] * 2)
    assert told == [PledgeStep.objects.get()] * 2


def test_two_who_take_the_pledge_at_once_for_a_state_take_it_once(committed_db):
    people, said = [make_focal_point(), CoordinatorFactory()], word()

    outcomes = together(*[lambda one=one: pledging.take(country(), said, by=one, form_key=uuid4()) for one in people])

    assert sorted(type(one) is InvalidMove for one in outcomes) == [False, True] and Pledge.objects.count() == 1


def test_what_is_told_while_a_pledge_is_withdrawn_is_stored_or_refused(committed_db):
    focal_point, said = make_focal_point(), word()
    pledge = pledging.take(country(), said, by=focal_point)

    _done, told = together(
        lambda: pledging.withdraw(pledge, by=focal_point, reason="Entered by mistake."),
        lambda: pledging.report(pledge, "support", "kept", said, by=focal_point),
    )

    assert Pledge.objects.withdrawn().exists() and isinstance(told, PledgeStep | InvalidMove)
    assert PledgeStep.objects.exists() == isinstance(told, PledgeStep)
