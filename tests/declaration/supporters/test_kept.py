"""How long what is held about individuals is kept, and what a person with an account is told of it."""

import pytest

from portal.personal import kinds
from submissions.declaration.models import Declaration
from submissions.declaration.supporters.models import Supporter, SupporterSecret
from tests.factories.organizations import UserFactory
from tests.factories.supporters import ask, make_supportable, make_supporter
from tests.retention import gone, keep_promise

pytestmark = pytest.mark.django_db


def test_what_was_never_confirmed_goes_after_two_weeks(declaration):
    confirmed = make_supporter(declaration)

    def make(at) -> Supporter:
        ask(declaration)
        supporter = Supporter.objects.latest("pk")
        Supporter.objects.filter(pk=supporter.pk).update(asked_at=at)
        return supporter

    Supporter.objects.filter(pk=confirmed.pk).update(asked_at="2020-01-01T00:00Z")
    old, young = keep_promise("unconfirmed_support", make)

    assert (gone(old), gone(young), gone(confirmed)) == (True, False, False)


def test_a_month_after_the_end_nobody_can_be_asked_for(declaration):
    def make(at) -> SupporterSecret:
        other = make_supportable()
        make_supporter(other)
        Declaration.objects.filter(pk=other.pk).update(state="closed", opens_at="2020-01-01T00:00Z", closes_at=at)
        return SupporterSecret.objects.get(declaration=other)

    old, young = keep_promise("support_keys", make)

    assert (gone(old), gone(young)) == (True, False)
    assert Supporter.objects.get(declaration=old.declaration).email_hmac is None
    assert Supporter.objects.get(declaration=young.declaration).email_hmac
    assert SupporterSecret.objects.filter(declaration=declaration).exists(), "signing is still open"


def test_a_person_exports_what_they_gave_and_nobody_elses(declaration):
    user = UserFactory(email="noor@example.org")
    make_supporter(declaration, "Noor@example.org", name="Noor Haddad")
    make_supporter(declaration, "noor+other@example.com", name="Somebody Else")
    kind = next(kind for kind in kinds() if kind.key == "support")

    (row,) = kind.rows(user)

    assert (row["declaration"], row["name"], row["country"]) == (declaration.title, "Noor Haddad", "KEN")
    assert set(row) == set(kind.labels)
    assert list(kind.rows(UserFactory())) == []


def test_deleting_an_account_says_how_to_withdraw_support(client):
    user = UserFactory()
    client.force_login(user)

    assert "withdraw it by the link in our mail" in client.get("/en/desk/account/delete/").text
