"""Headers and `next` that somebody made up lead nowhere (SECURITY, case 22)."""

import re

import pytest
from django.conf import settings
from django.test import Client

from portal.models import OutgoingMail
from tests.factories.organizations import PASSWORD, make_account

pytestmark = pytest.mark.django_db
LOGIN = "/en/accounts/login/"
FORGED = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-Port": "444"}
ELSEWHERE = ["//evil.example/", "https://evil.example/", r"/\evil.example", "https:evil.example", "javascript:alert(1)"]


@pytest.mark.parametrize("address", ["/", LOGIN, "/en/accounts/password/reset/", "/cms/", "/en/statements/"])
def test_a_host_that_is_not_ours_is_refused(address):
    for method in ("get", "post"):
        assert getattr(Client(headers={"Host": "evil.example"}), method)(address).status_code == 400


@pytest.mark.parametrize("address", ["/en/accounts/password/reset/", "/en/accounts/login/code/"])
def test_mail_carries_the_address_of_the_portal_and_no_other(settings, address):
    settings.ALLOWED_HOSTS = ["*"]
    for email in (make_account().email, "nobody@example.org"):
        client = Client(headers={"Host": "evil.example", **FORGED})
        client.post(address, {"email": email})

    for mail in OutgoingMail.objects.all():
        assert "evil" not in mail.text + mail.html
        assert all(link.startswith(settings.BASE_URL) for link in re.findall(r"https?://[^\s<\"]+", mail.text))
    assert OutgoingMail.objects.count() == 2


def test_forwarded_headers_change_neither_host_nor_scheme():
    response = Client(headers=FORGED).get(LOGIN)

    assert not response.wsgi_request.is_secure()
    assert response.wsgi_request.get_host() == "testserver"
    assert "evil" not in response.text


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize(
    ("address", "sent"),
    [
        (LOGIN, {"login": "member@example.org", "password": PASSWORD}),
        ("/en/accounts/logout/", {}),
        ("/en/accounts/reauthenticate/", {"password": PASSWORD}),
        ("/en/accounts/login/code/", {"email": "member@example.org"}),
        ("/en/appearance/", {"theme": "dark"}),
    ],
)
def test_next_leads_to_no_other_site(address, sent, elsewhere):
    user, client = make_account(), Client()
    if address != LOGIN and "code" not in address:
        client.force_login(user)

    for way in (address, f"{address}?next={elsewhere}"):
        response = client.post(way, {**sent, "next": elsewhere})
        assert response.status_code == 302
        assert re.fullmatch(r"/(en/[\w/?=%-]*)?", response.headers["Location"]), response.headers["Location"]


def test_the_way_to_the_admin_leads_through_sign_in_and_never_away():
    there = Client().get("/cms/login/?next=//evil.example/")
    answer = Client().post(there.headers["Location"], {"login": make_account().email, "password": PASSWORD})

    assert answer.headers["Location"] == "/en/desk/"


@pytest.mark.parametrize("address", ["//evil.example/", "//evil.example/en/", r"/\evil.example/"])
def test_an_address_that_looks_like_a_host_stays_here(address):
    response = Client().get("/", PATH_INFO=address)

    assert not response.headers.get("Location", "").startswith(("//", "/\\", "http"))


def test_no_proxy_is_trusted_until_the_operator_says_so():
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0
    assert not settings.USE_X_FORWARDED_HOST
    assert settings.SECURE_PROXY_SSL_HEADER is None
