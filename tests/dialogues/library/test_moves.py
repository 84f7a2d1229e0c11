"""Who may do what with a text in which state; whatever else is tried changes nothing and leaves no trace."""

from itertools import product

import pytest
from django.urls import reverse

from dialogues.models import BroughtText, Resolution
from dialogues.resolutions import actions, waiting
from portal import audit
from portal.models import AuditEvent
from portal.records import InvalidMove
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, SafetyOfficerFactory, UserFactory
from tests.factories.resolutions import make_brought, some_text
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S, B = Resolution.State, BroughtText.State
VERBS = {"publish": {}, "withdraw": {"reason": "Never tabled."}, "take_back": {}}
# What a verb makes of a state; None is a record that is gone. All else is refused.
MADE = {("publish", S.DRAFT): S.PUBLISHED, ("withdraw", S.PUBLISHED): S.WITHDRAWN, ("take_back", S.DRAFT): None}
ROLES = {
    "nobody": lambda: None,
    "person": UserFactory,
    "member": lambda: OrganizationFactory().members.get(),
    "safety officer": SafetyOfficerFactory,
    "coordinator": CoordinatorFactory,
}


def a_record(state):
    """A text that was brought and saved, in this state."""
    by = CoordinatorFactory()
    resolution = actions.save(make_brought(by=by), by=by)
    if state != S.DRAFT:
        resolution = actions.publish(resolution, by=by)
    if state == S.WITHDRAWN:
        resolution = actions.withdraw(resolution, reason="An error.", by=by)
    return resolution


def sign_in(client, role):
    user = ROLES[role]()
    if user:
        client.force_login(user)


def state_of(resolution):
    return Resolution.objects.filter(pk=resolution.pk).values_list("state", flat=True).first()


@pytest.mark.parametrize("state", S.values)
def test_only_coordinators_move_texts_and_only_along_their_ways(client, state):
    resolution = a_record(state)
    events = AuditEvent.objects.count()

    for role, verb in product(ROLES, VERBS):
        is_done = role == "coordinator" and (verb, state) in MADE
        with undone():
            sign_in(client, role)
            answer = client.post(reverse(f"resolution_{verb}", args=[resolution.uuid]), VERBS[verb])

            assert answer.status_code in (302, 403), (verb, role)
            assert state_of(resolution) == (MADE[verb, state] if is_done else state), (verb, role)
            assert (AuditEvent.objects.count() > events) == is_done, (verb, role)
        client.logout()


def test_nobody_else_reads_or_changes_what_was_brought(client):
    brought, record = make_brought(some_text(title="Of cinnamon")), a_record(S.DRAFT)
    of_text = {"uuid": brought.uuid}
    reading = [("desk", {}), ("bring", {}), ("check", of_text), ("heading", of_text),
               ("piece", {**of_text, "place": 0}), ("record", {"uuid": record.uuid})]  # fmt: skip
    writing = [("bring", {}), ("heading", of_text), ("piece", {**of_text, "place": 0}),
               ("join", {**of_text, "place": 1}), ("save", of_text)]  # fmt: skip
    form = {"text": some_text(), "version": 0, "form_key": "0b9e8a2c-8f5e-4b43-9a8e-2f6f2f0f4a11"}

    for role in (role for role in ROLES if role != "coordinator"):
        client.logout()
        sign_in(client, role)
        answers = [client.get(reverse(f"resolution_{name}", kwargs=place)) for name, place in reading]
        answers += [client.post(reverse(f"resolution_{name}", kwargs=place), form) for name, place in writing]

        assert {one.status_code for one in answers} <= {302, 403}, role
        assert not [one for one in answers if "cinnamon" in one.text], role
        brought.refresh_from_db()
        assert (brought.version, brought.state, BroughtText.objects.count()) == (0, B.READ, 2), role


