"""Who sees which reports: one rule for pages, lists, counts and queues."""

import pytest
from django.contrib.auth.models import AnonymousUser

from organizations.models import User
from submissions.consultations.choices import Visibility
from submissions.consultations.models import Claim
from tests.factories.consultations import make_claim, make_draft, make_published_source, writer_of
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
S = Claim.State
SENT = [S.SUBMITTED, S.QUESTION, S.REJECTED, S.VERIFIED]


def sees(user, claim: Claim) -> bool:
    """Whether the claim is there for this user."""
    return Claim.objects.visible_to(user).filter(pk=claim.pk).exists()


@pytest.mark.parametrize("visibility", Visibility.values)
def test_a_draft_is_there_for_its_organization_alone(visibility):
    draft = make_draft(visibility=visibility)

    assert sees(writer_of(draft), draft)
    for other in (AnonymousUser(), UserFactory(), CoordinatorFactory(), SafetyOfficerFactory()):
        assert not sees(other, draft)


@pytest.mark.parametrize("visibility", Visibility.values)
def test_staff_sees_what_was_sent_and_the_safety_officer_alone_what_is_sealed(visibility):
    sealed = visibility == Visibility.SEALED
    administrator = User.objects.create_superuser("admin@portal.example")
    safety, coordinator, somebody = SafetyOfficerFactory(), CoordinatorFactory(), UserFactory()

    for state in SENT:
        claim = make_claim(state=state, visibility=visibility)
        assert sees(safety, claim), state
        assert sees(coordinator, claim) is not sealed, state
        assert sees(administrator, claim) is not sealed, state
        assert not sees(somebody, claim), state
        assert not sees(AnonymousUser(), claim), state


@pytest.mark.parametrize("state", [S.PUBLISHED, S.RETRACTED])
def test_the_public_sees_named_reports_and_their_tombstones_but_no_unnamed_one(state):
    named = make_claim(state=state, visibility=Visibility.PUBLIC)
    unnamed = make_claim(state=state, visibility=Visibility.UNNAMED)

    for reader in (AnonymousUser(), UserFactory()):
        assert sees(reader, named)
        assert not sees(reader, unnamed)


def test_a_published_source_is_there_for_everyone():
    assert sees(AnonymousUser(), make_published_source())


def test_a_sealed_report_is_there_for_its_writer_and_no_colleague():
    organization = OrganizationFactory()
    writer = MembershipFactory(organization=organization, role="editor").user
    sealed = make_claim(organization, by=writer, visibility=Visibility.SEALED)

    assert sees(writer, sealed)
    for colleague in organization.members.exclude(pk=writer.pk):
        assert not sees(colleague, sealed)


def test_who_left_the_organization_sees_its_reports_no_more():
    claim = make_claim()
    writer = writer_of(claim)
    writer.memberships.update(state="ended", ended_at="2024-01-01T00:00Z")

    assert not sees(writer, claim)


def test_the_queue_holds_what_waits_and_nothing_that_is_done():
    waiting = [make_claim(state=S.SUBMITTED), make_claim(state=S.QUESTION)]
    waiting += [make_claim(state=S.VERIFIED, visibility=Visibility.PUBLIC)]
    waiting += [make_claim(state=S.IN_REPLY, visibility=Visibility.PUBLIC, outcome="refused")]
    sealed = make_claim(state=S.SUBMITTED, visibility=Visibility.SEALED)
    make_draft()
    for state in (S.REJECTED, S.PUBLISHED, S.RETRACTED):
        make_claim(state=state, visibility=Visibility.PUBLIC)
    make_claim(state=S.VERIFIED, visibility=Visibility.COORDINATORS)

    assert set(Claim.objects.waiting_for(CoordinatorFactory())) == set(waiting)
    assert set(Claim.objects.waiting_for(SafetyOfficerFactory())) == {*waiting, sealed}
    assert not Claim.objects.waiting_for(UserFactory()).exists()


def test_the_queue_is_ordered_by_day_and_tells_nothing_within_it():
    made = [make_claim() for _number in range(6)]

    queue = list(Claim.objects.waiting_for(CoordinatorFactory()))

    assert queue == sorted(made, key=lambda claim: claim.uuid)
