"""Where one is signed in, and ending that elsewhere."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from organizations.templatetags.organization_tags import browser
from tests.factories.organizations import PASSWORD, make_account

pytestmark = pytest.mark.django_db
LIST, DESK, LOGIN = "/en/accounts/sessions/", "/en/desk/organizations/", "/en/accounts/login/"


def sign_in(email: str, browser: str = "Firefox", address: str = "203.0.113.77") -> Client:
    client = Client(REMOTE_ADDR=address, headers={"User-Agent": browser})
    client.post(LOGIN, {"login": email, "password": PASSWORD})
    return client


def test_sessions_are_listed_with_browser_and_network_and_never_the_address():
    user = make_account()
    here = sign_in(user.email)
    sign_in(user.email, "Lynx on the lost laptop", "2001:db8:1:2::9")

    text = here.get(LIST).text

    for words in ("Firefox", "Lynx on the lost laptop", "203.0.113.0", "2001:db8:1::", "This one"):
        assert words in text
    assert "203.0.113.77" not in text
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"203.0.113.0", "2001:db8:1::"}


def test_a_session_is_ended_from_another_one():
    user = make_account()
    here, lost = sign_in(user.email), sign_in(user.email, "Lost laptop")
    session = UserSession.objects.get(user_agent="Lost laptop")

    here.post(reverse("organizations:session_end", args=[session.pk]))

    assert lost.get(DESK).status_code == 302
    assert here.get(DESK).status_code == 200
    assert "Lost laptop" not in here.get(LIST).text


def test_all_others_are_ended_at_once():
    user = make_account()
    here, one, two = (sign_in(user.email) for _ in range(3))

    here.post(LIST)

    assert [client.get(DESK).status_code for client in (here, one, two)] == [200, 302, 302]


def test_another_persons_session_is_not_there():
    user, stranger = make_account(), make_account("stranger@example.org")
    theirs, mine = sign_in(user.email), sign_in(stranger.email)
    session = UserSession.objects.get(user=user)

    answers = [mine.post(reverse("organizations:session_end", args=[pk])) for pk in (session.pk, 10**6)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert theirs.get(DESK).status_code == 200


def test_a_new_password_ends_the_other_sessions():
    user = make_account()
    here, lost = sign_in(user.email), sign_in(user.email)
    new = "another-lantern-of-salt-4"

    here.post("/en/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert [client.get(DESK).status_code for client in (here, lost)] == [200, 302]
    assert here.get(LIST).text.count('class="rec"') == 1


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox, Android"),
        ("Lynx/2.9", "Lynx/2.9"),
        ("", "Unknown"),
    ],
)  # fmt: skip
def test_a_browser_is_named_as_people_know_it(sent, shown):
    assert browser(sent) == shown


@pytest.mark.parametrize("address", [LIST, "/en/accounts/second-factor/", "/en/accounts/email/"])
def test_the_masthead_of_an_account_page_leads_to_the_desk(address):
    page = sign_in(make_account().email).get(address).text

    assert '/desk/">Your desk</a>' in page and ">Sign in</a>" not in page
