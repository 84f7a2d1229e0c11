"""Pages of the coordinators, inside the Wagtail admin: what waits, and one organization beside its namesakes."""

from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations import actions, permissions, writing
from organizations.decision_forms import ChecklistForm, DecisionForm, OwnerForm, SourceForm
from organizations.forms import MessageForm
from organizations.history import history
from organizations.matching import Match, near, side_by_side, warnings
from organizations.models import Check, Organization, User, VerificationCase
from organizations.people.appointing import appoint
from organizations.people.permissions import owners
from organizations.progress import thread
from portal.forms import ReasonForm
from portal.records import InvalidMove

S = Organization.State
PAGE_SIZE = 25
WITHOUT_PEOPLE = (S.LISTED, S.MERGED)


def seen_by(request: HttpRequest):
    """The organizations that this coordinator sees; nobody else comes here."""
    if not request.user.has_perm("organizations.verify_organization"):
        raise PermissionDenied
    return Organization.objects.visible_to(request.user)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Applications that wait, the longest first; or, with `?q=`, every organization of that name."""
    organizations = seen_by(request)
    query, due = request.GET.get("q", "")[:200], request.GET.get("show") == "due"
    unnamed = organizations.due_for_review() if due else organizations.waiting()
    found = organizations.named(query) if query else unnamed
    page = Paginator(found.select_related("country"), PAGE_SIZE).get_page(request.GET.get("page"))
    similar, cases = near(list(page), organizations), open_cases(list(page))
    rows = [Row(organization, similar[organization.pk], cases.get(organization.pk)) for organization in page]
    context = {"page": page, "rows": rows, "query": query, "due": due, "checks": len(Check)}
    return render(request, "organizations/queue_list.html", context)


class Row(NamedTuple):
    """One line of the queue: the organization, what it resembles, and the look at it that is open."""

    organization: Organization
    similar: list[Match]
    case: VerificationCase | None


def open_cases(organizations: list[Organization]) -> dict[int, VerificationCase]:
    """The open case of each, by the organization's id, with `last_side`: who wrote last. One query."""
    waiting = VerificationCase.objects.filter(organization__in=organizations, decided_at=None)
    return {case.organization_id: case for case in waiting.with_last_side()}


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
                said = {name: form.cleaned_data[name] for name in ("reason", "reason_code")}
                organization = actions.decide(organization, form.cleaned_data["decision"], by=request.user, **said)
        except InvalidMove as problem:
            messages.error(request, str(problem))
            return redirect("organization_review", uuid)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            return to_next(request)
    return show(request, organization, similar, form=form)


def to_next(request: HttpRequest) -> HttpResponse:
    """From one decision to the application that waits longest of those that this coordinator may decide."""
    waiting = seen_by(request).waiting()
    following = next((one for one in waiting[:PAGE_SIZE] if permissions.may_verify(request.user, one)), None)
    if following is None:
        messages.success(request, _("Decided. The organization gets a mail. Nothing else waits for you."))
        return redirect("organization_queue")
    words = _("Decided. The organization gets a mail. This is the next one; %(count)s wait in all.")
    messages.success(request, words % {"count": waiting.count()})
    return redirect("organization_review", following.uuid)


@require_POST
def check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep what was looked at, without deciding yet."""
    organization = found(request, uuid)
    form = ChecklistForm(request.POST)
    if not form.is_valid():
        return show(request, organization, checklist=form)
    try:
        writing.check(organization, form.cleaned_data["checks"], by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Saved."))
    return redirect("organization_review", uuid)


@require_POST
def write(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Add a message to the thread with the organization."""
    organization = found(request, uuid)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return show(request, organization, message=form)
    if permissions.is_involved(request.user, organization):
        messages.error(request, _("You act for this organization: write to the coordinators from its desk."))
        return redirect("organization_review", uuid)
    try:
        writing.write(organization, form.cleaned_data["text"], by=request.user, form_key=form.cleaned_data["form_key"])
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Written. The organization gets a mail with a link."))
    return redirect("organization_review", uuid)


