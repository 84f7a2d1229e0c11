"""Public pages: the directory, and the profile of one organization. The same for every reader."""

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http import HttpResponsePermanentRedirect as MovedForEver
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organizations.data import organizations_export
from organizations.filters import OrganizationFilter
from organizations.models import KnownName, Organization, logo_of
from organizations.registry import on_organization
from portal import exports, keyset

PAGE_SIZE = 20  # with every filter in use the page stays under 16 KiB


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    """The directory: verified organizations, and those that a published source names."""
    public = Organization.objects.public()
    filters = OrganizationFilter(request.GET, queryset=public)

    def rows(where: Q) -> QuerySet[Organization]:
        return filters.filter_queryset(Organization.objects.filter(where).public()).select_related("country")

    count = keyset.counted(filters.qs)
    page = keyset.page(rows, ["name_key", "pk"], request.GET, size=PAGE_SIZE, count=count, known=public)
    context = {"filters": filters, "form": filters.form, "facets": filters.facets(), "page": page}
    return render(request, "organizations/organization_list.html", context)


@require_safe
def organization_data(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The directory as a file: the same filters, all rows. A filter that cannot be read is refused, not left out."""
    filters = OrganizationFilter(request.GET, queryset=Organization.objects.public())
    if not filters.is_valid():
        return exports.refused(filters.errors)
    return exports.respond(request, organizations_export(filters.qs, query=request.GET.urlencode()), kind)


@require_safe
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One organization of the directory, with what the floors above know of it; a merged one leads to its heir."""
    organization = Organization.objects.public().select_related("country").filter(slug=slug).first()
    if organization is None:
        return to_heir(slug)
    context = {
        "organization": organization,
        "logo": logo_of(organization),
        "themes": organization.themes.all(),
        "identifiers": organization.identifiers.all(),
        "formerly": former_names(organization),
        "parts": on_organization.parts(organization),
    }
    return render(request, "organizations/organization_detail.html", context)


def former_names(organization: Organization) -> QuerySet[KnownName]:
    """Those that were public, the newest first; who returned to one has it now, not formerly."""
    former = organization.known_names.filter(kind=KnownName.Kind.FORMER, was_public=True)
    return former.exclude(key=organization.name_key).order_by("-until")


def to_heir(slug: str) -> HttpResponse:
    """From the address that a merged organization had in public, for ever, to the one it became."""
    merged = Organization.objects.filter(slug=slug, state=Organization.State.MERGED, in_directory=True).first()
    if merged is None or merged.slug == merged.uuid.hex:  # one that never had an address in public leads nowhere
        raise Http404
    heir = merged.merged_into
    while heir.merged_into:
        heir = heir.merged_into
    if not heir.has_public_page:
        raise Http404
    return MovedForEver(heir.get_absolute_url())
