"""The register without a language: as a file of what was filtered, as a feed, and one statement in each format."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from portal import exports, feeds
from submissions.statements import citing, data
from submissions.statements.editions import editions
from submissions.statements.feeds import StatementFeed
from submissions.statements.filters import SORTS, StatementFilter
from submissions.statements.models import Statement


def asked_for(request: HttpRequest) -> StatementFilter:
    """The filters of the address, over what is public now."""
    return StatementFilter(request.GET, Statement.objects.public())


@require_safe
def statement_list(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The register as a file: the same filters and order as the page, all rows."""
    filters = asked_for(request)
    if not filters.is_valid():
        return exports.refused(filters.errors)
    order = SORTS.get(request.GET.get("sort", ""), SORTS["newest"])[1]
    export = data.statements_export(filters.qs.order_by(*order), query=request.GET.urlencode())
    return exports.respond(request, export, kind)


@require_safe
def statement_feed(request: HttpRequest) -> HttpResponse:
    """What is new among the statements that were asked for, as Atom."""
    filters = asked_for(request)
    if not filters.is_valid():
        return exports.refused(filters.errors)
    return feeds.respond(request, StatementFeed(filters.qs, request.GET.urlencode()))


@require_safe
def statement_record(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One statement as a citation or a document. Withdrawn, it can still be cited as that; removed, it is gone."""
    if kind not in ("json", *citing.FORMATS):
        raise Http404
    rows = data.with_relations(Statement.objects.was_public()).defer(None)
    statement = get_object_or_404(rows, slug=slug)
    if not (statement.is_public or (kind in citing.FORMATS and may_be_cited(statement))):
        return render(request, "statements/file_gone.html", {"statement": statement}, status=410)
    response = JsonResponse(data.document(statement)) if kind == "json" else citation(statement, kind)
    patch_cache_control(response, public=True, max_age=60)
    return response


def may_be_cited(statement: Statement) -> bool:
    """Whether title and organization of a statement that was taken away may still be shown."""
    stone = statement.tombstones.get(lifted_at__isnull=True)
    return statement.state == Statement.State.WITHDRAWN and stone.keeps_title


def citation(statement: Statement, kind: str) -> HttpResponse:
    """The statement in one of the formats of citations, to be saved under its reference."""
    found = citing.FORMATS[kind]
    work = citing.work_of(statement)
    if kind == "jsonld" and statement.is_public:
        work = citing.with_translations(work, editions(statement))
    response = HttpResponse(found.write(work), content_type=found.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{statement.slug}.{kind}"'
    return response


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches the register from its own search field (OpenSearch 1.1)."""
    context = {"base": settings.BASE_URL}
    return render(request, "statements/opensearch.xml", context, "application/opensearchdescription+xml")
