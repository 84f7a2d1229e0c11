"""What every page knows: names, languages, the appearance that the reader chose, the newest figure of the review.

Nothing here asks who the reader is: a public page is the same for everyone.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_from_path, get_language_info

from portal.mechanism.models import Figure

# The order in which a reader finds their language: as in the United Nations, by its Arabic-first list.
LANGUAGE_ORDER = ["ar", "zh-hans", "en", "fr", "ru", "es"]
LANGUAGE_NAMES = {"zh-hans": "中文"}
THEMES = ("light", "dark")
APPEARANCE_COOKIE = "appearance"
# First words of addresses that are nobody else's business, and the parameters that say where in a list somebody is.
PERSONAL = frozenset({"accounts", "appearance", "desk"})
PLACES = frozenset({"page", "after", "before"})


def portal(request: HttpRequest) -> dict[str, object]:
    """Template context of every page."""
    theme = request.COOKIES.get(APPEARANCE_COOKIE, "")
    return {
        "portal_name": settings.PORTAL_NAME,
        "portal_operator": settings.PORTAL_OPERATOR,
        "portal_contact": settings.PORTAL_CONTACT,
        "show_outbox": settings.SHOW_OUTBOX,
        "theme": theme if theme in THEMES else "",
        "base_url": settings.BASE_URL,
        "canonical_address": canonical_address(request),
        "site_languages": SimpleLazyObject(lambda: language_links(request)),
        "reviews_progressing": SimpleLazyObject(lambda: Figure.objects.newest_official("reviews-progressing")),
    }


def canonical_address(request: HttpRequest) -> str:
    """The address under which search engines know a public page: without its filters, but with its place in a list.

    Empty where it is the address that was asked for, for pages that need to know who the reader is, and for what has no
    language.
    """
    if (
        not request.GET
        or get_language_from_path(request.path) is None
        or PERSONAL.intersection(request.path.split("/")[2:3])
    ):
        return ""
    places = request.META.get("QUERY_STRING", "") if set(request.GET) <= PLACES else ""
    return settings.BASE_URL + request.path + (f"?{places}" if places else "")


def language_links(request: HttpRequest) -> list[dict[str, object]]:
    """The same page in each language: code, own name, address, and whether it is the one being read."""
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return [
        {
            "code": code,
            "name": LANGUAGE_NAMES.get(code) or get_language_info(code)["name_local"].capitalize(),
            "address": in_language(request.path, code) + query,
            "current": code == get_language(),
        }
        for code in LANGUAGE_ORDER
    ]


def in_language(path: str, code: str) -> str:
    """The same address in another language: only its first part is another one. Data and files have no language."""
    if get_language_from_path(path) is None:
        return path
    return f"/{code}/{path[1:].partition('/')[2]}"
