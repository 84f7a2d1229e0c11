"""Files about individuals: the names of those who agreed, numbers by country, and what proves one's own support."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal.exports import Export, respond
from submissions.declaration.signatories import public_or_404
from submissions.declaration.supporters import actions, counting
from submissions.declaration.supporters.listing import NAMES, NUMBERS
from submissions.declaration.supporters.models import Supporter
from submissions.declaration.supporters.proofs import opening_of
from submissions.declaration.supporters.views import supportable_or_404
from submissions.verify_ledger import canonical


@require_safe
def names_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Those who agreed to be named, as CSV, JSON or a spreadsheet."""
    declaration = supportable_or_404(slug)
    rows = Supporter.objects.public().filter(declaration=declaration).select_related("batch").order_by("name", "pk")
    return respond(request, Export(f"{slug}-supporters", NAMES, rows), kind)


@require_safe
def numbers_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """How many support it from where; who stands alone in a country is counted without it."""
    figures = counting.support(supportable_or_404(slug))
    rows = [*sorted(figures.by_country.items()), ("", figures.elsewhere)]
    return respond(request, Export(f"{slug}-supporters-by-country", NUMBERS, rows), kind)


@require_safe
def proof_file(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """What one supporter needs to show that the ledger counts them, once it does; for nobody else."""
    supporter = actions.own(token)
    opening = opening_of(supporter) if supporter and supporter.declaration == public_or_404(slug) else None
    if opening is None:
        raise Http404
    line = canonical({**opening, "person_salt": supporter.person_salt})
    response = HttpResponse(f"{line}\n", content_type="application/jsonl; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-proof.jsonl"'
    patch_cache_control(response, private=True, no_store=True)
    return response
