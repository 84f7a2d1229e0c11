"""Travel support: every verb in every state by everybody, and what each leaves behind."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from dialogues.models import Registration, TravelRequest
from dialogues.travel import actions
from organizations.assigning import give
from organizations.models import Duty, Role
from portal import audit
from portal.models import OutgoingMail
from portal.records import InvalidMove
from tests.factories.arrivals import make_travel
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.registration import make_draft, make_registration, owner_of
from tests.retention import gone, keep_promise
from tests.undoing import undone

pytestmark = pytest.mark.django_db

S, T = Registration.State, TravelRequest.State
INVALID, FORBIDDEN = "invalid", "forbidden"
WRITING, DECIDING = {"editor", "signatory", "owner"}, {"coordinator", "of this dialogue"}
WORDS = {"amount": "One ticket", "why": "We have no funds."}
VERBS = {
    "ask": lambda asked, by: actions.request_support(asked.registration, by=by, **WORDS),
    "take_back": lambda asked, by: actions.take_back(asked, by=by),
    "shortlist": lambda asked, by: actions.shortlist(asked, by=by),
    "grant": lambda asked, by: actions.grant(asked, by=by, covered="The train"),
    "decline": lambda asked, by: actions.decline(asked, by=by, reason="No funds are left."),
    "settle": lambda asked, by: actions.settle(asked, by=by),
}
WHO = {"ask": WRITING, "take_back": WRITING, **dict.fromkeys(("shortlist", "grant", "decline", "settle"), DECIDING)}
MOVES = {
    "ask": {T.NOT_REQUESTED: T.REQUESTED},
    "take_back": dict.fromkeys((T.REQUESTED, T.SHORTLISTED), T.NOT_REQUESTED),
    "shortlist": {T.REQUESTED: T.SHORTLISTED},
    "grant": {T.SHORTLISTED: T.GRANTED},
    "decline": dict.fromkeys((T.REQUESTED, T.SHORTLISTED), T.DECLINED),
    "settle": {T.GRANTED: T.SETTLED},
}


def local(dialogue):
    """Somebody who coordinates this dialogue alone."""
    user = UserFactory()
    give(user, Duty.DIALOGUE, by=None, reason="A test.", dialogue_key=dialogue.translation_key)
    return user


def everybody(registration):
    """One person of each kind."""
    organization, involved = registration.organization, CoordinatorFactory()
    MembershipFactory(organization=organization, user=involved, role=Role.VIEWER)
    roles = (Role.VIEWER, Role.EDITOR, Role.SIGNATORY)
    people = {role.value: MembershipFactory(organization=organization, role=role).user for role in roles}
    return people | {
        "owner": owner_of(organization),
        "anonymous": AnonymousUser(),
        "owner of another": OrganizationFactory().members.get(),
        "coordinator": CoordinatorFactory(),
        "of this dialogue": local(registration.dialogue),
        "of another dialogue": local(make_dialogue()),
        "coordinator of one's own": involved,
    }


def outcome(asked, verb, user):
    """What comes of it: the new state, or why not. Everything is rolled back."""
    with transaction.atomic():
        try:
            return VERBS[verb](asked, user).state
        except PermissionDenied:
            return FORBIDDEN
        except InvalidMove:
            return INVALID
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("state", T.values)
def test_every_verb_in_every_state_by_everybody(state):
    asked = make_travel(state)
    assert asked.state == state
    people = everybody(asked.registration)

    for verb in VERBS:
        found = {name: outcome(asked, verb, user) for name, user in people.items()}

        expected = MOVES[verb].get(state, INVALID)
        assert found == {name: expected if name in WHO[verb] else FORBIDDEN for name in found}, verb


def test_the_table_of_moves_is_that_of_the_model():
    by_the_model = {(before, after) for before, followers in TravelRequest.FOLLOWERS.items() for after in followers}

    assert {(before, after) for moves in MOVES.values() for before, after in moves.items()} == by_the_model


@pytest.mark.parametrize("state", sorted({state for moves in MOVES.values() for state in moves}))
def test_every_move_is_recorded_and_mail_holds_nothing_of_it(state):
    asked = make_travel(state, amount="CANARY amount", why="CANARY reason")
    coordinator, owner = CoordinatorFactory(), owner_of(asked.registration.organization)
    OutgoingMail.objects.all().delete()

    for verb in (verb for verb in MOVES if state in MOVES[verb]):
        user = coordinator if WHO[verb] == DECIDING else owner
        with undone():
            VERBS[verb](asked, user)

            event = audit.history(asked).last()
            assert (event.actor, event.before, event.after, event.data) == (user, state, MOVES[verb][state], {}), verb
            assert event.reason == "", verb  # the account outlives what was asked
            mails = OutgoingMail.objects.all()
            assert len(mails) == (verb != "take_back"), verb
            assert not [mail for mail in mails if "CANARY" in mail.text + mail.html or "funds" in mail.text], verb


@pytest.mark.parametrize("state", S.values)
def test_support_is_asked_for_a_registration_that_is_on_its_way(state):
    registration = make_registration(state) if state != S.DRAFT else make_draft()

    try:
        made = make_travel(registration=registration).state
    except InvalidMove:
        made = None

    assert (made == T.REQUESTED) is (state in actions.ASKABLE)


def test_words_are_needed_and_not_too_many():
    registration = make_registration(S.APPROVED)

    for field, words in (("amount", "  "), ("why", ""), ("amount", "x" * 201)):
        with pytest.raises(ValidationError) as refused:
            make_travel(registration=registration, **{field: words})

        assert list(refused.value.message_dict) == [field], words
        assert not TravelRequest.objects.exists(), (field, words)


def test_granting_and_declining_need_their_words(coordinator):
    asked = make_travel(T.SHORTLISTED)

    with pytest.raises(ValidationError):
        actions.grant(asked, by=coordinator, covered=" ")
    with pytest.raises(ValidationError, match="Say why"):
        actions.decline(asked, by=coordinator, reason=" ")


def test_without_a_seat_nothing_is_granted(coordinator):
    asked = actions.shortlist(make_travel(registration=make_registration()), by=coordinator)

    with pytest.raises(InvalidMove, match="without a seat"):
        actions.grant(asked, by=coordinator, covered="The train")


def test_what_is_taken_back_leaves_no_words_and_can_be_asked_anew():
    asked = make_travel(T.NOT_REQUESTED)
    assert (asked.amount, asked.why) == ("", "")

    assert make_travel(registration=asked.registration).pk == asked.pk


def test_a_note_moves_nothing_and_tells_nobody(coordinator):
    asked = make_travel()
    OutgoingMail.objects.all().delete()

    assert actions.annotate(asked, by=coordinator, note="Ask again.").note == "Ask again."
    assert not OutgoingMail.objects.exists()
    with pytest.raises(PermissionDenied):
        actions.annotate(asked, by=owner_of(asked.registration.organization), note="x")


def test_requests_are_deleted_a_year_after_the_dialogue():
    def make(at):
        asked = make_travel(T.SETTLED)
        type(asked.registration.dialogue).objects.filter(pk=asked.registration.dialogue_id).update(
            starts_at=at.replace(year=at.year - 1), ends_at=at
        )
        return asked

    old, young = keep_promise("travel", make)

    assert (gone(old), gone(young)) == (True, False)
