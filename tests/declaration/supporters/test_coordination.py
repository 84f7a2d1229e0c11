"""The coordinators' page about individuals: numbers, a switch, nobody's name or address."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from portal import audit
from submissions.declaration.supporters import actions, batching
from tests.factories.declaration import make_declaration
from tests.factories.organizations import OrganizationFactory, UserFactory
from tests.factories.supporters import ask, make_supporter

pytestmark = pytest.mark.django_db


def desk(declaration, name: str = "manage_supporters") -> str:
    return reverse(f"declaration_{name}", args=[declaration.slug])


def test_the_page_says_how_many_stand_where_and_names_nobody(client, coordinator, declaration):
    for name in ("Noor Haddad", "", "", ""):
        make_supporter(declaration, name=name)
    batching.batch(declaration)
    actions.withdraw(declaration.supporters.first())
    make_supporter(declaration, "rosa@example.org", country="PER")
    ask(declaration)
    client.force_login(coordinator)

    text = client.get(desk(declaration)).text

    for words, number in (("Confirmed", 4), ("Of them named", 0), ("Not yet in the ledger", 1), ("Not confirmed", 1)):
        assert f"<dt>{words}</dt><dd>{number}</dd>" in text
    assert "<dt>Withdrawn</dt><dd>1</dd>" in text
    assert ("Kenya" in text, "Peru" in text) == (True, False)
    assert not [word for word in ("Noor", "rosa", "@example.org") if word in text]


def test_a_coordinator_switches_it_on_and_off_with_a_trace(client, coordinator):
    declaration = make_declaration()
    public = reverse("declaration:support_form", args=[declaration.slug])
    client.force_login(coordinator)

    for on, verb, status in ((True, "supporters_on", 200), (False, "supporters_off", 404)):
        asked = client.get(desk(declaration, "manage_supporters_switch"))
        client.post(desk(declaration, "manage_supporters_switch"))
        cache.clear()
        declaration.refresh_from_db()
        assert asked.status_code == 200
        assert declaration.supporters_enabled is on
        assert audit.history(declaration).last().verb == verb
        assert audit.history(declaration).last().actor == coordinator
        assert client.get(public).status_code == status


def test_the_declaration_leads_there_where_the_portal_allows_it(client, coordinator, declaration, settings):
    client.force_login(coordinator)
    detail = reverse("declaration_manage_detail", args=[declaration.slug])
    assert desk(declaration) in client.get(detail).text

    settings.SUPPORTERS = False

    assert desk(declaration) not in client.get(detail).text
    for name in ("manage_supporters", "manage_supporters_switch"):
        assert client.get(desk(declaration, name)).status_code == 404
        assert client.post(desk(declaration, "manage_supporters_switch")).status_code == 404


@pytest.mark.parametrize("make", [UserFactory, lambda: OrganizationFactory().members.get()])
def test_nobody_else_comes_in(client, declaration, make):
    client.force_login(make())

    for name in ("manage_supporters", "manage_supporters_switch"):
        assert client.get(desk(declaration, name)).status_code in (302, 403)
        assert client.post(desk(declaration, name)).status_code in (302, 403, 405)
    declaration.refresh_from_db()
    assert declaration.supporters_enabled


def test_the_page_takes_as_many_questions_for_three_as_for_one(
    client, coordinator, declaration, django_assert_num_queries
):
    client.force_login(coordinator)
    for count in (1, 3):
        while declaration.supporters.count() < count:
            make_supporter(declaration, name="Noor")
        client.get(desk(declaration))
        with django_assert_num_queries(14):
            client.get(desk(declaration))
