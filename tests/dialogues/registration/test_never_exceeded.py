"""Seats are never exceeded, whatever happens in whatever order."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialogues.checking import too_few_seats
from dialogues.models import DialoguePage, Registration
from dialogues.registration import actions, seats
from portal.records import InvalidMove
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory
from tests.factories.registration import VALUES, make_delegate, owner_of

S = Registration.State
ORGANIZATIONS = 4
DELEGATIONS = st.lists(st.sampled_from(["on_site", "online"]), min_size=1, max_size=2)
STEPS = st.tuples(
    st.sampled_from(["submit", "approve", "seat", "wait", "change", "cancel", "reopen", "resize"]),
    st.integers(0, ORGANIZATIONS - 1),
    DELEGATIONS,
    st.integers(1, 4),
)


class Room:
    """One dialogue with few seats, the organizations that want them, and one coordinator."""

    def __init__(self) -> None:
        self.dialogue = make_dialogue(seats_on_site=2, seats_online=1)
        self.coordinator = CoordinatorFactory()
        self.organizations = [OrganizationFactory() for _ in range(ORGANIZATIONS)]

    def do(self, verb, number, modes, size):
        """One step; what is refused changes nothing."""
        people = [make_delegate(mode=mode) for mode in modes]
        try:
            with transaction.atomic():
                if verb == "submit":
                    self.submit(self.organizations[number], people)
                elif verb == "resize":
                    self.resize(size)
                else:
                    self.act(verb, self.organizations[number], people)
        except (InvalidMove, ValidationError):
            pass

    def submit(self, organization, people):
        owner = owner_of(organization)
        draft = actions.start_draft(self.dialogue, organization, by=owner, values=VALUES, delegates=people)
        actions.submit(draft, by=owner)

    def resize(self, size):
        """As the admin does it: fewer seats than are taken are refused, more go to those who wait."""
        page = DialoguePage.objects.get(pk=self.dialogue.pk)
        if not too_few_seats(page, size, size):
            DialoguePage.objects.filter(pk=page.pk).update(seats_on_site=size, seats_online=size)
            actions.promote_waiting(DialoguePage.objects.get(pk=page.pk))

    def act(self, verb, organization, people):
        registration = Registration.objects.filter(organization=organization).order_by("-pk").first()
        if registration is None:
            return
        by, owner = self.coordinator, owner_of(organization)
        acts = {
            "approve": lambda: actions.approve(registration, by=by),
            "seat": lambda: actions.approve(registration, by=by, may_wait=False),
            "wait": lambda: actions.put_on_waiting_list(registration, by=by),
            "change": lambda: actions.change_delegates(registration, by=owner, delegates=people),
            "cancel": lambda: actions.cancel(registration, by=owner),
            "reopen": lambda: actions.reopen(registration, by=by),
        }
        acts[verb]()

    def check(self, last):
        """No mode has more people than seats."""
        dialogue = DialoguePage.objects.get(pk=self.dialogue.pk)
        for seat in seats.of_dialogue(dialogue).values():
            assert seat.total is None or seat.taken <= seat.total, last


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=5, max_size=25))
def test_seats_are_never_exceeded(db, steps):
    with transaction.atomic():
        room = Room()
        for step in steps:
            room.do(*step)
            room.check(step)
        transaction.set_rollback(True)
