"""Signing up, in and out, by the pages that people use; codes are read from the outbox."""

import re
from pathlib import Path

import pytest
from allauth.account import app_settings
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from organizations.models import Organization, User
from portal.models import OutgoingMail
from portal.settings import base
from tests.factories.organizations import PASSWORD, MembershipFactory, make_account

pytestmark = pytest.mark.django_db
SIGNUP, LOGIN, CODE = "/en/accounts/signup/", "/en/accounts/login/", "/en/accounts/login/code/"
CONFIRM, RESET = "/en/accounts/confirm-email/", "/en/accounts/password/reset/"
NEW = {"name": "Halima", "email": "halima@example.org", "language": "en", "password1": PASSWORD}


def code() -> str:
    """The code in the newest mail: the line that stands alone."""
    return re.search(r"^([A-Z0-9-]{6,12})$", OutgoingMail.objects.first().text, re.MULTILINE).group(1)


def mail() -> tuple[str, str]:
    """To whom the newest mail goes, and which it is."""
    newest = OutgoingMail.objects.first()
    return newest.to, newest.template.rpartition("/")[2]


def signed_in(client: Client) -> bool:
    """Whether the desk opens."""
    return client.get(reverse("organizations:desk_list")).status_code == 200


# --- signing up ----------------------------------------------------------------------------------------------------


def test_signing_up_from_the_form_to_the_desk(client):
    sent = client.post(SIGNUP, NEW)

    assert sent.headers["Location"] == CONFIRM
    assert mail() == ("halima@example.org", "email_confirmation_signup")
    assert not signed_in(client)
    confirmed = client.post(CONFIRM, {"code": code()})

    user = User.objects.get(email="halima@example.org")
    assert confirmed.headers["Location"] == reverse("desk_overview")
    assert signed_in(client)
    assert (user.first_name, user.language) == ("Halima", "en")
    assert EmailAddress.objects.get(user=user).verified


def test_the_way_from_signing_up_to_a_verified_organization(client, coordinator):
    client.post(SIGNUP, NEW)
    client.post(CONFIRM, {"code": code()})
    country = MembershipFactory().organization.country
    client.post(
        reverse("organizations:desk_create"),
        {
            "legal_name": "Kikundi cha Amani", "name_language": "", "country": country.pk, "kind": "ngo",
            "mandate": "Peace.", "ecosoc_status": "none", "contact_email": "a@b.example", "in_directory": "yes",
            "form_key": "3f1d4d1c-6a0f-4a52-9d1c-0a5d1f0f3b11",
        },
    )  # fmt: skip
    organization = Organization.objects.get(legal_name="Kikundi cha Amani")
    client.post(reverse("organizations:desk_submit", args=[organization.uuid]), {"note": "See the register."})

    at_the_desk = Client()
    at_the_desk.force_login(coordinator)
    at_the_desk.post(reverse("organization_review", args=[organization.uuid]), {"decision": "verified", "reason": ""})

    assert mail() == ("halima@example.org", "application_verified")
    assert "Kikundi cha Amani" in Client().get("/en/organizations/").text


def test_mail_comes_in_the_language_that_was_chosen(client):
    client.post(SIGNUP, {**NEW, "language": "fr"})

    assert OutgoingMail.objects.get().language == "fr"


def test_a_password_is_a_choice(client):
    client.post(SIGNUP, {**NEW, "password1": ""})
    client.post(CONFIRM, {"code": code()})

    assert signed_in(client)
    assert not User.objects.get().has_usable_password()


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"name": ""}, "name", "This field is required"),
        ({"name": "x" * 10_000}, "name", "at most 120"),
        ({"name": "a\0b"}, "name", "Null characters"),
        ({"email": "nobody"}, "email", "valid email"),
        ({"email": ""}, "email", "This field is required"),
        ({"language": "tlh"}, "language", "Select a valid choice"),
        ({"password1": "short"}, "password1", "at least 12"),
        ({"password1": "password1234567"[:12]}, "password1", "too common"),
        ({"password1": "halima@example.org"}, "password1", "too similar"),
    ],
)
def test_a_bad_sign_up_gets_a_message_and_keeps_what_was_typed(client, wrong, field, message):
    response = client.post(SIGNUP, {**NEW, "name": "Typed name", **wrong})

    assert response.status_code == 200
    assert message in response.text.split(f'id="id_{field}_error"')[1].split("</div>")[0]
    assert "<title>Error:" in response.text
    if field != "name":
        assert "Typed name" in response.text
    assert PASSWORD not in response.text
    assert not User.objects.exists()


