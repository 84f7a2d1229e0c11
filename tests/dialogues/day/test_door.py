"""The desk on the day: lists, one person with one button, and what a code says to whom."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues import coordinators
from dialogues.models import Delegate
from dialogues.registration import badges
from portal import audit
from tests.dialogues.day import codes
from tests.factories.day import make_arrived, make_day, make_expected, make_helper, make_many, move_to
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, OrganizationFactory, UserFactory
from tests.factories.registration import make_delegate, make_registration, owner_of

pytestmark = pytest.mark.django_db
LISTS = "/en/desk/check-in/"


def at(thing) -> str:
    """The page of a delegate, or the list of a dialogue."""
    if isinstance(thing, Delegate):
        return reverse("registration:check_in", args=[thing.uuid])
    return reverse("registration:check_in_dialogue", args=[thing.slug])


@pytest.fixture
def dialogue():
    return make_day()


@pytest.fixture
def helper(client, dialogue):
    """A helper at the door, signed in."""
    user = make_helper(dialogue)
    client.force_login(user)
    return user


def test_the_code_on_the_page_leads_a_phone_to_the_button(client, helper, dialogue, settings):
    registration = make_registration(
        "approved", dialogue, delegates=[make_delegate(name="Noor"), make_delegate(mode="online")]
    )
    delegate = registration.delegates.get(mode="on_site")
    client.force_login(owner_of(registration.organization))

    [address] = codes.read(client.get(reverse("registration:desk_badges", args=[registration.uuid])).text)

    assert address == f"{settings.BASE_URL}/desk/check-in/{delegate.uuid}/"
    client.force_login(helper)
    led = client.get(address.removeprefix(settings.BASE_URL), follow=True)
    assert led.redirect_chain == [(at(delegate), 302)]
    assert "Noor" in led.text and ">Check in</button>" in led.text
    delegate.refresh_from_db()
    assert delegate.checked_in_at is None, "opening the code changed something"


def test_a_code_is_readable_at_the_longest_address_of_a_portal():
    text = f"https://{'portal.' * 8}example/desk/check-in/{uuid4()}/"
    code = badges.code_of(text)

    assert codes.decoded(code.size, code.path) == text


def test_one_press_lets_in_and_a_second_says_since_when(client, helper, dialogue):
    delegate = make_expected(dialogue, name="Noor Haddad")

    first = client.post(at(delegate), follow=True)
    second = client.post(at(delegate), follow=True)

    assert first.redirect_chain == [(at(delegate), 302)]
    assert "Noor Haddad is checked in: " in first.text and "Here since" in first.text
    assert "Noor Haddad was checked in at" in second.text
    assert audit.history(delegate).count() == 1


@pytest.mark.parametrize(("state", "words"), [("waiting", "not approved"), ("cancelled", "was cancelled")])
def test_a_refusal_stands_where_the_button_would(client, helper, dialogue, state, words):
    delegate = make_expected(dialogue, state)

    page = client.get(at(delegate)).text
    answer = client.post(at(delegate), follow=True)

    assert words in page and ">Check in</button>" not in page
    assert words in answer.text
    assert not Delegate.objects.came().exists()


def test_a_code_of_another_dialogue_or_of_somebody_taken_off_says_so_to_helpers_alone(client, helper):
    elsewhere, gone = make_expected(), make_expected()
    address = at(gone)
    Delegate.objects.filter(pk=gone.pk).delete()

    answers = [client.get(at(elsewhere)), client.post(at(elsewhere)), client.get(address), client.post(address)]

    assert {answer.status_code for answer in answers} == {404}
    told = [
        ("or the badge is for another dialogue" in answer.text, elsewhere.name in answer.text) for answer in answers
    ]
    assert told == [(True, False)] * 4


def test_to_anybody_else_a_code_says_nothing(client):
    delegate = make_expected()
    assert client.get(at(delegate))["Location"].startswith("/en/accounts/login/")

    client.force_login(owner_of(delegate.registration.organization))
    plain = client.get(at(delegate))

    assert plain.status_code == 404
    assert "badge" not in plain.text


def test_asking_for_a_dialogue_that_one_does_not_coordinate_is_noted(client):
    delegate, local = make_expected(), UserFactory()
    coordinators.assign(local, make_dialogue(), by=None, reason="A test.")
    client.force_login(local)

    assert client.get(at(delegate)).status_code == 404
    assert audit.history(delegate).get().verb == "refused"


def test_only_the_dialogues_of_now_and_of_this_person_are_offered(client, helper, dialogue):
    coming, elsewhere = make_dialogue(in_days=9), make_day()
    coordinators.assign(helper, coming, by=None, reason="A test.", duty="helper")

    page = client.get(LISTS).text

    assert dialogue.title in page
    assert coming.title not in page and elsewhere.title not in page
    client.force_login(UserFactory())
    assert "no dialogue now" in client.get(LISTS).text


def test_the_list_is_of_the_approved_on_site_and_counts_them(client, helper, dialogue):
    make_arrived(dialogue, name="Here Already")
    make_expected(dialogue, name="Not Yet")
    for state, fields in (("waiting", {}), ("cancelled", {}), ("approved", {"mode": "online"})):
        make_expected(dialogue, state, name="Not On This List", **fields)
    make_expected(name="Not On This List")

    page = client.get(at(dialogue)).text

    assert "1 of 2 are here" in page
    assert "Here Already" in page and page.count("Check in: Not Yet") == 1
    assert "Not On This List" not in page


def test_people_are_found_by_name_organization_or_acronym(client, helper, dialogue):
    own = OrganizationFactory(legal_name="Riverside Trust", acronym="RVT")
    make_expected(dialogue, organization=own, name="Noor Haddad")
    make_expected(dialogue, name="Somebody Else")

    for words in ("haddad", "NOOR", "Riverside Trust", "RVT"):
        page = client.get(at(dialogue), {"q": words}).text

        assert "Noor Haddad" in page and "Somebody Else" not in page, words


def test_nobody_found_is_said_and_what_was_typed_stays(client, helper, dialogue):
    page = client.get(at(dialogue), {"q": '"><b>', "page": "x", "mode": "no"}).text

    assert "Nobody on this list has these words" in page
    assert 'value="&quot;&gt;&lt;b&gt;"' in page


def test_the_button_of_a_list_leads_back_to_the_same_place_in_it(client, helper, dialogue):
    delegate = make_expected(dialogue, name="Noor")

    answer = client.post(at(delegate), {"list": "1", "q": "noor & co", "page": "2", "mode": ""})

    assert answer["Location"] == f"{at(dialogue)}?q=noor+%26+co&page=2"
    assert client.post(at(delegate), {"list": "1"})["Location"] == at(dialogue)


def test_coordinators_also_have_the_list_of_those_online_and_helpers_do_not(client, helper, dialogue):
    delegate = make_expected(dialogue, name="Far Away", mode="online")
    assert "Far Away" not in client.get(at(dialogue), {"mode": "online"}).text

    client.force_login(CoordinatorFactory())
    page = client.get(at(dialogue), {"mode": "online"}).text
    assert "Check in: Far Away" in page
    answer = client.post(at(delegate), {"list": "1", "mode": "online"}, follow=True)
    assert answer.redirect_chain == [(f"{at(dialogue)}?mode=online", 302)]
    assert "Far Away is checked in" in answer.text


def test_before_its_time_a_list_says_when_it_opens_and_has_no_buttons(client, helper, dialogue):
    make_expected(dialogue, name="Noor")
    now = timezone.now()
    move_to(dialogue, starts_at=now + timedelta(days=3), ends_at=now + timedelta(days=4))

    page = client.get(at(dialogue)).text

    assert "People are checked in from" in page and "Noor" in page
    assert "Check in: Noor" not in page


def test_a_mistake_is_taken_back_with_a_reason_and_without_one_asked_for_it(client, helper, dialogue):
    delegate = make_arrived(dialogue)
    undo = reverse("registration:check_in_undo", args=[delegate.uuid])

    refused = client.post(undo, {"reason": ""})
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.text
    done = client.post(undo, {"reason": "A colleague’s badge."}, follow=True)

    assert "is not checked in any more" in done.text
    assert ">Check in</button>" in done.text
    assert "is not checked in." in client.post(undo, {"reason": "Again."}, follow=True).text


def test_nobody_but_those_at_the_door_takes_a_check_in_back(client):
    delegate = make_arrived()
    client.force_login(owner_of(delegate.registration.organization))

    answer = client.post(reverse("registration:check_in_undo", args=[delegate.uuid]), {"reason": "Not mine."})

    assert answer.status_code == 404
    assert Delegate.objects.came().get() == delegate


def test_helpers_find_the_way_on_their_desk_and_others_have_none(client, helper):
    assert LISTS in client.get("/en/desk/").text

    client.force_login(UserFactory())
    assert LISTS not in client.get("/en/desk/").text


@pytest.mark.slow
@pytest.mark.parametrize("count", [50, 5_000])
def test_a_list_costs_the_same_at_every_size(client, helper, dialogue, django_assert_num_queries, count):
    make_many(dialogue, count)
    client.get(at(dialogue))  # what is kept from one page to the next is there

    with django_assert_num_queries(QUERIES):
        answer = client.get(at(dialogue))
    assert f"0 of {count} are here" in answer.text
    with django_assert_num_queries(QUERIES):
        assert client.get(at(dialogue), {"q": "delegate", "page": "2"}).status_code == 200


QUERIES = 11
