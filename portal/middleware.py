"""What stands around every answer: addresses that make no sense are refused, headers that keep readers safe are set."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware

from portal.keeping import given_back

# Wagtail's admin brings inline scripts and styles of its own; it stands behind sign-in, and no public page gets this.
ADMIN_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}
ADMIN_PREFIX = "/cms/"
LONGEST_ADDRESS = 4096
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

Answer = Callable[[HttpRequest], HttpResponse]


class SafeAddress:
    """Refuses addresses with NUL or of absurd length, so that no view or database has to."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """400 for an address that no link of ours has; the normal answer otherwise."""
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "%00" in query or "\0" in query or len(query) > LONGEST_ADDRESS:
            return HttpResponseBadRequest("Bad address.", content_type="text/plain")
        return self.get_response(request)


class Languages(LocaleMiddleware):
    """Leads to the reader's language where an address lacks it. The admin has no languages, so there 404 stays 404."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer, or the way to the same address in a language."""
        if response.status_code == 404 and request.path.startswith(ADMIN_PREFIX):
            return response
        return super().process_response(request, response)


class SafeHeaders:
    """Permissions-Policy for all, the wider content policy for the admin, no caching of what is personal."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with its headers."""
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        if request.path.startswith(ADMIN_PREFIX):
            response._csp_replace = ADMIN_POLICY
        if "Cookie" in response.headers.get("Vary", ""):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class PackPublic(GZipMiddleware):
    """Packs what is public and text: a page comes in a third of its bytes over a slow line.

    What is personal stays as it is: from the length of packed answers a stranger could guess what stands in them
    (BREACH, https://www.breachattack.com/). Files are packed already.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer, packed where the browser takes it."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        if not is_text or "Cookie" in response.headers.get("Vary", ""):
            return response
        return super().process_response(request, response)


def signs_in(request: HttpRequest) -> bool:
    """Whether this is the way to sign in, which takes no words."""
    return request.resolver_match is not None and request.resolver_match.url_name == "sign_in_for_admin"


class KeepWords:
    """Gives back what somebody typed in the admin before their session ended; Wagtail alone would lose it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Answer, *arguments: Any) -> HttpResponse | None:
        """The page with what was typed. It stands behind the check of the form's key: a stranger's form is refused."""
        # The address first: to ask who reads a public page would keep it out of every cache.
        if not request.path.startswith(ADMIN_PREFIX) or signs_in(request) or request.user.is_authenticated:
            return None
        return given_back(request)