def test_a_wrong_code_is_said_and_confirms_nothing(client):
    client.post(SIGNUP, NEW)

    response = client.post(CONFIRM, {"code": "ABCDEFGH"})

    assert "This is not the code" in response.text
    assert not signed_in(client)


def test_three_wrong_codes_end_it(client):
    client.post(SIGNUP, NEW)
    right = code()

    for _ in range(3):
        client.post(CONFIRM, {"code": "ABCDEFGH"})
    client.post(CONFIRM, {"code": right})

    assert not signed_in(client)


def test_a_new_code_makes_the_old_one_useless(client):
    client.post(SIGNUP, NEW)
    old = code()
    client.post(CONFIRM, {"action": "resend"})
    new = code()

    assert old != new
    client.post(CONFIRM, {"code": old})
    assert not signed_in(client)
    client.post(CONFIRM, {"code": new})
    assert signed_in(client)


def test_signing_up_twice_before_confirming_keeps_the_second_and_forgets_the_first(client):
    Client().post(SIGNUP, {**NEW, "password1": "a-strangers-password-1"})

    client.post(SIGNUP, NEW)
    client.post(CONFIRM, {"code": code()})

    user = User.objects.get()
    assert signed_in(client)
    assert user.check_password(PASSWORD)
    assert not user.check_password("a-strangers-password-1")


def test_who_never_confirmed_an_address_gets_no_code_to_sign_in_with_it(client):
    Client().post(SIGNUP, {**NEW, "password1": "a-strangers-password-1"})

    client.post(CODE, {"email": NEW["email"]})

    assert mail() == (NEW["email"], "unknown_account")


def test_an_account_that_was_used_is_never_forgotten(client):
    user = make_account("halima@example.org")

    client.post(SIGNUP, {**NEW, "password1": "a-strangers-password-1"})

    assert User.objects.get() == user
    assert mail() == ("halima@example.org", "account_already_exists")


# --- signing in and out --------------------------------------------------------------------------------------------


def test_signing_in_with_a_password_and_out_again(client):
    make_account("halima@example.org")

    response = client.post(LOGIN, {"login": "Halima@Example.org", "password": PASSWORD})

    assert response.headers["Location"] == reverse("desk_overview")
    assert signed_in(client)
    client.get("/en/accounts/logout/")
    assert signed_in(client)
    assert client.post("/ar/accounts/logout/").headers["Location"] == "/ar/", "the language stays"
    assert not signed_in(client)


def test_nothing_waits_to_be_shown_to_who_has_left(client):
    make_account("halima@example.org")
    client.post(LOGIN, {"login": "halima@example.org", "password": PASSWORD})

    client.post("/en/accounts/logout/")

    assert "messages" not in client.cookies or not client.cookies["messages"].value


def test_signing_in_by_code(client):
    make_account("halima@example.org")

    client.post(CODE, {"email": "halima@example.org"})
    assert mail() == ("halima@example.org", "login_code")
    client.post("/en/accounts/login/code/confirm/", {"code": code()})

    assert signed_in(client)


def test_a_code_to_sign_in_can_be_asked_for_again(client):
    make_account("halima@example.org")
    client.post(CODE, {"email": "halima@example.org"})
    old = code()

    client.post("/en/accounts/login/code/confirm/", {"action": "resend"})
    assert code() != old
    client.post("/en/accounts/login/code/confirm/", {"code": code()})

    assert signed_in(client)


def test_a_wrong_password_is_said_in_words_that_fit_both(client):
    make_account("halima@example.org")

    known = client.post(LOGIN, {"login": "halima@example.org", "password": "wrong-wrong-wrong"})
    unknown = client.post(LOGIN, {"login": "nobody@example.org", "password": "wrong-wrong-wrong"})

    assert "Address and password do not belong together" in known.text
    assert same(known.text) == same(unknown.text)
    assert "wrong-wrong-wrong" not in known.text


