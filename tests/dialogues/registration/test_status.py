"""What an organization reads at each step, what its desk says is due, and what the kill switch stops."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues.followup.desk import due_at, to_tell
from dialogues.models import DialoguePage, Registration
from dialogues.registration.subscriptions import calendar_of
from portal.switches import set_switch
from tests.factories.arrivals import make_follow_up, make_joining, make_travel
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import OrganizationFactory
from tests.factories.registration import make_delegate, make_draft, make_registration, owner_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db

S = Registration.State
DUE = "Tell when your delegates come"


def sign_in(client, registration):
    owner = owner_of(registration.organization)
    client.force_login(owner)
    return owner


def test_the_page_says_at_each_step_what_belongs_to_it(client, coordinator):
    dialogue, organization = make_dialogue(), OrganizationFactory()
    make_joining(dialogue)
    client.force_login(organization.members.get())

    for state in S.values:
        people = [make_delegate(), make_delegate(mode="online")]
        with undone():
            registration = make_registration(state, dialogue, organization, coordinator=coordinator, delegates=people)

            text = client.get(registration.get_absolute_url()).text

            assert str(registration.get_state_display()) in text, state
            assert ("Before you come" in text) is (state == S.APPROVED), state
            assert ("Join the dialogue online" in text) is (state == S.APPROVED), state
            is_asked = state in (S.SUBMITTED, S.FORWARDED, S.APPROVED, S.WAITING)
            assert ("Ask for travel support" in text) is is_asked, state


def test_what_is_due_stands_in_the_lists_until_it_is_told(client):
    registration = make_registration(S.APPROVED)
    sign_in(client, registration)
    pages = ("registration:desk_list", "desk_overview")
    assert [DUE in client.get(reverse(page)).text for page in pages] == [True, True]

    make_follow_up(registration.delegates.get())

    assert [DUE in client.get(reverse(page)).text for page in pages] == [False, False]


@pytest.mark.parametrize("change", ["waiting", "online", "over", "another organization's"])
def test_nothing_is_due_of_who_does_not_come(client, change):
    state = S.WAITING if change == "waiting" else S.APPROVED
    registration = make_registration(
        state, delegates=[make_delegate(mode="online" if change == "online" else "on_site")]
    )
    if change == "over":
        ended = timezone.now() - timedelta(hours=1)
        DialoguePage.objects.filter(pk=registration.dialogue_id).update(
            starts_at=ended - timedelta(days=1), ends_at=ended
        )
    if change == "another organization's":
        client.force_login(OrganizationFactory().members.get())
    else:
        sign_in(client, registration)

    for page in ("registration:desk_list", "desk_overview"):
        assert DUE not in client.get(reverse(page)).text


def test_the_personal_calendar_has_what_is_due():
    registration = make_registration(S.APPROVED)
    owner = owner_of(registration.organization)

    deadline = next(to_tell(owner))

    assert deadline.at == due_at(registration) == registration.dialogue.starts_at - timedelta(days=14)
    assert f"follow-up-{registration.uuid}" in calendar_of(owner).to_ical().decode().replace("\r\n ", "")
    make_follow_up(registration.delegates.get())
    assert list(to_tell(owner)) == []


def test_the_list_asks_as_often_for_one_as_for_three(client, django_assert_num_queries):
    owner = sign_in(client, make_registration(S.APPROVED))
    client.get(reverse("registration:desk_list"))

    for more, rows in ((0, 1), (2, 3)):
        for _ in range(more):
            make_travel(registration=make_registration(S.APPROVED, organization=OrganizationFactory(owner=owner)))
        with django_assert_num_queries(10):
            answer = client.get(reverse("registration:desk_list"))

        assert len(answer.context["page_obj"]) == rows


@pytest.mark.parametrize("make", [make_draft, lambda: make_registration(S.APPROVED)], ids=["a draft", "who comes"])
def test_while_registering_is_closed_nothing_is_sent_or_changed_and_what_was_typed_comes_back(client, make):
    registration = make()
    sign_in(client, registration)
    set_switch("register", closed=True, notice="Closed today.", by=None, reason="A test.")
    before = registration.delegates.get().name
    data = {
        "delegates-TOTAL_FORMS": 2, "delegates-INITIAL_FORMS": 0, "delegates-0-name": "KEPT somebody else",
        "delegates-0-email": "else@example.org", "delegates-0-mode": "on_site", "delegates-0-language": "en",
        "expertise": "KEPT words that were typed", "consent": "nobody", "send": "",
    }  # fmt: skip

    answer = client.post(reverse("registration:desk_edit", args=[registration.uuid]), data)

    assert answer.status_code == 503
    assert "Closed today." in answer.text and "KEPT somebody else" in answer.text
    stored = Registration.objects.get(pk=registration.pk)
    assert (stored.state, stored.delegates.get().name) == (registration.state, before)
