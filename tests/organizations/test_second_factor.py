"""Authenticator app and recovery codes by the pages that people use; and who cannot work without a second factor."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from home.roles import COORDINATORS
from organizations.models import User
from organizations.second_factor import is_workplace
from portal.models import OutgoingMail
from tests.factories.organizations import PASSWORD, MembershipFactory, join, make_account

pytestmark = pytest.mark.django_db
LOGIN, PROVE = "/en/accounts/login/", "/en/accounts/second-factor/reauthenticate/"
FACTORS, APP = "/en/accounts/second-factor/", "/en/accounts/second-factor/totp/activate/"
DESK = "/en/desk/organizations/"


def app_code(secret: str, step: int = 0) -> str:
    """What the app shows now, or so many half minutes from now; a code is never taken twice."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def sign_in(client: Client, user: User):
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD})


def set_up_app(client: Client) -> str:
    """Confirm the password, scan, type the first code. Returns the secret that the app has now."""
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    secret = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", client.get(APP).text).group(1)
    done = client.post(APP, {"code": app_code(secret)})
    assert done.headers["Location"] == f"{FACTORS}recovery-codes/"
    return secret


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<code>([\w-]+)</code>", client.get(f"{FACTORS}recovery-codes/").text)


def make_coordinator(**fields) -> User:
    user = make_account("ines@example.org", **fields)
    join(user, COORDINATORS)
    return user


@pytest.fixture
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


# --- setting up and signing in -------------------------------------------------------------------------------------


def test_after_setting_up_an_app_signing_in_asks_for_its_code(committed_db, client):
    user = make_account()
    sign_in(client, user)
    secret = set_up_app(client)
    assert OutgoingMail.objects.filter(template="mfa/email/totp_activated", to=user.email).exists()

    other = Client()
    assert sign_in(other, user).headers["Location"] == f"{FACTORS}authenticate/"
    assert other.get(DESK).status_code == 302
    assert "This is not the code" in other.post(f"{FACTORS}authenticate/", {"code": "000000"}).text
    other.post(f"{FACTORS}authenticate/", {"code": app_code(secret, 1)})
    assert other.get(DESK).status_code == 200


def test_a_code_from_the_mail_does_not_replace_the_second_factor(client):
    user = make_account()
    sign_in(client, user)
    set_up_app(client)

    other = Client()
    other.post("/en/accounts/login/code/", {"email": user.email})
    code = re.search(r"^([A-Z0-9-]{6,12})$", OutgoingMail.objects.first().text, re.MULTILINE).group(1)
    answer = other.post("/en/accounts/login/code/confirm/", {"code": code})
    assert answer.headers["Location"] == f"{FACTORS}authenticate/"


def test_a_recovery_code_signs_in_once(client):
    user = make_account()
    sign_in(client, user)
    set_up_app(client)
    codes = recovery_codes(client)
    assert len(set(codes)) == 10

    for answer in (302, 200):
        other = Client()
        sign_in(other, user)
        assert other.post(f"{FACTORS}authenticate/", {"code": codes[0]}).status_code == answer


def test_secrets_are_not_readable_in_the_database(client, settings):
    user = make_account()
    sign_in(client, user)
    secret = set_up_app(client)

    for row in Authenticator.objects.filter(user=user):
        assert secret not in str(row.data)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a newer key", [settings.SECRET_KEY]
    assert user.authenticator_set.get(type="totp").wrap().validate_code(app_code(secret, 1))


def test_turning_the_app_off_needs_the_password_again(client, monkeypatch):
    user = make_account()
    sign_in(client, user)
    set_up_app(client)
    later = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: later)

    refused = client.post(f"{FACTORS}totp/deactivate/")

    assert refused.headers["Location"].startswith("/en/accounts/reauthenticate/")
    assert user.authenticator_set.filter(type="totp").exists()


# --- who cannot work without one -----------------------------------------------------------------------------------


def test_an_administrator_needs_one_too(required, client):
    sign_in(client, make_account(is_superuser=True, is_staff=True))

    assert client.get("/cms/").headers["Location"].endswith(FACTORS[3:])


def test_a_coordinator_without_a_second_factor_is_sent_to_set_one_up(required, client):
    sign_in(client, make_coordinator())

    for address in ["/cms/", "/cms/registrations/", "/cms/pages/", DESK, "/fr/desk/", "/cms/account/"]:
        for answer in (client.get(address), client.post(address)):
            assert (answer.status_code, answer.headers["Location"].endswith(FACTORS[3:])) == (302, True), address
        page = client.get(address, follow=True)
        assert page.status_code == 200, address
        assert ("il vous faut un deuxième facteur" if "/fr/" in address else "you need a second factor") in page.text, (
            address
        )


