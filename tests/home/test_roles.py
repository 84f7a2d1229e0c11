"""The roles: exactly which permissions each has, as a table that somebody has to change on purpose."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from home.roles import ADMINISTRATORS, COORDINATORS, SAFETY_OFFICERS, ensure_roles
from organizations.models import Assignment, Duty
from tests.factories.organizations import CoordinatorFactory, UserFactory, join

pytestmark = pytest.mark.django_db
FACTS = ("source", "instrument", "cluster", "state", "party", "review", "focalpoint", "figure", "contradiction")
KEPT = (*FACTS, "theme")
TABLE = {
    COORDINATORS: {
        "wagtailadmin.access_admin",
        "organizations.verify_organization",
        "dialogues.decide_registration",
        "dialogues.decide_nomination",
        "submissions.review_statement",
        "dialogues.manage_resolution",
        "submissions.manage_declaration",
        "submissions.verify_claim",
        "mechanism.add_facttable",
        "mechanism.change_factcorrection",
        "submissions.add_call",
        "submissions.change_call",
        *(f"mechanism.add_{name}" for name in KEPT),
        *(f"mechanism.change_{name}" for name in KEPT),
    },
    SAFETY_OFFICERS: {"wagtailadmin.access_admin", "submissions.read_sealed_claim", "submissions.verify_claim"},
    ADMINISTRATORS: {
        "wagtailadmin.access_admin",
        "organizations.assign_duty",
        "portal.change_formswitch",
        "portal.change_outgoingmail",
    },
}


def holder(group: str):
    user = UserFactory()
    join(user, group)
    return user


@pytest.mark.parametrize("group", TABLE)
def test_a_role_may_do_this_and_nothing_more(group):
    assert holder(group).get_all_permissions() == TABLE[group]


@pytest.mark.parametrize(("group", "reads"), [(COORDINATORS, False), (ADMINISTRATORS, False), (SAFETY_OFFICERS, True)])
def test_sealed_reports_are_read_by_the_safety_officer_alone(group, reads):
    assert holder(group).has_perm("submissions.read_sealed_claim") is reads


@pytest.mark.parametrize("group", TABLE)
def test_no_role_deletes_a_record(group):
    assert not [name for name in holder(group).get_all_permissions() if ".delete_" in name]


@pytest.mark.parametrize("group", TABLE)
def test_what_was_added_by_hand_goes_when_the_portal_is_prepared(group):
    role = Group.objects.get(name=group)
    role.permissions.set(Permission.objects.filter(codename__in=["read_sealed_claim", "delete_page", "assign_duty"]))

    ensure_roles()

    assert holder(group).get_all_permissions() == TABLE[group]


@pytest.mark.parametrize(("group", "count"), [(COORDINATORS, 5), (SAFETY_OFFICERS, 0), (ADMINISTRATORS, 0)])
def test_only_coordinators_publish_pages(group, count):
    ensure_roles()

    assert GroupPagePermission.objects.filter(group__name=group).count() == count


def test_who_is_in_a_group_gets_a_role_that_is_kept_once():
    coordinator = CoordinatorFactory()

    ensure_roles()
    ensure_roles()

    assert list(Assignment.objects.values_list("user", "duty")) == [(coordinator.pk, Duty.COORDINATOR)]


def test_somebody_whose_account_is_off_gets_no_role():
    CoordinatorFactory(is_active=False)

    ensure_roles()

    assert not Assignment.objects.exists()
