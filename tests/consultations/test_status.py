"""The golden table: what the public record says of one cell, claim by claim. It defines the computed status."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from submissions.consultations import actions
from submissions.consultations.choices import Outcome, SourceKind, Visibility
from submissions.consultations.models import Claim
from submissions.consultations.status import (
    NOTHING,
    Fact,
    Standing,
    Status,
    on_record_as_consulting,
    overall,
    standing,
    standings,
    status,
)
from tests.factories.consultations import country, long_since, make_claim, make_published_source
from tests.factories.organizations import CoordinatorFactory

TODAY = date(2024, 8, 20)  # in the third quarter
SPRING, SUMMER = date(2024, 4, 18), date(2024, 7, 2)


def fact(reporter: str, outcome: str = Outcome.CONSULTED, visibility: str = Visibility.PUBLIC, **values) -> Fact:
    """One claim in one cell; the name of a named reporter is its letter."""
    named = reporter if visibility == Visibility.PUBLIC else ""
    usual = {"source_kind": SourceKind.ORGANIZATION, "name": named, "published_on": SPRING}
    return Fact(1, 1, outcome, visibility, reporter=reporter, **{**usual, **values})


def unnamed(letters: str, outcome: str = Outcome.CONSULTED, **values) -> list[Fact]:
    """One unnamed claim for each letter."""
    return [fact(letter, outcome, Visibility.UNNAMED, **values) for letter in letters]


def source(name: str, outcome: str = Outcome.CONSULTED, kind: str = SourceKind.PUBLICATION, **values) -> Fact:
    """What a published source says."""
    return fact(f"key of {name}", outcome, source_kind=kind, **{"name": name, **values})


OFFICIAL = SourceKind.OFFICIAL
ADVERSE = [Outcome.NO_ANSWER, Outcome.REFUSED, Outcome.NOT_CONSULTED]
GOLDEN = {
    "silence is no information": ([], Status.NO_INFORMATION),
    # Named organizations
    "one organization says it was consulted": ([fact("A")], Status.CONSULTED),
    "two organizations corroborate": ([fact("A"), fact("B")], Status.CORROBORATED),
    "the same organization twice is one": ([fact("A"), fact("A")], Status.CONSULTED),
    "one was invited": ([fact("A", Outcome.INVITED)], Status.INVITED),
    "two were invited": ([fact("A", Outcome.INVITED), fact("B", Outcome.INVITED)], Status.INVITED),
    "consulted is more than invited": ([fact("A"), fact("B", Outcome.INVITED)], Status.CONSULTED),
    "one got no answer": ([fact("A", Outcome.NO_ANSWER)], Status.NOT_CONSULTED),
    "one was refused": ([fact("A", Outcome.REFUSED)], Status.NOT_CONSULTED),
    "one was not consulted": ([fact("A", Outcome.NOT_CONSULTED)], Status.NOT_CONSULTED),
    "three kinds of no are one": ([fact(a, o) for a, o in zip("ABC", ADVERSE, strict=True)], Status.NOT_CONSULTED),
    "yes and no dispute": ([fact("A"), fact("B", Outcome.REFUSED)], Status.DISPUTED),
    "two yes and one no dispute": ([fact("A"), fact("B"), fact("C", Outcome.NO_ANSWER)], Status.DISPUTED),
    "invited and not consulted dispute": (
        [fact("A", Outcome.INVITED), fact("B", Outcome.NOT_CONSULTED)],
        Status.DISPUTED,
    ),
    # Published sources
    "a published source alone": ([source("Report")], Status.ONE_SOURCE),
    "an official source alone": ([source("Ministry", kind=OFFICIAL)], Status.ONE_SOURCE),
    "the same source twice is one": ([source("Report"), source("report")], Status.ONE_SOURCE),
    "two sources without an organization": ([source("Report"), source("Ministry", kind=OFFICIAL)], Status.CONSULTED),
    "an organization and a published source": ([fact("A"), source("Report")], Status.CORROBORATED),
    "an organization and an official source": ([fact("A"), source("Ministry", kind=OFFICIAL)], Status.CORROBORATED),
    "what an organization published itself is no second voice": ([fact("A"), source("a")], Status.CONSULTED),
    "a source says invited": ([source("Report", Outcome.INVITED)], Status.INVITED),
    "a State answers a no with a yes": (
        [fact("A", Outcome.REFUSED), source("Ministry", kind=OFFICIAL)],
        Status.DISPUTED,
    ),
    "a published no alone": ([source("Report", Outcome.NOT_CONSULTED)], Status.NOT_CONSULTED),
    "a published no against an organization": (
        [fact("A"), source("Report", Outcome.NOT_CONSULTED)],
        Status.DISPUTED,
    ),
    # Unnamed organizations: three that say the same, from the end of the quarter on
    "one unnamed": (unnamed("X"), Status.NO_INFORMATION),
    "two unnamed": (unnamed("XY"), Status.NO_INFORMATION),
    "three unnamed": (unnamed("XYZ"), Status.CORROBORATED),
    "three unnamed claims of two reporters": (unnamed("XYY"), Status.NO_INFORMATION),
    "three unnamed of this quarter": (unnamed("XYZ", published_on=SUMMER), Status.NO_INFORMATION),
    "two unnamed of last quarter and one of this": (
        unnamed("XY") + unnamed("Z", published_on=SUMMER),
        Status.NO_INFORMATION,
    ),
    "three unnamed say no": (unnamed("XYZ", Outcome.NOT_CONSULTED), Status.NOT_CONSULTED),
    "three unnamed say no in three ways": (
        [unnamed(letter, outcome)[0] for letter, outcome in zip("XYZ", ADVERSE, strict=True)],
        Status.NOT_CONSULTED,
    ),
    "three unnamed were invited": (unnamed("XYZ", Outcome.INVITED), Status.INVITED),
    "three unnamed who do not say the same": (
        unnamed("XY") + unnamed("Z", Outcome.REFUSED),
        Status.NO_INFORMATION,
    ),
    "two unnamed beside a named one change nothing": ([fact("A"), *unnamed("XY")], Status.CONSULTED),
    "two unnamed cannot dispute a named one": ([fact("A"), *unnamed("XY", Outcome.REFUSED)], Status.CONSULTED),
    "three unnamed dispute a named one": ([fact("A"), *unnamed("XYZ", Outcome.REFUSED)], Status.DISPUTED),
    "three unnamed beside a named one corroborate": ([fact("A"), *unnamed("XYZ")], Status.CORROBORATED),
    "two unnamed beside a source change nothing": ([source("Report"), *unnamed("XY")], Status.ONE_SOURCE),
    "three unnamed beside a source corroborate": ([source("Report"), *unnamed("XYZ")], Status.CORROBORATED),
    "a lone unnamed no among three yes": (unnamed("WXYZ")[:3] + unnamed("Z", Outcome.REFUSED), Status.CORROBORATED),
    "three yes and three no": (unnamed("UVW") + unnamed("XYZ", Outcome.REFUSED), Status.DISPUTED),
    # What never counts
    "for coordinators only": ([fact(x, visibility=Visibility.COORDINATORS) for x in "XYZ"], Status.NO_INFORMATION),
    "sealed": ([fact(letter, visibility=Visibility.SEALED) for letter in "XYZ"], Status.NO_INFORMATION),
    "sealed ones are no part of three": (
        [*unnamed("XY"), fact("Z", visibility=Visibility.SEALED)],
        Status.NO_INFORMATION,
    ),
    "sealed ones cannot dispute": (
        [fact("A"), *(fact(letter, Outcome.REFUSED, Visibility.SEALED) for letter in "XYZ")],
        Status.CONSULTED,
    ),
    # Time
    "published tomorrow": ([fact("A", published_on=TODAY + timedelta(days=1))], Status.NO_INFORMATION),
    "published today": ([fact("A", published_on=TODAY)], Status.CONSULTED),
    "retracted today": ([fact("A", retracted_on=TODAY)], Status.NO_INFORMATION),
    "one of two retracted": ([fact("A"), fact("B", retracted_on=SUMMER)], Status.CONSULTED),
    "to be retracted tomorrow": ([fact("A", retracted_on=TODAY + timedelta(days=1))], Status.CONSULTED),
    "one of three unnamed retracted last quarter": (
        unnamed("XY") + unnamed("Z", retracted_on=date(2024, 6, 30)),
        Status.NO_INFORMATION,
    ),
    "one of three unnamed retracted this quarter stays to its end": (
        unnamed("XY") + unnamed("Z", retracted_on=SUMMER),
        Status.CORROBORATED,
    ),
}


@pytest.mark.parametrize("facts, expected", GOLDEN.values(), ids=GOLDEN)
def test_the_golden_table(facts, expected):
    cells = standings(facts, TODAY)

    assert cells.get((1, 1), NOTHING).status == expected


@pytest.mark.parametrize("facts, expected", GOLDEN.values(), ids=GOLDEN)
def test_the_order_of_claims_says_nothing(facts, expected):
    assert standings(reversed(facts), TODAY) == standings(facts, TODAY)


def test_cells_are_kept_apart():
    here = unnamed("XY")
    elsewhere = [Fact(1, 2, *row) for row in [(Outcome.CONSULTED, "unnamed", "organization", "Z", "", SPRING)]]

    assert standings([*here, *elsewhere], TODAY) == {}


def test_a_cell_that_nothing_counts_for_is_as_if_it_were_not_there():
    assert standings(unnamed("XY"), TODAY) == {}


def test_unnamed_claims_show_the_start_of_their_quarter_and_no_name():
    found = standing(unnamed("XYZ", published_on=date(2024, 5, 31)))

    assert (found.names, found.unnamed, found.newest) == ((), True, date(2024, 4, 1))
    assert found.quarter == "Quarter 2 of 2024"


def test_named_claims_show_their_names_and_newest_day():
    found = standing([fact("B"), fact("A", published_on=SUMMER), *unnamed("XY")])

    assert (found.names, found.unnamed, found.newest) == (("A", "B"), False, SUMMER)


@pytest.mark.parametrize(
    "facts, stale",
    [
        ([fact("A", published_on=date(2023, 2, 18))], True), ([fact("A", published_on=date(2023, 2, 19))], False),
        ([fact("A", published_on=date(2020, 1, 1)), fact("B")], False),
        ([fact("A", published_on=date(2020, 1, 1)), *unnamed("XY")], True),
        (unnamed("XYZ", published_on=date(2022, 12, 31)), True),
    ],
    ids=["older", "18 months", "one is new", "what does not count renews nothing", "the quarter counts"],
)  # fmt: skip
def test_a_cell_in_which_nothing_is_newer_than_18_months_is_stale_and_keeps_its_status(facts, stale):
    found = standings(facts, TODAY)[1, 1]

    assert (found.stale, found.status) == (stale, standing(facts).status)


def test_what_one_cluster_says_moves_no_other():
    second = [replace(one, cluster=2) for one in (fact("B", Outcome.REFUSED), fact("C"))]
    found = standings([fact("A"), *second], TODAY)

    assert (found[1, 1].status, found[1, 2].status) == (Status.CONSULTED, Status.DISPUTED)


def test_a_standing_without_a_date_has_no_quarter():
    assert NOTHING.quarter == ""


@pytest.mark.parametrize(
    "cells, expected",
    [
        ([], Status.NO_INFORMATION),
        ([Status.INVITED, Status.NOT_CONSULTED], Status.INVITED),
        ([Status.DISPUTED, Status.ONE_SOURCE], Status.ONE_SOURCE),
        ([Status.NOT_CONSULTED, Status.DISPUTED], Status.DISPUTED),
        ([Status.CONSULTED, Status.CORROBORATED], Status.CORROBORATED),
    ],
)
def test_the_strongest_cluster_speaks_for_the_state(cells, expected):
    assert overall(Standing(one) for one in cells).status == expected


def test_every_status_has_words_and_a_shape_of_its_own_kind():
    assert all(one.label for one in Status)
    assert {one.tile for one in Status} == {"c", "w", "u", "", "x"}
    assert {one.shape for one in Status} == {"on", "half", "", "none"}


@pytest.mark.django_db
def test_all_states_and_clusters_take_one_query_and_one_that_asks_whether_anything_changed(django_assert_num_queries):
    make_published_source("BEL")
    belgium = country("BEL")
    with django_assert_num_queries(2):
        one = status()
    make_published_source("CAN")
    make_claim(state=Claim.State.PUBLISHED, visibility=Visibility.PUBLIC, iso3="KEN")
    with django_assert_num_queries(2):
        three = status()
    with django_assert_num_queries(1):
        status(country=belgium)
    with django_assert_num_queries(1):
        status(as_of=date(2024, 5, 1))

    assert (len(one), len(three)) == (1, 3)


@pytest.mark.django_db
def test_the_status_of_one_state_is_that_of_the_whole_roll():
    make_published_source("BEL")
    make_published_source("CAN")

    belgium = country("BEL")
    assert status(country=belgium) == {(belgium.pk, None): status()[belgium.pk, None]}


@pytest.mark.django_db
def test_the_status_can_be_asked_for_an_earlier_day():
    make_published_source("BEL")

    assert status(as_of=date(2024, 4, 17)) == {}
    assert len(status(as_of=date(2024, 4, 18))) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("visibility", [Visibility.COORDINATORS, Visibility.SEALED])
def test_verified_reports_that_are_kept_back_are_not_even_read(visibility):
    for _number in range(3):
        make_claim(state=Claim.State.VERIFIED, visibility=visibility)

    assert status() == {}


@pytest.mark.django_db
def test_reports_on_their_way_do_not_count():
    for state in (Claim.State.SUBMITTED, Claim.State.QUESTION, Claim.State.VERIFIED, Claim.State.REJECTED):
        make_claim(state=state, visibility=Visibility.PUBLIC)

    assert status() == {}


@pytest.mark.django_db
def test_three_unnamed_reports_change_the_cell_once_their_quarter_is_over():
    claims = [make_claim(state=Claim.State.PUBLISHED, visibility=Visibility.UNNAMED) for _number in range(3)]
    kenya = country("KEN")
    assert status() == {}

    for claim in claims:
        long_since(claim)

    assert status()[kenya.pk, 1].status == Status.CORROBORATED


@pytest.mark.django_db
def test_a_retracted_report_counts_no_more():
    claim = make_claim(state=Claim.State.PUBLISHED, visibility=Visibility.PUBLIC)
    assert status()

    actions.retract(claim, by=CoordinatorFactory(), reason="A mistake.")

    assert status() == {}
    assert len(status(as_of=timezone.now().date() - timedelta(days=1))) == 0


@pytest.mark.django_db
def test_states_on_record_come_by_name_in_three_queries(django_assert_num_queries):
    make_published_source("CHE")
    make_published_source("BEL")
    make_published_source("CAN", outcome=Outcome.NOT_CONSULTED)
    make_claim(state=Claim.State.PUBLISHED, visibility=Visibility.UNNAMED, iso3="KEN")

    with django_assert_num_queries(3):
        found = on_record_as_consulting()

    assert [state.iso3 for state in found] == ["BEL", "CHE"]
