"""What pages are found by: noted whenever one is published, by the same rules as every other text.

Wagtail's own index takes a Chinese sentence for one word and knows no Arabic prefixes; so pages are looked up like
records (portal/words.py). Only a page with words of its own is noted: an alias repeats its original.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from portal import keyset, search, words
from portal.everywhere import Asked, Hit, Results
from portal.models import PageWords
from portal.pages import Worded


def note(page: Any) -> None:
    """Note the words of a published page; one that only repeats its original has none."""
    if page.alias_of_id or page.untranslated:
        PageWords.objects.filter(page=page.pk).delete()
        return
    text = "\n".join(dict.fromkeys([*said_on(page), *page.names_spoken()]))
    noted = {"text": text, "search_text": search.fold(f"{page.title}\n{text}")}
    PageWords.objects.update_or_create(page_id=page.pk, defaults=noted)


def said_on(page: Any) -> list[str]:
    """The words that a page shows, but for its title: of a translation, no rows that its original does not have."""
    found = [one for one in extract_segments(page) if isinstance(one, StringSegmentValue) and one.path != "title"]
    shown = {place(one.path) for one in (found if page.is_original else extract_segments(page.canonical))}
    return [one.string.render_text() for one in found if "." not in one.path or place(one.path) in shown]


def place(path: str) -> str:
    """The field or row that words stand in: that of "agenda.2076.title" is "agenda.2076"."""
    return ".".join(path.split(".")[:2])


def note_published(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Receiver of Wagtail's `page_published`; what an original no longer shows, its translations do not either."""
    note(instance)
    if instance.is_original:
        for page in instance.get_translations().live().filter(alias_of__isnull=True).specific():
            note(page)


def note_missing() -> int:
    """Note the live pages that never were, and say how many: for a portal that is older than the search."""
    missing = Page.objects.live().filter(alias_of__isnull=True, found_by__isnull=True, depth__gt=1)
    pages = [page for page in missing.specific() if isinstance(page, Worded)]
    for page in pages:
        note(page)
    return len(pages)


def matches(asked: Asked) -> list[tuple[Any, int, set[str]]]:
    """The public pages that hold the words: key, type, and the languages that do. One query.

    First those whose title holds all of them, then the newest.
    """
    rows = PageWords.objects.public().filter(words.holding(PageWords, asked.words))
    columns = ("translation_key", "content_type_id", "locale__language_code", "title")
    found = rows.order_by("-page__first_published_at", "-page_id").values_list(*(f"page__{one}" for one in columns))
    groups: dict[Any, tuple[Any, int, set[str]]] = {}
    titled = set()
    for key, type_id, language, title in found[: keyset.MOST_COUNTED]:
        groups.setdefault(key, (key, type_id, set()))[2].add(language)
        titled |= {key} if asked.fits(title) else set()
    return sorted(groups.values(), key=lambda group: group[0] not in titled)


def pages(asked: Asked, models: Iterable[Any], more: str = "") -> Results:
    """The pages of these types that hold the words. Two queries, the first of them for all types together."""
    types = {one.pk for one in ContentType.objects.get_for_models(*models, for_concrete_models=False).values()}
    found = [group for group in asked.once(matches) if group[1] in types]
    shown = found[asked.window]
    versions: dict[Any, dict[str, PageWords]] = {key: {} for key, _type, _languages in shown}
    if shown:
        rows = PageWords.objects.public().filter(page__translation_key__in=[*versions])
        for row in rows.select_related("page__locale"):
            versions[row.page.translation_key][row.page.locale.language_code] = row
    hits = [_hit(asked, versions[key], languages) for key, _type, languages in shown if versions[key]]
    return Results(hits, len(found), more)


def _hit(asked: Asked, versions: dict[str, PageWords], holding: set[str]) -> Hit:
    """A page as the search shows it: its title in the reader's language where it has one, and where the words stand."""
    preferred = [get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE, *sorted(versions)]
    titled = next(language for language in preferred if language in versions)
    held = next((language for language in preferred if language in holding & versions.keys()), titled)
    page = versions[titled].page
    address = reverse("wagtail_serve", args=[page.url_path.split("/", 2)[2]])
    return Hit(page.title, address, titled, about_language=held, pieces=asked.pieces(versions[held].text))
