"""The desk of those who act for an organization: applying for it, answering, keeping its profile."""

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations import actions, details, documents, permissions, writing
from organizations.document_forms import DocumentForm, LogoForm
from organizations.forms import AccountForm, AnswerForm, ApplicationForm, MessageForm, NoteForm, OrganizationForm
from organizations.history import history
from organizations.models import Organization, VerificationCase
from organizations.progress import steps, thread
from portal.forms import PlainForm
from portal.limits import limited
from portal.records import InvalidMove
from portal.switches import closable

S = Organization.State
PLACE = {"desk_place": "organization"}
FOUND_AT_ONCE = 25


def mine(request: HttpRequest, uuid: UUID) -> Organization:
    """The organization, if the signed-in person acts for it; otherwise it does not exist."""
    own = Organization.objects.represented_by(request.user).select_related("country", "listed_as")
    return get_object_or_404(own, uuid=uuid)


@require_safe
@login_required
def organization_list(request: HttpRequest) -> HttpResponse:
    """Those that the signed-in person acts for; and how to begin."""
    own = Organization.objects.represented_by(request.user).select_related("country")
    return render(request, "organizations/desk_list.html", {**PLACE, "organizations": own})


@require_safe
@login_required
def organization_find(request: HttpRequest) -> HttpResponse:
    """Look for an organization that a published source names, to apply for it."""
    query = request.GET.get("q", "")[:200]
    found = Organization.objects.public().filter(state=S.LISTED).named(query).select_related("country")
    page = Paginator(found, FOUND_AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "organizations/desk_find.html", {**PLACE, "page": page, "query": query})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@closable("apply")
@limited("apply")
def organization_create(request: HttpRequest) -> HttpResponse:
    """Start an application; `?listed=<slug>` starts it with what a published source says."""
    listed = None
    if slug := request.GET.get("listed"):
        listed = get_object_or_404(Organization.objects.public().filter(state=S.LISTED), slug=slug[:80])
    form = ApplicationForm(request.POST or None, initial=known_of(listed) if listed else {})
    if form.is_valid():
        try:
            organization = actions.register(
                form.profile, by=request.user, form_key=form.cleaned_data["form_key"], listed_as=listed
            )
        except (InvalidMove, ValidationError) as problem:
            show(form, problem)
        else:
            messages.success(request, _("Saved as a draft. Read it once more, then send it."))
            return redirect("organizations:desk_detail", organization.uuid)
    return render(request, "organizations/desk_form.html", {**PLACE, "form": form, "listed": listed})


def known_of(listed: Organization) -> dict[str, Any]:
    """What a published source says of an organization, as the first answers of its application."""
    profile = {name: getattr(listed, name) for name in actions.PROFILE if name != "in_directory"}
    return profile | details.known(listed)


@require_safe
@login_required
def organization_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where the organization stands, what was said, and what to do next."""
    return detail(request, mine(request, uuid))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def organization_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change the profile; a new name or country of a verified organization is checked again."""
    organization = mine(request, uuid)
    if not permissions.may_edit(request.user, organization):
        raise PermissionDenied
    if organization.state not in actions.EDITABLE:
        messages.error(request, stands(organization))
        return redirect("organizations:desk_detail", organization.uuid)
    form = OrganizationForm(request.POST or None, instance=copy(organization))
    if form.is_valid():
        try:
            organization = actions.edit(organization, form.profile, by=request.user)
        except (InvalidMove, ValidationError) as problem:
            show(form, problem)
        else:
            reopened = organization.state == S.SUBMITTED
            messages.success(request, _("Saved. The coordinators check it again.") if reopened else _("Saved."))
            return redirect("organizations:desk_detail", organization.uuid)
    return render(request, "organizations/desk_form.html", {**PLACE, "form": form, "organization": organization})


@require_POST
@login_required
@closable("apply")
@limited("apply")
def organization_submit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Send the application, or the answer to a question."""
    organization = mine(request, uuid)
    if not permissions.may_submit(request.user, organization):
        raise PermissionDenied
    form = note_form(organization, request.POST)
    if not form.is_valid():
        return detail(request, organization, form)
    try:
        actions.submit(organization, by=request.user, note=form.cleaned_data["note"])
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Sent. You get a receipt by e-mail."))
    return redirect("organizations:desk_detail", organization.uuid)


@require_POST
@login_required
@limited("messages")
def organization_write(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Add a message to the thread with the coordinators."""
    organization = mine(request, uuid)
    if not permissions.may_edit(request.user, organization):
        raise PermissionDenied
    form = MessageForm(request.POST)
    if not form.is_valid():
        return detail(request, organization, message=form)
    try:
        writing.write(organization, form.cleaned_data["text"], by=request.user, form_key=form.cleaned_data["form_key"])
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Written. The coordinators see it beside your application."))
    return redirect("organizations:desk_detail", organization.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account_edit(request: HttpRequest) -> HttpResponse:
    """The name by which colleagues know the signed-in person, and the language of their mail."""
    form = AccountForm(request.POST or None, instance=copy(request.user))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("organizations:desk_list")
    return render(request, "organizations/account_form.html", {**PLACE, "form": form})


def detail(
    request: HttpRequest,
    organization: Organization,
    form: NoteForm | None = None,
    *,
    message: MessageForm | None = None,
    document: PlainForm | None = None,
    logo: PlainForm | None = None,
) -> HttpResponse:
    """The page of one organization, with the forms that send it, or write about it, where that is possible."""
    cases = list(organization.cases.all())
    may_edit = permissions.may_edit(request.user, organization)
    blank = blank_forms(organization, cases) if may_edit else {}
    sent = {"form": form, "message": message, "document": document, "logo": logo}
    context = {
        **PLACE,
        "organization": organization,
        "steps": steps(organization, cases),
        "thread": thread(organization, cases),
        "history": history(organization),
        "evidence": organization.evidence.kept(),
        "removable": may_edit and organization.state in documents.REMOVABLE,
        "receipt": next((case.receipt for case in reversed(cases)), ""),
        "may_edit": may_edit and organization.state in actions.EDITABLE,
        **{name: one or blank.get(name) for name, one in sent.items()},
    }
    return render(request, "organizations/desk_detail.html", context)


def blank_forms(organization: Organization, cases: list[VerificationCase]) -> dict[str, PlainForm]:
    """The forms that an owner can use now."""
    forms: dict[str, PlainForm] = {"logo": LogoForm()}
    if organization.state in actions.SENDABLE:
        forms["form"] = note_form(organization)
    if writing.possible(organization, cases):
        forms["message"] = MessageForm()
    if organization.state in documents.ADDABLE:
        forms["document"] = DocumentForm()
    return forms


def note_form(organization: Organization, data=None) -> NoteForm:
    """The form that goes with sending: a note, or the answer to a question."""
    return (AnswerForm if organization.state == S.QUESTION else NoteForm)(data)


def show(form: OrganizationForm, problem: InvalidMove | ValidationError) -> None:
    """Say beside the fields, or above the form, why an action refused."""
    if isinstance(problem, InvalidMove):
        form.add_error(None, str(problem))
        return
    by_field = problem.error_dict if hasattr(problem, "error_dict") else {None: problem.error_list}
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)


def stands(organization: Organization) -> str:
    """What stands, for a page that cannot be used now."""
    return _("Not possible now: the state is “%s”.") % organization.get_state_display()
