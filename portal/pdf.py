"""Pages as PDF for keeping and printing: tagged (PDF/UA-1), in the fonts of six scripts, made from our own files only.

WeasyPrint needs Pango, a library of the system: where that is missing `available()` is false, pages do not offer the
link, and an address that is asked all the same says so in words.
"""

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

STYLE = "print/pdf.css"
BDI = re.compile(r"<bdi(?![^>]*\sdir=)([^>]*)>([^<]*)</bdi>")
STRONG = {"L", "R", "AL"}  # kinds of letters that have a direction
MOST_PARTS = 2_000  # paragraphs, cells, items, line breaks; a text of 60,000 characters has a few hundred
OWN = "static:"  # how a template names one of our static files: <img src="static:img/mark.svg">


class NotOurs(ValueError):
    """Something in a PDF's template points to what is not one of our static files."""


@cache
def _weasyprint() -> Any:
    """The library, or None where it or what it needs is missing. Loaded late: it costs half a second."""
    try:
        return import_module("weasyprint")
    except (ImportError, OSError):  # OSError: the system's library is not there
        return None


def available() -> bool:
    """Whether this machine can make a PDF."""
    return _weasyprint() is not None


def fits(text: str) -> bool:
    """Whether HTML becomes a PDF within seconds: each of its parts takes some three milliseconds, however short."""
    return text.count("<") - text.count("</") <= MOST_PARTS


def pdf(template: str, context: Mapping[str, Any], language: str) -> bytes:
    """A template as PDF in this language. Raises RuntimeError where `available()` is false, NotOurs as it says."""
    return made_of(words_for(template, context, language))


def words_for(template: str, context: Mapping[str, Any], language: str) -> str:
    """The HTML that a PDF is made of: it costs little, the PDF costs seconds."""
    with translation.override(language):
        return BDI.sub(_directed, render_to_string(template, dict(context)))


def _directed(match: re.Match[str]) -> str:
    """A `<bdi>` with the direction of its first letter, which WeasyPrint does not look for itself."""
    kinds = (bidirectional(letter) for letter in unescape(match[2]))
    first = next((kind for kind in kinds if kind in STRONG), "L")
    return f'<bdi dir="{"ltr" if first == "L" else "rtl"}"{match[1]}>{match[2]}</bdi>'


def tag_of(words: str) -> str:
    """Names the PDF that `made_of` makes of this HTML, before it is made: the same HTML, style and program, the same
    bytes."""
    weasyprint = _weasyprint()
    program = weasyprint.__version__ if weasyprint else ""
    return sha256(b"\0".join([words.encode(), static_file(STYLE), program.encode()])).hexdigest()[:32]


def made_of(words: str) -> bytes:
    """HTML as PDF. Raises RuntimeError where `available()` is false, NotOurs as it says."""
    weasyprint = _weasyprint()
    if weasyprint is None:
        raise RuntimeError("This machine cannot make a PDF: Pango is missing.")
    style = weasyprint.CSS(string=static_file(STYLE).decode(), url_fetcher=fetch)
    document = weasyprint.HTML(string=words, base_url=OWN, url_fetcher=fetch)
    made: bytes = document.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    return made


def fetch(url: str, *args: object, **kwargs: object) -> dict[str, Any]:
    """One of our static files for WeasyPrint; nothing else is ever fetched."""
    if not url.startswith(OWN):
        raise NotOurs(url[:200])
    return {"string": static_file(url.removeprefix(OWN).lstrip("/"))}


def static_file(name: str) -> bytes:
    """The content of a static file. Raises NotOurs when there is none of this name."""
    found = finders.find(name)
    if not isinstance(found, str):
        raise NotOurs(name[:200])
    return Path(found).read_bytes()


def respond(request: HttpRequest, template: str, context: Mapping[str, Any], language: str, name: str) -> HttpResponse:
    """A PDF as a download called `name`; where none can be made, a page that says so (501)."""
    if not available():
        return missing(request)
    return download(pdf(template, context, language), name)


def missing(request: HttpRequest) -> HttpResponse:
    """The page for what becomes no PDF here (501): nothing does without Pango, and no text of too many parts."""
    large = _("This text has too many parts for a PDF. Print the page instead: it is made for paper too.")
    never = _("This machine cannot make PDF files. Print the page instead: it is made for paper too.")
    return render(request, "portal/no_pdf.html", {"words": large if available() else never}, status=501)


def later(request: HttpRequest, seconds: int) -> HttpResponse:
    """The page for a network that had too many made (429)."""
    words = _("Too many PDF files were made just now. Try again later, or print the page: it is made for paper too.")
    response = render(request, "portal/no_pdf.html", {"words": words}, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def download(content: bytes, name: str) -> HttpResponse:
    """A PDF to be saved as `name`."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
