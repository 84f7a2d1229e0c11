"""Analyses without a language: as a file of what was filtered, and as a feed."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from home.analyses import data
from home.analyses.filters import AnalysisFilter
from home.analyses.pages import AnalysisPage
from portal import exports, feeds


@require_safe
def analysis_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The list as a file, with the filters of the page. A filter that cannot be read is refused, not left out."""
    filters = AnalysisFilter(request.GET, queryset=AnalysisPage.objects.published())
    if not filters.is_valid():
        return exports.refused(filters.errors)
    return exports.respond(request, data.analyses_export(filters.qs, request.GET.urlencode()), kind)


@require_safe
def analysis_feed(request: HttpRequest) -> HttpResponse:
    """What is new among the analyses that were asked for, as Atom."""
    filters = AnalysisFilter(request.GET, queryset=AnalysisPage.objects.published())
    if not filters.is_valid():
        return exports.refused(filters.errors)
    return feeds.respond(request, data.AnalysisFeed(filters.qs, request.GET.urlencode()))
