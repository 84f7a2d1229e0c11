"""Deciding on many, at its edges: none, too many, seats for some, and what happens between look and confirmation."""

from uuid import uuid4

import pytest

from dialogues import coordinators
from dialogues.models import Registration
from dialogues.registration import actions, bulk
from dialogues.registration.bulk import Order
from dialogues.registration.bulk_views import keys_of
from organizations.models import Role
from portal import audit
from portal.models import AuditEvent, OutgoingMail
from tests.dialogues.registration.test_bulk import confirm, keys, states, words
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, UserFactory
from tests.factories.registration import make_delegate, make_draft, make_registration, owner_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db
S = Registration.State


@pytest.fixture
def signed_in(client, coordinator):
    """A coordinator at work."""
    client.force_login(coordinator)
    return coordinator


def several(count, **fields):
    """So many of one dialogue."""
    dialogue = make_dialogue(**fields)
    return [make_registration(dialogue=dialogue) for _number in range(count)]


def test_two_hundred_are_taken_and_not_one_more():
    sent = [f"{uuid4()}.{number}" for number in range(bulk.MOST + 1)]

    found = keys_of(sent)

    assert (bulk.MOST, len(found)) == (200, 200)
    assert list(found.values()) == list(range(200))
    here = make_registration()
    many = [*(uuid4() for _number in range(bulk.MOST)), here.uuid]
    assert bulk.chosen(Registration.objects.all(), many) == []
    assert bulk.chosen(Registration.objects.all(), many[1:]) == [here]


@pytest.mark.parametrize(
    "key",
    ["", ".", ".5", "x.1", "{uuid}.x", "{uuid}.1.2", "{uuid}.²", "{uuid}\0.1", "{uuid}.1e3", "' OR 1=1 --", "9" * 5000],
)
def test_what_is_no_key_names_nobody(key):
    good = uuid4()

    assert keys_of([key.format(uuid=uuid4()), f"{good}.7"]) == {good: 7}


def test_a_key_that_was_made_up_changes_nothing(client, signed_in):
    registration = make_registration()

    for seen in ("0", "-1", "99999999999999999999"):
        answer = confirm(client, "approve", [f"{registration.uuid}.{seen}"])

        assert words(answer) == [str(bulk.CHANGED)], seen
        assert states(registration) == [S.SUBMITTED], seen


def test_one_that_is_named_twice_is_decided_once(client, signed_in):
    registration = make_registration()
    OutgoingMail.objects.all().delete()

    answer = confirm(client, "forward", keys(registration) * 2)

    assert len(answer.context["fates"]) == 1
    assert OutgoingMail.objects.count() == 1


def test_seats_for_two_go_to_those_who_were_first_however_they_were_chosen(client, signed_in):
    first, second, third = several(3, seats_on_site=2)

    for verb, left in (("approve", S.WAITING), ("seat", S.SUBMITTED)):
        with undone():
            answer = confirm(client, verb, keys(third, second, first))

            assert [fate.registration for fate in answer.context["fates"]] == [first, second, third], verb
            assert states(first, second, third) == [S.APPROVED, S.APPROVED, left], verb
            assert audit.history(third).filter(verb="approve").count() == 0, verb


def test_a_seat_that_somebody_took_after_the_look_is_not_given_twice(client, signed_in):
    chosen, rival = several(2, seats_on_site=1)
    [fate] = bulk.foresee(bulk.chosen(Registration.objects.all(), [chosen.uuid]), Order("seat"), by=signed_in)
    assert fate.happens
    actions.approve(rival, by=CoordinatorFactory())

    answer = confirm(client, "seat", [fate.key])

    assert [fate.happens for fate in answer.context["fates"]] == [False]
    assert "too few free seats" in words(answer)[0]
    assert states(chosen, rival) == [S.SUBMITTED, S.APPROVED]


def test_a_small_delegation_finds_the_seat_that_a_large_one_does_not(coordinator):
    dialogue = make_dialogue(seats_on_site=1)
    large = make_registration(dialogue=dialogue, delegates=[make_delegate(), make_delegate()])
    small = make_registration(dialogue=dialogue)
    rows = bulk.chosen(Registration.objects.all(), [large.uuid, small.uuid])

    foreseen = [fate.happens for fate in bulk.foresee(rows, Order("seat"), by=coordinator)]
    done = [fate.happens for fate in bulk.carry_out(rows, bulk.seen_of(rows), Order("seat"), by=coordinator)]

    assert foreseen == done == [False, True]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.OWNER])
