"""Which addresses say for whom somebody works."""

import pytest

from organizations.domains import FREE_MAIL, SHARED_HOSTS
from organizations.people.permissions import open_to, own_hosts
from tests.factories.organizations import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_no_address_of_a_service_that_many_share_says_anything():
    user = UserFactory()
    for number, host in enumerate(sorted(FREE_MAIL | SHARED_HOSTS)):
        user.emailaddress_set.create(email=f"ana{number}@{host}", verified=True)
    user.emailaddress_set.create(email="Ana@WATCH.example", verified=True)
    user.emailaddress_set.create(email="ana@unconfirmed.example", verified=False)

    assert own_hosts(user) == {"watch.example"}


def test_domains_are_compared_as_they_are_stored():
    for host in FREE_MAIL | SHARED_HOSTS:
        assert host == host.strip().lower().removeprefix("www.")
        assert "." in host


@pytest.mark.parametrize(
    ("email", "website", "opens"),
    [
        ("ana@mail.watch.example", "https://watch.example", False),
        ("ana@watch.example", "https://mail.watch.example", False),
        ("ana@watch.example", "https://watch.example@evil.example", False),
        ("ana@watch.example", "https://evil.example/watch.example", False),
        ("ana@watch.example", "https://evil.example#watch.example", False),
        ("ana@watch.example", "https://WWW.Watch.Example", True),
        ("ana@watch.example", "https://user@watch.example/", True),
    ],
)
def test_the_host_of_the_website_has_to_be_that_of_the_address(email, website, opens):
    organization = OrganizationFactory(website=website)

    assert (organization in open_to(make_person(email))) is opens


def test_who_acts_for_it_already_is_not_asked_to_join():
    organization, person = OrganizationFactory(website="https://watch.example"), make_person("ana@watch.example")
    assert organization in open_to(person)

    MembershipFactory(organization=organization, user=person, role="viewer")

    assert organization not in open_to(person)
