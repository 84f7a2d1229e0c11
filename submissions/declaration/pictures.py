"""What others take along: a badge for their pages, an announcement for the press, a receipt on paper."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal import pdf
from submissions.declaration import annex, counting, ledger
from submissions.declaration.signatories import public_or_404

BADGE_KEPT = 60  # seconds


def known_language(code: str) -> str:
    """One of the portal's languages; another does not exist."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    return code


@require_safe
def badge(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """A small picture with the number of signatures, for pages elsewhere. No script, no cookie, nobody's name."""
    declaration = public_or_404(slug)
    with translation.override(known_language(language)):
        words = {"declaration": declaration, "tally": counting.tally(declaration)}
        drawn = render_to_string("declaration/badge.svg", words)
    response = HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, public=True, max_age=BADGE_KEPT)
    return response


@require_safe
def announcement(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """What the declaration is, what it asks and how many signed, on paper for the press."""
    declaration = public_or_404(slug)
    texts = declaration.locked_texts()
    if not texts:
        raise Http404
    context = {
        "declaration": declaration,
        "text": texts.get(known_language(language)) or texts[declaration.authentic_language],
        "tally": counting.tally(declaration),
        "head": ledger.head(declaration),
        "address": f"{settings.BASE_URL}/declaration/{slug}/",
        "today": timezone.now(),
    }
    return pdf.respond(request, "declaration/announcement_pdf.html", context, language, f"{slug}-{language}")


@require_safe
def annex_pdf(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The frozen list on paper. It is drawn from the CSV alone, whose hash is in the ledger and stands on it; its codes
    of countries and its times are said as the reader's language says them."""
    declaration = public_or_404(slug)
    frozen = annex.newest(declaration)
    if frozen is None or frozen.content is None:
        raise Http404
    tally, rows = annex.read(frozen.content)
    context = {"declaration": declaration, "annex": frozen, "rows": annex.readable(rows), "tally": tally}
    name = f"{slug}-annex-{frozen.number}-{known_language(language)}"
    return pdf.respond(request, "declaration/annex_pdf.html", context, language, name)
