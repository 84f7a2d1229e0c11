"""A State's history tells of what it announces and promises; of drafts and of what was withdrawn it tells no word."""

from datetime import UTC, date, datetime

import pytest

from submissions.consultations.announcing import actions as announcing
from submissions.consultations.history import history
from submissions.consultations.pledge import actions as pledging
from submissions.consultations.windows import Window, in_order
from tests.factories.announcements import facts, in_days, make_announcement, make_pledge, make_step
from tests.factories.consultations import country
from tests.factories.replies import make_focal_point

pytestmark = pytest.mark.django_db
FEED, CANARY = "/feeds/consultations/ken.atom", "canary-of-kisumu"


def titles() -> list[str]:
    """What Kenya's history tells, the newest first."""
    return [change.title for change in history(country())]


def test_a_states_history_tells_of_consultations_to_come_and_of_its_pledge(client):
    made = make_announcement(how="<b>Écrivez</b>", language="fr")
    pledge = make_pledge()
    make_step(pledge)
    pledging.withdraw(make_pledge(country("UGA")), by=make_focal_point(country("UGA")), reason="Not ours.")

    assert titles() == [
        "Transparency pledge: Kept in full",
        "The State took the transparency pledge",
        f"Kenya consults civil society: {made.cluster}",
    ]
    feed = client.get(FEED).text
    assert "<b>" not in feed and 'xml:lang="fr"' in feed and str(made.uuid) in feed
    assert "/ken/#pledge" in feed and f"/consultations/announced/{made.uuid}/" in feed
    assert "Not ours" not in feed and "Not ours" in client.get("/feeds/consultations/uga.atom").text


def test_a_changed_announcement_stays_one_entry_and_comes_first_again():
    user = make_focal_point()
    made = make_announcement(by=user)
    make_pledge()
    [before] = [change for change in history(country()) if "consults" in change.title]
    announcing.change(made, facts(closes_on=in_days(20)), by=user)

    after = history(country())[0]

    assert after.key == before.key and after.at > before.at and len(titles()) == 2


def test_a_withdrawn_pledge_is_told_with_its_reason_and_no_longer_with_office_and_points(client):
    pledge = make_pledge(office=CANARY)
    make_step(pledge, office=CANARY)
    assert client.get(FEED).text.count(CANARY) == 2
    pledging.withdraw(pledge, by=make_focal_point(), reason="Entered by mistake.")

    feed = client.get(FEED).text

    assert CANARY not in feed and "Entered by mistake." in feed
    assert titles() == ["The transparency pledge was withdrawn", "The State took the transparency pledge"]


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_an_announcement_that_is_not_public_changes_no_byte_of_the_history(client, state):
    make_announcement()
    before = client.get(FEED).content

    make_announcement(state, how=CANARY, office=CANARY)

    assert client.get(FEED).content == before


def test_a_history_asks_as_much_for_three_as_for_one(client, django_assert_num_queries):
    for more in (1, 2):
        for _n in range(more):
            make_announcement()
            pledge = make_pledge()
            make_step(pledge)
            pledging.withdraw(pledge, by=make_focal_point(), reason="Anew.")
        make_step(make_pledge())
        with django_assert_num_queries(8):
            client.get(FEED)
        pledging.withdraw(pledge.country.pledges.standing().get(), by=make_focal_point(), reason="Anew.")


def test_what_can_be_done_stands_by_its_day_and_last_what_has_none():
    open_end, later = Window("No phase", "Ask."), Window("Cluster I", "Write.", date(2026, 12, 23))
    first = Window("Registration", "Register.", datetime(2026, 12, 18, 23, tzinfo=UTC))

    assert in_order([later, open_end, first]) == [first, later, open_end]