def test_who_has_set_one_up_works_on_at_once_and_after_signing_in_with_it(committed_db, required, client):
    user = make_coordinator()
    sign_in(client, user)
    secret = set_up_app(client)
    assert client.get("/cms/").status_code == 200

    other = Client()
    sign_in(other, user)
    other.post(f"{FACTORS}authenticate/", {"code": app_code(secret, 1)})
    assert other.get("/cms/").status_code == 200


def test_a_session_that_was_opened_without_it_has_to_show_it_and_comes_back(required, client):
    user = make_coordinator()
    old = Client()
    sign_in(old, user)
    sign_in(client, user)
    secret = set_up_app(client)

    asked = old.get("/cms/registrations/?state=approved")
    assert asked.headers["Location"].startswith(PROVE)
    assert old.get(asked.headers["Location"]).status_code == 200
    proved = old.post(asked.headers["Location"], {"code": app_code(secret, 1)})
    assert proved.headers["Location"] == "/cms/registrations/?state=approved"
    assert old.get(proved.headers["Location"]).status_code == 200


def test_a_second_factor_that_was_removed_counts_no_more(required, client):
    user = make_coordinator()
    sign_in(client, user)
    set_up_app(client)
    user.authenticator_set.all().delete()

    assert client.get("/cms/").headers["Location"].endswith(FACTORS[3:])


def test_members_readers_and_the_local_default_need_none(client, settings):
    coordinator = make_coordinator()
    sign_in(client, coordinator)
    assert client.get("/cms/").status_code == 200
    settings.REQUIRE_SECOND_FACTOR = True
    member = MembershipFactory(user=make_account()).user
    client.logout()
    assert client.get("/en/statements/").status_code == 200
    sign_in(client, member)
    assert client.get(DESK).status_code == 200


def test_a_coordinator_without_one_can_still_sign_out(required, client):
    sign_in(client, make_coordinator())

    client.post("/cms/logout/")

    assert "_auth_user_id" not in client.session


def test_wagtail_has_no_door_of_its_own(client):
    user = make_coordinator()

    for method in (client.get, client.post):
        answer = method("/cms/login/?next=/cms/pages/", {"username": user.email, "password": PASSWORD})
        assert answer.headers["Location"].startswith("/en/accounts/login/")
    assert "_auth_user_id" not in client.session
    for address in ("/django-admin/", "/admin/", "/cms/password_reset/"):
        assert client.get(address, follow=True).status_code == 404


# --- pages ---------------------------------------------------------------------------------------------------------

BELOW = ["", "webauthn/", "webauthn/add/", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"]
PAGES = [*(FACTORS + name for name in BELOW), PROVE, "/en/accounts/sessions/"]


def test_each_page_is_in_our_shell_with_our_own_scripts_alone(client):
    user = make_account()
    sign_in(client, user)
    set_up_app(client)

    for address in PAGES:
        text = client.get(address).text

        assert text.count("<h1") == 1, address
        assert "Civil Society Portal</title>" in text, address
        for banned in ("<style", "style=", "onclick", "placeholder", "Two-Factor"):
            assert banned not in text, address
        for script in re.findall(r"<script[^>]*>", text):
            assert 'src="/static/' in script or 'type="application/json"' in script, address


def test_the_account_page_leads_to_all_of_them(client):
    client.force_login(make_account())

    text = client.get(reverse("organizations:desk_account")).text

    for name in ("mfa_index", "usersessions_list", "account_change_password", "account_email"):
        assert reverse(name) in text


def test_a_key_has_a_name_that_fits(client):
    user = make_account()
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Old", "credential": {}})
    client.force_login(user)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    client.post(f"{FACTORS}webauthn/keys/{key.pk}/edit/", {"name": "x" * 10_000})

    key.refresh_from_db()
    assert key.data["name"] == "x" * 60


@pytest.mark.parametrize(
    ("path", "guarded"),
    [
        ("/cms/", True), ("/cms", True), ("/CMS/pages/", True), ("/cms/login/", True), ("/cms/logout/", False),
        ("/cms/logout/x/", True), ("/desk/", True), ("/en/desk/", True), ("/ar/DESK/organizations/", True),
        ("/zh-hans/desk/", True), ("/en/desk/account/delete/", True), ("/", False), ("", False), ("/en/", False),
        ("/en/accounts/login/", False), ("/en/accounts/second-factor/", False), ("/en/organizations/desk/", False),
        ("/static/cms/x.css", False), ("/cmsx/", False), ("/en/desktop/", False), ("/organizations.csv", False),
    ],
)  # fmt: skip
def test_the_admin_and_the_desk_are_workplaces_and_the_way_to_a_second_factor_is_none(path, guarded):
    assert is_workplace(path) is guarded
