"""The administrators' desk of roles."""

import pytest
from django.urls import reverse

from home.roles import ADMINISTRATORS
from organizations.assigning import give
from organizations.models import Assignment, Duty, User
from portal.mechanism.models import State
from tests.factories.dialogues import make_dialogue
from tests.factories.organizations import CoordinatorFactory, UserFactory, join

pytestmark = pytest.mark.django_db
GIVE = "/cms/roles/give/"


@pytest.fixture
def administrator(client) -> User:
    user = UserFactory()
    join(user, ADMINISTRATORS)
    client.force_login(user)
    return user


def given(email: str, duty: str, **more) -> dict[str, object]:
    return {"email": email, "duty": duty, "dialogue": "", "country": "", "reason": "Elected in May.", **more}


def test_a_role_is_given_shown_and_ended(client, administrator):
    person, dialogue = UserFactory(email="lena@example.org"), make_dialogue()

    client.post(GIVE, given("Lena@example.org", Duty.DIALOGUE, dialogue=dialogue.pk))
    shown = client.get("/cms/roles/").text
    for words in ("lena@example.org", dialogue.title, "Elected in May.", str(administrator)):
        assert words in shown

    client.post(reverse("duty_end", args=[person.assignments.get().uuid]), {"reason": "The day is over."})
    assert "lena@example.org" not in client.get("/cms/roles/").text
    assert "The day is over." in client.get("/cms/roles/?ended=1").text


def test_a_helper_on_the_day_is_of_one_dialogue_and_gets_no_pages(client, administrator):
    person, dialogue = UserFactory(email="lena@example.org"), make_dialogue()

    assert "Choose the dialogue" in client.post(GIVE, given("lena@example.org", Duty.HELPER)).text
    client.post(GIVE, given("lena@example.org", Duty.HELPER, dialogue=dialogue.pk))

    role = person.assignments.get()
    assert (role.duty, role.dialogue_key) == (Duty.HELPER, dialogue.translation_key)
    assert not person.groups.exists()
    assert dialogue.title in client.get("/cms/roles/").text


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (given("nobody@example.org", Duty.SAFETY), "No account has this address"),
        (given("lena@example.org", Duty.DIALOGUE), "Choose the dialogue"),
        (given("lena@example.org", Duty.FOCAL_POINT), "Choose the State"),
        (given("lena@example.org", Duty.SAFETY, reason=""), "This field is required"),
        (given("lena@example.org", "owner"), "Select a valid choice"),
        (given("lena@example.org", Duty.SAFETY, reason="x" * 10_000), "at most 500"),
    ],
)
def test_what_makes_no_sense_is_said_in_words(client, administrator, sent, message):
    UserFactory(email="lena@example.org")

    refused = client.post(GIVE, sent)

    assert (refused.status_code, message in refused.text) == (422, True)
    assert not Assignment.objects.exists()


def test_a_state_is_left_empty_where_it_does_not_belong(client, administrator):
    UserFactory(email="lena@example.org")
    kenya = State.objects.get(iso3="KEN")

    assert "does not go with" in client.post(GIVE, given("lena@example.org", Duty.SAFETY, country=kenya.pk)).text


def test_nobody_gives_a_role_to_themselves_here(client, administrator):
    refused = client.post(GIVE, given(administrator.email, Duty.SAFETY))

    assert "Somebody else has to give you a role." in refused.text
    assert not Assignment.objects.exists()


def test_coordinators_find_no_desk_of_roles(client):
    client.force_login(CoordinatorFactory())

    for address in ("/cms/roles/", GIVE):
        assert client.get(address).headers["Location"] == "/cms/"


def test_the_list_asks_as_much_for_three_roles_as_for_one(client, django_assert_num_queries):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    client.get("/cms/roles/")
    for number in (1, 2, 3):
        give(UserFactory(), Duty.SAFETY, by=None, reason="Trained.")
        if number != 2:
            with django_assert_num_queries(8):
                client.get("/cms/roles/")
