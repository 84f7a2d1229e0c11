"""Public pages: the directory, and the profile of one organization. The same for every reader."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.filters import OrganizationFilter
from organizations.models import Organization
from organizations.registry import on_organization

PAGE_SIZE = 25


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    """The directory: verified organizations, and those that a published source names."""
    filters = OrganizationFilter(request.GET, queryset=Organization.objects.public().select_related("country"))
    page = Paginator(filters.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filters": filters, "form": filters.form, "facets": filters.facets(), "page": page}
    return render(request, "organizations/organization_list.html", context)


@require_safe
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One organization of the directory, with what the floors above know of it."""
    organization = get_object_or_404(Organization.objects.public().select_related("country"), slug=slug)
    context = {"organization": organization, "parts": on_organization.parts(organization)}
    return render(request, "organizations/organization_detail.html", context)
