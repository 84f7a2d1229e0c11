"""What each verb of registering does, and what it refuses."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from dialogues.models import Registration
from dialogues.registration import actions
from organizations.models import Organization
from portal import audit
from portal.models import OutgoingMail
from portal.pages import publish
from portal.records import InvalidMove
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory
from tests.factories.registration import VALUES, make_delegate, make_draft, make_registration, owner_of

pytestmark = pytest.mark.django_db

S = Registration.State


def close(dialogue):
    dialogue.registration_closes_at = timezone.now() - timedelta(minutes=11)
    dialogue.save()


def start(dialogue, organization, **kwargs):
    return actions.start_draft(dialogue, organization, by=owner_of(organization), values=VALUES, **kwargs)


def test_a_draft_keeps_what_was_written_and_its_delegates():
    registration = make_draft(delegates=[make_delegate(name="Ana Ruiz")], floor_topic="Marking", wants_floor=True)

    registration.refresh_from_db()
    assert (registration.floor_topic, registration.wants_floor, registration.consent) == ("Marking", True, "nobody")
    assert [delegate.name for delegate in registration.delegates.all()] == ["Ana Ruiz"]
    assert not OutgoingMail.objects.exists()


def test_the_same_form_twice_makes_one_draft():
    dialogue, organization, key = make_dialogue(), OrganizationFactory(), uuid4()

    first = start(dialogue, organization, form_key=key)
    second = start(dialogue, organization, form_key=key)

    assert first == second
    assert Registration.objects.count() == 1


def test_an_organization_registers_once_for_a_dialogue():
    existing = make_registration()

    with pytest.raises(actions.RegistrationExists) as refused:
        make_draft(existing.dialogue, existing.organization)

    assert refused.value.registration == existing


def test_after_cancelling_an_organization_can_register_again():
    cancelled = make_registration(S.CANCELLED)

    assert make_draft(cancelled.dialogue, cancelled.organization).state == S.DRAFT


def test_a_form_that_was_used_for_something_cancelled_is_not_used_again():
    dialogue, organization, key = make_dialogue(), OrganizationFactory(), uuid4()
    registration = start(dialogue, organization, form_key=key, delegates=[make_delegate()])
    registration = actions.submit(registration, by=owner_of(organization))
    actions.cancel(registration, by=owner_of(organization))

    with pytest.raises(InvalidMove, match="sent before"):
        start(dialogue, organization, form_key=key)


def test_only_a_verified_organization_starts():
    organization = OrganizationFactory(state=Organization.State.SUBMITTED, verified_at=None)

    with pytest.raises(ValidationError, match="verified"):
        start(make_dialogue(), organization)


def test_a_stranger_starts_nothing():
    with pytest.raises(PermissionDenied):
        actions.start_draft(make_dialogue(), OrganizationFactory(), by=UserFactory(), values=VALUES)


def test_a_text_of_more_than_300_words_is_refused_with_its_count():
    with pytest.raises(ValidationError, match="This has 301 words; 300 are allowed"):
        make_draft(expertise="word " * 301)


def test_a_draft_for_a_translated_page_belongs_to_the_original():
    dialogue = make_dialogue()
    arabic = dialogue.copy_for_translation(
        dialogue.locale.__class__.objects.get(language_code="ar"), copy_parents=True, alias=True
    )

    assert make_draft(arabic).dialogue == dialogue


def test_sending_notes_who_and_when_and_gives_a_receipt():
    registration = make_draft()
    owner = owner_of(registration.organization)
    before = timezone.now()

    sent = actions.submit(registration, by=owner)

    assert sent.submitted_by == owner
    assert before <= sent.submitted_at <= timezone.now()
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.template) == (owner.email, "dialogues/email/registration_received")
    assert sent.receipt in mail.text
    assert f"/desk/registrations/{sent.uuid}/" in mail.text


def test_mail_holds_nothing_that_was_written():
    make_registration(
        delegates=[make_delegate(name="CANARY-NAME", email="canary@example.org", needs="CANARY-NEEDS")],
        expertise="CANARY-TEXT",
    )

    mail = OutgoingMail.objects.get()
    assert "canary" not in (mail.subject + mail.text + mail.html).lower()


def test_sending_after_the_deadline_says_when_it_closed_and_changes_nothing():
    registration = make_draft()
    close(registration.dialogue)

    with pytest.raises(ValidationError, match="Registration closed on"):
        actions.submit(registration, by=owner_of(registration.organization))

    registration.refresh_from_db()
    assert registration.state == S.DRAFT
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("status", ["postponed", "cancelled"])
def test_nothing_is_sent_for_a_dialogue_that_does_not_take_place(status):
    registration = make_draft()
    registration.dialogue.status = status
    registration.dialogue.save()

    with pytest.raises(ValidationError, match="not open"):
        actions.submit(registration, by=owner_of(registration.organization))


@pytest.mark.parametrize(
    ("delegates", "words"), [(0, "at least one person"), (3, "up to 2 people")], ids=["nobody", "too many"]
)
def test_a_delegation_has_people_but_not_too_many(delegates, words):
    registration = make_draft(delegates=[make_delegate() for _ in range(delegates)])

    with pytest.raises(ValidationError, match=words):
        actions.submit(registration, by=owner_of(registration.organization))


def test_nobody_joins_online_where_a_dialogue_is_on_site_only():
    registration = make_draft(make_dialogue(attendance="on_site"), delegates=[make_delegate(mode="online")])

    with pytest.raises(ValidationError, match="take part in the way"):
        actions.submit(registration, by=owner_of(registration.organization))


def test_sending_needs_a_word_on_what_the_organization_brings():
    registration = make_draft(expertise="")

    with pytest.raises(ValidationError, match="what you bring"):
        actions.submit(registration, by=owner_of(registration.organization))


def test_an_organization_that_was_suspended_meanwhile_sends_nothing():
    registration = make_draft()
    Organization.objects.filter(pk=registration.organization_id).update(state=Organization.State.SUSPENDED)

    with pytest.raises(ValidationError, match="verified"):
        actions.submit(registration, by=owner_of(registration.organization))


def test_sending_twice_says_what_stands():
    registration = make_registration()

    with pytest.raises(InvalidMove, match="Being checked"):
        actions.submit(registration, by=owner_of(registration.organization))


def test_approving_twice_says_what_stands_and_tells_nobody_twice(coordinator):
    registration = make_registration(S.APPROVED)
    OutgoingMail.objects.all().delete()

    with pytest.raises(InvalidMove, match="Approved"):
        actions.approve(registration, by=coordinator)

    assert not OutgoingMail.objects.exists()


def test_a_refusal_without_a_reason_is_refused(coordinator):
    registration = make_registration()

    with pytest.raises(ValidationError, match="Say why"):
        actions.decline(registration, by=coordinator, reason="  ")

    registration.refresh_from_db()
    assert registration.state == S.SUBMITTED


def test_the_reason_of_a_refusal_is_kept_with_it(coordinator):
    registration = actions.decline(make_registration(), by=coordinator, reason="The room is small.")

    assert registration.decision_note == "The room is small."
    assert audit.history(registration).last().reason == "The room is small."


def test_a_coordinator_who_cancels_says_why(coordinator):
    registration = make_registration()

    with pytest.raises(ValidationError, match="Say why"):
        actions.cancel(registration, by=coordinator)
    assert actions.cancel(registration, by=coordinator, reason="They wrote to us.").state == S.CANCELLED


def test_the_organization_cancels_without_a_reason():
    registration = make_registration()

    assert actions.cancel(registration, by=owner_of(registration.organization)).state == S.CANCELLED


def test_another_delegate_after_approval_is_checked_again():
    registration = make_registration(S.APPROVED)

    changed = actions.change_delegates(
        registration, by=owner_of(registration.organization), delegates=[make_delegate(name="Somebody else")]
    )

    assert (changed.state, changed.decided_at) == (S.SUBMITTED, None)
    assert OutgoingMail.objects.first().template == "dialogues/email/registration_changed"


def test_details_of_the_same_people_move_nothing():
    delegate = make_delegate()
    registration = make_registration(S.APPROVED, delegates=[delegate])
    badge = registration.delegates.get().uuid
    same = make_delegate(name=delegate.name, email=delegate.email, mode=delegate.mode, needs="Captions")

    changed = actions.change_delegates(registration, by=owner_of(registration.organization), delegates=[same])

    assert changed.state == S.APPROVED
    kept = changed.delegates.get()
    assert (kept.needs, kept.uuid) == ("Captions", badge)


def test_delegates_are_not_changed_after_the_deadline():
    registration = make_registration(S.APPROVED)
    close(registration.dialogue)

    with pytest.raises(ValidationError, match="Registration closed"):
        actions.change_delegates(registration, by=owner_of(registration.organization), delegates=[make_delegate()])

    assert registration.delegates.count() == 1


def test_reopening_is_refused_when_there_is_another_registration_by_now(coordinator):
    cancelled = make_registration(S.CANCELLED)
    make_draft(cancelled.dialogue, cancelled.organization)

    with pytest.raises(InvalidMove, match="another registration"):
        actions.reopen(cancelled, by=coordinator)

    cancelled.refresh_from_db()
    assert cancelled.state == S.CANCELLED


def test_who_sent_first_keeps_the_place_in_the_queue_when_reopened(coordinator):
    registration = make_registration(S.DECLINED)

    assert actions.reopen(registration, by=coordinator).submitted_at == registration.submitted_at


def test_without_a_limit_everybody_is_seated(coordinator):
    dialogue = make_dialogue()

    states = [actions.approve(make_registration(dialogue=dialogue), by=coordinator).state for _ in range(3)]

    assert states == [S.APPROVED] * 3


def test_publishing_leaves_registrations_alone():
    registration = make_registration(S.APPROVED, coordinator=CoordinatorFactory())

    publish(registration.dialogue)

    registration.refresh_from_db()
    assert registration.state == S.APPROVED
