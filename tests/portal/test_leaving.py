"""After signing out a browser keeps nothing of what scripts wrote into it."""

import pytest

from tests.factories.organizations import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/en/accounts/logout/"


def test_signing_out_clears_what_scripts_kept_and_no_cookie(client):
    client.force_login(UserFactory())

    answer = client.post(ADDRESS)

    assert answer.headers["Clear-Site-Data"] == '"storage"'


def test_asking_for_it_clears_nothing_yet(client):
    client.force_login(UserFactory())

    assert "Clear-Site-Data" not in client.get(ADDRESS).headers


def test_other_pages_clear_nothing(client):
    assert "Clear-Site-Data" not in client.get("/en/accounts/login/").headers
