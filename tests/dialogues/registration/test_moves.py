"""The whole table: every verb, in every state, by everybody."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from dialogues.models import Registration
from dialogues.registration import actions
from organizations.assigning import give
from organizations.models import Duty, Role
from portal import audit
from portal.models import OutgoingMail
from portal.records import InvalidMove
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.registration import VALUES, make_delegate, make_registration
from tests.undoing import undone

pytestmark = pytest.mark.django_db

S = Registration.State
INVALID, FORBIDDEN = "invalid", "forbidden"
COORDINATOR = {"coordinator", "of this dialogue"}
SIGNING = {"signatory", "owner"}
WRITING = {"editor", *SIGNING}

VERBS = {
    "save": lambda registration, by: actions.save_draft(
        registration, by=by, values=VALUES, delegates=[make_delegate()]
    ),
    "submit": lambda registration, by: actions.submit(registration, by=by),
    "change": lambda registration, by: actions.change_delegates(registration, by=by, delegates=[make_delegate()]),
    "cancel": lambda registration, by: actions.cancel(registration, by=by, reason="They asked us to."),
    "forward": lambda registration, by: actions.forward(registration, by=by),
    "approve": lambda registration, by: actions.approve(registration, by=by),
    "wait": lambda registration, by: actions.put_on_waiting_list(registration, by=by),
    "decline": lambda registration, by: actions.decline(registration, by=by, reason="The room is small."),
    "reopen": lambda registration, by: actions.reopen(registration, by=by),
}
WHO = {
    "save": WRITING,
    "submit": SIGNING,
    "change": WRITING,
    "cancel": SIGNING | COORDINATOR,
    **dict.fromkeys(("forward", "approve", "wait", "decline", "reopen"), COORDINATOR),
}
# Where each verb leads from each state; from a state that is not named it leads nowhere.
MOVES = {
    "save": {S.DRAFT: S.DRAFT},
    "submit": {S.DRAFT: S.SUBMITTED},
    "change": {S.SUBMITTED: S.SUBMITTED, S.APPROVED: S.SUBMITTED, S.WAITING: S.SUBMITTED},
    "cancel": dict.fromkeys((S.SUBMITTED, S.FORWARDED, S.APPROVED, S.WAITING), S.CANCELLED),
    "forward": {S.SUBMITTED: S.FORWARDED},
    "approve": dict.fromkeys((S.SUBMITTED, S.FORWARDED, S.WAITING), S.APPROVED),
    "wait": dict.fromkeys((S.SUBMITTED, S.FORWARDED), S.WAITING),
    "decline": dict.fromkeys((S.SUBMITTED, S.FORWARDED), S.DECLINED),
    "reopen": dict.fromkeys((S.DECLINED, S.CANCELLED), S.SUBMITTED),
}
SILENT = {("save", S.DRAFT), ("change", S.SUBMITTED)}  # these move nothing, so nobody is written to


def everybody(registration):
    """One person of each kind."""
    people = {
        role.value: MembershipFactory(organization=registration.organization, role=role).user
        for role in (Role.VIEWER, Role.EDITOR, Role.SIGNATORY)
    }
    involved = CoordinatorFactory()
    MembershipFactory(organization=registration.organization, user=involved, role=Role.VIEWER)
    return people | {
        "owner": registration.organization.memberships.get(role=Role.OWNER).user,
        "anonymous": AnonymousUser(),
        "stranger": UserFactory(),
        "owner of another": OrganizationFactory().members.get(),
        "coordinator": CoordinatorFactory(),
        "of this dialogue": local(registration.dialogue),
        "of another dialogue": local(make_dialogue()),
        "coordinator of one's own": involved,
    }


def local(dialogue):
    """Somebody who coordinates this dialogue alone."""
    user = UserFactory()
    give(user, Duty.DIALOGUE, by=None, reason="A test.", dialogue_key=dialogue.translation_key)
    return user


def outcome(registration, verb, user):
    """What comes of it: the new state, or why not. Everything is rolled back."""
    with transaction.atomic():
        try:
            return VERBS[verb](registration, user).state
        except PermissionDenied:
            return FORBIDDEN
        except InvalidMove:
            return INVALID
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("state", S.values)
def test_every_verb_in_every_state_by_everybody(state):
    registration = make_registration(state)
    people = everybody(registration)

    for verb in VERBS:
        expected = MOVES[verb].get(state, INVALID)
        found = {name: outcome(registration, verb, user) for name, user in people.items()}

        assert found == {name: expected if name in WHO[verb] else FORBIDDEN for name in found}, verb
        registration.refresh_from_db()
        assert registration.state == state, verb


@pytest.mark.parametrize("state", S.values)
def test_every_move_is_recorded_and_told(state):
    registration = make_registration(state)
    people = everybody(registration)
    OutgoingMail.objects.all().delete()

    for verb in (verb for verb in MOVES if state in MOVES[verb]):
        user = people["coordinator" if WHO[verb] == COORDINATOR else "owner"]
        with undone():
            VERBS[verb](registration, user)

            if (verb, state) in SILENT:
                assert not OutgoingMail.objects.exists(), verb
            else:
                event = audit.history(registration).last()
                assert (event.actor, event.before, event.after) == (user, state, MOVES[verb][state]), verb
                assert OutgoingMail.objects.count() == 3, verb  # editor, signatory and owner, not the viewer


def test_the_table_of_moves_is_that_of_the_model():
    by_the_model = {(before, after) for before, followers in Registration.FOLLOWERS.items() for after in followers}
    by_the_verbs = {(before, after) for moves in MOVES.values() for before, after in moves.items() if before != after}

    assert by_the_verbs == by_the_model
