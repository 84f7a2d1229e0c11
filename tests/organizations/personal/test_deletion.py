"""Deleting an account: what stands in the way, what goes on every floor, what stays, and that sessions end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Delegate, DialoguePage, Registration
from organizations.models import Membership, Organization, Role, User
from organizations.personal.deletion import delete_account, obstacles
from portal.models import AuditEvent, OutgoingMail
from portal.records import InvalidMove
from submissions.consultations.models import ClaimReporter
from submissions.declaration import checking
from submissions.models import Signatory, Signature, Statement
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    UserFactory,
    make_application,
)
from tests.factories.people import make_person
from tests.organizations.personal.test_export import live_a_life
from tests.undoing import undone

pytestmark = pytest.mark.django_db
ADDRESS = reverse("organizations:account_delete")
S = Organization.State


def test_what_was_done_for_an_organization_stays_without_the_person():
    person = live_a_life("Alder")
    house = Organization.objects.get(legal_name="Alder House")
    MembershipFactory(organization=house, role=Role.OWNER)
    DialoguePage.objects.filter(registrations__organization=house).update(
        starts_at=timezone.now() - timedelta(days=3), ends_at=timezone.now() - timedelta(days=2)
    )
    declaration = Signature.objects.get().declaration

    delete_account(person)

    assert not User.objects.filter(email="alder@alder.example").exists()
    own = Statement.objects.get(current__source__startswith="Alder text.")
    assert (own.submitted_by, own.current.created_by) == (None, None)
    assert not Registration.objects.exclude(submitted_by=None).exists()
    assert ClaimReporter.objects.get().user is None
    assert Signature.objects.get().state == "live"
    assert not Signatory.objects.exists()
    assert checking.verify(declaration).ok
    told = Delegate.objects.values_list("name", "needs")
    assert list(told) == [("–", ""), ("–", "")]
    assert not Delegate.objects.filter(email__contains="alder").exists()
    assert not AuditEvent.objects.filter(actor__isnull=False, actor=person.pk).exists()


def test_a_place_in_a_coming_dialogue_stays_but_not_the_needs():
    person = live_a_life("Alder")
    MembershipFactory(organization=Organization.objects.get(legal_name="Alder House"), role=Role.OWNER)

    delete_account(person)

    told = Delegate.objects.order_by("pk").values_list("name", "needs")
    assert list(told) == [("Alder Delegate", ""), ("Alder Guest", "")]


def test_nothing_that_is_kept_holds_the_address_but_the_last_mail_and_what_others_wrote():
    person = live_a_life("Alder")
    MembershipFactory(organization=Organization.objects.get(legal_name="Alder House"), role=Role.OWNER)

    delete_account(person)

    assert [mail.template for mail in OutgoingMail.objects.filter(to=person.email)] == [
        "organizations/email/account_deleted"
    ]
    assert person.email not in str(list(AuditEvent.objects.values()))
    founders = Organization.objects.get(legal_name="Alder Founders")
    assert not founders.memberships.exists()


def test_when_the_last_owner_has_to_hand_over_first():
    for state, others, stands in [
        (S.DRAFT, [], False),
        (S.SUBMITTED, [], False),
        (S.DECLINED, [], False),
        (S.DRAFT, [Role.EDITOR], True),
        (S.VERIFIED, [], True),
        (S.SUSPENDED, [], True),
        (S.VERIFIED, [Role.SIGNATORY], True),
        (S.VERIFIED, [Role.OWNER], False),
        (S.VERIFIED, [Role.VIEWER, Role.OWNER], False),
    ]:
        with undone():
            person = UserFactory()
            organization = make_application(state, by=person)
            for role in others:
                MembershipFactory(organization=organization, role=role)

            assert bool(obstacles(person)) is stands, (state, others)
            if stands:
                with pytest.raises(InvalidMove):
                    delete_account(person)
                assert User.objects.filter(pk=person.pk).exists(), (state, others)
            else:
                delete_account(person)
                assert Organization.objects.filter(pk=organization.pk).exists(), (state, others)


def test_who_runs_the_portal_is_released_by_somebody_else_first():
    assert obstacles(CoordinatorFactory())


def test_the_address_of_a_lonely_application_goes_with_its_owner():
    person = make_person("ana@watch.example")
    alone = make_application(S.DRAFT, by=person, contact_email="Ana@watch.example")
    shared = make_application(S.DRAFT, by=person, contact_email="office@watch.example", legal_name="Other")

    delete_account(person)

    alone.refresh_from_db()
    shared.refresh_from_db()
    assert (alone.contact_email, shared.contact_email) == ("", "office@watch.example")


def test_from_the_page_to_the_end_of_all_sessions(client):
    person = make_person("ana@watch.example")
    elsewhere = Client()
    for one in (client, elsewhere):
        one.force_login(person)
    assert "What stays, and why" in client.get(ADDRESS).text

    wrong = client.post(ADDRESS, {"address": "ann@watch.example"})
    assert "This is not the address of your account" in wrong.text
    assert User.objects.filter(pk=person.pk).exists()
    answer = client.post(ADDRESS, {"address": "Ana@Watch.example"}, follow=True)

    assert "Your account is deleted" in answer.text
    assert not User.objects.filter(pk=person.pk).exists()
    assert OutgoingMail.objects.get().to == "ana@watch.example"
    for one in (client, elsewhere):
        assert one.get(reverse("desk_overview")).status_code == 302


def test_the_page_says_what_to_do_first_and_has_no_button_then(client):
    organization = OrganizationFactory(legal_name="Harbour Watch")
    owner = Membership.objects.get(organization=organization).user
    client.force_login(owner)

    page = client.get(ADDRESS).text
    client.post(ADDRESS, {"address": owner.email})

    assert "Harbour Watch" in page
    assert 'name="address"' not in page
    assert User.objects.filter(pk=owner.pk).exists()
