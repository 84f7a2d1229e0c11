"""Who signed: the public list, the same by country and region, and the same as files."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.models import Organization
from organizations.names import name_key
from portal import keyset, words
from portal.exports import Column, Export, respond
from portal.mechanism.models import State as Country
from portal.mechanism.models.states import sort_key
from submissions.chain import stamp
from submissions.declaration import counting
from submissions.declaration.forms import FindForm
from submissions.declaration.models import Declaration, Signature

PER_PAGE = 25
LATE_SHOWN = 100
MANY = 2 * keyset.MOST_COUNTED  # names that hold the words of a question: fewer are looked up, more are soon met
COLUMNS = (
    Column("entry", lambda one: one.entry.seq, "Number of the entry in the ledger", "number"),
    Column("organization", lambda one: one.organization_name, "Name of the organization as it stands in the ledger"),
    Column("country", lambda one: one.country_code, "Country of registration, ISO 3166-1, three letters"),
    Column("signed_at", lambda one: stamp(one.signed_at), "When it signed, UTC", "moment"),
    Column("version", lambda one: one.version.number, "Version of the text that the signature stands under", "number"),
    Column(
        "late", lambda one: one.late, "Whether it signed after the end; such signatures are counted apart", "yes or no"
    ),
    Column("suspended", lambda one: one.is_suspended, "Whether the organization is suspended here now", "yes or no"),
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
        "page": signatory_page(declaration, tally, PER_PAGE, request.GET, **asked),
        "late": late(declaration) if tally.late else None,
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
    rows = declaration.signatures.public().filter(asked_rows(**asked_for(request.GET)))
    rows = rows.order_by("late", "signed_at", "pk").select_related("organization", "entry", "version", "signatory")
    query = request.GET.urlencode()
    return respond(request, Export(f"{slug}-signatories", COLUMNS, rows, query), kind)


def asked_for(query: Mapping[str, Any]) -> dict[str, str]:
    """What a query string narrows the list to; what is not understood narrows nothing."""
    form = FindForm(query)
    given = form.cleaned_data if form.is_valid() else {}
    return {"q": given.get("q", ""), "country": given.get("country", "")}


def asked_rows(q: str = "", country: str = "") -> Q:
    """The condition that a name holds every word of `q`, and that the country (three letters) is that one."""
    of_country = Q(country_code=country.upper()) if country else Q()
    return of_country & called(q) if q else of_country


def called(q: str) -> Q:
    """The condition that an organization is found by its names; by the one it signs with where it has no profile."""
    keys = words.newest(Organization, q, MANY)
    if len(keys) < MANY:
        fits = words.holding_phrases(Organization, q) & (Q(is_public=True) | own_name(q))
        return Q(organization__in=list(Organization.objects.filter(fits, pk__in=keys).values_list("pk", flat=True)))
    met = words.met_often(Organization, q, "organization__")
    return met & (Q(organization__is_public=True) | own_name(q, "organization__"))


def own_name(q: str, path: str = "") -> Q:
    """The condition that its legal name holds each word, wherever."""
    condition = Q()
    for word in name_key(q).split():
        condition &= Q(**{f"{path}name_key__contains": word})
    return condition


def signatory_page(
    declaration: Declaration,
    tally: counting.Tally,
    size: int,
    query: Mapping[str, Any],
    *,
    q: str = "",
    country: str = "",
) -> keyset.KeysetPage:
    """A page of the named signatures in the order of signing: the one behind or before the entry `query` names."""
    named, wanted = placed(declaration), asked_rows(q, country)
    of_country = tally.by_country.get(country.upper(), 0) if country else tally.named
    count = keyset.counted(declaration.signatures.public().filter(wanted, late=False)) if q else of_country

    def rows(where: Q) -> QuerySet[Signature]:
        return named.filter(where, late=False).filter(wanted)

    places = {name: value for name, value in query.items() if is_place(value)}
    return keyset.page(
        rows, ["signed_at", "pk"], places, size=size, count=count,
        known=named.filter(entry__declaration=declaration), name="place",
    )  # fmt: skip


def placed(declaration: Declaration) -> QuerySet[Signature]:
    """The named signatures as lists show them: `place` is the number of the entry. Hidden ones move nothing here."""
    named = declaration.signatures.public().select_related("organization__country", "version")
    return named.annotate(place=F("entry__seq"))


def is_place(value: object) -> bool:
    """Whether this can be the number of an entry."""
    return isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10


def late(declaration: Declaration) -> list[Signature]:
    """The named signatures given after the end, the first hundred; the files have all."""
    return list(placed(declaration).filter(late=True).order_by("signed_at", "pk")[:LATE_SHOWN])


def countries_of(tally: counting.Tally) -> list[Country]:
    """The countries of those who are named, by their names in the reader's language."""
    found = Country.objects.filter(iso3__in=tally.by_country)
    return sorted(found, key=lambda country: sort_key(country.name))
