"""What stands around every answer: addresses, headers, languages and the appearance of a page."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from portal import context
from portal.middleware import ADMIN_POLICY, LONGEST_ADDRESS, PackPublic, SafeAddress, SafeHeaders


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


@pytest.mark.parametrize(
    ("given", "packed"),
    [
        ({}, True),
        ({"Content-Type": "application/atom+xml; charset=utf-8"}, True),
        ({"Content-Type": "application/pdf"}, False),
        ({"Vary": "Accept-Language, Cookie"}, False),
    ],
)
def test_what_is_public_and_text_comes_packed_and_what_is_personal_never(given, packed):
    words = "What border districts see. " * 40
    request = RequestFactory().get("/en/", headers={"accept-encoding": "br, gzip"})

    response = PackPublic(lambda request: HttpResponse(words, headers=given))(request)

    assert (response.headers.get("Content-Encoding") == "gzip") is packed
    assert ("Accept-Encoding" in response.headers.get("Vary", "")) is packed
    assert (gzip.decompress(response.content) if packed else response.content).decode() == words


@pytest.mark.django_db
def test_a_public_page_is_packed_and_the_desk_is_not(client, coordinator):
    browser = {"accept-encoding": "gzip, deflate"}
    assert client.get("/en/", headers=browser).headers["Content-Encoding"] == "gzip"

    client.force_login(coordinator)
    assert client.get("/en/statements/", headers=browser).headers["Content-Encoding"] == "gzip"
    desk = client.get("/en/desk/", headers=browser)
    assert desk.status_code == 200
    assert "Content-Encoding" not in desk.headers


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