def test_what_is_not_there_is_not_found(client, coordinator):
    client.force_login(coordinator)

    for name in ("check", "heading", "record", "publish", "withdraw", "take_back", "save"):
        address = reverse(f"resolution_{name}", args=["0b9e8a2c-8f5e-4b43-9a8e-2f6f2f0f4a11"])
        send = client.post if name in (*VERBS, "save") else client.get

        assert send(address, {"reason": "x"}).status_code == 404, name


def test_a_piece_that_is_not_there_is_not_found(client, coordinator):
    client.force_login(coordinator)
    brought = make_brought()

    for place in (500, 10**12):
        assert client.get(reverse("resolution_piece", args=[brought.uuid, place])).status_code == 404, place
        client.post(reverse("resolution_join", args=[brought.uuid, place]), {"version": 0})
        assert actions.pieces_of(BroughtText.objects.get()) == actions.pieces_of(brought), place


def in_state(state):
    """A text that was brought, in this state of its way."""
    brought = make_brought()
    if state == B.SAVED:
        actions.save(brought, by=CoordinatorFactory())
    if state in (B.WAITING, B.REFUSED):
        problem = "shape" if state == B.REFUSED else ""
        BroughtText.objects.filter(pk=brought.pk).update(state=state, problem=problem)
    brought.refresh_from_db()
    return brought


CORRECTING = {
    "correct": lambda brought, by: actions.correct(brought, list, version=brought.version, by=by),
    "set_head": lambda brought, by: actions.set_head(brought, {"title": "T"}, version=brought.version, by=by),
}


@pytest.mark.parametrize("state", B.values)
@pytest.mark.parametrize("verb", CORRECTING)
def test_only_what_was_read_is_corrected(verb, state):
    brought, by = in_state(state), CoordinatorFactory()
    before = brought.version

    if state == B.READ:
        assert CORRECTING[verb](brought, by).version == before + 1
        assert audit.history(brought).last().actor == by
        return
    with pytest.raises(InvalidMove):
        CORRECTING[verb](brought, by)
    brought.refresh_from_db()
    assert brought.version == before


@pytest.mark.parametrize(
    ("state", "outcome"), [(B.WAITING, None), (B.READ, B.SAVED), (B.REFUSED, None), (B.SAVED, B.SAVED)]
)
def test_only_what_was_read_is_saved_and_saved_once(state, outcome):
    brought, by = in_state(state), CoordinatorFactory()

    if outcome:
        assert actions.save(brought, by=by) == actions.save(brought, by=by)
    else:
        with pytest.raises(InvalidMove):
            actions.save(brought, by=by)

    brought.refresh_from_db()
    assert brought.state == (outcome or state)
    assert Resolution.objects.count() == bool(outcome)


@pytest.mark.parametrize("state", B.values)
def test_the_worker_reads_only_what_waits(state):
    brought = in_state(state)

    outcome = waiting.read_waiting(str(brought.uuid))

    assert outcome == ("read" if state == B.WAITING else "nothing to do")
    brought.refresh_from_db()
    assert brought.state == (B.READ if state == B.WAITING else state)


def test_a_draft_that_another_text_names_is_not_taken_back_and_that_is_said(client, coordinator):
    named = a_record(S.DRAFT)
    other = actions.save(make_brought(), by=coordinator)
    client.force_login(coordinator)

    for by_whom in ("revises", "translation_of"):
        with undone():
            Resolution.objects.filter(pk=other.pk).update(**{by_whom: named})

            answer = client.post(reverse("resolution_take_back", args=[named.uuid]), follow=True)

            assert answer.status_code == 200 and "refer to this text" in answer.text, by_whom
            assert state_of(named) == S.DRAFT, by_whom
            assert BroughtText.objects.get(resolution=named).state == B.SAVED, by_whom


def test_withdrawing_is_on_public_record_with_its_reason_and_publishing_too():
    resolution = a_record(S.WITHDRAWN)

    events = audit.history(resolution).filter(public=True).values_list("before", "after", "reason")

    assert list(events) == [(S.DRAFT, S.PUBLISHED, ""), (S.PUBLISHED, S.WITHDRAWN, "An error.")]
