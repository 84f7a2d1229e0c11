"""Who signed: the public list, the same by country and region, and the same as files."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.names import name_key
from portal.exports import Column, Export, respond
from portal.mechanism.models import State as Country
from portal.mechanism.models.states import sort_key
from submissions.chain import stamp
from submissions.declaration import counting
from submissions.declaration.forms import FindForm
from submissions.declaration.models import Declaration, Signature

PER_PAGE = 25
COLUMNS = (
    Column("entry", lambda one: one.entry.seq, "Number of the entry in the ledger"),
    Column("organization", lambda one: one.organization_name, "Name of the organization as it stands in the ledger"),
    Column("country", lambda one: one.country_code, "Country of registration, ISO 3166-1, three letters"),
    Column("signed_at", lambda one: stamp(one.signed_at), "When it signed, UTC"),
    Column("version", lambda one: one.version.number, "Version of the text that the signature stands under"),
    Column("late", lambda one: one.late, "Whether it signed after the end; such signatures are counted apart"),
    Column("suspended", lambda one: one.is_suspended, "Whether the organization is suspended here now"),
    Column("person", lambda one: one.named_person[0], "Who signed, where that person agreed to be named"),
    Column("position", lambda one: one.named_person[1], "Role of that person in the organization"),
    Column("fingerprint", lambda one: one.entry.hash, "Fingerprint of the entry in the ledger"),
)


def public_or_404(slug: str) -> Declaration:
    """The declaration, if its text is public."""
    return get_object_or_404(Declaration.objects.public(), slug=slug)


@require_safe
def signatory_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All who signed and agreed to be named, narrowed by name and country."""
    declaration = public_or_404(slug)
    asked = asked_for(request.GET)
    tally = counting.tally(declaration)
    context = {
        "declaration": declaration,
        "tally": tally,
        "page": signatory_page(declaration, PER_PAGE, request.GET.get("page"), **asked),
        "late": late_page(declaration) if tally.late else None,
        "countries": countries_of(tally),
        "substantive": declaration.substantive_number(),
        **asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
    }
    return render(request, "declaration/signatory_list.html", context)


@require_safe
def signatory_countries(request: HttpRequest, slug: str) -> HttpResponse:
    """From which countries the named organizations are: a roll by region, and the same as a table."""
    declaration = public_or_404(slug)
    tally = counting.tally(declaration)
    context = {"declaration": declaration, "tally": tally, "regions": counting.regions(tally.by_country)}
    return render(request, "declaration/signatory_countries.html", context)


@require_safe
def signatory_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """The list as CSV, JSON or a spreadsheet, narrowed as the page is; those who signed late stand at its end."""
    declaration = public_or_404(slug)
    rows = narrowed(declaration.signatures.public(), **asked_for(request.GET)).order_by("late", "signed_at", "pk")
    rows = rows.select_related("organization", "entry", "version", "signatory")
    query = request.GET.urlencode()
    return respond(request, Export(f"{slug}-signatories", COLUMNS, rows, query), kind)


def asked_for(query: Mapping[str, Any]) -> dict[str, str]:
    """What a query string narrows the list to; what is not understood narrows nothing."""
    form = FindForm(query)
    given = form.cleaned_data if form.is_valid() else {}
    return {"q": given.get("q", ""), "country": given.get("country", "")}


def narrowed(rows: QuerySet[Signature], q: str = "", country: str = "") -> QuerySet[Signature]:
    """Those of an organization whose name holds `q`, from `country` (three letters)."""
    if q:
        rows = rows.filter(organization__name_key__contains=name_key(q))
    return rows.filter(country_code=country.upper()) if country else rows


def signatory_page(
    declaration: Declaration, size: int, number: int | str | None = 1, *, q: str = "", country: str = ""
) -> Page[Signature]:
    """One page of the named signatures, in the order of signing. Hidden ones move nothing here, not even a number."""
    rows = narrowed(declaration.signatures.public().filter(late=False), q, country)
    rows = rows.select_related("organization__country", "version")
    return Paginator(rows.order_by("signed_at", "pk"), size).get_page(number)


def first_few(declaration: Declaration, size: int) -> Page[Signature]:
    """The first named signatures, without counting the others: one more is read, to know whether there are others."""
    named = declaration.signatures.public().filter(late=False).select_related("organization__country", "version")
    return Paginator(list(named.order_by("signed_at", "pk")[: size + 1]), size).get_page(1)


def late_page(declaration: Declaration) -> Page[Signature]:
    """The named signatures given after the end, the first hundred; the files have all."""
    rows = declaration.signatures.public().filter(late=True).select_related("organization__country", "version")
    return Paginator(rows.order_by("signed_at", "pk"), 100).get_page(1)


def countries_of(tally: counting.Tally) -> list[Country]:
    """The countries of those who are named, by their names in the reader's language."""
    found = Country.objects.filter(iso3__in=tally.by_country)
    return sorted(found, key=lambda country: sort_key(country.name))
