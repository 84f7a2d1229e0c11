"""Somebody who acts for several organizations chooses for whom; every form then offers that one first."""

import pytest
from django.urls import reverse

from organizations.models import Membership, Role
from tests.factories.declaration import make_declaration
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.statements import make_call

pytestmark = pytest.mark.django_db
CHOOSE = reverse("organizations:acting_choose")


@pytest.fixture
def person(client):
    """Somebody who owns two organizations."""
    user = UserFactory()
    for name in ("Aster", "Zinnia"):
        MembershipFactory(organization=OrganizationFactory(legal_name=name, owner=False), user=user, role=Role.OWNER)
    client.force_login(user)
    return user


def organization(person, name: str):
    return Membership.objects.get(user=person, organization__legal_name=name).organization


def forms() -> list[str]:
    """Every page that asks for which organization."""
    return [
        reverse("registration:desk_create", args=[make_dialogue().slug]),
        reverse("statements:desk_create", args=[make_call().slug]),
        reverse("declaration:desk_sign", args=[make_declaration().slug]),
        reverse("consultations:desk_create"),
    ]


@pytest.mark.parametrize("name", ["Aster", "Zinnia"])
def test_the_chosen_one_is_offered_first_in_every_form(client, person, name):
    chosen = organization(person, name)

    assert client.post(CHOOSE, {"organization": chosen.uuid}).headers["Location"] == reverse("desk_overview")

    for address in forms():
        page = client.get(address).text
        assert f'<option value="{chosen.uuid}" selected>' in page, address
        assert page.count("selected>Aster") + page.count("selected>Zinnia") == 1, address
    overview = client.get(reverse("desk_overview")).text
    assert overview.index(f">{name}</bdi></h1>") > 0
    assert f"<bdi>{name}</bdi></a>" in overview


def test_nobody_acts_for_an_organization_that_is_not_theirs(client, person):
    stranger = OrganizationFactory(legal_name="Stranger")

    answer = client.post(CHOOSE, {"organization": stranger.uuid})

    assert answer.status_code == 200
    assert "Stranger" not in client.get(reverse("desk_overview")).text


def test_a_choice_ends_with_the_membership(client, person):
    chosen = organization(person, "Zinnia")
    client.post(CHOOSE, {"organization": chosen.uuid})

    Membership.objects.filter(organization=chosen).update(state="ended", ended_at=chosen.created_at)

    assert "Zinnia" not in client.get(reverse("desk_overview")).text
    assert 'type="hidden" name="organization"' in client.get(reverse("consultations:desk_create")).text


def test_with_one_organization_nothing_is_asked(client):
    client.force_login(MembershipFactory().user)

    for address in forms():
        assert 'type="hidden" name="organization"' in client.get(address).text, address
    assert "Choose for whom you act" not in client.get(reverse("desk_overview")).text
