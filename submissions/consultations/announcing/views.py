"""Consultations to come, for everybody: the list, one of them, and both as files, feed and calendar."""

from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from portal import exports, feeds
from portal.writable import to_ical
from submissions.consultations.announcing import calendars, data
from submissions.consultations.announcing.filters import AnnouncedFilter
from submissions.consultations.announcing.models import Announcement

PER_PAGE = 25


@require_safe
def announced_list(request: HttpRequest) -> HttpResponse:
    """What is open or comes, the nearest end first."""
    filters = AnnouncedFilter(request.GET, queryset=Announcement.objects.public())
    page = Paginator(filters.qs.for_lists(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "consultations/announced_list.html", {"form": filters.form, "page_obj": page})


@require_safe
def announced_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One of them."""
    announcement = get_object_or_404(Announcement.objects.public().for_lists(), uuid=uuid)
    return render(request, "consultations/announced_detail.html", {"announcement": announcement})


@require_safe
def announced_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The list as a file, with the filters of the page. A filter that cannot be read is refused, not left out."""
    filters = AnnouncedFilter(request.GET, queryset=Announcement.objects.public())
    if not filters.is_valid():
        return exports.refused(filters.errors)
    return exports.respond(request, data.announced_export(filters.qs, request.GET.urlencode()), kind)


@require_safe
def announced_calendar(request: HttpRequest) -> HttpResponse:
    """All of them, to subscribe to; 304 for a reader who has it as it is."""
    found = calendars.shown()
    etag = calendars.tag_of(found)
    with translation.override(settings.LANGUAGE_CODE):
        response = HttpResponse(to_ical(calendars.as_calendar(found)), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="consultations-announced.ics"'
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=60)
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
def announced_feed(request: HttpRequest) -> HttpResponse:
    """What was announced or changed last, as Atom."""
    return feeds.respond(request, calendars.AnnouncedFeed())
