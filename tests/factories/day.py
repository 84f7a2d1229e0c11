"""The day itself, for tests: a dialogue that is on, delegates who may come in, and those who let them in."""

from datetime import timedelta

from django.utils import timezone

from dialogues import coordinators
from dialogues.models import Delegate, DialoguePage, Registration
from dialogues.registration import checking_in
from organizations.models import Duty, User
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory
from tests.factories.registration import VALUES, make_delegate, make_registration


def make_day(**fields) -> DialoguePage:
    """A dialogue that began an hour ago. Registration is open as long as a test makes registrations."""
    now = timezone.now()
    values = {"starts_at": now - timedelta(hours=1), "registration_closes_at": now + timedelta(hours=1), **fields}
    return make_dialogue(**values)


def make_expected(dialogue: DialoguePage | None = None, state: str = "approved", **fields) -> Delegate:
    """A delegate of a delegation of one; approved unless said otherwise, without the mail and history of approving."""
    dialogue, organization = dialogue or make_day(), fields.pop("organization", None) or OrganizationFactory()
    if state != "approved":
        registration = make_registration(state, dialogue, organization, delegates=[make_delegate(**fields)])
        return registration.delegates.get()
    now = timezone.now()
    values = {"state": state, "submitted_at": now, "decided_at": now, **VALUES}
    registration = Registration.objects.create(dialogue=dialogue, organization=organization, **values)
    make_delegate(registration=registration, **fields).save()
    return registration.delegates.get()


def make_helper(dialogue: DialoguePage) -> User:
    """Somebody who stands at the door of this dialogue, and sees nothing else."""
    user = UserFactory()
    coordinators.assign(user, dialogue, by=None, reason="A test.", duty=Duty.HELPER)
    return user


def make_arrived(dialogue: DialoguePage | None = None, **fields) -> Delegate:
    """A delegate who was checked in."""
    delegate = make_expected(dialogue, **fields)
    return checking_in.check_in(delegate, by=CoordinatorFactory()).delegate


def make_many(dialogue: DialoguePage, count: int, *, in_one: int = 50) -> None:
    """So many approved delegates at once, without the mail and the history that actions leave."""
    made = [OrganizationFactory(owner=False) for _number in range(-(-count // in_one))]
    now = timezone.now()
    values = {"dialogue": dialogue, "state": "approved", "submitted_at": now, "decided_at": now}
    registrations = Registration.objects.bulk_create([Registration(organization=one, **values) for one in made])
    rows = [make_delegate(registration=registrations[number // in_one]) for number in range(count)]
    Delegate.objects.bulk_create(rows)


def move_to(dialogue: DialoguePage, **times) -> DialoguePage:
    """The dialogue at another time, as the database has it."""
    DialoguePage.objects.filter(pk=dialogue.pk).update(**times)
    return DialoguePage.objects.get(pk=dialogue.pk)


def end(dialogue: DialoguePage) -> DialoguePage:
    """The dialogue, over since an hour; registration closed before it."""
    now = timezone.now()
    times = {"starts_at": now - timedelta(hours=8), "ends_at": now - timedelta(hours=1)}
    return move_to(dialogue, registration_closes_at=now - timedelta(hours=9), **times)
