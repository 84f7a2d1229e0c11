"""The library without a language: as a file of what was filtered, as a feed, and one text as a document."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from dialogues.resolutions import data
from dialogues.resolutions.citing import work_of
from dialogues.resolutions.filters import ResolutionFilter
from dialogues.resolutions.models import Resolution
from portal import exports, feeds
from portal.citing import FORMATS


@require_safe
def resolution_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The library as a file, with the filters of the page. A filter that cannot be read is refused, not left out."""
    filters = ResolutionFilter(request.GET, queryset=Resolution.objects.public())
    if not filters.is_valid():
        return exports.refused(filters.errors)
    return exports.respond(request, data.resolutions_export(filters.qs, request.GET.urlencode()), kind)


@require_safe
def resolution_feed(request: HttpRequest) -> HttpResponse:
    """What is new among the texts that were asked for, as Atom."""
    filters = ResolutionFilter(request.GET, queryset=Resolution.objects.public())
    if not filters.is_valid():
        return exports.refused(filters.errors)
    return feeds.respond(request, data.ResolutionFeed(filters.qs, request.GET.urlencode()))


@require_safe
def resolution_record(request: HttpRequest, slug: str) -> HttpResponse:
    """One text with every paragraph, footnote and reference. 410 when it was withdrawn."""
    resolution = get_object_or_404(Resolution.objects.was_public(), slug=slug)
    if resolution.state == Resolution.State.WITHDRAWN:
        return render(request, "resolutions/resolution_gone.html", {"resolution": resolution}, status=410)
    response = JsonResponse(data.document(resolution), json_dumps_params={"ensure_ascii": False, "indent": 1})
    patch_cache_control(response, public=True, max_age=60)
    return response


@require_safe
def resolution_citation(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One text for a reference manager, to be saved under its address. 410 when it was withdrawn."""
    if kind not in FORMATS:
        raise Http404
    resolution = get_object_or_404(Resolution.objects.was_public(), slug=slug)
    if resolution.state == Resolution.State.WITHDRAWN:
        return render(request, "resolutions/resolution_gone.html", {"resolution": resolution}, status=410)
    response = HttpResponse(FORMATS[kind].write(work_of(resolution)), content_type=FORMATS[kind].content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{resolution.slug}.{kind}"'
    patch_cache_control(response, public=True, max_age=60)
    return response
