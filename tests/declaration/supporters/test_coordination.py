"""The coordinators' page about individuals: numbers, a switch, nobody's name or address."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from portal import audit
from submissions.declaration import checking
from submissions.declaration.supporters import actions, batching, counting, doubting
from tests.factories.declaration import make_declaration
from tests.factories.organizations import OrganizationFactory, UserFactory
from tests.factories.supporters import a_while_ago, ask, link, mails_to, make_supporter

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
    for name in ("manage_supporters", "manage_supporters_switch", "manage_supporters_false"):
        assert client.get(desk(declaration, name)).status_code == 404
        assert client.post(desk(declaration, "manage_supporters_switch")).status_code == 404


@pytest.mark.parametrize("make", [UserFactory, lambda: OrganizationFactory().members.get()])
def test_nobody_else_comes_in(client, declaration, make):
    client.force_login(make())

    for name in ("manage_supporters", "manage_supporters_switch", "manage_supporters_false"):
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
        with django_assert_num_queries(15):
            client.get(desk(declaration))


def test_false_supporters_are_counted_shown_and_only_then_taken_off(client, coordinator, declaration):
    false, chained = make_supporter(declaration, name="Mickey Mouse"), make_supporter(declaration, name="Mickey Mouse")
    batching.batch(declaration)
    late, honest = make_supporter(declaration, name="mickey mouse"), make_supporter(declaration, name="Noor Haddad")
    client.force_login(coordinator)
    asked = {"name": "Mickey Mouse", "reason": "A cartoon"}

    shown = client.post(desk(declaration, "manage_supporters_false"), asked).text
    assert "3 supporters are meant" in shown
    assert declaration.supporters.confirmed().count() == 4
    client.post(desk(declaration, "manage_supporters_false"), {**asked, "expected": "2"})
    assert declaration.supporters.confirmed().count() == 4
    again = [client.post(desk(declaration, "manage_supporters_false"), {**asked, "expected": "3"}) for _ in range(2)]

    assert [one.status_code for one in again] == [302, 200]
    assert list(declaration.supporters.confirmed()) == [honest]
    event = audit.history(declaration).filter(verb="supporters_false").get()
    assert (event.actor, event.reason, event.data) == (coordinator, "A cartoon", {"number": 3})
    assert "A cartoon" in client.get(desk(declaration)).text
    assert "<dt>Found to be false</dt><dd>3</dd>" in client.get(desk(declaration)).text
    entry = batching.batch(declaration)
    assert ('"count":1' in entry.body, '"left":2' in entry.body) == (True, True)
    assert checking.verify(declaration).ok
    for supporter in (false, chained, late):
        supporter.refresh_from_db()
        assert (supporter.state, supporter.name, supporter.country_code, supporter.salt) == ("invalid", "", "", "")


def test_a_time_finds_all_who_confirmed_in_it(client, coordinator, declaration):
    early, burst = make_supporter(declaration), make_supporter(declaration, name="Noor")
    before = {"confirmed_at": datetime(2026, 3, 1, 11, tzinfo=UTC), "asked_at": early.asked_at}
    declaration.supporters.filter(pk=early.pk).update(**before)
    client.force_login(coordinator)
    address = desk(declaration, "manage_supporters_false")
    vienna = {"since": "2026-03-01T12:00", "until": "2026-03-01T12:01", "reason": "One burst"}

    assert "1 supporter is meant" in client.post(address, vienna).text
    for words, problem in (
        ({"reason": "x"}, "Say who is meant"),
        ({"since": vienna["since"], "reason": "x"}, "Say both"),
        ({**vienna, "until": "2026-03-01T11:00"}, "later"),
        ({"name": "Noor"}, "This field is required"),
        ({"name": "Nobody", "reason": "x"}, "Nobody is meant"),
    ):
        assert problem in client.post(address, words).text
    client.post(address, {**vienna, "expected": "1"})

    assert list(declaration.supporters.confirmed()) == [burst]


def test_who_was_taken_off_reads_it_cannot_prove_it_and_may_go_and_come_again(client, coordinator, declaration):
    email = "mickey@example.org"
    supporter = make_supporter(declaration, email, name="Mickey")
    batching.batch(declaration)
    page = link(email, "own")
    doubting.take_off(declaration, doubting.Doubt(name="mickey"), expected=1, reason="A cartoon", by=coordinator)

    assert "found this support to be false" in client.get(page).text
    assert client.get(f"{page.removeprefix('/en')}proof.jsonl").status_code == 404
    a_while_ago(supporter)
    mails = len(mails_to(email))
    ask(declaration, email, name="Mickey")
    assert [mail.template for mail in mails_to(email)[mails:]] == ["declaration/email/support_own"]
    batching.batch(declaration)
    client.post(link(email, "own"))
    assert declaration.supporters.get().state == "withdrawn"
    make_supporter(declaration, email)

    batching.batch(declaration)
    assert checking.verify(declaration).ok
    assert counting.count(declaration).total == 1
