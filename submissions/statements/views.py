"""The public register of statements and their reading pages: the same for every reader."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal import files, listing, pdf
from portal.prose.publishing import published
from submissions.statements import tombstone_page
from submissions.statements.attachments import Attachment
from submissions.statements.citing import FORMATS
from submissions.statements.editions import Edition, editions
from submissions.statements.facets import Facet, facets
from submissions.statements.filters import SORTS, StatementFilter
from submissions.statements.finding import Search
from submissions.statements.models import Statement

NAMED_FORMATS = [*((kind, one.name) for kind, one in FORMATS.items()), ("json", "JSON")]
PLACES = ("after", "before", "page")  # where in a list somebody is: another search begins at its first page


@dataclass(frozen=True)
class Chip:
    """A filter in use: its words (and their language), and the query without it."""

    words: str
    query: str
    language: str = ""


@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    """The register: search, filters, sorting and pages, all in the address."""
    public = Statement.objects.public()
    filters = StatementFilter(request.GET, public)
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "newest"
    search = Search(filters, sort)
    page = search.page(request.GET)
    groups = facets(search, whole=request.GET.get("whole", ""))
    context = {
        "form": filters.form,
        "page_obj": page,
        "facets": groups,
        "chips": chips(request.GET, filters, groups),
        "sort": sort,
        "sorts": [(value, words) for value, (words, _order) in SORTS.items()],
        "kept": kept(filters, sort),
        "kinds": ("csv", "xlsx", "json"),
        "whole": query_without(request.GET, "whole", *PLACES),
        "sampled": search.is_common,
    }
    if not page.count:
        context["on_record"] = search.on_record
    return render(request, "statements/statement_list.html", context)


def query_without(query: QueryDict, *names: str, name: str = "", value: str = "") -> str:
    """The query string without some parameters, and without one value of `name`."""
    rest = query.copy()
    for one in names:
        rest.pop(one, None)
    if name:
        rest.setlist(name, [given for given in rest.getlist(name) if given != value])
    return rest.urlencode()


def chips(query: QueryDict, filters: StatementFilter, groups: list[Facet]) -> list[Chip]:
    """The filters in use, each with the way to take it away."""
    asked = filters.form.cleaned_data.get("q", "")
    found = [Chip(listing.quoted(asked), query_without(query, "q", *PLACES))] if asked else []
    return found + [
        Chip(option.words, query_without(query, *PLACES, name=facet.name, value=option.value), option.language)
        for facet in groups
        for option in facet.options
        if option.chosen
    ]


def kept(filters: StatementFilter, sort: str) -> list[tuple[str, str]]:
    """What the form for sorting carries along: the search and the filters, as names and values."""
    asked = filters.form.cleaned_data.get("q", "")
    values = [(name, value) for name in filters.filters if name != "q" for value in filters.chosen(name)]
    return [("q", asked), *values] if asked else values


@require_safe
def statement_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One statement as its readers see it, paragraph by paragraph; or the tombstone in its place."""
    statement = get_object_or_404(Statement.objects.was_public().for_reading().with_entry_number(), slug=slug)
    if not statement.is_public:
        return tombstone(request, statement)
    context = reading(statement) | {"attachments": list(statement.current.attachments.ready())}
    return render(request, "statements/statement_detail.html", context)


def tombstone(request: HttpRequest, statement: Statement) -> HttpResponse:
    """What stands where a statement stood; no search engine keeps it."""
    context = tombstone_page.standing(statement)
    response = render(request, "statements/statement_tombstone.html", context, status=context["status"])
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def statement_file(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """A file of a public statement; 410 when it was public and is withdrawn or removed."""
    statement = get_object_or_404(Statement.objects.was_public().select_related("current"), slug=slug)
    shown = [one.version.pk for one in editions(statement).all]
    row = Attachment.objects.filter(version__in=shown).keyed(key)
    if row is None:
        raise Http404
    if not statement.is_public or row.deleted_at:
        return render(request, "statements/file_gone.html", {"statement": statement}, status=410)
    return files.serve(request, row)


def beneath(addition: Edition) -> dict[str, Any]:
    """An addition as it stands beneath the text: with anchors of its own, `#A1` and `#A1-para3`."""
    text, _headings = published(addition.version.body or "", f"{addition.anchor}-")
    return {"edition": addition, "text": text}


def reading(statement: Statement) -> dict[str, Any]:
    """What the reading page needs."""
    text, headings = published(statement.current.body or "")
    public = editions(statement)
    paper = pdf_address(statement, text)
    return {
        "statement": statement,
        "version": statement.current,
        "text": text,
        "headings": headings,
        "edition": public.current,
        "editions": public,
        "additions": [beneath(one) for one in public.additions],
        "topics": statement.topics,
        "cosigners": statement.cosigners.listed().select_related("organization").alphabetical(),
        "address": statement.permanent_address,
        "pdf_address": paper,
        "formats": [*([("pdf", "PDF")] if paper else []), *NAMED_FORMATS],
    }


def pdf_address(statement: Statement, text: str) -> str:
    """Where it is as a PDF; empty where this installation makes none, or none of a text as long as this."""
    fits = pdf.available() and pdf.fits(text)
    return f"{statement.permanent_address.removesuffix('/')}.pdf" if fits else ""
