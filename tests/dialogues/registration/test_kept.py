"""How long delegates are kept after a dialogue."""

from datetime import timedelta

import pytest

from dialogues.models import Delegate, DialoguePage
from tests.factories.registration import make_delegate, make_registration
from tests.retention import keep_promise

pytestmark = pytest.mark.django_db


def make(at) -> Delegate:
    """A delegate to a dialogue that ended then."""
    registration = make_registration(delegates=[make_delegate(name="Noor", position="Director", needs="A ramp")])
    DialoguePage.objects.filter(pk=registration.dialogue_id).update(starts_at=at - timedelta(hours=3), ends_at=at)
    return registration.delegates.get()


@pytest.mark.parametrize(("key", "left"), [("access_needs", ("Noor", "Director", "")), ("delegates", ("–", "", ""))])
def test_what_is_left_of_a_delegate(key, left):
    old, young = keep_promise(key, make)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.name, old.position, old.needs) == left
    assert (young.name, young.position, young.needs) == ("Noor", "Director", "A ramp")
    assert ("example.org" in old.email) is (key == "access_needs")
