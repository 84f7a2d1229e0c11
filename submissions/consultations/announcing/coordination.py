"""Coordinators announce what a State, or somebody else, announced in public; they withdraw what should not stand."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from submissions.consultations.announcing import pages
from submissions.consultations.announcing.forms import SourcedForm, SourcedNewForm
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.announcing.pages import Place
from submissions.consultations.coordination import require_permission

PER_PAGE = 25


def _place(request: HttpRequest) -> Place:
    """The pages of the admin; 403 for those who run the portal but do not check reports."""
    require_permission(request)
    found = Announcement.objects.visible_to(request.user).for_lists()
    return Place("consultations/announcement_review.html", "announcement_review", SourcedForm, found, {})


@require_safe
def announcement_list(request: HttpRequest) -> HttpResponse:
    """All announcements, the newest first."""
    found = _place(request).found.order_by("-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "consultations/announcement_list.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def announcement_record(request: HttpRequest) -> HttpResponse:
    """Announce what stands in a public source; first as a draft."""
    return pages.new_page(request, _place(request), SourcedNewForm(request.POST or None), None)


@require_http_methods(["GET", "HEAD", "POST"])
def announcement_review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One announcement."""
    return pages.one_page(request, _place(request), uuid)


@require_POST
def announcement_publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Let everybody read it."""
    return pages.publish(request, _place(request), uuid)


@require_POST
def announcement_withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take it out of sight."""
    return pages.withdraw(request, _place(request), uuid)


urlpatterns = [
    path("consultations/announcements/", announcement_list, name="announcement_list"),
    path("consultations/announcements/new/", announcement_record, name="announcement_record"),
    path("consultations/announcements/<uuid:uuid>/", announcement_review, name="announcement_review"),
    path("consultations/announcements/<uuid:uuid>/publish/", announcement_publish, name="announcement_publish"),
    path("consultations/announcements/<uuid:uuid>/withdraw/", announcement_withdraw, name="announcement_withdraw"),
]
