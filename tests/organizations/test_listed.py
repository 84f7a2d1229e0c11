"""Real organizations that a published source names: they stay as they are until a coordinator agrees with a claim."""

import pytest
from django.core.exceptions import ValidationError

from organizations import actions
from organizations.models import Organization, VerificationCase
from portal import audit
from portal.mechanism.models import State
from portal.models import OutgoingMail
from portal.records import InvalidMove
from tests.factories.organizations import (
    CoordinatorFactory,
    OrganizationFactory,
    UserFactory,
    make_application,
    make_evidence,
    make_logo,
)

pytestmark = pytest.mark.django_db
S = Organization.State
ANSWERS = {"mandate": "Peace.", "contact_email": "office@institute.example"}


@pytest.fixture
def brazil():
    return State.objects.get(iso3="BRA")


@pytest.fixture
def listed(brazil):
    return actions.list_named("Institute of Peace", source="A report, page 3", country=brazil)


def test_a_listed_organization_has_a_source_an_address_and_nobody(listed):
    assert (listed.state, listed.source, listed.slug) == (S.LISTED, "A report, page 3", "institute-of-peace")
    assert not listed.members.exists()
    assert audit.history(listed).get().verb == "list"


def test_what_a_source_does_not_say_is_unknown_not_no():
    listed = actions.list_named("Institute of Peace", source="A report")

    assert (listed.country, listed.kind, listed.ecosoc_status) == (None, "", "")


def test_listing_twice_lists_once(listed, brazil):
    again = actions.list_named("INSTITUTE of Peace", source="Another report", country=brazil)

    assert again == listed
    assert Organization.objects.get().source == "A report, page 3"


def test_a_verified_organization_is_not_listed_beside_itself():
    verified = OrganizationFactory(legal_name="Institute of Peace")

    assert actions.list_named("Institute of Peace", source="A report", country=verified.country) == verified


def test_a_claim_is_an_application_and_leaves_the_listed_one_in_public_as_it_is(listed):
    user = UserFactory()

    application = actions.claim_listed(listed, by=user, note="I am its director.", **ANSWERS)

    listed.refresh_from_db()
    assert (listed.state, listed.mandate) == (S.LISTED, "")
    assert listed in Organization.objects.public()
    assert not listed.members.exists()
    assert (application.state, application.listed_as, application.legal_name) == (
        S.SUBMITTED, listed, "Institute of Peace",
    )  # fmt: skip
    assert application.members.get() == user
    assert application.cases.get().applicant_note == "I am its director."


def test_a_claim_without_the_country_that_is_missing_is_refused():
    listed = actions.list_named("Institute of Peace", source="A report")

    with pytest.raises(ValidationError, match="country"):
        actions.claim_listed(listed, by=UserFactory(), **ANSWERS)

    assert Organization.objects.get() == listed


@pytest.mark.parametrize("state", [S.DRAFT, S.SUBMITTED, S.VERIFIED, S.SUSPENDED])
def test_only_a_listed_organization_can_be_claimed(state):
    with pytest.raises(InvalidMove):
        actions.claim_listed(make_application(state), by=UserFactory())


def test_proof_and_logo_of_a_claim_come_with_it(listed, coordinator):
    application = actions.claim_listed(listed, by=UserFactory(), **ANSWERS)
    proof, logo = make_evidence(application), make_logo(application)

    verified = actions.decide(application, "verified", by=coordinator)

    assert verified == listed
    assert (verified.evidence.get(), verified.logo) == (proof, logo)


def test_verifying_a_claim_makes_the_two_one(listed):
    user, coordinator = UserFactory(), CoordinatorFactory()
    application = actions.claim_listed(listed, by=user, **ANSWERS)

    heir = actions.decide(application, S.VERIFIED, by=coordinator)

    application.refresh_from_db()
    assert heir == listed
    assert (heir.state, heir.slug, heir.mandate) == (S.VERIFIED, "institute-of-peace", "Peace.")
    assert (heir.registered_by, heir.verified_by) == (user, coordinator)
    assert heir.source == "A report, page 3"
    assert (application.state, application.merged_into) == (S.MERGED, heir)
    assert heir.members.get() == user
    assert not application.members.exists()
    assert VerificationCase.objects.get().organization == heir
    assert f"/desk/organizations/{heir.uuid}/" in OutgoingMail.objects.get(template__endswith="verified").text


def test_declining_a_claim_leaves_the_listed_one_for_the_next(listed):
    application = actions.claim_listed(listed, by=UserFactory(), **ANSWERS)

    actions.decide(application, S.DECLINED, by=CoordinatorFactory(), reason="You are not its director.")

    listed.refresh_from_db()
    assert listed.state == S.LISTED
    assert actions.claim_listed(listed, by=UserFactory(), **ANSWERS).state == S.SUBMITTED


def test_of_two_claims_one_wins_and_the_other_hears_what_stands(listed):
    first, second = (actions.claim_listed(listed, by=UserFactory(), **ANSWERS) for _ in range(2))
    actions.decide(first, S.VERIFIED, by=CoordinatorFactory())

    with pytest.raises(InvalidMove, match="Verified"):
        actions.decide(second, S.VERIFIED, by=CoordinatorFactory())

    second.refresh_from_db()
    assert second.state == S.SUBMITTED


def test_a_coordinator_finds_out_that_an_application_is_for_a_listed_one(listed, brazil):
    coordinator = CoordinatorFactory()
    application = make_application(legal_name="Institute of Peace", country=brazil)

    actions.identify(application, listed, by=coordinator)
    heir = actions.decide(application, S.VERIFIED, by=coordinator)

    assert heir == listed
    assert audit.history(application).filter(verb="identify").get().data == {"listed": "institute-of-peace"}


def test_a_coordinator_finds_out_that_a_claim_is_for_another_one(listed):
    coordinator = CoordinatorFactory()
    application = actions.claim_listed(listed, by=UserFactory(), legal_name="Peace Institute", **ANSWERS)

    actions.identify(application, None, by=coordinator)
    heir = actions.decide(application, S.VERIFIED, by=coordinator)

    listed.refresh_from_db()
    assert heir == application
    assert listed.state == S.LISTED


def test_a_claim_on_a_name_that_is_verified_meanwhile_is_refused_whole(listed, brazil):
    application = actions.claim_listed(listed, by=UserFactory(), **ANSWERS)
    OrganizationFactory(legal_name="Institute of Peace", country=brazil)

    with pytest.raises(ValidationError) as problem:
        actions.decide(application, S.VERIFIED, by=CoordinatorFactory())

    assert problem.value.message_dict == {"decision": [actions.NAME_TAKEN]}
    application.refresh_from_db()
    assert application.state == S.SUBMITTED
    assert application.members.exists()
