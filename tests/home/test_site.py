"""What every installation has before anybody writes a word."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from dialogues.models import DialogueIndexPage
from home.models import HomePage, StandardPage
from home.roles import COORDINATORS, SAFETY_OFFICERS, ensure_roles
from home.site import ensure_site
from portal.personal import keepings
from tests.factories.organizations import CoordinatorFactory, SafetyOfficerFactory

pytestmark = pytest.mark.django_db


def test_languages_front_page_and_prose_are_there():
    assert Locale.objects.count() == 6
    assert Site.objects.get(is_default_site=True).root_page.specific == HomePage.objects.get(locale__language_code="en")
    assert DialogueIndexPage.objects.count() == 6
    slugs = set(StandardPage.objects.filter(locale__language_code="en").values_list("slug", flat=True))
    assert slugs == {"help", "accessibility", "privacy", "moderation", "take-part"}


def test_preparing_again_changes_nothing():
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "last_published_at"))

    call_command("prepare_portal", verbosity=0)

    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "last_published_at")) == before


def test_what_a_coordinator_changed_is_left_alone():
    StandardPage.objects.filter(slug="help").update(title="Our own help")

    ensure_site()

    assert StandardPage.objects.get(slug="help", locale__language_code="en").title == "Our own help"


@pytest.mark.parametrize("slug", ["statements", "desk", "cms", "consultations"])
def test_a_page_cannot_hide_an_application(slug):
    page = StandardPage(title="x", slug=slug, body="<p>x</p>")

    with pytest.raises(ValidationError, match="belongs to the portal itself"):
        page.clean()


def test_a_role_has_exactly_its_permissions():
    coordinators = Group.objects.get(name=COORDINATORS)
    coordinators.permissions.clear()

    ensure_roles()

    names = set(coordinators.permissions.values_list("codename", flat=True))
    assert {"verify_organization", "decide_registration", "review_statement", "verify_claim", "access_admin"} <= names
    assert "read_sealed_claim" not in names
    assert not {name for name in names if name.startswith("delete_")}


def test_coordinators_publish_and_read_no_sealed_report():
    user = CoordinatorFactory()

    assert user.has_perm("wagtailadmin.access_admin")
    assert HomePage.objects.get(locale__language_code="en").permissions_for_user(user).can_publish_subpage()
    assert not user.has_perm("submissions.read_sealed_claim")


def test_the_safety_officer_reads_sealed_reports_and_publishes_nothing():
    user = SafetyOfficerFactory()

    assert user.groups.get().name == SAFETY_OFFICERS
    assert user.has_perm("submissions.read_sealed_claim")
    assert not user.has_perm("submissions.review_statement")


def test_the_admin_home_opens_for_each_who_works_there(client):
    for user in (CoordinatorFactory(), SafetyOfficerFactory()):
        client.force_login(user)
        assert client.get("/cms/").status_code == 200


def test_the_page_about_privacy_shows_the_rules_that_are_carried_out(client, settings):
    settings.RETENTION_DAYS = {"outbox": 14}
    page = client.get("/en/privacy/").text

    for rule in keepings():
        assert f"<td>{rule.kept_in_words}</td>" in page, rule.key
    assert "14 days after it was written" in page
    assert "6 years" in page
    assert "How long we keep what" not in client.get("/en/help/").text
    assert 'id="kept"' in client.get("/ar/privacy/").text


def test_who_is_in_a_group_by_hand_appears_among_the_roles_once():
    user = CoordinatorFactory()

    ensure_roles()
    ensure_roles()

    assert [(held.duty, held.given_by) for held in user.assignments.all()] == [("coordinator", None)]
