"""Pages of the coordinators, inside the Wagtail admin: what waits, and one organization beside its namesakes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations import actions, permissions
from organizations.forms import DecisionForm
from organizations.matching import near, side_by_side
from organizations.models import Organization
from organizations.names import name_key
from organizations.progress import thread
from portal.forms import ReasonForm
from portal.records import InvalidMove

S = Organization.State
PAGE_SIZE = 25


def seen_by(request: HttpRequest):
    """The organizations that this coordinator sees; nobody else comes here."""
    if not request.user.has_perm("organizations.verify_organization"):
        raise PermissionDenied
    return Organization.objects.visible_to(request.user)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Applications that wait, the longest first; or, with `?q=`, every organization of that name."""
    organizations = seen_by(request)
    query = request.GET.get("q", "")[:200]
    if query:
        found = organizations
        for word in name_key(query).split()[:8]:
            found = found.filter(search_key__contains=word)
    else:
        found = organizations.waiting()
    page = Paginator(found.select_related("country"), PAGE_SIZE).get_page(request.GET.get("page"))
    similar = near(list(page), organizations)
    rows = [(organization, similar[organization.pk]) for organization in page]
    return render(request, "organizations/queue_list.html", {"page": page, "rows": rows, "query": query})


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One organization: its answers, what was said, the records it resembles; and the decision."""
    organization = found(request, uuid)
    similar = near([organization], seen_by(request))[organization.pk]
    form = DecisionForm(request.POST or None, organization=organization, similar=similar)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.identify(organization, form.cleaned_data.get("listed"), by=request.user)
                organization = actions.decide(
                    organization, form.cleaned_data["decision"], by=request.user, reason=form.cleaned_data["reason"]
                )
        except InvalidMove as problem:
            messages.error(request, str(problem))
            return redirect("organization_review", uuid)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Decided. The organization gets a mail."))
            return redirect("organization_queue")
    return show(request, organization, similar, form)


@require_POST
def suspend(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Stop a verified organization from acting."""
    return with_reason(request, uuid, actions.suspend, _("The organization is suspended."))


@require_POST
def reinstate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End a suspension."""
    return with_reason(request, uuid, actions.reinstate, _("The suspension has ended."))


def with_reason(request: HttpRequest, uuid: UUID, action: Any, done: str) -> HttpResponse:
    """Take an action that needs a reason, and come back to the organization's page."""
    organization = found(request, uuid)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, organization, near([organization], seen_by(request))[organization.pk], form)
    try:
        action(organization, by=request.user, reason=form.cleaned_data["reason"])
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect("organization_review", uuid)


def found(request: HttpRequest, uuid: UUID) -> Organization:
    """The organization of this address, with what its page shows."""
    return get_object_or_404(
        seen_by(request).select_related("country", "listed_as", "registered_by", "merged_into"), uuid=uuid
    )


def show(request: HttpRequest, organization: Organization, similar: list[Organization], form: Any) -> HttpResponse:
    """The page of one organization for coordinators."""
    cases = list(organization.cases.all())
    waits = organization.state == S.SUBMITTED
    context = {
        "organization": organization,
        "similar": similar,
        "comparison": side_by_side([organization, *similar]),
        "thread": thread(organization, cases),
        "form": form if waits or form.is_bound else ReasonForm(),
        "may_decide": waits and permissions.may_verify(request.user, organization),
        "involved": permissions.is_involved(request.user, organization),
        "can_suspend": organization.state == S.VERIFIED,
        "can_reinstate": organization.state == S.SUSPENDED,
    }
    return render(request, "organizations/organization_review.html", context)


urlpatterns = [
    path("organizations/", queue, name="organization_queue"),
    path("organizations/<uuid:uuid>/", review, name="organization_review"),
    path("organizations/<uuid:uuid>/suspend/", suspend, name="organization_suspend"),
    path("organizations/<uuid:uuid>/reinstate/", reinstate, name="organization_reinstate"),
]
