"""What stands around every answer: addresses, headers, languages and the appearance of a page."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from portal import context
from portal.middleware import ADMIN_POLICY, LONGEST_ADDRESS, SafeAddress, SafeHeaders


def answer(request, **headers) -> HttpResponse:
    return HttpResponse("here", headers=headers)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/?q=%00", 400), ("/en/%00/", 400), ("/en/?q=" + "a" * LONGEST_ADDRESS, 400), ("/en/?a=1&b=%2500", 200),
        ("/en/?" + "a" * LONGEST_ADDRESS, 200), ("/en/?" + "a" * (LONGEST_ADDRESS + 1), 400), ("/en/", 200),
    ],
)  # fmt: skip
def test_an_address_that_no_link_of_ours_has_is_refused(path, status):
    assert SafeAddress(answer)(RequestFactory().get(path)).status_code == status


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, None),
        ({"Vary": "Accept-Language"}, None),
        ({"Vary": "Accept-Language, Cookie"}, "private, no-store"),
        ({"Vary": "Cookie", "Cache-Control": "private, max-age=60"}, "private, max-age=60"),
    ],
)
def test_what_depends_on_the_reader_is_kept_by_nobody(given, kept):
    response = SafeHeaders(lambda request: answer(request, **given))(RequestFactory().get("/en/"))

    assert response.headers.get("Cache-Control") == kept and "geolocation=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize(("path", "wide"), [("/cms/", True), ("/cms/pages/", True), ("/en/cms/", False), ("/", False)])
def test_only_the_admin_gets_the_wider_policy(path, wide):
    response = SafeHeaders(answer)(RequestFactory().get(path))

    assert (getattr(response, "_csp_replace", None) == ADMIN_POLICY) is wide


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("", ""), ('"><script>', "")])
def test_only_a_known_appearance_reaches_the_page(cookie, theme):
    request = RequestFactory().get("/en/")
    request.COOKIES[context.APPEARANCE_COOKIE] = cookie

    assert context.portal(request)["theme"] == theme


@pytest.mark.parametrize("code", context.LANGUAGE_ORDER)
def test_each_page_is_offered_in_six_languages_with_what_was_asked(code):
    with translation.override(code):
        links = context.language_links(RequestFactory().get(f"/{code}/search/?q=a%26b&page=2"))

    assert [link["code"] for link in links] == context.LANGUAGE_ORDER
    assert [link["code"] for link in links if link["current"]] == [code]
    assert {str(link["address"]).partition("?")[2] for link in links} == {"q=a%26b&page=2"}
    assert [link["name"] for link in links] == ["العربيّة", "中文", "English", "Français", "Русский", "Español"]
