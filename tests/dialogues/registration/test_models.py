"""What the database keeps, and who sees which registration."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues.models import Delegate, Registration
from dialogues.registration.models import not_too_long
from organizations.models import Role
from tests.factories.organizations import MembershipFactory, UserFactory
from tests.factories.registration import make_delegate, make_draft, make_registration, owner_of

pytestmark = pytest.mark.django_db

S = Registration.State


def refused(**values):
    registration = make_draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=registration.pk).update(**values)


def test_the_database_knows_the_states():
    refused(state="lost")


def test_what_is_sent_has_its_moment():
    refused(state=S.SUBMITTED)


@pytest.mark.parametrize("state", [S.APPROVED, S.WAITING])
def test_what_is_decided_has_its_moment(state):
    refused(state=state, submitted_at=timezone.now())


def test_what_is_declined_has_its_reason():
    refused(state=S.DECLINED, submitted_at=timezone.now(), decided_at=timezone.now())


@pytest.mark.parametrize("state", [S.DRAFT, S.SUBMITTED, S.FORWARDED, S.APPROVED, S.WAITING])
def test_one_live_registration_of_an_organization_for_a_dialogue(state):
    existing = make_registration(state)

    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(dialogue=existing.dialogue, organization=existing.organization)


@pytest.mark.parametrize("state", [S.DECLINED, S.CANCELLED])
def test_one_that_has_ended_does_not_stand_in_the_way(state):
    ended = make_registration(state)

    assert Registration.objects.create(dialogue=ended.dialogue, organization=ended.organization).state == S.DRAFT


@pytest.mark.parametrize("values", [{"email": "Upper@example.org"}, {"mode": "by boat"}])
def test_the_database_keeps_delegates_in_order(values):
    registration = make_draft()

    with pytest.raises(IntegrityError), transaction.atomic():
        Delegate.objects.filter(registration=registration).update(**values)


def test_nobody_is_twice_in_a_delegation():
    registration = make_draft()
    again = make_delegate(email=registration.delegates.get().email, registration=registration)

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_who_sees_a_registration(coordinator):
    draft = make_draft()
    sent = make_registration(organization=draft.organization)
    foreign = make_registration()
    viewer = MembershipFactory(organization=draft.organization, role=Role.VIEWER).user
    former = MembershipFactory(
        organization=draft.organization, role=Role.EDITOR, state="ended", ended_at=timezone.now()
    ).user

    def seen_by(user):
        return set(Registration.objects.visible_to(user))

    assert seen_by(AnonymousUser()) == set()
    assert seen_by(UserFactory()) == set()
    assert seen_by(former) == set()
    assert seen_by(viewer) == seen_by(owner_of(draft.organization)) == {draft, sent}
    assert seen_by(coordinator) == {sent, foreign}


def test_a_coordinator_sees_the_drafts_of_an_organization_of_their_own(coordinator):
    draft = make_draft()
    MembershipFactory(organization=draft.organization, user=coordinator, role=Role.VIEWER)

    assert draft in Registration.objects.visible_to(coordinator)


def test_three_hundred_words_are_allowed():
    not_too_long("word " * 300)
    with pytest.raises(ValidationError, match="301 words; 300"):
        not_too_long("word " * 301)


def test_the_receipt_does_not_give_the_address_away():
    registration = make_draft()

    assert registration.receipt.startswith("REG-")
    assert len(registration.receipt) == len("REG-") + 8
    assert registration.receipt.removeprefix("REG-").lower() == registration.uuid.hex[:8]


def test_registrations_outlive_the_account_that_sent_them():
    registration = make_registration()
    sender = registration.submitted_by

    sender.delete()

    registration.refresh_from_db()
    assert (registration.submitted_by, registration.state) == (None, S.SUBMITTED)


def test_names_for_people():
    registration = make_draft(delegates=[make_delegate(name="Ana Ruiz")])

    assert str(registration) == f"{registration.organization} – {registration.dialogue}"
    assert str(registration.delegates.get()) == "Ana Ruiz"
    assert registration.get_absolute_url() == f"/en/desk/registrations/{registration.uuid}/"