def test_a_closed_account_does_not_get_in(client):
    make_account("halima@example.org", is_active=False)

    client.post(LOGIN, {"login": "halima@example.org", "password": PASSWORD})
    client.post(CODE, {"email": "halima@example.org"})

    assert not signed_in(client)
    assert mail()[1] == "unknown_account"
    assert "This account is closed" in client.get("/en/accounts/inactive/").text


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(client, elsewhere):
    make_account("halima@example.org")

    response = client.post(LOGIN, {"login": "halima@example.org", "password": PASSWORD, "next": elsewhere})

    assert response.headers["Location"] == reverse("desk_overview")


def test_signing_in_leads_back_to_where_one_wanted(client):
    make_account("halima@example.org")
    wanted = reverse("organizations:desk_create")

    response = client.post(LOGIN, {"login": "halima@example.org", "password": PASSWORD, "next": wanted})

    assert response.headers["Location"] == wanted


# --- forgotten and changed -----------------------------------------------------------------------------------------


def test_a_forgotten_password_is_replaced_with_a_code(client):
    user = make_account("halima@example.org")

    client.post(RESET, {"email": "halima@example.org"})
    assert mail() == ("halima@example.org", "password_reset_code")
    client.post("/en/accounts/password/reset/confirm/", {"code": code()})
    new = "another-quarry-lantern-7"
    done = client.post("/en/accounts/password/reset/complete/", {"password1": new, "password2": new}, follow=True)

    user.refresh_from_db()
    assert user.check_password(new)
    assert "The password is changed" in done.text
    assert mail() == ("halima@example.org", "password_reset")


def test_without_the_code_no_password_is_replaced(client):
    user = make_account("halima@example.org")
    client.post(RESET, {"email": "halima@example.org"})

    client.post("/en/accounts/password/reset/confirm/", {"code": "ABCDEFGH"})
    new = "another-quarry-lantern-7"
    client.post("/en/accounts/password/reset/complete/", {"password1": new, "password2": new})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_changing_the_password_ends_the_other_sessions_and_tells_the_person(client):
    user, elsewhere = make_account("halima@example.org"), Client()
    client.force_login(user)
    elsewhere.force_login(user)
    new = "another-quarry-lantern-7"

    response = client.post(
        "/en/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True
    )

    assert "The password is changed." in response.text
    assert signed_in(client)
    assert not signed_in(elsewhere)
    assert mail() == ("halima@example.org", "password_changed")


