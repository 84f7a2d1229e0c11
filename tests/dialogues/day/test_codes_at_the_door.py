"""The address in a badge's code: whoever opens it, whatever became of the badge, and a dialogue that moved."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues import coordinators
from dialogues.models import Delegate, Registration
from dialogues.registration import actions, checking_in
from organizations.models import Assignment, Duty, Role
from portal import audit
from portal.records import InvalidMove
from tests.factories.day import make_arrived, make_day, make_expected, make_helper, move_to
from tests.factories.organizations import (
    PASSWORD,
    CoordinatorFactory,
    MembershipFactory,
    make_account,
)
from tests.factories.registration import make_delegate, make_registration, owner_of

pytestmark = pytest.mark.django_db
LOGIN = "/en/accounts/login/"


def at(uuid, name="check_in"):
    return reverse(f"registration:{name}", args=[uuid])


@pytest.fixture
def dialogue():
    return make_day()


@pytest.fixture
def helper(client, dialogue):
    """A helper at the door, signed in."""
    user = make_helper(dialogue)
    client.force_login(user)
    return user


def removed(dialogue):
    """The code of somebody who was taken off the delegation."""
    registration = make_registration(dialogue=dialogue, delegates=[make_delegate()])
    uuid = registration.delegates.get().uuid
    actions.change_delegates(registration, by=owner_of(registration.organization), delegates=[make_delegate()])
    return uuid


CODES = {
    "unknown": lambda dialogue: uuid4(),
    "removed": removed,
    "other dialogue": lambda dialogue: make_expected(name="Secret Name").uuid,
    "draft": lambda dialogue: make_expected(dialogue, "draft", name="Secret Name").uuid,
    "of a registration": lambda dialogue: make_expected(dialogue, name="Secret Name").registration.uuid,
}


def test_a_code_of_nobody_on_the_list_gets_one_answer(client, helper, dialogue):
    absent = words(client.get(at(uuid4())))
    codes = {code: make(dialogue) for code, make in CODES.items()}

    for (code, uuid), method in product(codes.items(), ("get", "post", "head")):
        answer = getattr(client, method)(at(uuid))

        assert answer.status_code == 404, (code, method)
        if method != "head":
            assert words(answer) == absent, (code, method)
        assert "Secret Name" not in answer.text, (code, method)
        assert not Delegate.objects.came().exists(), (code, method)


def words(answer):
    """What the page says."""
    return answer.text.partition("<main")[2].partition("</main")[0]


def test_looking_changes_nothing(client, helper, dialogue):
    delegate = make_expected(dialogue)

    for method in ("get", "head", "options"):
        for _time in range(2):
            getattr(client, method)(at(delegate.uuid))

        assert not Delegate.objects.came().exists(), method
        assert not audit.history(delegate).exists(), method


@pytest.mark.parametrize("name", ["check_in", "check_in_undo"])
def test_who_is_signed_out_presses_nothing(client, dialogue, name):
    delegate = make_arrived(dialogue) if name == "check_in_undo" else make_expected(dialogue)

    answer = client.post(at(delegate.uuid, name), {"reason": "A colleague’s badge."})

    assert answer["Location"] == f"{LOGIN}?next={at(delegate.uuid, name)}"
    delegate.refresh_from_db()
    assert (delegate.checked_in_at is not None) is (name == "check_in_undo")


def test_who_signs_in_comes_back_to_the_code_and_nothing_was_done_meanwhile(client, dialogue):
    delegate, helper = make_expected(dialogue, name="Noor Haddad"), make_account()
    coordinators.assign(helper, dialogue, by=None, reason="A test.", duty=Duty.HELPER)
    sent = client.get(f"/desk/check-in/{delegate.uuid}/", follow=True)
    assert sent.redirect_chain[-1][0] == f"{LOGIN}?next={at(delegate.uuid)}"

    typed = {"login": helper.email, "password": PASSWORD, "next": at(delegate.uuid)}
    page = client.post(sent.redirect_chain[-1][0], typed, follow=True)

    assert page.redirect_chain[-1][0] == at(delegate.uuid)
    assert "Noor Haddad" in page.text and ">Check in</button>" in page.text
    assert not Delegate.objects.came().exists()


def test_no_role_in_an_organization_opens_the_door(client, dialogue):
    delegate = make_expected(dialogue)

    for role in Role:
        client.force_login(MembershipFactory(organization=delegate.registration.organization, role=role).user)
        assert client.post(at(delegate.uuid)).status_code == 404, role
        listed = client.get(reverse("registration:check_in_dialogue", args=[dialogue.slug]))
        assert listed.status_code == 404, role


def test_a_helper_whose_role_ended_finds_neither_list_nor_code(client, helper, dialogue):
    delegate = make_expected(dialogue)
    assert client.get(at(delegate.uuid)).status_code == 200
    Assignment.objects.filter(user=helper).update(ended_at=timezone.now(), end_reason="Over.")

    assert client.get(at(delegate.uuid)).status_code == 404
    assert client.post(at(delegate.uuid)).status_code == 404
    assert client.get(reverse("registration:check_in_dialogue", args=[dialogue.slug])).status_code == 404


def test_a_helper_has_no_way_into_the_work_of_coordinators(client, helper):
    for path in ("/cms/", "/cms/registrations/", "/cms/travel/", "/cms/day/", "/cms/pages/"):
        assert client.get(path, follow=True).status_code == 403, path


def test_where_nothing_takes_place_the_page_says_so_in_place_of_the_button(client, helper, dialogue):
    delegate = make_expected(dialogue, name="Noor Haddad")

    for status in ("cancelled", "postponed"):
        move_to(dialogue, status=status)
        page = client.get(at(delegate.uuid)).text
        told = client.post(at(delegate.uuid), follow=True).text

        assert "does not take place" in page and ">Check in</button>" not in page, status
        assert "does not take place" in told, status
        assert not Delegate.objects.came().exists(), status


def test_the_list_of_lists_opens_and_closes_with_the_door(client, helper, dialogue):
    now = timezone.now()

    for starts, ends, opened in ((25, 30, False), (23, 30, True), (-3, 4, True), (-30, -23, True), (-30, -25, False)):
        move_to(dialogue, starts_at=now + timedelta(hours=starts), ends_at=now + timedelta(hours=ends))

        assert (dialogue.title in client.get("/en/desk/check-in/").text) is opened, (starts, ends)


def test_when_the_dialogue_moves_after_somebody_came_nobody_else_comes_and_the_mistake_can_be_taken_back(dialogue):
    came, late = make_arrived(dialogue), make_expected(dialogue)
    next_month = timezone.now() + timedelta(days=30)
    move_to(dialogue, starts_at=next_month, ends_at=next_month + timedelta(hours=3))
    by = CoordinatorFactory()

    with pytest.raises(InvalidMove, match="Not today"):
        checking_in.check_in(late, by=by)
    assert checking_in.check_in(came, by=by).again
    checking_in.undo_check_in(came, by=by, reason="It moved.")
    assert not Delegate.objects.came().exists()


def test_who_came_and_whose_delegation_changed_people_came_no_more(dialogue):
    came = make_arrived(dialogue)
    registration = Registration.objects.get()

    actions.change_delegates(registration, by=owner_of(registration.organization), delegates=[make_delegate()])

    assert not Delegate.objects.came().exists()
    with pytest.raises(InvalidMove, match="taken off"):
        checking_in.check_in(came, by=CoordinatorFactory())


def test_a_reason_that_cannot_be_kept_comes_back(client, helper, dialogue):
    delegate = make_arrived(dialogue)

    for reason, refusal in (("x" * 10_000, "at most 200"), ("Nul\0 here", "Null characters"), ("  ", "required")):
        answer = client.post(at(delegate.uuid, "check_in_undo"), {"reason": reason})

        said = (answer.status_code, refusal in answer.text, reason.strip() in answer.text)
        assert said == (422, True, True), refusal
        assert Delegate.objects.came().get() == delegate, refusal


def test_a_search_that_nobody_types_finds_the_whole_list(client, helper, dialogue):
    make_expected(dialogue, name="Noor Haddad")
    path = reverse("registration:check_in_dialogue", args=[dialogue.slug])

    for typed in ({"q": "x" * 500}, {"mode": "by post"}, {"page": "-1"}, {"page": "9" * 400}):
        answer = client.get(path, typed)
        assert (answer.status_code, "Noor Haddad" in answer.text) == (200, True), typed
    assert client.get(path, {"q": "\u202enoor"}).status_code == 200
    assert client.get(path, {"q": "a\0b"}).status_code == 400  # refused for the whole portal


def test_a_list_asks_as_often_for_one_as_for_three(client, helper, dialogue, django_assert_num_queries):
    path = reverse("registration:check_in_dialogue", args=[dialogue.slug])
    client.get(path)

    for more, rows in ((1, 1), (2, 3)):
        for _number in range(more):
            make_expected(dialogue)
        with django_assert_num_queries(11):
            answer = client.get(path)

        assert len(answer.context["page_obj"]) == rows