@require_POST
def compare_status(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Note that the ECOSOC status was compared with a published list."""
    organization = found(request, uuid)
    form = SourceForm(request.POST, auto_id="source_%s")
    if not form.is_valid():
        return show(request, organization, source=form)
    writing.compare_status(organization, by=request.user, **form.cleaned_data)
    messages.success(request, _("Noted. It stands in the history of the organization."))
    return redirect("organization_review", uuid)


@require_POST
def suspend(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Stop a verified organization from acting."""
    return with_reason(request, uuid, actions.suspend, _("The organization is suspended."))


@require_POST
def reinstate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End a suspension."""
    return with_reason(request, uuid, actions.reinstate, _("The suspension has ended."))


@require_POST
def name_owner(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make somebody owner, or invite them to be."""
    organization = found(request, uuid)
    form = owner_form(request.POST)
    if not form.is_valid():
        return show(request, organization, owner=form)
    try:
        appoint(organization, by=request.user, **form.cleaned_data)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    except ValidationError as problem:
        form.add_error(None, problem)
        return show(request, organization, owner=form)
    else:
        messages.success(request, _("Done. All who act for the organization get a mail."))
    return redirect("organization_review", uuid)


def with_reason(request: HttpRequest, uuid: UUID, action: Any, done: str) -> HttpResponse:
    """Take an action that needs a reason, and come back to the organization's page."""
    organization = found(request, uuid)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, organization, form=form)
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
        seen_by(request)
        .select_related("country", "listed_as", "registered_by", "merged_into")
        .prefetch_related("identifiers"),
        uuid=uuid,
    )


def show(
    request: HttpRequest, organization: Organization, similar: list[Match] | None = None, **bound: Any
) -> HttpResponse:
    """The page of one organization for coordinators; `bound` are forms that were sent and have something wrong."""
    if similar is None:
        similar = near([organization], seen_by(request))[organization.pk]
    cases = list(organization.cases.all())
    context = {
        "organization": organization,
        "case": next(reversed(cases), None),
        "similar": similar,
        "warnings": warnings(organization),
        "comparison": side_by_side([organization, *(match.organization for match in similar)]),
        "evidence": organization.evidence.all(),
        "thread": thread(organization, cases),
        "history": history(organization),
        "owners": owners(organization).count(),
        "can_suspend": organization.state == S.VERIFIED,
        "can_reinstate": organization.state == S.SUSPENDED,
        **means_of(request.user, organization, cases, similar),
        **bound,
    }
    context["faulty"] = next((form for form in bound.values() if form.errors), None)
    return render(request, "organizations/organization_review.html", context)


def means_of(
    user: User, organization: Organization, cases: list[VerificationCase], similar: list[Match]
) -> dict[str, Any]:
    """What this coordinator may do with the organization now, and the empty forms for it."""
    involved = permissions.is_involved(user, organization)
    may_decide = organization.state == S.SUBMITTED and not involved
    means = {"form": ReasonForm(), "checklist": None}
    if may_decide:
        checklist = ChecklistForm(initial={"checks": cases[-1].checklist})
        means = {"form": DecisionForm(organization=organization, similar=similar), "checklist": checklist}
    return {
        **means,
        "may_decide": may_decide,
        "involved": involved,
        "may_merge": not involved and organization.state != S.MERGED,
        "message": MessageForm() if writing.possible(organization, cases) and not involved else None,
        "source": SourceForm(auto_id="source_%s"),
        "owner": None
        if involved or organization.state in WITHOUT_PEOPLE
        else OwnerForm(auto_id="owner_%s", initial={"language": get_language()}),
    }


def owner_form(data: QueryDict | None = None) -> OwnerForm:
    """The form that names an owner; its fields have ids of their own, since the page has other forms."""
    return OwnerForm(data, auto_id="owner_%s", initial={"language": get_language()})


urlpatterns = [
    path("organizations/", queue, name="organization_queue"),
    path("organizations/<uuid:uuid>/", review, name="organization_review"),
    path("organizations/<uuid:uuid>/check/", check, name="organization_check"),
    path("organizations/<uuid:uuid>/write/", write, name="organization_write"),
    path("organizations/<uuid:uuid>/status/", compare_status, name="organization_status"),
    path("organizations/<uuid:uuid>/suspend/", suspend, name="organization_suspend"),
    path("organizations/<uuid:uuid>/owner/", name_owner, name="organization_owner"),
    path("organizations/<uuid:uuid>/reinstate/", reinstate, name="organization_reinstate"),
]
