"""What stays of nominees, what a person takes along, and what follows when two organizations become one."""

from datetime import timedelta

import pytest

from dialogues.models import DialoguePage, Nomination
from dialogues.nominations import kept
from portal import merging
from tests.factories.nominations import make_nomination, make_nomination_call
from tests.factories.organizations import OrganizationFactory
from tests.factories.people import make_person
from tests.factories.registration import owner_of
from tests.retention import keep_promise

pytestmark = pytest.mark.django_db

S = Nomination.State


def test_what_is_left_of_a_nominee():
    def make(at) -> Nomination:
        day = {"starts_at": at - timedelta(hours=3), "ends_at": at}
        nomination = make_nomination(S.NOT_CHOSEN, name="Noor", position="Director", expertise="Traces firearms.")
        DialoguePage.objects.filter(pk=nomination.call.dialogue_id).update(**day)
        return nomination

    old, young = keep_promise("nominees", make)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.name, old.email, old.position, old.expertise) == ("–", "", "", "")
    assert (old.kind, old.first_time, old.state, old.region) == ("ngo", True, S.NOT_CHOSEN, "African States")
    assert young.name == "Noor" and young.email and young.expertise


def test_a_person_takes_along_what_was_written_about_them_and_is_taken_out_where_it_is_over():
    user = make_person("noor@example.org")
    over = make_nomination(S.NOT_CHOSEN, email="noor@example.org", name="Noor")
    waits = make_nomination(S.SHORTLISTED, email="noor@example.org", name="Noor")
    make_nomination(email="other@example.org")

    assert {row["state"] for row in kept.nominated(user)} == {"Not chosen", "On the shortlist"}
    assert len(list(kept.sent_by(owner_of(over.organization)))) == 1
    kept.erase_person(user)

    over.refresh_from_db()
    waits.refresh_from_db()
    assert (over.name, waits.name) == ("–", "Noor")


def test_nominations_follow_and_one_person_nominated_by_both_stops_it():
    call, old, heir = make_nomination_call(), OrganizationFactory(), OrganizationFactory()
    make_nomination(call=call, organization=old, email="same@example.org")
    assert merging.collisions(old, heir) == []
    merging.move(old, heir, by=None)
    assert heir.nominations.count() == 1

    make_nomination(call=call, organization=old, email="same@example.org")
    assert [one.stops for one in merging.collisions(old, heir)] == [True]
