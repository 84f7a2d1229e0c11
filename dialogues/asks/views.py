"""The public table of calls to action, one call with its statuses, and the table as files. The same for everybody."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dialogues.asks import data
from dialogues.asks.filters import CallFilter
from dialogues.asks.models import CallToAction
from portal import exports

PER_PAGE = 25


@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """The table, what is asked most strongly first."""
    filters = CallFilter(request.GET, queryset=CallToAction.objects.public())
    page = Paginator(filters.qs.for_lists(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "asks/call_list.html", {"form": filters.form, "page_obj": page})


@require_safe
def call_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One call, and what became of it over time."""
    call = get_object_or_404(CallToAction.objects.public().for_lists(), uuid=uuid)
    articles = call.articles.select_related("instrument")
    context = {"call": call, "statuses": call.statuses.all(), "articles": articles}
    return render(request, "asks/call_detail.html", context)


@require_safe
def call_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The table as a file, with the filters of the page. A filter that cannot be read is refused, not left out."""
    filters = CallFilter(request.GET, queryset=CallToAction.objects.public())
    if not filters.is_valid():
        return exports.refused(filters.errors)
    return exports.respond(request, data.calls_export(filters.qs, request.GET.urlencode()), kind)
