"""Registrations for tests, made by the actions where they can be, so that they look as in life."""

from django.utils import timezone

from dialogues.models import Delegate, DialoguePage, Registration
from dialogues.registration import actions
from organizations.models import Organization, User
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory

S = Registration.State
_numbers = iter(range(1, 1_000_000))
VALUES = {"expertise": "We trace where seized firearms come from.", "consent": "nobody"}


def make_delegate(**fields) -> Delegate:
    """A delegate who comes to Vienna, not stored yet."""
    number = next(_numbers)
    values = {"name": f"Delegate {number}", "email": f"delegate{number}@example.org", "mode": "on_site", **fields}
    return Delegate(**values)


def owner_of(organization: Organization) -> User:
    """The person who signs for the organization."""
    return organization.memberships.select_related("user").get(role="owner").user


def make_draft(
    dialogue: DialoguePage | None = None, organization: Organization | None = None, *, delegates=None, **values
) -> Registration:
    """A registration that is not sent yet, with one delegate on site unless others are given."""
    organization = organization or OrganizationFactory()
    return actions.start_draft(
        dialogue or make_dialogue(),
        organization,
        by=owner_of(organization),
        values=VALUES | values,
        delegates=[make_delegate()] if delegates is None else delegates,
    )


def make_registration(state: str = S.SUBMITTED, *args, coordinator: User | None = None, **kwargs) -> Registration:
    """A registration in any state, brought there step by step."""
    registration = make_draft(*args, **kwargs)
    if state == S.DRAFT:
        return registration
    registration = actions.submit(registration, by=owner_of(registration.organization))
    coordinator = coordinator or CoordinatorFactory()
    steps = {
        S.FORWARDED: lambda: actions.forward(registration, by=coordinator),
        S.APPROVED: lambda: actions.approve(registration, by=coordinator),
        S.WAITING: lambda: actions.put_on_waiting_list(registration, by=coordinator),
        S.DECLINED: lambda: actions.decline(registration, by=coordinator, reason="The room is small."),
        S.CANCELLED: lambda: actions.cancel(registration, by=owner_of(registration.organization)),
    }
    return steps[state]() if state in steps else registration


def make_sent(dialogue: DialoguePage, count: int) -> list[Registration]:
    """So many that were sent, of organizations of one owner, at once, without the mail and the history of actions."""
    owner, now = UserFactory(), timezone.now()
    values = {"dialogue": dialogue, "state": S.SUBMITTED, "submitted_at": now, "submitted_by": owner}
    organizations = [OrganizationFactory(owner=owner) for _number in range(count)]
    made = Registration.objects.bulk_create(Registration(organization=one, **values) for one in organizations)
    Delegate.objects.bulk_create(make_delegate(registration=one) for one in made)
    return made
