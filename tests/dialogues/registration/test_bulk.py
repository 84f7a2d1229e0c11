"""Deciding on many at once: what will happen is read before, and each registration stands for itself."""

from itertools import product

import pytest
from django.urls import reverse

from dialogues import coordinators
from dialogues.models import Registration
from dialogues.registration import actions, bulk
from dialogues.registration.bulk import Order
from organizations.models import Role
from portal import audit
from portal.models import OutgoingMail
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.registration import make_delegate, make_draft, make_registration, make_sent, owner_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db

S = Registration.State
CHECK, CONFIRM = "/cms/registrations/bulk/", "/cms/registrations/bulk/confirm/"


@pytest.fixture
def signed_in(client, coordinator):
    """A coordinator at work."""
    client.force_login(coordinator)
    return coordinator


def keys(*registrations):
    """What the confirming form names: each registration with what was seen of it."""
    seen = bulk.seen_of(registrations)
    return [f"{one.uuid}.{seen[str(one.uuid)]}" for one in registrations]


def check(client, verb, *registrations):
    return client.post(CHECK, {"verb": verb, "row": [one.uuid for one in registrations]})


def confirm(client, verb, rows, **more):
    return client.post(CONFIRM, {"verb": verb, "row": rows, **more})


def states(*registrations):
    return [Registration.objects.get(pk=one.pk).state for one in registrations]


def words(answer):
    return [str(fate.words) for fate in answer.context["fates"]]


def test_the_queue_offers_a_box_for_each_and_the_verbs(client, signed_in):
    registration = make_registration()

    text = client.get("/cms/registrations/").text

    assert f'type="checkbox" name="row" value="{registration.uuid}"' in text
    assert all(f'<option value="{verb}">' in text for verb in bulk.VERBS)


def test_what_will_happen_is_said_before_and_nothing_is_changed(client, signed_in):
    dialogue = make_dialogue(seats_on_site=3)
    pair = make_registration(dialogue=dialogue, delegates=[make_delegate(), make_delegate()])
    second = make_registration(dialogue=dialogue, delegates=[make_delegate(), make_delegate()])
    third, declined = make_registration(dialogue=dialogue), make_registration(S.DECLINED, dialogue=dialogue)
    OutgoingMail.objects.all().delete()

    answer = check(client, "approve", pair, second, third, declined)

    assert words(answer) == [
        "Approved",
        "No seat left: it goes on the waiting list",
        "Approved",
        "Not possible now: the state is “Declined”.",
    ]
    assert "This happens to 3 registrations" in answer.text
    assert states(pair, second, third) == [S.SUBMITTED] * 3
    assert not OutgoingMail.objects.exists()


def test_who_finds_no_seat_waits_or_stays_as_the_coordinator_chose(client, signed_in):
    dialogue = make_dialogue(seats_on_site=1)
    first, second = make_registration(dialogue=dialogue), make_registration(dialogue=dialogue)

    for verb, left in (("approve", S.WAITING), ("seat", S.SUBMITTED)):
        with undone():
            foreseen = [fate.happens for fate in check(client, verb, first, second).context["fates"]]
            answer = confirm(client, verb, keys(first, second))

            assert states(first, second) == [S.APPROVED, left], verb
            happened = [fate.happens for fate in answer.context["fates"]]
            assert happened == foreseen == [True, verb == "approve"], verb


def test_each_verb_moves_all_and_writes_to_each(client, signed_in):
    several = [make_registration() for _ in range(3)]
    OutgoingMail.objects.all().delete()
    owners = {owner_of(one.organization).email for one in several}

    for verb, state in (("forward", S.FORWARDED), ("wait", S.WAITING), ("decline", S.DECLINED)):
        with undone():
            answer = confirm(client, verb, keys(*several), reason="The room is small.")

            assert states(*several) == [state] * 3
            assert "3 registrations were decided" in answer.text, verb
            assert {mail.to for mail in OutgoingMail.objects.all()} == owners, verb
            assert all(audit.history(one).last().actor == signed_in for one in several), verb


def test_what_changed_since_it_was_seen_is_named_and_left_alone(client, signed_in):
    changed, same = make_registration(), make_registration()
    seen = keys(changed, same)
    actions.change_delegates(changed, by=owner_of(changed.organization), delegates=[make_delegate()])

    answer = confirm(client, "approve", seen)

    assert states(changed, same) == [S.SUBMITTED, S.APPROVED]
    assert "It changed meanwhile" in words(answer)[0]


def test_the_confirming_form_sent_twice_decides_once(client, signed_in):
    registration = make_registration()
    seen = keys(registration)
    confirm(client, "forward", seen)
    OutgoingMail.objects.all().delete()

    answer = confirm(client, "forward", seen)

    assert "It changed meanwhile" in words(answer)[0]
    assert not OutgoingMail.objects.exists()


