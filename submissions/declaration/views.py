"""Public pages of the declaration: the text, who signed, and the receipts. They are the same for every reader."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal import pdf
from submissions.declaration import annex, checking, counting, ledger
from submissions.declaration.handed import Handover, asks_of
from submissions.declaration.handing import FOLLOWED
from submissions.declaration.models import Declaration, LedgerEntry, Signature
from submissions.declaration.signatories import countries_of, public_or_404, signatory_page
from submissions.declaration.steps import steps
from submissions.declaration.supporters import counting as supporters

S = Declaration.State
FIRST_FEW = 10
FINGERPRINT = re.compile(r"[0-9a-f]{16,64}")


@require_safe
def declaration_current(request: HttpRequest) -> HttpResponse:
    """Leads to the newest declaration, or says that there is none."""
    newest = Declaration.objects.public().first()
    return redirect(newest) if newest else render(request, "declaration/declaration_none.html")


@require_safe
def declaration_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The text, how many signed, the first who did, its way to the States, and how to check the list."""
    declaration = public_or_404(slug)
    texts = declaration.locked_texts()
    if not texts:
        return render(request, "declaration/declaration_record.html", {"declaration": declaration})
    tally, head = counting.tally(declaration), ledger.head(declaration)
    context = {
        "declaration": declaration,
        "text": texts.get(get_language() or "") or texts.get(declaration.authentic_language),
        "languages": [(code, translate_url(request.path, code)) for code in texts],
        "tally": tally,
        "percent": percent(tally.signed, declaration.goal),
        "page": signatory_page(declaration, tally, FIRST_FEW, {}),
        "countries": countries_of(tally),
        "substantive": declaration.substantive_number(),
        "share": f"{settings.BASE_URL}/declaration/{declaration.slug}/",
        "has_pdf": pdf.available(),
        "asks": asks_of(declaration),
        **handed(declaration),
        **supported(declaration),
        "steps": steps(declaration),
        "head": head,
        "verdict": checking.last_verdict(declaration, head),
    }
    return render(request, "declaration/declaration_detail.html", context)


def handed(declaration: Declaration) -> dict[str, object]:
    """What was handed over; nothing was before signing has ended."""
    if declaration.state in (S.LOCKED, S.OPEN):
        return {}
    return {
        "annex": annex.newest(declaration),
        "handover": Handover.objects.filter(declaration=declaration).first(),
        "followed": declaration.state in FOLLOWED,
    }


def supported(declaration: Declaration) -> dict[str, object]:
    """The individuals who support it; nothing where they cannot."""
    if not declaration.takes_supporters:
        return {}
    figures = supporters.support(declaration)
    return {"support": figures, "support_countries": supporters.countries(figures)}


def percent(count: int, goal: int | None) -> int | None:
    """How far the count has come, at most 100; None without a goal."""
    return min(100, count * 100 // goal) if goal else None


@require_safe
def receipt_find(request: HttpRequest, slug: str) -> HttpResponse:
    """A place to paste what is on a receipt; leads to the entry."""
    declaration = public_or_404(slug)
    words = request.GET.get("fingerprint", "")[:200]
    entry = find_entry(declaration, words)
    if entry:
        return redirect(entry)
    return receipt_page(request, declaration, None, words)


@require_safe
def receipt_detail(request: HttpRequest, slug: str, fingerprint: str) -> HttpResponse:
    """One entry of the ledger with its neighbours: what it shows, and what not."""
    declaration = public_or_404(slug)
    entry = find_entry(declaration, fingerprint)
    if entry and entry.hash != fingerprint:
        return redirect(entry)
    return receipt_page(request, declaration, entry, fingerprint)


def find_entry(declaration: Declaration, words: str) -> LedgerEntry | None:
    """The entry that a person means by a number, a fingerprint, or the first 16 characters of one."""
    wanted = "".join(words.split()).lower()
    entries = declaration.entries.select_related("declaration")
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 10:
        return entries.filter(seq=int(wanted)).first()
    if FINGERPRINT.fullmatch(wanted):
        return entries.filter(hash__gte=wanted, hash__lt=f"{wanted}g").first()  # begins with it; this reads the index
    return None


def receipt_page(request: HttpRequest, declaration: Declaration, entry: LedgerEntry | None, asked: str) -> HttpResponse:
    """The page for an entry, for something that is not there (404), or for a first visit."""
    head = ledger.head(declaration)
    context = {
        "declaration": declaration,
        "entry": entry,
        "asked": asked,
        "head": head,
        "verdict": checking.last_verdict(declaration, head),
    }
    if entry:
        context["neighbours"] = neighbours(entry)
        signature = Signature.objects.select_related("version", "revoke_entry").filter(entry=entry).first()
        context["signature"] = signature
    return render(request, "declaration/receipt_detail.html", context, status=404 if asked and not entry else 200)


def neighbours(entry: LedgerEntry) -> list[tuple[LedgerEntry, Signature | None]]:
    """The entry between the one before it and the one after it, each with the signature that it names in public."""
    near = list(entry.declaration.entries.filter(seq__range=(entry.seq - 1, entry.seq + 1)).order_by("seq"))
    named = Signature.objects.public().filter(entry__in=near).select_related("organization")
    by_entry = {signature.entry_id: signature for signature in named}
    return [(one, by_entry.get(one.pk)) for one in near]
