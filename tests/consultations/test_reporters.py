"""Who reported: one table, one module, and an event for every look."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from organizations.models import Membership, User
from portal.models import AuditEvent
from submissions.consultations import reporters
from submissions.consultations.choices import Visibility
from submissions.consultations.models import Claim, ClaimReporter, ReporterSecret
from tests.factories.consultations import (
    cluster,
    country,
    make_claim,
    make_draft,
    make_published_source,
    owner_of,
)
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
    UserFactory,
)
from tests.undoing import undone

pytestmark = pytest.mark.django_db
PACKAGE = Path(reporters.__file__).parent
LOOKERS = {
    "member": UserFactory,
    "coordinator": CoordinatorFactory,
    "safety officer": SafetyOfficerFactory,
    "administrator": lambda: User.objects.create_superuser("admin@portal.example"),
}
MAY_LOOK = {
    Visibility.PUBLIC: {"coordinator", "safety officer", "administrator"},
    Visibility.UNNAMED: {"safety officer"},
    Visibility.COORDINATORS: {"coordinator", "safety officer", "administrator"},
    Visibility.SEALED: {"safety officer"},
}


@pytest.mark.parametrize("visibility", Visibility.values)
def test_who_may_look_up_a_reporter_and_that_it_is_recorded(visibility):
    organization = OrganizationFactory()
    claim = make_claim(organization, visibility=visibility)

    for who in LOOKERS:
        with undone():
            looker = LOOKERS[who]()
            looks = AuditEvent.objects.filter(verb="read_reporter")

            if who in MAY_LOOK[visibility]:
                assert reporters.reporter_of(claim, by=looker) == organization, who
                event = looks.get()
                assert (event.actor, event.object_key, event.public) == (looker, str(claim.uuid), False), who
            else:
                with pytest.raises(PermissionDenied):
                    reporters.reporter_of(claim, by=looker)
                assert not looks.exists(), who
                assert AuditEvent.objects.get(verb="refused_reporter").actor == looker, who


def test_nobody_stands_behind_a_published_source(coordinator):
    with pytest.raises(Claim.DoesNotExist):
        reporters.reporter_of(make_published_source(), by=coordinator)

    assert not AuditEvent.objects.filter(verb="read_reporter").exists()


def test_the_table_of_reporters_is_named_in_two_files_only():
    named_in = {path.name for path in PACKAGE.rglob("*.py") if re.search(r"\bClaimReporter\b", path.read_text())}

    assert named_in == {"models.py", "reporters.py"}


def test_no_other_row_leads_to_the_reporter():
    fields = {field.name for field in Claim._meta.get_fields()}
    reverse = {relation.get_accessor_name() for relation in Claim._meta.related_objects if not relation.hidden}

    assert not fields & {"organization", "user", "reporter", "created_by", "submitted_by"}
    assert reverse == {"questions", "verifications", "replies", "evidence"}
    for model in (OrganizationFactory._meta.model, User):
        names = {relation.related_model for relation in model._meta.related_objects if not relation.hidden}
        assert ClaimReporter not in names


def test_the_key_tells_reporters_of_a_cell_apart_and_nothing_else():
    one, other, writer = OrganizationFactory(), OrganizationFactory(), UserFactory()
    kenya, belgium, first = country("KEN"), country("BEL"), cluster(1)

    keys = {
        reporters.reporter_key(one, kenya, first),
        reporters.reporter_key(other, kenya, first),
        reporters.reporter_key(one, kenya, None),
        reporters.reporter_key(one, kenya, cluster(2)),
        reporters.reporter_key(one, belgium, first),
        reporters.reporter_key(one, kenya, first, writer=writer),
        reporters.source_key("Report", "page 4", kenya, first),
    }

    assert len(keys) == 7
    assert reporters.reporter_key(one, kenya, first) in keys
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)


def test_the_key_depends_on_a_secret_that_is_made_once_and_is_not_the_settings(settings):
    organization, kenya = OrganizationFactory(), country("KEN")
    before = reporters.reporter_key(organization, kenya, None)
    settings.SECRET_KEY = "another one"

    assert reporters.reporter_key(organization, kenya, None) == before
    assert ReporterSecret.objects.count() == 1
    ReporterSecret.objects.update(secret="ab" * 32)
    assert reporters.reporter_key(organization, kenya, None) != before


def test_names_come_in_bulk_only_for_those_who_chose_everyone():
    claims = [make_claim(visibility=visibility) for visibility in Visibility.values]

    names = reporters.names_for_everyone(claims)

    assert set(names) == {claim.pk for claim in claims if claim.visibility == Visibility.PUBLIC}


def test_the_role_in_the_reporting_organization_ends_with_the_membership():
    organization = OrganizationFactory()
    editor = MembershipFactory(organization=organization, role="editor").user
    claim = make_draft(organization)

    assert reporters.role_in(claim, editor) == "editor"
    assert reporters.role_in(claim, UserFactory()) is None
    Membership.objects.filter(user=editor).update(state="ended", ended_at="2024-01-01T00:00Z")
    assert reporters.role_in(claim, editor) is None


def test_mail_of_a_named_report_goes_to_all_who_write_and_of_others_to_the_writer_alone():
    organization = OrganizationFactory()
    owner = owner_of(organization)
    editor = MembershipFactory(organization=organization, role="editor").user
    MembershipFactory(organization=organization, role="viewer")

    named = make_draft(organization, visibility=Visibility.PUBLIC, by=editor)
    unnamed = make_draft(organization, visibility=Visibility.UNNAMED, by=editor, number=2)

    assert reporters.recipients(named) == [owner, editor]
    assert reporters.recipients(unnamed) == [editor]
    Membership.objects.filter(user=editor).update(state="ended", ended_at="2024-01-01T00:00Z")
    assert reporters.recipients(unnamed) == []


def test_the_secret_and_the_link_say_nothing_in_lists():
    make_draft()

    assert str(ClaimReporter.objects.get()) == "a reporter"
    assert str(ReporterSecret.objects.get()) == "the reporter secret"
