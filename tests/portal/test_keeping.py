"""What was typed before a session ended, or into a form that is too old, is given back and can be sent again."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from portal.keeping import came_from_here, kept_fields, signed_in
from submissions.statements import actions, reviewing
from tests.factories.organizations import PASSWORD, make_account
from tests.factories.statements import make_statement

HERE = {"HTTP_ORIGIN": "http://testserver"}
TYPED = {
    "title": "Typed for three hours",
    "language": "en",
    "source": "Every word.\r\n\r\nStays <b>here</b>.",
    "summary": "",
}


def ask(method="post", data=None, user=False, **headers):
    request = getattr(RequestFactory(), method)("/en/desk/x/?a=b", data, **headers)
    request.user = SimpleNamespace(is_authenticated=user)
    return request


@signed_in
def view(request):
    return HttpResponse("The view.")


def fields_of(page):
    """What the form of a page would send when its button is pressed."""
    form = page.text.partition('<form class="blk"')[2].partition("</form>")[0]
    pairs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    sent = {}
    for name, value in pairs:
        sent.setdefault(name, []).append(unescape(value))
    return sent


def test_who_is_signed_in_gets_the_view():
    assert view(ask(user=True)).text == "The view."


@pytest.mark.parametrize("request_", [ask("get"), ask("post"), ask(data={"password": "x", "csrfmiddlewaretoken": "y"})])
def test_who_typed_nothing_is_sent_to_sign_in(request_):
    answer = view(request_)

    assert answer.status_code == 302
    assert answer.url.startswith("/en/accounts/login/?next=/en/desk/x/%3Fa%3Db")


def test_secrets_and_keys_are_not_kept():
    sent = {"csrfmiddlewaretoken": "a", "password1": "b", "mfa_credential": "c", "code": "d", "title": "T"}

    assert kept_fields(ask(data={**sent, "topics": ["1", "2"]})) == [("title", "T"), ("topics", "1"), ("topics", "2")]
    assert kept_fields(ask(data={"return-code": "facts"})) == [("return-code", "facts")]


@pytest.mark.parametrize(
    ("origin", "ours"),
    [("http://testserver", True), (settings.BASE_URL, True), ("https://testserver", False), ("null", False),
     ("http://testserver.evil.example", False), ("", False), (None, False)],
)  # fmt: skip
def test_a_form_is_ours_when_the_browser_says_so(origin, ours):
    headers = {} if origin is None else {"HTTP_ORIGIN": origin}

    assert came_from_here(ask(**headers)) is ours


# -- the whole way, without a script


@pytest.fixture
def browser(db):
    """A browser that minds the keys of forms."""
    return Client(enforce_csrf_checks=True)


def sign_in(browser):
    """As people do; the keys of all forms change."""
    token = browser.get("/en/accounts/login/").context["csrf_token"]
    typed = {"login": "writer@ngo.example", "password": PASSWORD, "csrfmiddlewaretoken": str(token)}
    assert browser.post("/en/accounts/login/", typed, **HERE).status_code == 302


def test_a_text_outlives_its_session_and_the_keys_of_its_form(browser):
    writer = make_account("writer@ngo.example")
    statement = make_statement()
    statement.organization.memberships.update(user=writer)
    address = reverse("statements:desk_edit", args=[statement.uuid])
    sign_in(browser)
    form = browser.get(address).context
    typed = {**TYPED, "stamp": "1.1", "save": "", "csrfmiddlewaretoken": str(form["csrf_token"])}
    browser.cookies.pop(settings.SESSION_COOKIE_NAME)

    signed_out = browser.post(address, typed, **HERE)
    sign_in(browser)
    expired = browser.post(address, fields_of(signed_out), **HERE)
    done = browser.post(address, fields_of(expired), **HERE)

    assert (signed_out.status_code, expired.status_code, done.status_code) == (403, 403, 302)
    assert "Sign in in a new tab" in signed_out.text and "Stays &lt;b&gt;here&lt;/b&gt;." in signed_out.text
    assert "This form has expired" in expired.text and "Stays &lt;b&gt;here&lt;/b&gt;." in expired.text
    assert actions.latest(statement).source == "Every word.\n\nStays <b>here</b>."


def test_what_another_site_sends_gets_no_button_to_make_it_ones_own(browser):
    writer = make_account("writer@ngo.example")
    statement = make_statement()
    statement.organization.memberships.update(user=writer)
    sign_in(browser)

    for headers in ({"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}, {}):
        page = browser.post(
            reverse("statements:desk_edit", args=[statement.uuid]), {**TYPED, "stamp": "1.1"}, **headers
        )
        assert page.status_code == 403
        assert "Typed for three hours" not in page.text and "Send it again" not in page.text


def test_the_page_of_a_signed_out_person_is_kept_nowhere(browser):
    page = Client().post(reverse("statements:desk_edit", args=[make_statement().uuid]), TYPED)

    assert page.status_code == 403
    assert "no-store" in page.headers["Cache-Control"]


def test_what_a_coordinator_typed_before_their_session_ended_is_given_back(browser, coordinator):
    statement = make_statement("submitted")
    reviewing.claim(statement, by=coordinator)
    address = reverse("statement_reject", args=[statement.uuid])
    typed = {"reject-code": "safety", "reject-reason": "Two pages of reasons."}
    browser.force_login(coordinator)
    token = browser.get(reverse("statement_review", args=[statement.uuid])).context["csrf_token"]
    browser.cookies.pop(settings.SESSION_COOKIE_NAME)

    page = browser.post(address, {**typed, "csrfmiddlewaretoken": str(token)}, **HERE)

    assert page.status_code == 403 and "You are signed out" in page.text
    assert {name: fields_of(page)[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert browser.post(address, {"csrfmiddlewaretoken": str(token)}, **HERE).status_code == 302, "nothing was typed"
    assert "Two pages" not in browser.post(address, typed, HTTP_ORIGIN="https://evil.example").text
