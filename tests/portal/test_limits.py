"""How often something may be done, also when the cache is away."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from organizations.models import Organization, User
from portal import limits, mail
from portal.models import OutgoingMail
from tests.factories.organizations import UserFactory
from tests.organizations.test_accounts import NEW as SIGN_UP
from tests.organizations.test_desk import NEW, answers

pytestmark = pytest.mark.django_db
SIGNUP = "/en/accounts/signup/"


@pytest.fixture
def two_applications(monkeypatch):
    """Two a person, three a network."""
    monkeypatch.setitem(limits.LIMITS, "apply", limits.Limit(3600, account=2, network=3))


def apply(client: Client, name: str, **extra):
    return client.post(NEW, answers(legal_name=name), **extra)


def test_what_is_over_the_limit_gets_429_and_gives_back_what_was_typed(client, two_applications):
    client.force_login(UserFactory())
    assert [apply(client, name).status_code for name in ("One", "Two")] == [302, 302]

    refused = apply(client, "The third of today")

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert "The third of today" in refused.text
    assert Organization.objects.count() == 2


def test_a_form_that_comes_back_does_not_count(client, two_applications):
    client.force_login(UserFactory())
    for _ in range(5):
        assert client.post(NEW, answers(legal_name="")).status_code == 200

    assert apply(client, "One").status_code == 302


def test_another_person_is_not_held_back_but_their_network_is(two_applications):
    for number, (address, answer) in enumerate(
        [("192.0.2.7", 302), ("192.0.2.8", 302), ("192.0.2.9", 302), ("192.0.2.250", 429), ("192.0.3.1", 302)]
    ):
        client = Client(REMOTE_ADDR=address)
        client.force_login(UserFactory())
        assert apply(client, f"Organization {number}").status_code == answer, address


def signing(rf, account: int, address: str = "192.0.2.7") -> bool:
    """Whether this account may sign once more from this address."""
    request = rf.post("/", REMOTE_ADDR=address)
    request.user = User(pk=account)
    return limits.take("signing", request) is not None


def test_a_hall_of_two_thousand_signs_behind_one_address_within_the_hour(rf):
    assert all(signing(rf, account) for account in range(2_000))


def test_one_account_signs_and_withdraws_ten_times_an_hour_wherever_it_is(rf):
    tries = [signing(rf, 1, f"198.51.{place}.7") for place in range(12)]

    assert tries == [True] * 10 + [False] * 2
    assert signing(rf, 2)


def test_a_forwarded_header_of_a_stranger_is_no_way_around(two_applications):
    for number, answer in enumerate([302, 302, 302, 429]):
        client = Client(REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": f"203.0.{number}.1"})
        client.force_login(UserFactory())
        assert apply(client, f"Organization {number}").status_code == answer


def test_the_address_that_a_trusted_proxy_names_counts(two_applications, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number, answer in enumerate([302, 302, 302, 302]):
        client = Client(REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": f"203.0.{number}.1"})
        client.force_login(UserFactory())
        assert apply(client, f"Organization {number}").status_code == answer


def test_without_the_cache_the_limit_is_stricter_and_not_absent(client, monkeypatch, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    monkeypatch.setattr(limits, "spare", limits.Spare())
    monkeypatch.setitem(limits.LIMITS, "apply", limits.Limit(3600, account=8))
    client.force_login(UserFactory())

    assert [apply(client, f"Organization {n}").status_code for n in range(3)] == [302, 302, 429]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
    ],
)
def test_a_network_is_what_is_left_of_an_address(address, network):
    assert limits.network_of(address) == network


def test_sign_ups_from_many_places_are_throttled_while_members_still_sign_in(client, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "sign_up", limits.Limit(3600, network=20, overall=3))
    addresses = [f"198.51.{n}.1" for n in range(4)]
    answers_ = [
        Client(REMOTE_ADDR=address).post(SIGNUP, SIGN_UP | {"email": f"p{n}@example.org"}).status_code
        for n, address in enumerate(addresses)
    ]

    assert answers_ == [302, 302, 302, 429]
    assert User.objects.count() == 3
    assert client.get("/en/accounts/login/").status_code == 200


def test_the_password_is_not_on_the_page_that_gives_back(monkeypatch, client):
    monkeypatch.setitem(limits.LIMITS, "sign_up", limits.Limit(3600, overall=0))

    refused = client.post(SIGNUP, SIGN_UP)

    assert refused.status_code == 429
    assert SIGN_UP["password1"] not in refused.text
    assert SIGN_UP["email"] in refused.text


def test_strangers_cause_five_mails_a_day_to_one_address_whatever_they_ask_for(client):
    for _ in range(4):
        assert Client().post(SIGNUP, SIGN_UP).status_code == 302
        assert Client().post("/en/accounts/password/reset/", {"email": SIGN_UP["email"]}).status_code == 302

    assert OutgoingMail.objects.filter(to=SIGN_UP["email"]).count() == 5
    OutgoingMail.objects.update(created_at=timezone.now() - timedelta(hours=25))
    Client().post(SIGNUP, SIGN_UP)
    assert OutgoingMail.objects.count() == 6


def test_other_mail_goes_out_however_much_was_asked_for():
    person = UserFactory()
    for _ in range(7):
        mail.queue("declaration/email/signed", person)

    assert OutgoingMail.objects.filter(to=person.email).count() == 7


def counted(limit: limits.Limit) -> limits.Counter:
    """What one person did, as it is counted."""
    return limits.Counter("limit:test:account:1", limit.account or 0, limit.seconds)


@pytest.fixture
def spare(monkeypatch) -> limits.Spare:
    """The counts of this process, empty."""
    monkeypatch.setattr(limits, "spare", limits.Spare())
    return limits.spare


def test_what_is_given_back_after_its_time_is_no_credit_for_the_day_without_a_cache(spare, settings):
    counter = counted(limits.Limit(3600, account=8))
    for _ in range(3):
        assert limits.count(counter)
        cache.delete(counter.key)  # what the cache does when the time is over
        limits.give_back([counter])
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }

    assert [limits.count(counter) for _ in range(3)] == [True, True, False]


def test_what_the_cache_counted_is_no_credit_when_it_goes_away_before_it_is_given_back(spare, settings):
    counter = counted(limits.Limit(3600, account=8))
    for _ in range(3):
        limits.count(counter)
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    limits.give_back([counter] * 3)

    assert [limits.count(counter) for _ in range(3)] == [True, True, False]


def test_without_the_cache_what_is_given_back_counts_no_more(spare, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    counter = counted(limits.Limit(3600, account=8))

    assert [limits.count(counter) for _ in range(2)] == [True, True]
    limits.give_back([counter])
    assert [limits.count(counter) for _ in range(2)] == [True, False]


def test_with_the_cache_what_is_given_back_counts_no_more(spare):
    cache.delete("limit:test:account:1")
    counter = counted(limits.Limit(3600, account=1))

    assert limits.count(counter)
    limits.give_back([counter])
    assert [limits.count(counter) for _ in range(2)] == [True, False]
    assert spare.counts == {}
