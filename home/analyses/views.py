"""The public pages of the analyses, at the addresses that Wagtail gives them, found with one query each."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dialogues.views import find
from home.analyses.pages import AnalysisIndexPage, AnalysisPage


@require_safe
def analysis_list(request: HttpRequest) -> HttpResponse:
    """All analyses."""
    return find(AnalysisIndexPage, "analysis").serve(request)


@require_safe
def analysis_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One analysis."""
    return find(AnalysisPage, "analysis", slug, along=("organization",)).serve(request)
