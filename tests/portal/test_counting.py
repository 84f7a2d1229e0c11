"""What counts towards a limit, and giving it back; without a database."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from portal import limits
from portal.limits import Counter, Limit
from portal.models import PublicForm


def request(person: int | None = None, address: str = "192.0.2.7"):
    made = RequestFactory().post("/", REMOTE_ADDR=address)
    made.user = SimpleNamespace(pk=person, is_authenticated=person is not None)
    return made


@pytest.fixture
def limit(monkeypatch):
    """Set what is allowed for a form."""
    return lambda **numbers: monkeypatch.setitem(limits.LIMITS, "apply", Limit(3600, **numbers))


def test_every_public_form_has_a_limit_by_network():
    assert all(limits.LIMITS[form].network for form in PublicForm.values)


@pytest.mark.parametrize(
    ("numbers", "person", "keys"),
    [
        ({"account": 1}, 7, ["limit:apply:account:7"]),
        ({"account": 1}, None, []),
        ({"network": 1}, 7, ["limit:apply:network:192.0.2.0/24"]),
        ({"overall": 1}, None, ["limit:apply:all"]),
        ({"account": 0}, 7, ["limit:apply:account:7"]),
        ({}, 7, []),
    ],
)
def test_an_action_counts_for_its_account_network_and_all(limit, numbers, person, keys):
    limit(**numbers)

    assert [one.key for one in limits.counters("apply", request(person))] == keys


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("192.0.2.1", "192.0.2.254", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1::1", "2001:db8:1:ffff::1", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.9", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.3.1", False),
    ],
)
def test_who_shares_a_network_shares_its_limit(limit, one, other, together):
    limit(network=1)

    assert limits.take("apply", request(address=one)) is not None
    assert (limits.take("apply", request(address=other)) is None) is together


def test_what_is_refused_by_one_limit_takes_nothing_of_the_others(limit):
    limit(account=1, network=2)
    assert limits.take("apply", request(1)) is not None
    for _ in range(5):
        assert limits.take("apply", request(1)) is None

    assert limits.take("apply", request(2)) is not None
    assert limits.take("apply", request(3)) is None


def test_what_did_not_happen_is_given_back(limit):
    limit(account=1, network=1, overall=1)
    for _ in range(3):
        taken = limits.take("apply", request(1))
        assert taken is not None and len(taken) == 3
        limits.give_back(taken)

    assert limits.take("apply", request(1)) is not None
    assert limits.take("apply", request(1)) is None


@pytest.mark.parametrize(("most", "allowed"), [(1, 1), (3, 1), (8, 2), (20, 5)])
def test_without_a_cache_a_process_allows_a_part_and_never_nothing(monkeypatch, settings, most, allowed):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    monkeypatch.setattr(limits, "spare", limits.Spare())
    counter = Counter("k", most, 60)

    assert [limits.count(counter) for _ in range(most + 1)].count(True) == min(allowed, most + 1)


def test_a_spare_count_ends_with_its_time(monkeypatch):
    spare, counter = limits.Spare(), Counter("k", 9, 60)
    assert [spare.add(counter), spare.add(counter)] == [1, 2]
    spare.remove(counter)
    assert spare.add(counter) == 2
    later = limits.time.monotonic() + 61

    monkeypatch.setattr(limits.time, "monotonic", lambda: later)

    assert spare.add(counter) == 1 and len(spare.counts) == 1