def test_ones_own_organization_is_refused_by_name_and_the_others_are_decided(client, signed_in):
    own, other = make_registration(), make_registration()
    MembershipFactory(organization=own.organization, user=signed_in, role=Role.VIEWER)

    assert [fate.happens for fate in check(client, "approve", own, other).context["fates"]] == [False, True]
    answer = confirm(client, "approve", keys(own, other))

    assert states(own, other) == [S.SUBMITTED, S.APPROVED]
    assert str(bulk.INVOLVED) in words(answer)


def test_declining_without_a_reason_is_told_beside_the_field_and_the_choice_stays(client, signed_in):
    several = [make_registration() for _ in range(2)]
    seen = keys(*several)

    answer = confirm(client, "decline", seen, reason="  ")

    assert answer.status_code == 422
    assert "This field is required" in answer.text.partition('id="id_reason_error"')[2].partition("</div>")[0]
    assert all(f'name="row" value="{key}"' in answer.text for key in seen)
    assert states(*several) == [S.SUBMITTED] * 2


def test_a_reason_is_asked_for_declining_only(client, signed_in):
    registration = make_registration()

    assert 'name="reason"' in check(client, "decline", registration).text
    assert 'name="reason"' not in check(client, "approve", registration).text


def test_without_a_choice_one_is_asked_to_choose(client, signed_in):
    make_registration()
    choices = [{}, {"verb": "approve"}, {"verb": "x"}, {"verb": "approve", "row": ["x", "x.y"]}]

    for address, data in product((CHECK, CONFIRM), choices):
        assert client.post(address, data).url == "/cms/registrations/", (address, data)


def test_an_unknown_verb_does_nothing(client, signed_in):
    registration = make_registration()

    assert confirm(client, "delete", keys(registration)).url == "/cms/registrations/"
    assert states(registration) == [S.SUBMITTED]


def test_drafts_and_those_of_other_dialogues_are_not_there(client):
    here, elsewhere, draft = make_registration(), make_registration(), make_draft()
    local = UserFactory()
    coordinators.assign(local, here.dialogue, by=None, reason="A test.")
    client.force_login(local)

    answer = confirm(client, "forward", [*keys(here, elsewhere), f"{draft.uuid}.0"])

    assert [fate.registration for fate in answer.context["fates"]] == [here]
    assert states(here, elsewhere, draft) == [S.FORWARDED, S.SUBMITTED, S.DRAFT]


def test_a_seat_promised_to_the_first_is_gone_for_the_second_in_each_mode_apart():
    dialogue = make_dialogue(seats_on_site=1, seats_online=1)
    both = make_registration(dialogue=dialogue, delegates=[make_delegate(), make_delegate(mode="online")])
    on_site = make_registration(dialogue=dialogue)
    elsewhere = make_registration(dialogue=make_dialogue(seats_on_site=1))
    rows = bulk.chosen(Registration.objects.all(), [both.uuid, on_site.uuid, elsewhere.uuid])

    fates = bulk.foresee(rows, Order("seat"), by=CoordinatorFactory())

    assert [fate.happens for fate in fates] == [True, False, True]


def test_what_waits_without_a_seat_is_foreseen_to_stay(coordinator):
    dialogue = make_dialogue(seats_on_site=1)
    make_registration(S.APPROVED, dialogue=dialogue)
    waiting = make_registration(S.WAITING, dialogue=dialogue)
    rows = bulk.chosen(Registration.objects.all(), [waiting.uuid])

    fate = bulk.foresee(rows, Order("approve"), by=coordinator)[0]

    assert (fate.words, fate.happens) == (bulk.STAYS, False)


def test_checking_asks_as_often_for_one_as_for_thirty(client, signed_in, django_assert_num_queries):
    first = make_registration()
    several = [first]
    check(client, "approve", first)

    for rows in (1, 3, 30):
        several += make_sent(first.dialogue, rows - len(several))
        with django_assert_num_queries(13):
            answer = check(client, "approve", *several)

        assert len(answer.context["fates"]) == rows


def test_a_script_in_a_name_is_text_before_and_after(client, signed_in):
    evil = "<script>alert(1)</script>"
    registration = make_registration(organization=OrganizationFactory(legal_name=evil))

    assert evil not in check(client, "approve", registration).text
    assert evil not in confirm(client, "approve", keys(registration)).text


def test_nobody_else_decides(client):
    registration = make_registration()
    client.force_login(owner_of(registration.organization))

    for address in (CHECK, CONFIRM):
        answer = client.post(address, {"verb": "approve", "row": keys(registration)})

        assert answer.status_code in (302, 403), address
        assert states(registration) == [S.SUBMITTED], address
    assert client.get(reverse("registration_bulk_check")).status_code in (302, 405)
