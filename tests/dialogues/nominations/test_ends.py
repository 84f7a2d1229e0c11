"""What ends: personal data in nominations, and organizations that become part of another one."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from dialogues.models import Nomination, NominationScore
from dialogues.nominations import actions, balance, deciding, inviting, kept
from portal import merging
from tests.factories.dialogues import make_dialogue, make_panel
from tests.factories.nominations import POINTS, mailed_link, make_nomination, make_nomination_call, nominee
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory
from tests.factories.people import make_person
from tests.factories.registration import owner_of
from tests.undoing import undone

pytestmark = pytest.mark.django_db

S = Nomination.State


def test_what_is_made_nameless_keeps_points_and_balance_and_ends_its_link(django_assert_num_queries):
    call = make_nomination_call()
    one = make_nomination(S.REFUSED, call, name="CANARY", position="CANARY", expertise="CANARY")
    other = make_nomination(S.SUBMITTED, call)
    deciding.score(one_open := make_nomination(call=call), by=CoordinatorFactory(), points=POINTS, note="CANARY")
    deciding.score(other, by=CoordinatorFactory(), points=POINTS, note="Stays.")
    tables, token = balance.of_call(call), mailed_link(one).split("/")[2]
    assert inviting.find(token) == one

    with django_assert_num_queries(3):
        kept.make_nameless([one, one_open])

    assert "CANARY" not in str([list(model.objects.values()) for model in (Nomination, NominationScore)])
    assert inviting.find(token) is None
    assert balance.of_call(call) == tables
    assert list(NominationScore.objects.values_list("clarity", flat=True)) == [POINTS["clarity"]] * 3
    assert list(other.scores.values_list("note", flat=True)) == ["Stays."]
    other.refresh_from_db()
    assert other.name and other.email and other.expertise


def test_a_person_is_taken_out_only_where_nobody_counts_on_them():
    user, dialogue = make_person("noor@example.org"), make_dialogue()
    call, panel, coordinator = make_nomination_call(dialogue), make_panel(dialogue), CoordinatorFactory()
    people = {"name": "Noor", "email": "noor@example.org", "coordinator": coordinator, "panel": panel}

    for state in S.values:
        with undone():
            one = make_nomination(state, call, **people)

            kept.erase_person(user)

            one.refresh_from_db()
            assert (one.name == "–") == (state in (S.NOT_CHOSEN, S.REFUSED, S.WITHDRAWN)), state
            assert one.state == state


def test_a_person_takes_along_neither_points_nor_notes_nor_drafts_nor_what_their_address_does_not_prove():
    by, user = CoordinatorFactory(), make_person("noor@example.org")
    one = make_nomination(S.SUBMITTED, email="noor@example.org")
    make_nomination(S.DRAFT, email="noor@example.org")
    deciding.score(one, by=by, points=POINTS, note="CANARY note")

    rows = list(kept.nominated(user))
    assert [row["state"] for row in rows] == ["Being scored"] and "CANARY" not in str(rows)
    assert list(kept.nominated(UserFactory(email="noor2@example.org"))) == []
    make_nomination(email="unproven@example.org")
    assert list(kept.nominated(UserFactory(email="unproven@example.org"))) == []
    assert [(row["nomination"], row["note"]) for row in kept.given_by(by)] == [(one.receipt, "CANARY note")]
    assert list(kept.given_by(user)) == list(kept.sent_by(user)) == []


STANDING = [
    (S.SUBMITTED, S.SUBMITTED, True),
    (S.INVITED, S.SHORTLISTED, True),
    (S.DRAFT, S.SUBMITTED, False),
    (S.WITHDRAWN, S.SUBMITTED, False),
    (S.SUBMITTED, S.NOT_CHOSEN, False),
]


def test_one_person_nominated_by_both_stops_a_merging_only_while_both_stand(coordinator):
    call, old, heir = make_nomination_call(), OrganizationFactory(), OrganizationFactory()
    make_nomination(organization=heir, email="same@example.org")  # another call never stops it

    for theirs, ours, stops in STANDING:
        with undone():
            for state, organization in ((theirs, old), (ours, heir)):
                make_nomination(state, call, organization, coordinator=coordinator, email="same@example.org")

            assert [one.stops for one in merging.collisions(old, heir)] == [True] * stops, (theirs, ours)
            if not stops:
                merging.move(old, heir, by=None)
                assert heir.nominations.count() == 3, (theirs, ours)


def test_after_a_merging_the_heir_sees_it_answers_for_it_and_has_the_room_of_one(client):
    call, old, heir = make_nomination_call(max_per_organization=2), OrganizationFactory(), OrganizationFactory()
    former, owner = owner_of(old), owner_of(heir)
    moved, *_others = [make_nomination(call=call, organization=one) for one in (old, old, heir)]
    merging.move(old, heir, by=None)
    moved.refresh_from_db()
    page = reverse("nominations:desk_detail", args=[moved.uuid])

    draft = actions.start_draft(call, heir, by=owner, values=nominee())
    with pytest.raises(ValidationError, match="2 people"):
        actions.submit(draft, by=owner)
    found = []
    for user in (owner, former):
        client.force_login(user)
        found.append(client.get(page).status_code)
    assert found == [200, 404]
    assert actions.withdraw(moved, by=owner).state == S.WITHDRAWN


def test_an_invitation_that_nobody_answered_is_made_nameless_too():
    one = make_nomination(S.INVITED)

    kept.make_nameless([one])

    one.refresh_from_db()
    assert (one.name, one.email) == (kept.NAMELESS, "")
