"""How a status changed: the history of a cell from its facts, and what of it a feed and a page say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.consultations.choices import Outcome, SourceKind, Visibility
from submissions.consultations.history import history, lately
from submissions.consultations.models import Claim
from submissions.consultations.status import Fact, Status, standings
from submissions.consultations.turns import turns
from tests.factories.consultations import country, long_since, make_claim
from tests.factories.replies import make_reply

TODAY = date(2024, 8, 20)
SPRING, SUMMER = date(2024, 4, 18), date(2024, 7, 2)
HIDDEN = [Visibility.COORDINATORS, Visibility.SEALED]
S = Claim.State


def fact(reporter: str, outcome: str = Outcome.CONSULTED, visibility: str = Visibility.PUBLIC, **values) -> Fact:
    named = reporter if visibility == Visibility.PUBLIC else ""
    usual = {"source_kind": SourceKind.ORGANIZATION, "name": named, "published_on": SPRING, "cluster": 1}
    return Fact(1, outcome=outcome, visibility=visibility, reporter=reporter, **{**usual, **values})


def told(facts: list[Fact]) -> list[tuple[date, str]]:
    return [(turn.day, turn.after) for turn in turns(facts, TODAY)]


def test_each_change_is_told_with_its_day_the_newest_first():
    facts = [fact("A", Outcome.INVITED), fact("B", published_on=SUMMER), fact("C", Outcome.REFUSED, published_on=TODAY)]

    assert told(facts) == [(TODAY, Status.DISPUTED), (SUMMER, Status.CONSULTED), (SPRING, Status.INVITED)]
    assert told([fact("A", retracted_on=SUMMER)]) == [(SUMMER, Status.NO_INFORMATION), (SPRING, Status.CONSULTED)]


def test_what_changes_no_status_and_what_is_still_to_come_leaves_nothing():
    assert told([fact("A"), fact("A", published_on=SUMMER)]) == [(SPRING, Status.CONSULTED)]
    assert told([fact("A", published_on=date(2024, 8, 21))]) == []


def test_unnamed_ones_turn_a_cell_at_the_end_of_a_quarter_and_only_three_of_them():
    three = [fact(letter, visibility=Visibility.UNNAMED) for letter in "XYZ"]

    assert told(three) == [(date(2024, 7, 1), Status.CORROBORATED)]
    assert told(three[:2]) == []


FACTS = st.builds(
    fact,
    st.sampled_from("ABC"),
    st.sampled_from(Outcome.values),
    st.sampled_from([Visibility.PUBLIC, Visibility.UNNAMED]),
    cluster=st.sampled_from([1, 2, None]),
    published_on=st.dates(date(2023, 1, 1), TODAY),
)
SEALED = st.builds(
    fact,
    st.sampled_from("UVW"),
    st.sampled_from(Outcome.values),
    st.sampled_from(HIDDEN),
    cluster=st.sampled_from([1, 2, None]),
    published_on=st.dates(date(2023, 1, 1), TODAY),
)


@given(st.lists(FACTS, max_size=6), st.lists(SEALED, max_size=4))
def test_hidden_reports_change_no_status_and_no_history(facts, hidden):
    assert standings([*hidden, *facts], TODAY) == standings(facts, TODAY)
    assert turns([*hidden, *facts], TODAY) == turns(facts, TODAY)


@given(st.lists(FACTS, max_size=6))
def test_the_last_turn_of_a_cell_is_where_it_stands(facts):
    last = {turn.cell: turn.after for turn in reversed(turns(facts, TODAY))}
    standing = {cell: found.status for cell, found in standings(facts, TODAY).items()}

    assert {cell: status for cell, status in last.items() if status != Status.NO_INFORMATION} == standing


@pytest.mark.django_db
def test_a_states_feed_tells_of_reports_replies_and_turns(client, django_assert_num_queries):
    claim = make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, account="<b>We met.</b>")
    make_reply(claim)
    kenya = country("KEN")
    with django_assert_num_queries(7):
        found = history(kenya)

    assert {change.title for change in found} == {
        "Report: Consulted", "The State replies: We consulted civil society",
        "Status: Consulted, corroborated (before: No public information)",
    }  # fmt: skip
    feed = client.get("/feeds/consultations/ken.atom")
    assert feed.text.count("<entry>") == 3 and "<b>" not in feed.text
    assert str(claim.uuid) not in feed.text, "its own key leads to a desk"
    assert client.get("/feeds/consultations/KEN.atom", follow=True).status_code == 404
    assert client.get("/feeds/consultations/xyz.atom", follow=True).status_code == 404
    assert "/feeds/consultations/ken.atom" in client.get("/en/consultations/ken/").text


@pytest.mark.django_db
def test_a_retraction_takes_the_place_of_the_report_in_every_reader():
    claim = make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, account="Wrong words")
    [before] = [change for change in history(claim.country) if change.title.startswith("Report")]
    Claim.objects.filter(pk=claim.pk).update(state=S.RETRACTED, retracted_at=claim.published_at, display_name="")

    [after] = [change for change in history(claim.country) if "retracted" in change.title]

    assert after.key == before.key and "Wrong words" not in after.words


@pytest.mark.django_db
def test_what_changed_lately_is_named_and_short(client, django_assert_num_queries):
    for number in (1, 2, 3, 4):
        make_claim(state=S.PUBLISHED, visibility=Visibility.PUBLIC, number=number)
    for _number in range(3):
        long_since(make_claim(state=S.PUBLISHED, visibility=Visibility.UNNAMED, iso3="BEL"))
    with django_assert_num_queries(2):
        found = lately(3)

    assert [state.iso3 for state, _change in found] == ["KEN"] * 3
    page = client.get("/en/consultations/").text
    assert page.count('<a href="ken/#reports">') == 4 and '<a href="bel/#reports">' not in page
