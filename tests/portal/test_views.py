"""Operation, appearance, errors, the outbox, and what stands around every answer."""

import subprocess
import sys
import uuid

import pytest
from django.urls import reverse

from portal import mail
from portal.middleware import LONGEST_ADDRESS
from portal.models import OutgoingMail
from tests.factories.organizations import make_account

pytestmark = pytest.mark.django_db
THEME = "appearance"


def test_operation_answers(client):
    assert client.get("/healthz").content == b"ok"
    assert client.get("/readyz").content == b"ready"


def test_the_appearance_is_kept_in_one_cookie_and_written_by_the_server(client):
    answer = client.post("/en/appearance/", {"theme": "dark", "next": "/en/help/"})

    assert answer["Location"] == "/en/help/"
    assert list(answer.cookies) == [THEME]
    assert 'data-theme="dark"' in client.get("/en/help/").text
    client.post("/en/appearance/", {"theme": ""})
    assert "data-theme" not in client.get("/en/help/").text


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_the_way_back_never_leaves_the_portal(client, target):
    assert client.post("/en/appearance/", {"theme": "dark", "next": target})["Location"] == "/"


def test_an_invented_theme_is_not_kept(client):
    client.cookies[THEME] = '"><script>'

    assert "<script>" not in client.get("/en/help/").text


def test_a_page_that_is_not_there_says_so_in_words(client):
    answer = client.get("/en/nothing/")

    assert answer.status_code == 404
    assert "This page is not on the record" in answer.text


def test_an_address_without_language_leads_to_the_readers(client):
    assert client.get("/help/", headers={"accept-language": "ar"})["Location"] == "/ar/help/"


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * LONGEST_ADDRESS])
def test_absurd_addresses_are_refused(client, query):
    assert client.get(f"/en/help/?{query}").status_code == 400


def test_a_page_for_readers_sets_nothing_and_asks_nobody(client):
    answer = client.get("/en/help/")

    assert not answer.cookies
    assert answer.headers["Vary"] == "Accept-Encoding"  # packed or not: nothing of the reader
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


def test_the_admin_has_its_own_policy_and_personal_pages_are_not_kept(client):
    answer = client.get("/cms/")

    assert "unsafe-inline" in answer.headers["Content-Security-Policy"]
    assert client.get(answer["Location"])["Location"] == "/en/accounts/login/?next=/cms/"
    assert "no-store" in client.get("/en/desk/").headers["Cache-Control"]


def test_whoever_may_not_enter_the_admin_is_told_so_and_not_sent_in_a_circle(client):
    client.force_login(make_account())

    answer = client.get("/cms/pages/", follow=True)

    assert (answer.status_code, len(answer.redirect_chain)) == (403, 1)


def test_the_local_outbox_can_be_read_in_the_browser(client):
    row = mail.store("a@example.org", "Your code", "1234 <b>", template="test", language="en")

    assert "Your code" in client.get(reverse("outbox")).text
    assert "1234 &lt;b&gt;" in client.get(reverse("outbox_mail", args=[row.uuid])).text
    assert client.get(reverse("outbox_mail", args=[uuid.uuid4()]), follow=True).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_outbox_asks_the_same_for_one_mail_and_for_three(client, rows, django_assert_num_queries):
    for _n in range(rows):
        mail.store("a@example.org", "s", "t", template="test", language="en")
    client.get(reverse("outbox"))  # the site is remembered

    assert OutgoingMail.objects.count() == rows
    with django_assert_num_queries(3):  # newest figure, count, rows
        client.get(reverse("outbox"))


PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "portal.example",
    "BASE_URL": "https://portal.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "EMAIL_URL": "smtp+tls://user:password@localhost:587",
    "DEFAULT_FROM_EMAIL": "portal@portal.example",
    "PATH": "/usr/bin:/bin",
}


def production(code: str, without: str = "") -> subprocess.CompletedProcess:
    """Run Python under the production settings, with one variable missing."""
    environment = {name: value for name, value in PRODUCTION.items() if name != without}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "EMAIL_URL"])
def test_production_refuses_to_start_and_names_what_is_missing(name):
    result = production("from django.conf import settings; settings.DEBUG", without=name)

    assert result.returncode != 0
    assert f"{name} (" in result.stderr


def test_production_has_no_outbox_in_the_browser():
    result = production(
        "import django; django.setup()\nfrom django.urls import reverse, NoReverseMatch\n"
        "try:\n    reverse('outbox')\nexcept NoReverseMatch:\n    print('gone')"
    )

    assert result.stdout.strip() == "gone", result.stderr
