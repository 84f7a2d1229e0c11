"""The registry of what follows an organization into another one."""

import pytest

from portal import merging
from portal.merging import Collision, Follower


@pytest.fixture(autouse=True)
def nobody_follows(monkeypatch):
    monkeypatch.setattr(merging, "_followers", {})


def follower(key: str, told: list, *found: Collision) -> Follower:
    """One that writes down what it is told."""
    return Follower(
        key, lambda old, heir: found, lambda old, heir, by: told.append((key, old, heir, by)),
        lambda organization, by: told.append((key, organization, by)),
    )  # fmt: skip


def test_every_follower_is_told_in_the_order_of_registration():
    told: list = []
    merging.register(follower("one", told))
    merging.register(follower("two", told))

    merging.move("old", "heir", by="Cora")
    merging.renamed("heir", by=None)

    assert told == [
        ("one", "old", "heir", "Cora"), ("two", "old", "heir", "Cora"), ("one", "heir", None), ("two", "heir", None),
    ]  # fmt: skip


def test_the_same_key_again_takes_the_place_of_the_one_before():
    told: list = []
    merging.register(follower("one", told, Collision("first")))
    merging.register(follower("one", told, Collision("second")))

    assert [one.words for one in merging.collisions("old", "heir")] == ["second"]


def test_what_stops_a_merger_is_said_first_and_the_rest_in_order():
    merging.register(follower("one", [], Collision("a"), Collision("b", stops=True)))
    merging.register(follower("two", [], Collision("c"), Collision("d", stops=True)))

    assert [one.words for one in merging.collisions("old", "heir")] == ["b", "d", "a", "c"]


def test_a_floor_may_have_nothing_to_do_when_a_name_changes():
    merging.register(Follower("one", lambda old, heir: (), merging.nothing))

    merging.renamed("organization", by=None)

    assert merging.collisions("old", "heir") == []
