"""Pages as PDF for keeping and printing: tagged (PDF/UA-1), in the fonts of six scripts, made from our own files only.

WeasyPrint needs Pango, a library of the system: where that is missing `available()` is false, pages do not offer the
link, and an address that is asked all the same says so in words.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

STYLE = "print/pdf.css"
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


def pdf(template: str, context: Mapping[str, Any], language: str) -> bytes:
    """A template as PDF in this language. Raises RuntimeError where `available()` is false, NotOurs as it says."""
    weasyprint = _weasyprint()
    if weasyprint is None:
        raise RuntimeError("This machine cannot make a PDF: Pango is missing.")
    with translation.override(language):
        words = render_to_string(template, dict(context))
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
        return render(request, "portal/no_pdf.html", status=501)
    response = HttpResponse(pdf(template, context, language), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
