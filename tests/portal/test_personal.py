"""The registries of what concerns one person: parts by key, periods in words."""

from types import SimpleNamespace

import pytest

from portal import habits, keeping, personal
from portal.personal import Erasure, Keeping, Kind


@pytest.fixture(autouse=True)
def no_parts(monkeypatch):
    monkeypatch.setattr(personal, "_parts", {})
    monkeypatch.setattr(habits, "_paths", [])


def rule(key: str = "mail", days: int | None = 30) -> Keeping:
    return Keeping(key, "Mail", "%(time)s after it was written", "Deleted.", days=days)


def test_parts_are_given_by_their_sort_in_the_order_of_registration():
    kind, erasure = Kind("mail", "Mail", "About", lambda user: ()), Erasure("mail")
    personal.register(rule("b"), kind, erasure, rule("a"))

    assert personal.kinds() == [kind] and personal.erasures() == [erasure]
    assert [one.key for one in personal.keepings()] == ["b", "a"]


def test_the_same_part_twice_is_one_and_another_under_its_key_is_a_mistake():
    personal.register(rule(), rule())

    with pytest.raises(ValueError, match="another Keeping called mail"):
        personal.register(rule(days=31))
    assert personal.keepings() == [rule()]


def test_what_was_forgotten_can_be_registered_anew():
    personal.register(rule())
    personal.forget(rule(), rule("never there"))
    personal.register(rule(days=31))

    assert [one.days for one in personal.keepings()] == [31]


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 days"), (1, "1 day"), (30, "30 days"), (365, "1 year"), (366, "366 days"), (730, "2 years")],
)
def test_a_period_is_said_in_whole_years_or_in_days(days, words):
    assert personal.time_in_words(days) == words


@pytest.mark.parametrize(
    ("days", "chosen", "period"), [(30, {}, 30), (30, {"mail": 7}, 7), (30, {"mail": 0}, 0), (None, {"mail": 7}, None)]
)
def test_the_operator_chooses_the_period_of_a_rule_that_has_one(settings, days, chosen, period):
    settings.RETENTION_DAYS = chosen

    assert rule(days=days).period == period
    assert rule(days=days).kept_in_words == f"{period or 0} days after it was written"


def test_rows_that_are_due_are_deleted_one_by_one():
    gone: list[int] = []
    personal.delete([SimpleNamespace(delete=lambda n=n: gone.append(n)) for n in range(3)])

    assert gone == [0, 1, 2]


def test_a_habit_is_named_once():
    habits.add("a.b", "c.d")
    habits.add("a.b")

    assert habits.paths() == ("a.b", "c.d")


@pytest.mark.parametrize("name", ["password", "password1", "old_password", "credential", "code", "mfa-code"])
def test_a_secret_is_never_shown_again(name):
    assert keeping.is_secret(name)


@pytest.mark.parametrize(
    ("value", "is_text"),
    [
        ("A whole sentence.", True), ("short", False), ("twelve signs", False), ("thirteen sign", True),
        ("6f1f3a0e-8f0c-4c39-9f5e-0a6a3c1f2b4d", False), ("one-two-three-four-five", True), ("", False),
    ],
)  # fmt: skip
def test_what_somebody_would_miss_is_words_and_no_key(value, is_text):
    assert keeping.is_text(value) is is_text
