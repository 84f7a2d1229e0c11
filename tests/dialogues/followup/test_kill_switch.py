"""While registering is closed nothing comes in after approval either, and nothing that was typed is lost."""

import pytest
from django.urls import reverse

from dialogues.models import FollowUp, TravelRequest
from dialogues.travel import actions as travel
from portal.switches import set_switch
from tests.factories.arrivals import make_approved, make_travel
from tests.factories.registration import owner_of

pytestmark = pytest.mark.django_db
NOTICE = "Closed until Monday."
TYPED = "What took me the whole afternoon"


def switch(closed):
    set_switch("register", closed=closed, notice=NOTICE, by=None, reason="A test.")


@pytest.mark.parametrize("name", ["follow_up", "travel"])
def test_a_closed_form_says_why_gives_back_what_was_typed_and_opens_again(client, name):
    delegate = make_approved()
    client.force_login(owner_of(delegate.registration.organization))
    key = delegate.uuid if name == "follow_up" else delegate.registration.uuid
    address = reverse(f"registration:desk_{name}", args=[key])
    typed = {"arrives_by": TYPED, "why": TYPED, "amount": "A train"}
    switch(closed=True)

    page, refused = client.get(address), client.post(address, typed)

    assert (page.status_code, NOTICE in page.text) == (200, True)
    assert (refused.status_code, NOTICE in refused.text, TYPED in refused.text) == (503, True, True)
    assert not FollowUp.objects.exists() and not TravelRequest.objects.exists()
    switch(closed=False)
    assert client.post(address, typed).status_code == 302
    assert FollowUp.objects.count() + TravelRequest.objects.count() == 1


def test_what_was_asked_for_can_be_taken_back_while_the_form_is_closed(client):
    asked = make_travel()
    client.force_login(owner_of(asked.registration.organization))
    switch(closed=True)

    client.post(reverse("registration:desk_travel_take_back", args=[asked.registration.uuid]))

    asked.refresh_from_db()
    assert (asked.state, asked.why) == ("not_requested", "")


@pytest.mark.parametrize("name", ["follow_up", "travel"])
def test_who_was_signed_out_while_writing_gets_their_words_back(client, name):
    delegate = make_approved()
    key = delegate.uuid if name == "follow_up" else delegate.registration.uuid
    address = reverse(f"registration:desk_{name}", args=[key])

    answer = client.post(address, {"arrives_by": TYPED, "why": TYPED})

    assert (answer.status_code, TYPED in answer.text) == (403, True)
    assert not FollowUp.objects.exists() and not TravelRequest.objects.exists()


def test_coordinators_decide_while_the_form_is_closed(coordinator):
    asked = make_travel()
    switch(closed=True)

    assert travel.shortlist(asked, by=coordinator).state == "shortlisted"
