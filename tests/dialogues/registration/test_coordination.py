"""The coordinators' queue and the decision on one registration, inside the Wagtail admin."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Registration
from dialogues.registration import actions
from organizations.models import Role
from portal import audit
from portal.models import OutgoingMail
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import (
    CoordinatorFactory,
    MembershipFactory,
    OrganizationFactory,
    SafetyOfficerFactory,
)
from tests.factories.registration import make_delegate, make_draft, make_registration, make_sent, owner_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db

S = Registration.State
QUEUE = "/cms/registrations/"
VERBS = {
    "approve": S.APPROVED, "forward": S.FORWARDED, "wait": S.WAITING, "decline": S.DECLINED, "cancel": S.CANCELLED,
}  # fmt: skip


@pytest.fixture
def signed_in(client, coordinator):
    """A coordinator at work."""
    client.force_login(coordinator)
    return coordinator


def review(registration):
    return reverse("registration_review", args=[registration.uuid])


def do(client, registration, verb, **data):
    return client.post(reverse(f"registration_{verb}", args=[registration.uuid]), data)


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def sent(registration, hours_ago):
    moment = timezone.now() - timedelta(hours=hours_ago)
    Registration.objects.filter(pk=registration.pk).update(submitted_at=moment)
    return registration


def test_the_queue_shows_what_waits_the_longest_waiting_first(client, signed_in):
    younger = sent(make_registration(organization=OrganizationFactory(legal_name="Younger")), 1)
    older = sent(make_registration(S.FORWARDED, organization=OrganizationFactory(legal_name="Older")), 5)
    decided = make_registration(S.APPROVED)
    draft = make_draft()

    text = client.get(QUEUE).text

    assert text.index(str(older.uuid)) < text.index(str(younger.uuid))
    assert str(decided.uuid) not in text
    assert str(draft.uuid) not in text


def test_the_queue_can_be_narrowed_to_a_dialogue_and_a_state(client, signed_in):
    here = make_registration(S.APPROVED)
    make_registration(S.APPROVED)
    make_registration(dialogue=here.dialogue)

    found = client.get(f"{QUEUE}?dialogue={here.dialogue.slug}&state=approved").context["page_obj"]

    assert list(found) == [here]


def test_drafts_cannot_be_asked_for(client, signed_in):
    make_draft()

    assert list(client.get(f"{QUEUE}?state=draft").context["page_obj"]) == []


def test_a_hostile_query_shows_the_queue(client, signed_in):
    registration = make_registration()

    for query in ("?state=x", "?dialogue=none", "?page=-3", "?page=x", "?state=%27&dialogue=%27"):
        answer = client.get(QUEUE + query)

        assert answer.status_code == 200, query
        assert list(answer.context["page_obj"]) == [registration], query


def test_the_queue_counts_delegates_by_how_they_take_part(client, signed_in):
    make_registration(delegates=[make_delegate(), make_delegate(mode="online")])

    assert "In Vienna: 1, online: 1" in client.get(QUEUE).text


def test_the_queue_asks_as_often_for_one_as_for_fifty(client, signed_in, django_assert_num_queries):
    make_registration()
    dialogue = make_dialogue()
    client.get(QUEUE)

    for more, rows in ((0, 1), (2, 3), (47, 50)):
        make_sent(dialogue, more)
        with django_assert_num_queries(13):
            answer = client.get(QUEUE)

        assert len(answer.context["page_obj"]) == rows


def test_the_review_shows_what_was_sent_and_the_seats(client, signed_in):
    dialogue = make_dialogue(seats_on_site=3)
    make_registration(S.APPROVED, dialogue=dialogue, delegates=[make_delegate(), make_delegate()])
    registration = make_registration(
        dialogue=dialogue, expertise="We trace firearms.", wants_floor=True, floor_topic="Marking",
        delegates=[make_delegate(name="Ana Ruiz", needs="Captions")],
    )  # fmt: skip

    answer = client.get(review(registration))

    for words in ("We trace firearms.", "Marking", "Ana Ruiz", "Captions", "Draft begun", registration.receipt):
        assert words in answer.text
    on_site, online = answer.context["seats"]
    assert (on_site.total, on_site.taken, on_site.free) == (3, 2, 1)
    assert (online.total, online.free) == (None, None)


def test_the_review_says_beforehand_that_approving_means_waiting(client, signed_in):
    dialogue = make_dialogue(seats_on_site=1)
    make_registration(S.APPROVED, dialogue=dialogue)

    assert "approving puts it on the waiting list" in client.get(review(make_registration(dialogue=dialogue))).text


def test_each_decision_is_one_button_and_one_mail(client, signed_in):
    registration = make_registration()
    OutgoingMail.objects.all().delete()

    for verb, state in VERBS.items():
        with undone():
            answer = do(client, registration, verb, **{f"{verb}-reason": "The room is small."})

            assert answer.url == QUEUE, verb
            registration.refresh_from_db()
            assert registration.state == state
            assert str(registration.get_state_display()) in said(answer), verb
            assert OutgoingMail.objects.count() == 1, verb
            assert audit.history(registration).last().actor == signed_in, verb


def test_taking_up_again_what_was_declined(client, signed_in):
    registration = make_registration(S.DECLINED)

    do(client, registration, "reopen")

    registration.refresh_from_db()
    assert registration.state == S.SUBMITTED


def test_a_refusal_without_a_reason_is_told_beside_the_field(client, signed_in):
    registration = make_registration()

    for verb in ("decline", "cancel"):
        answer = do(client, registration, verb, **{f"{verb}-reason": "  "})

        assert answer.status_code == 422, verb
        assert "This field is required" in answer.text, verb
        assert f'href="#id_{verb}-reason"' in answer.text
        registration.refresh_from_db()
        assert registration.state == S.SUBMITTED, verb


def test_approving_twice_says_what_stands(client, signed_in):
    registration = make_registration()
    do(client, registration, "approve")

    answer = do(client, registration, "approve")

    assert "Not possible now: the state is “Approved”." in said(answer)
    assert OutgoingMail.objects.filter(template="dialogues/email/registration_approved").count() == 1


def test_declining_what_was_approved_says_what_stands(client, signed_in):
    registration = make_registration(S.APPROVED)

    answer = do(client, registration, "decline", **{"decline-reason": "Too late."})

    assert "Not possible now" in answer.text


def seen_on(client, registration):
    """What the page of a decision sends back of what it showed."""
    return str(client.get(review(registration)).context["seen"])


def test_who_has_changed_meanwhile_is_not_approved_unseen(client, signed_in):
    registration = make_registration()
    seen = seen_on(client, registration)
    actions.change_delegates(registration, by=owner_of(registration.organization), delegates=[make_delegate()])

    answer = do(client, registration, "approve", seen=seen)

    assert (answer.url, "It changed meanwhile" in said(answer)) == (review(registration), True)
    registration.refresh_from_db()
    assert registration.state == S.SUBMITTED
    do(client, registration, "approve", seen=seen_on(client, registration))
    registration.refresh_from_db()
    assert registration.state == S.APPROVED


def test_a_reason_that_comes_too_late_is_kept_beside_what_stands_now(client, signed_in):
    registration = make_registration()
    seen = seen_on(client, registration)
    actions.forward(registration, by=CoordinatorFactory())

    answer = do(client, registration, "decline", seen=seen, **{"decline-reason": "KEPT reason"})

    assert answer.status_code == 422
    assert "It changed meanwhile" in answer.text.partition('role="alert"')[2].partition("</div>")[0]
    assert "KEPT reason" in answer.text
    registration.refresh_from_db()
    assert registration.state == S.FORWARDED


OFFERED = {
    S.SUBMITTED: {"approve", "forward", "wait", "decline", "cancel"},
    S.FORWARDED: {"approve", "wait", "decline", "cancel"},
    S.WAITING: {"approve", "cancel"},
    S.APPROVED: {"cancel"},
    S.DECLINED: {"reopen"},
    S.CANCELLED: {"reopen"},
}


def test_only_what_the_state_allows_is_offered(client, signed_in):
    dialogue = make_dialogue()

    for state, offered in OFFERED.items():
        registration = make_registration(state, dialogue, coordinator=signed_in)
        text = client.get(review(registration)).text
        addresses = {verb: reverse(f"registration_{verb}", args=[registration.uuid]) for verb in (*VERBS, "reopen")}

        assert {verb for verb, address in addresses.items() if address in text} == offered, state


def test_who_acts_for_the_organization_does_not_decide(client, signed_in):
    registration = make_registration()
    MembershipFactory(organization=registration.organization, user=signed_in, role=Role.VIEWER)

    assert "somebody else decides" in client.get(review(registration)).text
    assert do(client, registration, "approve").url == "/cms/"  # how Wagtail says that it is not allowed
    registration.refresh_from_db()
    assert registration.state == S.SUBMITTED


def test_a_draft_is_as_absent_as_a_made_up_one(client, signed_in):
    draft = make_draft()

    assert client.get(review(draft), follow=True).status_code == 404
    assert client.get(reverse("registration_review", args=[uuid4()]), follow=True).status_code == 404
    do(client, draft, "approve")
    draft.refresh_from_db()
    assert draft.state == S.DRAFT


def test_nobody_else_sees_the_queue_or_decides(client):
    registration = make_registration(delegates=[make_delegate(name="CANARY")])
    people = {"member": owner_of(registration.organization), "safety officer": SafetyOfficerFactory(), "nobody": None}

    for name, person in people.items():
        client.logout()
        if person:
            client.force_login(person)
        answers = [client.get(QUEUE), client.get(review(registration)), do(client, registration, "approve")]

        assert all(answer.status_code in (302, 403) for answer in answers), name
        assert all("CANARY" not in answer.text for answer in answers), name
        registration.refresh_from_db()
        assert registration.state == S.SUBMITTED, name


def test_reading_a_link_decides_nothing(client, signed_in):
    registration = make_registration()

    for verb in (*VERBS, "reopen"):
        assert client.get(reverse(f"registration_{verb}", args=[registration.uuid])).status_code == 405, verb
        registration.refresh_from_db()
        assert registration.state == S.SUBMITTED, verb


def test_the_menu_has_the_queue_for_those_who_decide(client, signed_in):
    account = reverse("wagtailadmin_account")
    assert QUEUE in client.get(account).text
    client.force_login(SafetyOfficerFactory())
    assert QUEUE not in client.get(account).text


def test_a_script_in_any_field_is_text(client, signed_in):
    evil = "<script>alert(1)</script>"
    organization = OrganizationFactory(legal_name=evil)
    registration = make_registration(
        organization=organization, expertise=evil, delegates=[make_delegate(name=evil, needs=evil, position=evil)]
    )

    assert evil not in client.get(QUEUE).text
    assert evil not in client.get(review(registration)).text
