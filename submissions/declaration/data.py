"""The ledger as files that anyone can keep and check. They carry no language and name nobody who is hidden."""

from datetime import UTC, date, datetime, time
from functools import partial
from itertools import chain as chain_together
from pathlib import Path

from django.core.cache import cache
from django.db.models import Max
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from portal import audit, feeds
from submissions import chain, verify_ledger
from submissions.chain_files import as_file, head_text
from submissions.declaration import ledger
from submissions.declaration.feeds import HeadsFeed
from submissions.declaration.models import Declaration, LedgerEntry
from submissions.declaration.signatories import public_or_404
from submissions.declaration.supporters import proofs
from submissions.verify_ledger import canonical

SCRIPT = Path(verify_ledger.__file__)
DAYS_IN_FEED = 60
A_DAY = 86_400  # seconds


def newest(slug: str) -> LedgerEntry | None:
    """The head of a public declaration's ledger."""
    declaration = Declaration.objects.public().filter(slug=slug).first()
    return ledger.head(declaration) if declaration else None  # by its key: joined, all entries would be sorted


def ledger_tag(request: HttpRequest, slug: str) -> str | None:
    """The ledger changes with its head."""
    head = newest(slug)
    return f'"{head.hash}"' if head else None


def openings_tag(request: HttpRequest, slug: str) -> str | None:
    """The names change with the head, and when somebody asks to be hidden or erased, which no event passes by."""
    head = newest(slug)
    return f'"{head.hash}-{audit.newest()}"' if head else None


@require_safe
@condition(etag_func=ledger_tag)
def ledger_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Every entry of the ledger up to its head, in order."""
    declaration = public_or_404(slug)
    head = ledger.head(declaration)
    entries = declaration.entries.filter(seq__lte=head.seq if head else 0).order_by("seq")
    return as_file((canonical(chain.line(entry)) for entry in entries.iterator()), f"{slug}-ledger.jsonl")


@require_safe
@condition(etag_func=openings_tag)
def openings_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The names of those who agreed, with what opens their commitments."""
    declaration = public_or_404(slug)
    named = declaration.signatures.public().select_related("entry", "amend_entry", "signatory")
    signed = (one for signature in named.order_by("entry__seq").iterator() for one in ledger.openings(signature))
    lines = map(canonical, chain_together(signed, proofs.openings(declaration)))
    return as_file(lines, f"{slug}-openings.jsonl")


@require_safe
@condition(etag_func=ledger_tag)
def head_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest fingerprint, to be kept elsewhere."""
    declaration = public_or_404(slug)
    return head_text("declaration", slug, ledger.head(declaration))


@require_safe
def annex_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The frozen list of signatories: the exact bytes whose hash is in the ledger."""
    declaration = public_or_404(slug)
    frozen = get_object_or_404(declaration.annexes.filter(content__isnull=False))
    response = HttpResponse(frozen.content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-annex-{frozen.number}.csv"'
    patch_cache_control(response, public=True, no_cache=True)
    return response


@require_safe
@condition(etag_func=ledger_tag)
def heads_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest fingerprint of each day, in the language of the address."""
    declaration = public_or_404(slug)
    return feeds.respond(request, HeadsFeed(declaration, daily_heads(declaration)))


def daily_heads(declaration: Declaration) -> list[LedgerEntry]:
    """The last entry of each of the newest days on which there was one, the newest first.

    Days that are over stay as they are, so they are looked for once: that goes through all entries.
    """
    head = ledger.head(declaration)
    if head is None:
        return []
    day = head.created_at.astimezone(UTC).date()
    before = cache.get_or_set(f"heads-before-{day}-{declaration.pk}", partial(_heads_before, declaration, day), A_DAY)
    return [head, *declaration.entries.filter(seq__in=before).order_by("-seq")]


def _heads_before(declaration: Declaration, day: date) -> list[int]:
    start = datetime.combine(day, time.min, UTC)
    days = declaration.entries.filter(created_at__lt=start).annotate(day=TruncDate("created_at", tzinfo=UTC))
    last = days.order_by("-day").values("day").annotate(last=Max("seq"))
    return list(last.values_list("last", flat=True)[: DAYS_IN_FEED - 1])


@require_safe
def text_file(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The exact bytes of a locked text, so that its fingerprint can be computed again."""
    declaration = public_or_404(slug)
    locked = declaration.versions.locked().filter(language=language).order_by("-number")
    version = get_object_or_404(locked[:1])
    return HttpResponse(version.text, content_type="text/plain; charset=utf-8")


@require_safe
def script_file(request: HttpRequest) -> HttpResponse:
    """The program that checks a ledger without us."""
    response = HttpResponse(SCRIPT.read_bytes(), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{SCRIPT.name}"'
    return response
