"""Accounts that nobody ever confirmed."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from organizations.models import User
from organizations.personal.kept import unconfirmed
from tests.factories.organizations import MembershipFactory, UserFactory, make_account
from tests.retention import gone, keep_promise

pytestmark = pytest.mark.django_db


def make(at, **fields) -> User:
    """Somebody who signed up and never typed the code."""
    user = UserFactory(date_joined=at, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    return user


def test_an_account_that_was_never_confirmed_goes_after_thirty_days():
    old, young = keep_promise("unconfirmed_accounts", make)

    assert (gone(old), gone(young)) == (True, False)


def test_an_account_that_was_confirmed_or_used_stays():
    long_ago = timezone.now() - timedelta(days=900)
    make_account(date_joined=long_ago)
    make(long_ago, last_login=long_ago)
    make(long_ago, is_staff=True)
    MembershipFactory(user=make(long_ago))

    assert not unconfirmed(timezone.now()).exists()
