"""What holds for every organization at every time, and who sees which."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from organizations.models import Membership, Organization, Role, VerificationCase
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
    make_application,
)

pytestmark = pytest.mark.django_db
S = Organization.State


def visible_to(user):
    return set(Organization.objects.visible_to(user).values_list("state", "in_directory"))


@pytest.fixture
def one_of_each():
    """An organization in each state, and one that is verified but in no list."""
    for state in S.values:
        verified_at = timezone.now() if state in (S.VERIFIED, S.SUSPENDED) else None
        heir = OrganizationFactory() if state == S.MERGED else None
        OrganizationFactory(state=state, verified_at=verified_at, merged_into=heir)
    return OrganizationFactory(in_directory=False)


def test_the_public_sees_verified_listed_and_suspended_ones_that_may_be_listed(one_of_each):
    expected = {(S.VERIFIED, True), (S.LISTED, True), (S.SUSPENDED, True)}

    assert visible_to(AnonymousUser()) == expected
    assert set(Organization.objects.public().values_list("state", "in_directory")) == expected
    assert visible_to(UserFactory()) == expected


def test_a_member_also_sees_their_own(one_of_each):
    assert one_of_each in Organization.objects.visible_to(one_of_each.members.get())


def test_a_coordinator_sees_all_but_drafts_also_those_in_no_list(one_of_each):
    seen = visible_to(CoordinatorFactory())

    assert {state for state, _ in seen} == set(S.values) - {S.DRAFT}
    assert (S.VERIFIED, False) in seen


def test_a_coordinator_sees_their_own_draft():
    coordinator = CoordinatorFactory()
    draft = make_application(S.DRAFT, by=coordinator)

    assert draft in Organization.objects.visible_to(coordinator)


def test_having_a_public_page_is_the_same_rule_as_being_public(one_of_each):
    for organization in Organization.objects.all():
        assert organization.has_public_page == Organization.objects.public().filter(pk=organization.pk).exists()


def test_who_left_represents_nobody():
    membership = MembershipFactory()
    Membership.objects.update(state="ended", ended_at=timezone.now())

    assert not Organization.objects.represented_by(membership.user).exists()


def test_who_may_represent_depends_on_the_role():
    membership = MembershipFactory(role=Role.VIEWER)

    assert membership.organization in Organization.objects.represented_by(membership.user)
    assert not Organization.objects.represented_by(membership.user, roles=(Role.OWNER,)).exists()


def test_the_queue_starts_with_who_waits_longest():
    second, first = make_application(legal_name="Second"), make_application(legal_name="First")
    long_ago = timezone.now() - timedelta(days=9)
    VerificationCase.objects.filter(organization=first).update(waiting_since=long_ago)
    OrganizationFactory()

    assert list(Organization.objects.waiting()) == [first, second]
    assert Organization.objects.waiting()[0].waiting_since == long_ago


def test_what_is_derived_follows_the_name_also_when_only_the_name_is_saved():
    organization = OrganizationFactory(legal_name="Old", other_names="", website="https://old.example")

    organization.legal_name, organization.other_names, organization.website = (
        "Neü",
        "Acronym",
        "https://www.new.example/x",
    )
    organization.save(update_fields=["legal_name", "other_names", "website"])

    stored = Organization.objects.get(pk=organization.pk)
    assert (stored.name_key, stored.search_key, stored.website_host) == ("neu", " neu acronym ", "new.example")


@pytest.mark.parametrize("state", [S.VERIFIED, S.SUSPENDED])
def test_the_database_keeps_one_verified_organization_of_a_name_and_country(state):
    OrganizationFactory(legal_name="Peace Now", state=state)

    with pytest.raises(IntegrityError), transaction.atomic():
        OrganizationFactory(legal_name="PEACE, now")


def test_nobody_blocks_a_name_by_applying_under_it():
    OrganizationFactory(legal_name="Peace Now", state=S.SUBMITTED, verified_at=None)

    assert OrganizationFactory(legal_name="Peace Now").pk


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "unheard of"},
        {"state": S.VERIFIED, "verified_at": None},
        {"state": S.MERGED, "merged_into": None},
        {"ecosoc_status": "special", "ecosoc_year": None},
        {"country": None},
    ],
)
def test_the_database_refuses_what_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganizationFactory(**wrong)


def test_the_database_refuses_that_somebody_verifies_what_they_registered():
    somebody = UserFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        OrganizationFactory(registered_by=somebody, verified_by=somebody)


def test_the_database_keeps_one_active_membership_of_a_person():
    membership = MembershipFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(organization=membership.organization, user=membership.user)


def test_the_database_keeps_one_open_case():
    organization = make_application()

    with pytest.raises(IntegrityError), transaction.atomic():
        VerificationCase.objects.create(organization=organization)


@pytest.mark.parametrize(
    "wrong", [{"decision": "declined", "reason": "", "decided_at": timezone.now()}, {"decision": "verified"}]
)
def test_the_database_refuses_a_decision_without_date_or_reason(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        VerificationCase.objects.create(organization=OrganizationFactory(), **wrong)


def test_a_receipt_names_a_case_and_nothing_else():
    case = make_application().cases.get()

    assert case.receipt.startswith("R-")
    assert len(case.receipt) == 11


def test_rows_name_themselves():
    organization = OrganizationFactory(legal_name="Riverside")
    membership = organization.memberships.get()

    assert str(organization) == "Riverside"
    assert "Riverside" in str(membership)
    assert "Riverside" in str(VerificationCase(organization=organization, opened_at=timezone.now()))
