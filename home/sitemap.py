"""The map of the site for search engines (sitemaps.org): an index, and for each language and kind its pages.

Each page is told of with its other languages and with the address that leads to the reader's own. What was hidden is
out of it with the next question: nothing is stored.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from home.sitemap_sections import LANGUAGES, SECTIONS, Entry

PER_FILE = 5_000  # with all languages beside each, half of the 10 MB that a file may have
XML = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
KEPT_AWAY = ("accounts/", "appearance/", "desk/")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All files of the map."""
    counts = [(kind, language, count) for kind, one in SECTIONS.items() for language, count in one.counts().items()]
    names = [
        (language, kind, number) for kind, language, count in counts for number in range(1, -(-count // PER_FILE) + 1)
    ]
    files = (settings.BASE_URL + reverse("sitemap_section", args=name) for name in names)
    listed = "".join(f"<sitemap><loc>{escape(file)}</loc></sitemap>\n" for file in files)
    text = f"{HEAD}<sitemapindex {NAMESPACES.partition(' ')[0]}>\n{listed}</sitemapindex>\n"
    response = HttpResponse(text, content_type=XML)
    patch_cache_control(response, public=True, max_age=60)
    return response


@require_safe
def section(request: HttpRequest, language: str, kind: str, number: int) -> StreamingHttpResponse:
    """The pages of one kind in one language; 404 for a file that the index does not name."""
    found = SECTIONS.get(kind)
    if found is None or language not in LANGUAGES or not 0 < number < 10_000:
        raise Http404
    entries = list(found.entries(language, slice((number - 1) * PER_FILE, number * PER_FILE)))
    if not entries:
        raise Http404
    response = StreamingHttpResponse(as_xml(entries, language), content_type=XML)
    patch_cache_control(response, public=True, max_age=60)
    return response


def as_xml(entries: list[Entry], language: str) -> Iterator[str]:
    """One file, piece by piece."""
    yield f"{HEAD}<urlset {NAMESPACES}>\n"
    for entry in entries:
        changed = f"<lastmod>{entry.changed:%Y-%m-%d}</lastmod>" if entry.changed else ""
        links = "".join(link(code, f"{code}/{entry.path}") for code in entry.languages)
        links += link("x-default", entry.path)
        yield f"<url><loc>{address(f'{language}/{entry.path}')}</loc>{changed}{links}</url>\n"
    yield "</urlset>\n"


def link(language: str, path: str) -> str:
    """The same page in another language; without a language it leads to the reader's own."""
    return f'<xhtml:link rel="alternate" hreflang="{language}" href="{address(path)}"/>'


def address(path: str) -> str:
    """A whole address as XML holds it."""
    return escape(f"{settings.BASE_URL}/{path}", {'"': "&quot;"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs should leave alone, and where the map is."""
    away = [f"/{language}/{path}" for language in LANGUAGES for path in KEPT_AWAY]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in ["/cms/", *away])]
    text = "\n".join([*lines, "", f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
