"""The public pages of the dialogues, found by their address with one query.

Wagtail's own routing asks the database at every step of the path, and again for restrictions that these pages never
have; it still answers for every other page, and knows these by the same address.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dialogues.models import DialogueIndexPage, DialoguePage, PanelPage


@require_safe
def dialogue_list(request: HttpRequest) -> HttpResponse:
    """All dialogues."""
    return find(DialogueIndexPage, "dialogues").serve(request)


@require_safe
def dialogue_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One dialogue."""
    return find(DialoguePage, "dialogues", slug, along=("source", "nomination_call")).serve(request)


@require_safe
def panel_detail(request: HttpRequest, slug: str, panel: str) -> HttpResponse:
    """One panel of a dialogue."""
    return find(PanelPage, "dialogues", slug, panel, along=("source", "instrument")).serve(request)


def find(model: Any, *slugs: str, along: tuple[str, ...] = ()) -> Any:
    """The live page at an address in the active language, knowing its canonical page; 404 where there is none.

    `along` are rows that each page leads to, read in the same query.
    """
    languages = [get_language(), settings.LANGUAGE_CODE]
    pages = (
        model.objects.live()
        .filter(slug=slugs[-1], locale__language_code__in=languages)
        .select_related("locale", *along)
    )
    address = "/".join(["", *slugs, ""])
    found = {page.locale.language_code: page for page in pages if page.url_path.endswith(address)}
    if get_language() not in found:
        raise Http404
    page, original = found[get_language()], found.get(settings.LANGUAGE_CODE)
    if original and original.translation_key == page.translation_key:
        page.canonical = original
    return page
