"""The coordinators' pages: the call, scoring without names, the balance, the decision."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from dialogues import coordinators
from dialogues.models import Nomination, NominationCall
from dialogues.nominations import balance, deciding
from dialogues.nominations.scores import with_results
from organizations.models import Role
from portal import audit
from portal.mechanism.models import State
from tests.factories.dialogues import make_dialogue, make_panel
from tests.factories.nominations import POINTS, make_nomination, make_nomination_call
from tests.factories.organizations import CoordinatorFactory, MembershipFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db

S = Nomination.State
QUEUE = "/cms/nominations/"
GIVEN = {f"score-{name}": value for name, value in POINTS.items()}


@pytest.fixture
def signed_in(client, coordinator):
    """A coordinator at work."""
    client.force_login(coordinator)
    return coordinator


def at(name, nomination):
    return reverse(f"nomination_{name}", args=[nomination.uuid])


def canary(**values):
    organization = OrganizationFactory(legal_name="CANARY organization")
    known = {"name": "CANARY name", "email": "canary@example.org", "position": "CANARY position", **values}
    return make_nomination(organization=organization, **known)


def test_scoring_shows_neither_name_nor_organization_until_ones_own_points_are_given(client, signed_in):
    nomination = canary(expertise="Traces firearms.", languages=["fr"], call=make_nomination_call())
    deciding.score(nomination, by=CoordinatorFactory(), points=POINTS, note="SECRET of another")

    balance_page = reverse("nomination_balance", args=[nomination.call.dialogue.slug])
    for address in (QUEUE, at("review", nomination), balance_page):
        text = client.get(address).text
        assert "canary" not in text.lower() and "SECRET" not in text, address
    text = client.get(at("review", nomination)).text
    assert all(words in text for words in ("Traces firearms.", "African States", "French", "NGO", "first time"))
    assert "Kenya" not in text

    client.post(at("score", nomination), {**GIVEN, "score-note": "Fits."})

    text = client.get(at("review", nomination)).text
    assert all(words in text for words in ("CANARY name", "CANARY organization", "SECRET of another", "Fits."))


def test_a_call_may_show_names_on_the_shortlist_alone(client, signed_in):
    nomination = canary(call=make_nomination_call(names_shown="at_decision"))

    client.post(at("score", nomination), GIVEN)
    assert "CANARY" not in client.get(at("review", nomination)).text
    client.post(at("shortlist", nomination))
    assert "CANARY name" in client.get(at("review", nomination)).text


def test_points_that_are_missing_are_named_beside_their_criterion(client, signed_in):
    nomination = make_nomination()

    answer = client.post(at("score", nomination), {**GIVEN, "score-clarity": "", "score-note": "CANARY note"})

    assert answer.status_code == 422
    assert "Give 0 to 5 points." in answer.text.partition('id="id_score-clarity_error"')[2][:300]
    assert "CANARY note" in answer.text
    assert not nomination.scores.exists()


def test_average_and_spread_are_weighed_and_computed(coordinator):
    call = make_nomination_call(weight_knowledge=2, weight_practice=1, weight_perspective=0, weight_clarity=1)
    nomination = make_nomination(call=call)
    for knowledge, practice, clarity in ((5, 3, 3), (2, 2, 2)):
        points = {"knowledge": knowledge, "practice": practice, "perspective": 5, "clarity": clarity}
        deciding.score(nomination, by=CoordinatorFactory(), points=points)

    found = with_results(Nomination.objects.all(), coordinator).get()

    assert (found.scored, found.average, found.lowest, found.highest) == (2, 3.0, 2.0, 4.0)
    assert found.own_score is False


def test_who_acts_for_the_organization_neither_scores_nor_decides(client, signed_in):
    nomination = make_nomination()
    MembershipFactory(organization=nomination.organization, user=signed_in, role=Role.VIEWER)

    text = client.get(at("review", nomination)).text

    assert "conflict of interest" in text
    assert "Give your points" not in text
    assert client.post(at("score", nomination), GIVEN).status_code == 302  # Wagtail's answer to a refusal
    assert not nomination.scores.exists()


def test_from_the_shortlist_to_the_invitation(client, signed_in):
    nomination = make_nomination(S.SHORTLISTED, coordinator=signed_in)
    panel = make_panel(nomination.call.dialogue, number=3, title="Marking")
    elsewhere = make_panel(make_dialogue())

    assert client.post(at("invite", nomination), {"invite-panel": elsewhere.slug}).status_code == 422
    client.post(at("invite", nomination), {"invite-panel": panel.slug})

    nomination.refresh_from_db()
    assert (nomination.state, nomination.panel, nomination.invited_by) == (S.INVITED, panel, signed_in)
    assert "The invitation holds until" in client.get(at("review", nomination)).text
    client.post(at("revoke", nomination))
    assert client.post(at("not_choose", nomination), {"reason-reason": ""}).status_code == 422
    client.post(at("not_choose", nomination), {"reason-reason": "The panel is full."})
    nomination.refresh_from_db()
    assert (nomination.state, nomination.decision_note) == (S.NOT_CHOSEN, "The panel is full.")


def test_the_balance_stands_beside_all_who_were_nominated(client, signed_in):
    call = make_nomination_call()
    mexico = State.objects.get(iso3="MEX")
    make_nomination(S.SHORTLISTED, call, country=mexico, kind="academia", first_time=False)
    make_nomination(S.ACCEPTED, call)
    make_nomination(S.NOT_CHOSEN, call)
    make_nomination(S.WITHDRAWN, call)
    make_nomination(S.DRAFT, call)

    regions, kinds, firsts = balance.of_call(call)

    assert [(str(line.label), *line[1:]) for line in regions.lines] == [
        ("African States", 2, 0, 0, 1), ("Latin American and Caribbean States", 1, 1, 0, 0),
    ]  # fmt: skip
    assert [(str(line.label), line.chosen, line.nominated) for line in kinds.lines] == [
        ("NGO", 1, 2), ("Academia", 1, 1),
    ]  # fmt: skip
    assert [(line.chosen, line.nominated) for line in firsts.lines] == [(1, 2), (1, 1)]
    text = client.get(reverse("nomination_balance", args=[call.dialogue.slug])).text
    assert '<progress max="2" value="1" aria-hidden="true">' in text and "2 of 3" in text


def test_a_call_is_put_out_in_vienna_time_and_mistakes_stand_beside_their_fields(client, signed_in):
    dialogue = make_dialogue(starts_at=datetime(2034, 7, 1, 8, tzinfo=UTC))
    address = reverse("nomination_call", args=[dialogue.slug])
    good = {
        "opens_at": "2034-03-20T09:00", "closes_at": "2034-03-31T18:00", "grace_minutes": 10, "criteria": "CANARY who",
        "max_per_organization": 2, "names_shown": "after_score", "weight_knowledge": 3, "weight_practice": 3,
        "weight_perspective": 2, "weight_clarity": 1,
    }  # fmt: skip
    for changes, name, words in (
        ({"closes_at": "2034-03-20T08:00"}, "closes_at", "after the opening"),
        ({"closes_at": "2034-08-01T08:00"}, "closes_at", "before the dialogue"),
        ({"weight_clarity": 11}, "weight_clarity", "less than or equal to 10"),
    ):
        answer = client.post(address, good | changes)
        assert (answer.status_code, "CANARY who" in answer.text) == (422, True)
        assert words in answer.text.partition(f'id="id_{name}_error"')[2][:300]
    none = {name: 0 for name in good if name.startswith("weight_")}
    assert "At least one criterion has to count." in client.post(address, good | none).text

    client.post(address, good)

    call = NominationCall.objects.get()
    assert call.closes_at == datetime(2034, 3, 31, 16, tzinfo=UTC)  # daylight saving has begun
    assert 'value="2034-03-31T18:00"' in client.get(address).text
    assert [event.verb for event in audit.history(call)] == ["start"]


def test_who_coordinates_one_dialogue_sees_its_nominations_and_no_others(client):
    mine, other = make_nomination(), make_nomination()
    local = UserFactory()
    coordinators.assign(local, mine.call.dialogue, by=None, reason="A test.")
    client.force_login(local)

    text = client.get(QUEUE).text
    assert mine.receipt in text and other.receipt not in text
    assert reverse("nomination_call", args=[other.call.dialogue.slug]) not in text
    assert [client.get(at("review", one)).status_code for one in (mine, other)] == [200, 404]
    assert [
        client.get(reverse(name, args=[other.call.dialogue.slug])).status_code
        for name in ("nomination_call", "nomination_balance")
    ] == [404, 404]
    assert audit.history(other).filter(verb="refused", actor=local).exists()
    client.post(at("score", mine), GIVEN)
    assert mine.scores.count() == 1


def test_the_queue_asks_as_often_for_one_as_for_three(client, signed_in, django_assert_max_num_queries):
    client.get(QUEUE)

    for more, rows in ((1, 1), (2, 3)):
        for _row in range(more):
            make_nomination(S.SHORTLISTED)
        with django_assert_max_num_queries(15):
            text = client.get(QUEUE).text

        assert text.count("of 5 by 1 coordinator") == rows
