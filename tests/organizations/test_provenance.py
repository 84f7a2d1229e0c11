"""Beside each field about a person stands who sees it, why it is asked and how long it is kept."""

import re

import pytest
from django.urls import reverse

from organizations.provenance import OF_ACCOUNT, OF_INVITATION
from tests.factories.organizations import OrganizationFactory
from tests.factories.people import owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return OrganizationFactory()


@pytest.mark.parametrize(
    ("name", "explained", "fields"),
    [
        ("account_signup", OF_ACCOUNT, ["name", "email", "language", "password1"]),
        ("organizations:desk_account", OF_ACCOUNT, ["first_name", "language"]),
        ("organizations:people_invite", OF_INVITATION, ["email", "role", "language"]),
    ],
)
def test_each_field_about_a_person_is_explained(client, organization, name, explained, fields):
    if name != "account_signup":
        client.force_login(owner_of(organization))

    text = client.get(reverse(name, args=[organization.uuid] if "invite" in name else [])).text

    for field in fields:
        why = explained[field]
        assert re.search(rf'aria-describedby="[^"]*id_{field}_why"', text)
        beside = text.partition(f'id="id_{field}_why"')[2].partition("</dl>")[0]
        assert all(str(words) in beside for words in (why.seen_by, why.why, why.kept)), field