def test_whoever_joined_an_organization_after_the_look_decides_nothing_of_it(client, signed_in, role):
    own = make_registration()
    seen = keys(own)
    MembershipFactory(organization=own.organization, user=signed_in, role=role)

    for verb in bulk.VERBS:
        answer = confirm(client, verb, seen, reason="The room is small.")

        assert words(answer) == [str(bulk.INVOLVED)], verb
        assert states(own) == [S.SUBMITTED], verb


def test_a_role_that_ended_after_the_look_decides_nothing(client):
    registration, local = make_registration(), UserFactory()
    role = coordinators.assign(local, registration.dialogue, by=None, reason="A test.")
    elsewhere = make_registration()
    coordinators.assign(local, elsewhere.dialogue, by=None, reason="A test.")
    client.force_login(local)
    type(role).objects.filter(pk=role.pk).update(ended_at=role.since, end_reason="Over.")

    answer = confirm(client, "approve", keys(registration, elsewhere))

    assert [fate.registration for fate in answer.context["fates"]] == [elsewhere]
    assert states(registration, elsewhere) == [S.SUBMITTED, S.APPROVED]


FORESEEN = [
    ("forward", S.FORWARDED, False),
    ("forward", S.APPROVED, False),
    ("approve", S.FORWARDED, True),
    ("approve", S.APPROVED, False),
    ("approve", S.CANCELLED, False),
    ("wait", S.WAITING, False),
    ("wait", S.FORWARDED, True),
    ("seat", S.WAITING, True),
    ("decline", S.APPROVED, False),
    ("decline", S.DECLINED, False),
]


def test_what_is_foreseen_is_what_happens(client, signed_in):
    dialogue = make_dialogue()
    registrations = {
        state: make_registration(state, dialogue, coordinator=signed_in) for _verb, state, _happens in FORESEEN
    }

    for verb, state, happens in FORESEEN:
        registration = registrations[state]
        with undone():
            before = states(registration)
            rows = bulk.chosen(Registration.objects.all(), [registration.uuid])
            [foreseen] = bulk.foresee(rows, Order(verb, "Full."), by=signed_in)

            [done] = confirm(client, verb, [foreseen.key], reason="Full.").context["fates"]

            assert (foreseen.happens, done.happens) == (happens, happens), (verb, state)
            assert (states(registration) == before) is not happens, (verb, state)


def test_a_reason_that_is_too_long_or_unstorable_comes_back_whole_with_the_choice(client, signed_in):
    registration = make_registration()
    for reason, refusal in (("Long " * 2000, "at most 2000"), ("Nul\0 here", "Null characters")):
        answer = confirm(client, "decline", keys(registration), reason=reason)

        assert (answer.status_code, refusal in answer.text) == (422, True)
        assert reason.strip() in answer.text
        assert keys(registration)[0] in answer.text
    assert states(registration) == [S.SUBMITTED]


def test_sending_the_list_twice_notes_the_second_time_as_none(client, signed_in):
    first, _second = several(2)
    path = f"/cms/registrations/forwarding/{first.dialogue.slug}/"
    rows = client.get(path).context["keys"]
    OutgoingMail.objects.all().delete()

    answers = [client.post(f"{path}forward/", {"row": rows}) for _time in range(2)]

    assert [[fate.happens for fate in answer.context["fates"]] for answer in answers] == [[True, True], [False, False]]
    assert OutgoingMail.objects.count() == 2
    noted = AuditEvent.objects.filter(verb="forward_list").order_by("pk")
    assert [event.data["count"] for event in noted] == [2, 0]
    assert not client.get(path).context["keys"]


def test_one_who_comes_back_to_the_list_is_sent_again(client, signed_in):
    registration = make_registration(S.APPROVED)
    path = f"/cms/registrations/forwarding/{registration.dialogue.slug}/"
    assert registration.receipt not in client.get(path).text

    actions.change_delegates(registration, by=owner_of(registration.organization), delegates=[make_delegate()])

    assert client.get(path).context["keys"] == keys(registration)


def test_the_list_of_a_dialogue_without_delegations_is_empty_and_can_be_taken(client, signed_in):
    dialogue = make_dialogue()
    make_draft(dialogue)
    for way in ("/", "/print/", ".csv"):
        answer = client.get(f"/cms/registrations/forwarding/{dialogue.slug}{way}")
        assert answer.status_code == 200
    assert client.post(f"/cms/registrations/forwarding/{dialogue.slug}/forward/").status_code == 302
    assert not AuditEvent.objects.filter(verb="forward_list").exists()
