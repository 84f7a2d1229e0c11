"""A public statement on paper: a PDF in the language of its text, the same for everyone until something changes."""

from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from portal import limits, pdf
from submissions.statements.models import Statement
from submissions.statements.views import reading

TEMPLATE = "statements/statement_pdf.html"
KEPT = 60  # seconds, as for the other formats of a statement


@require_safe
def statement_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The PDF of a public statement. Whoever has it already is told so before it is made."""
    known = get_object_or_404(Statement.objects.was_public().select_related("current"), slug=slug)
    if not known.is_public:
        return render(request, "statements/file_gone.html", {"statement": known}, status=410)
    language = known.current.language
    context = on_paper(known.pk, language)
    if not context["pdf_address"]:
        return pdf.missing(request)
    words = pdf.words_for(TEMPLATE, context, language)
    tag = f'"{pdf.tag_of(words)}"'
    response = get_conditional_response(request, etag=tag) or make(request, words, slug)
    if response.status_code in (200, 304):
        response.headers["ETag"] = tag
        response.headers["Content-Language"] = language
        patch_cache_control(response, public=True, max_age=KEPT)
    return response


def on_paper(pk: int, language: str) -> dict[str, Any]:
    """What the PDF shows: what its page shows to a reader in the language of the text, and what is attached."""
    with translation.override(language):
        statement = get_object_or_404(Statement.objects.public().for_reading(), pk=pk)
        proof = f"{settings.BASE_URL}/statements/proof/?q={quote_plus(statement.reference or '')}"
        return reading(statement) | {"attachments": list(statement.current.attachments.ready()), "proof": proof}


def make(request: HttpRequest, words: str, name: str) -> HttpResponse:
    """The PDF of this HTML, as often as the reader's network may have one made."""
    if limits.take("papers", request) is None:
        return pdf.later(request, limits.LIMITS["papers"].seconds)
    return pdf.download(pdf.made_of(words), name)
