"""What is published of where supporters live: nobody who is not named can be found by it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from submissions.declaration.supporters import actions, counting
from submissions.declaration.supporters.counting import SMALLEST, Support, count, countries, summed, support
from tests.factories.supporters import make_supporter

COUNTRIES = ["KEN", "PER", "TUV", "FRA", "AUT"]
groups = st.dictionaries(
    st.tuples(st.sampled_from(COUNTRIES), st.booleans()), st.integers(1, 9), max_size=10
).map(lambda found: [(country, named, number) for (country, named), number in found.items()])  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "shown", "elsewhere"),
    [
        ([], {}, 0),
        ([("KEN", False, 1)], {}, 1),
        ([("KEN", False, 2)], {}, 2),
        ([("KEN", False, 3)], {"KEN": 3}, 0),
        ([("KEN", True, 1)], {"KEN": 1}, 0),
        ([("KEN", True, 5), ("KEN", False, 2)], {"KEN": 5}, 2),
        ([("KEN", True, 5), ("KEN", False, 3)], {"KEN": 8}, 0),
        ([("KEN", False, 2), ("PER", False, 1), ("TUV", False, 7)], {"TUV": 7}, 3),
    ],
)
def test_few_who_are_not_named_are_counted_without_their_country(rows, shown, elsewhere):
    figures = summed(rows)

    assert (figures.by_country, figures.elsewhere) == (shown, elsewhere)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(groups)
def test_no_number_minus_the_names_leaves_fewer_than_the_smallest(rows):
    figures = summed(rows)
    named = {country: number for country, is_named, number in rows if is_named}

    for country, number in figures.by_country.items():
        hidden = number - named.get(country, 0)
        assert hidden == 0 or hidden >= SMALLEST
    assert figures.total == sum(number for *_, number in rows)
    assert figures.elsewhere >= 0
    assert sum(figures.by_country.values()) + figures.elsewhere == figures.total


@pytest.mark.django_db
def test_only_the_confirmed_count(declaration):
    for country in ("KEN", "KEN", "KEN", "PER"):
        make_supporter(declaration, country=country)
    gone = make_supporter(declaration, country="PER", name="Rosa Quispe")
    assert count(declaration).by_country == {"KEN": 3, "PER": 1}

    actions.withdraw(gone)

    assert count(declaration) == Support(total=4, named=0, by_country={"KEN": 3})


@pytest.mark.django_db
def test_the_number_may_be_ten_seconds_old_and_costs_nothing_meanwhile(declaration, django_assert_num_queries):
    support(declaration)
    make_supporter(declaration)

    with django_assert_num_queries(0):
        assert support(declaration).total == 0
    assert counting.COUNT_KEPT == 10


@pytest.mark.django_db
def test_countries_stand_by_number_then_by_name():
    pairs = countries(Support(9, 0, {"PER": 3, "AUT": 3, "KEN": 5}))

    assert [(country.iso3, number) for country, number in pairs] == [("KEN", 5), ("AUT", 3), ("PER", 3)]
