"""Every account page speaks the six languages: ours, allauth's and Django's words, on the form and after a mistake."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.models import OutgoingMail
from tests.factories.organizations import PASSWORD, make_account
from tests.reading import sentences

pytestmark = pytest.mark.django_db
LANGUAGES = ["ar", "es", "fr", "ru", "zh-hans"]
NAMES = {"Civil Society Portal"}
OUTSIDE = ["login/", "signup/", "inactive/", "password/reset/", "password/reset/done/", "login/code/"]
INSIDE = [
    "logout/", "email/", "password/change/", "reauthenticate/", "second-factor/", "second-factor/reauthenticate/",
    "second-factor/totp/activate/", "second-factor/recovery-codes/", "second-factor/webauthn/",
    "second-factor/webauthn/add/", "second-factor/webauthn/reauthenticate/", "sessions/",
]  # fmt: skip
DESK = ["organizations:desk_account", "organizations:personal_data", "organizations:account_delete"]
WRONG = {"login": "nobody", "email": "nobody", "password": "wrong", "password1": "short", "password2": "other"}


def pages(language: str) -> Iterator[tuple[str, str]]:
    """Each account page in a language: as it opens, after a mistake, and with a code on its way. Name and HTML."""
    yield from outside(language)
    yield from inside(language, make_account(f"{language}@example.org"))
    yield from with_a_factor(language, make_account(f"app-{language}@example.org"))


def outside(language: str) -> Iterator[tuple[str, str]]:
    client, root = Client(), f"/{language}/accounts/"
    for path in OUTSIDE:
        yield path, client.get(root + path).text
        yield f"{path} (mistake)", client.post(root + path, WRONG).text
    yield "wrong password", client.post(f"{root}login/", {"login": "a@b.example", "password": PASSWORD}).text
    for path, address in [("signup/", "confirm-email/"), ("login/code/", "login/code/confirm/")]:
        newcomer = Client()
        sent = {"name": "Halima", "email": f"new-{language}@example.org", "language": language, "password1": PASSWORD}
        newcomer.post(root + path, sent)
        yield address, newcomer.get(root + address).text
        yield f"{address} (mistake)", newcomer.post(root + address, {"code": "ABCDEFGH"}).text


def inside(language: str, user) -> Iterator[tuple[str, str]]:
    client, root = Client(), f"/{language}/accounts/"
    client.post(f"{root}login/", {"login": user.email, "password": PASSWORD})
    client.post(f"{root}reauthenticate/", {"password": PASSWORD})
    UserSession.objects.create(user=user, ip="203.0.113.0", user_agent="Lynx", session_key=f"other-{language}")
    for path in INSIDE:
        yield path, client.get(root + path, follow=True).text
        if not path.startswith(("logout", "sessions")):
            yield f"{path} (mistake)", client.post(root + path, {**WRONG, "oldpassword": "wrong"}, follow=True).text
    with translation.override(language):
        addresses = [reverse(name) for name in DESK]
    for name, address in zip(DESK, addresses, strict=True):
        yield name, client.get(address, follow=True).text
        yield f"{name} (mistake)", client.post(address, {"name": "", "email": "x"}, follow=True).text
    changed = {"oldpassword": PASSWORD, "password1": f"{PASSWORD}-new", "password2": f"{PASSWORD}-new"}
    yield "password changed", client.post(f"{root}password/change/", changed, follow=True).text


def with_a_factor(language: str, user) -> Iterator[tuple[str, str]]:
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    client, root = Client(), f"/{language}/accounts/"
    asked = client.post(f"{root}login/", {"login": user.email, "password": PASSWORD}, follow=True)
    yield "second factor asked", asked.text
    yield "second factor (mistake)", client.post(asked.request["PATH_INFO"], {"code": "000000"}).text
    client.force_login(user)
    client.post(f"{root}reauthenticate/", {"password": PASSWORD})
    for path in ["", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"]:
        yield f"factor {path}", client.get(f"{root}second-factor/{path}", follow=True).text
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Old", "credential": {}})
    for path in ["", f"keys/{key.pk}/edit/", f"keys/{key.pk}/remove/"]:
        yield f"key {path[:4]}{path[-6:]}", client.get(f"{root}second-factor/webauthn/{path}", follow=True).text


@pytest.fixture(autouse=True)
def unlimited(settings):
    """The test signs up and in more often than people may."""
    settings.ACCOUNT_RATE_LIMITS = False


def test_no_account_page_keeps_an_english_sentence():
    english, *theirs = ({name: sentences(page) for name, page in pages(language)} for language in ("en", *LANGUAGES))

    left = {
        (language, name, words)
        for language, found in zip(LANGUAGES, theirs, strict=True)
        for name, said in found.items()
        for words in (english[name] & said) - NAMES
    }
    assert left == set()
    assert all(len(found) > 40 for found in theirs)
    assert sum(len(said) > 5 for said in english.values()) > 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_account_mail_comes_in_the_language_of_the_reader(language):
    for path in ("signup/", "login/code/", "password/reset/"):
        sent = {"name": "H", "email": f"{path[:5]}@example.org", "language": language, "password1": PASSWORD}
        Client().post(f"/{language}/accounts/{path}", sent)

    subjects = set(OutgoingMail.objects.values_list("subject", flat=True))
    with translation.override(language):
        assert translation.gettext("Your code for signing up") in " ".join(subjects)
    assert OutgoingMail.objects.count() == 3
    assert not [mail for mail in OutgoingMail.objects.all() if "Type this code" in mail.text or "Somebody" in mail.text]
