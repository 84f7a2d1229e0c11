"""Public pages of the declaration: the text, who signed, and the receipts. They are the same for every reader."""

import re

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import translate_url
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from organizations.names import name_key
from portal.mechanism.models import State as Country
from portal.mechanism.models.states import sort_key
from submissions.declaration import checking, ledger
from submissions.declaration.forms import FindForm
from submissions.declaration.models import Declaration, LedgerEntry, Signature
from submissions.declaration.steps import steps

FIRST_FEW = 10
PER_PAGE = 25
FINGERPRINT = re.compile(r"[0-9a-f]{16,64}")


def public_or_404(slug: str) -> Declaration:
    """The declaration, if its text is public."""
    return get_object_or_404(Declaration.objects.public(), slug=slug)


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
    tally = declaration.signatures.tally()
    context = {
        "declaration": declaration,
        "text": texts.get(get_language() or "") or texts.get(declaration.authentic_language),
        "languages": [(code, translate_url(request.path, code)) for code in texts],
        "tally": tally,
        "percent": percent(tally.signed, declaration.goal),
        "page": signatory_page(declaration, FIRST_FEW),
        "countries": countries_of(declaration),
        "steps": steps(declaration),
        "head": ledger.head(declaration),
        "verdict": checking.last_verdict(declaration),
    }
    return render(request, "declaration/declaration_detail.html", context)


def percent(count: int, goal: int | None) -> int | None:
    """How far the count has come, at most 100; None without a goal."""
    return min(100, count * 100 // goal) if goal else None


@require_safe
def signatory_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All who signed and agreed to be named, narrowed by name and country."""
    declaration = public_or_404(slug)
    form = FindForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    context = {
        "declaration": declaration,
        "tally": declaration.signatures.tally(),
        "page": signatory_page(
            declaration, PER_PAGE, request.GET.get("page"), asked.get("q", ""), asked.get("country", "")
        ),
        "countries": countries_of(declaration),
        "q": asked.get("q", ""),
        "country": asked.get("country", ""),
    }
    return render(request, "declaration/signatory_list.html", context)


def signatory_page(
    declaration: Declaration, size: int, number: object = 1, name: str = "", country: str = ""
) -> Page[Signature]:
    """One page of the named signatures, in the order of signing. Hidden ones move nothing here, not even a number."""
    named = declaration.signatures.public().select_related("organization__country")
    if name:
        named = named.filter(organization__name_key__contains=name_key(name))
    if country:
        named = named.filter(organization__country__iso3=country.upper())
    return Paginator(named.order_by("signed_at", "pk"), size).get_page(number)


def countries_of(declaration: Declaration) -> list[Country]:
    """The countries of those who are named, by their names in the reader's language."""
    named = declaration.signatures.public().values("organization__country")
    return sorted(Country.objects.filter(pk__in=named), key=lambda country: sort_key(country.name))


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
        return entries.filter(hash__startswith=wanted).first()
    return None


def receipt_page(request: HttpRequest, declaration: Declaration, entry: LedgerEntry | None, asked: str) -> HttpResponse:
    """The page for an entry, for something that is not there (404), or for a first visit."""
    context = {
        "declaration": declaration,
        "entry": entry,
        "asked": asked,
        "head": ledger.head(declaration),
        "verdict": checking.last_verdict(declaration),
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