def test_an_account_without_a_password_can_be_given_one(client):
    user = make_account("halima@example.org")
    user.set_unusable_password()
    user.save()
    client.force_login(user)

    client.post("/en/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert mail() == ("halima@example.org", "password_set")


def test_another_address_counts_once_its_code_was_typed(client):
    user = make_account("halima@example.org")
    client.force_login(user)

    client.post("/en/accounts/email/", {"email": "new@example.org", "action_add": "1"})
    assert mail() == ("new@example.org", "email_confirmation")
    user.refresh_from_db()
    assert user.email == "halima@example.org"
    client.post(CONFIRM, {"code": code()})

    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified")) == [("new@example.org", True)]
    assert mail() == ("halima@example.org", "email_changed")


def test_the_address_of_another_account_cannot_be_taken_nor_found_out(client):
    client.force_login(make_account("halima@example.org"))
    make_account("taken@example.org")

    free = client.post("/en/accounts/email/", {"email": "free@example.org", "action_add": "1"})
    taken = client.post("/en/accounts/email/", {"email": "taken@example.org", "action_add": "1"})

    assert (free.status_code, free.headers["Location"]) == (taken.status_code, taken.headers["Location"])


# --- known and unknown addresses -----------------------------------------------------------------------------------


def same(text: str) -> str:
    """A page without what differs for everybody: tokens, and the address that was typed."""
    return re.sub(r'value="[A-Za-z0-9]{64}"|\w+@example\.org', "", text)


ASKING = {
    "sign-up": (SIGNUP, lambda address: {**NEW, "email": address}),
    "code": (CODE, lambda address: {"email": address}),
    "reset": (RESET, lambda address: {"email": address}),
    "sign-in": (LOGIN, lambda address: {"login": address, "password": "wrong-wrong-wrong"}),
}


@pytest.mark.parametrize("way", ASKING)
def test_known_and_unknown_addresses_get_the_same_answer(way):
    make_account("known@example.org")
    address, data = ASKING[way]
    answers = []
    for email in ("known@example.org", "unknown@example.org"):
        client, before = Client(), OutgoingMail.objects.count()
        response = client.post(address, data(email))
        page = client.get(response.headers["Location"]).text if response.status_code == 302 else response.text
        wrong = client.post(response.headers.get("Location", address), {"code": "ABCDEFGH"}).text
        sent = OutgoingMail.objects.count() - before
        answers.append((response.status_code, response.headers.get("Location"), same(page), same(wrong), sent))

    assert answers[0] == answers[1]


class CountingHasher(MD5PasswordHasher):
    """Counts the passwords that were hashed: in production each takes a third of a second."""

    algorithm = "counting"
    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        """Hash, and count."""
        CountingHasher.hashed += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("way", ASKING)
def test_known_and_unknown_addresses_take_the_same_work(settings, way):
    settings.PASSWORD_HASHERS = ["tests.organizations.test_accounts.CountingHasher"]
    make_account("known@example.org")
    address, data = ASKING[way]
    work = []
    for email in ("known@example.org", "unknown@example.org"):
        before = CountingHasher.hashed
        Client().post(address, data(email))
        work.append(CountingHasher.hashed - before)

    assert work[0] == work[1]


# --- limits --------------------------------------------------------------------------------------------------------


@pytest.fixture
def limits(settings):
    """The limits of the base settings; other tests run without."""
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS


def test_after_five_wrong_tries_the_right_password_waits_but_a_code_still_gets_in(client, limits):
    make_account("halima@example.org")
    for _ in range(5):
        client.post(LOGIN, {"login": "halima@example.org", "password": "wrong-wrong-wrong"})

    response = client.post(LOGIN, {"login": "halima@example.org", "password": PASSWORD})

    assert "Too many wrong tries" in response.text
    assert not signed_in(client)
    client.post(CODE, {"email": "halima@example.org"})
    client.post("/en/accounts/login/code/confirm/", {"code": code()})
    assert signed_in(client)


def test_nobody_fills_a_mailbox(limits):
    answers = [Client().post(CODE, {"email": "victim@example.org"}).status_code for _ in range(5)]

    assert answers.count(302) == 3
    assert OutgoingMail.objects.count() == 3


def test_too_many_sign_ups_from_one_place_are_told_to_wait(limits):
    for number in range(20):
        Client().post(SIGNUP, {**NEW, "email": f"somebody{number}@example.org"})

    response = Client().post(SIGNUP, {**NEW, "email": "somebody@example.org"})

    assert response.status_code == 429
    assert "Too many tries" in response.text


# --- what the pages are made of ------------------------------------------------------------------------------------

PAGES = {
    "anonymous": [SIGNUP, LOGIN, CODE, RESET, "/en/accounts/inactive/"],
    "signed in": [f"/en/accounts/{name}/" for name in ("email", "password/change", "logout", "reauthenticate")],
}


@pytest.mark.parametrize(("who", "address"), [(who, address) for who, pages in PAGES.items() for address in pages])
def test_each_page_is_in_our_shell_without_inline_scripts(client, who, address):
    if who == "signed in":
        client.force_login(make_account())

    text = client.get(address).text

    assert text.count("<h1") == 1
    assert "Civil Society Portal</title>" in text
    assert '<meta name="robots" content="noindex">' in text
    scripts = re.findall(r"<script[^>]*>", text)
    assert all('src="/static/' in script for script in scripts)
    assert not scripts or address == LOGIN  # a passkey needs them, and nothing else does
    for banned in ("<style", "style=", "onclick", "placeholder"):
        assert banned not in text


def test_every_setting_of_the_account_is_one_that_is_read():
    """A mistyped setting does nothing, and says nothing."""
    source = Path(app_settings.__file__).read_text()
    for name in dir(settings):
        if name.startswith("ACCOUNT_"):
            assert f'"{name.removeprefix("ACCOUNT_")}"' in source, name
