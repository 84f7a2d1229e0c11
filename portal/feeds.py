"""Feeds in six languages: `/feeds/statements.atom` is in English, `/ar/feeds/statements.atom` is the same in Arabic.

An entry has the same id in each of them. A feed in a language names the others, and leads to pages in that language;
the words of an entry in another language say so.
"""

from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_path

from portal.writable import Atom

ATOM = "application/atom+xml"


class AtomInLanguages(Atom):
    """A feed that knows the language of its address, `prefix`, e.g. "/ar"; empty where it has none."""

    def __init__(self, *args: Any, prefix: str = "", **kwargs: Any) -> None:
        for name in ("link", "feed_url"):
            kwargs[name] = below(kwargs[name], prefix)
        if prefix:
            kwargs["feed_guid"] = kwargs["feed_url"]
        super().__init__(*args, prefix=prefix, **kwargs)

    def add_item(self, title: str, link: str, *args: Any, **kwargs: Any) -> None:
        """Add an entry; its page is the one in the language of the feed."""
        super().add_item(title, below(link, self.feed["prefix"]), *args, **kwargs)

    def add_root_elements(self, handler: Any) -> None:
        """Also where the feed is in the other languages."""
        super().add_root_elements(handler)
        whole = settings.BASE_URL + self.feed["feed_url"].removeprefix(settings.BASE_URL + self.feed["prefix"])
        for code, _name in settings.LANGUAGES:
            if code != self.feed["language"]:
                link = {"rel": "alternate", "type": ATOM, "hreflang": code, "href": below(whole, f"/{code}")}
                handler.addQuickElement("link", "", link)

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """The language of an entry whose words are in another one than the feed."""
        language = item.get("language")
        return {"xml:lang": language} if language and language != self.feed["language"] else {}


def below(address: str, prefix: str) -> str:
    """An address of ours under a language; any other as it is."""
    ours = f"{settings.BASE_URL}/"
    return f"{settings.BASE_URL}{prefix}/{address.removeprefix(ours)}" if address.startswith(ours) else address


class LanguageFeed(Feed):
    """A feed of the portal. Its addresses are whole and without a language; `respond` puts it into one."""

    feed_type = AtomInLanguages
    prefix = ""

    def feed_extra_kwargs(self, obj: Any) -> dict[str, Any]:
        """The language of its address."""
        return {"prefix": self.prefix}

    def item_extra_kwargs(self, item: Any) -> dict[str, Any]:
        """The language of an entry."""
        return {"language": self.item_language(item)}

    def item_language(self, item: Any) -> str:
        """That of its title and words, where it is not the reader's."""
        return ""


def respond(request: HttpRequest, feed: LanguageFeed) -> HttpResponse:
    """A feed in the language of its address; in English where that has none."""
    code = get_language_from_path(request.path)
    feed.prefix = f"/{code}" if code else ""
    with translation.override(code or settings.LANGUAGE_CODE):
        response = feed(request)
    patch_cache_control(response, public=True, max_age=60)
    return response
