"""Two phones, one list: whatever they press at the same moment, everybody is checked in once."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from dialogues.models import Delegate
from dialogues.registration import actions, checking_in
from portal import audit
from portal.models import AuditEvent
from portal.records import InvalidMove
from tests.database import together
from tests.factories.day import make_day, make_expected, make_helper
from tests.factories.organizations import CoordinatorFactory
from tests.factories.registration import owner_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]


def phone(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_button_pressed_twice_at_once_counts_once():
    delegate, people = make_expected(), CoordinatorFactory.create_batch(4)

    results = together(*[partial(checking_in.check_in, delegate, by=by) for by in people])

    number = Delegate.objects.get().letter_number
    told = sorted((one.again, one.delegate.letter_number) for one in results)
    assert told == [(False, number), *[(True, number)] * 3]
    assert audit.history(delegate).filter(verb="check_in").count() == 1


def test_two_helpers_with_the_same_list_end_with_one_truth():
    dialogue = make_day()
    delegates = list(map(make_expected, [dialogue] * 4))
    helpers = [make_helper(dialogue), make_helper(dialogue)]
    one, other = map(phone, helpers)

    results = together(partial(walk, one, delegates), partial(walk, other, delegates[::-1]))

    assert results == [[302] * 4, [302] * 4]
    assert Delegate.objects.came().filter(checked_in_by__in=helpers).count() == 4
    assert AuditEvent.objects.filter(verb="check_in").count() == 4
    address = reverse("registration:check_in_dialogue", args=[dialogue.slug])
    assert "4 of 4 are here" in one.get(address).text
    assert "4 of 4 are here" in other.get(address).text


def walk(client: Client, delegates: list[Delegate]) -> list[int]:
    """Press the button of each, one after the other; what was answered."""
    addresses = [reverse("registration:check_in", args=[one.uuid]) for one in delegates]
    return [client.post(address, {"list": "1"}).status_code for address in addresses]


def test_who_is_cancelled_while_they_come_in_is_either_in_or_out():
    delegate, by = make_expected(), CoordinatorFactory()
    registration = delegate.registration
    owner = owner_of(registration.organization)

    came, cancelled = together(
        lambda: checking_in.check_in(delegate, by=by), lambda: actions.cancel(registration, by=owner)
    )

    assert not isinstance(cancelled, Exception), cancelled
    delegate.refresh_from_db()
    assert isinstance(came, InvalidMove) is (delegate.checked_in_at is None), came
