"""Files going in and out: an organization adds papers and a logo, a coordinator opens a paper, readers see logos."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organizations import documents, permissions
from organizations.coordination import found
from organizations.desk import detail, mine
from organizations.document_forms import PROOF, DocumentForm, LogoForm
from organizations.models import Evidence, Organization, logo_of
from portal import files
from portal.limits import limited
from portal.records import InvalidMove
from portal.switches import closable


def owned(request: HttpRequest, uuid: UUID) -> Organization:
    """The organization, if the signed-in person may change its profile."""
    organization = mine(request, uuid)
    if not permissions.may_edit(request.user, organization):
        raise PermissionDenied
    return organization


@require_POST
@login_required
@closable("apply")
@limited("documents")
def document_add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Add a proof document to the application."""
    organization = owned(request, uuid)
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return detail(request, organization, document=form)
    try:
        accepted = files.accept(form.cleaned_data["file"], kinds=PROOF)
        evidence = documents.add(organization, accepted, by=request.user, description=form.cleaned_data["description"])
    except ValidationError as problem:
        form.add_error("file", problem)
        return detail(request, organization, document=form)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, " ".join([_("Saved."), *(str(words) for words in evidence.removed_words)]))
    return redirect("organizations:desk_detail", uuid)


@require_POST
@login_required
def document_remove(request: HttpRequest, uuid: UUID, document: UUID) -> HttpResponse:
    """Take a proof document away again."""
    organization = owned(request, uuid)
    evidence = get_object_or_404(organization.evidence.kept(), uuid=document)
    try:
        documents.remove(evidence, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The document was removed."))
    return redirect("organizations:desk_detail", uuid)


@require_POST
@login_required
@limited("documents")
def logo_change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show another logo, or none."""
    organization = owned(request, uuid)
    form = LogoForm(request.POST, request.FILES)
    if not form.is_valid():
        return detail(request, organization, logo=form)
    upload = form.cleaned_data["logo"]
    try:
        accepted = files.accept(upload, kinds=files.PICTURES) if upload else None
    except ValidationError as problem:
        form.add_error("logo", problem)
        return detail(request, organization, logo=form)
    documents.set_logo(organization, accepted, by=request.user)
    messages.success(request, _("Saved."))
    return redirect("organizations:desk_detail", uuid)


@require_POST
def document_open(request: HttpRequest, uuid: UUID, document: UUID) -> HttpResponseBase:
    """A coordinator reads a proof document: by POST, because it is written down."""
    organization = found(request, uuid)
    evidence = get_object_or_404(Evidence.objects.kept(), organization=organization, uuid=document)
    if not evidence.is_ready:
        messages.error(request, _("The document is still being scanned. Try again in a few minutes."))
        return redirect("organization_review", uuid)
    try:
        documents.opened(evidence, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
        return redirect("organization_review", uuid)
    return files.serve(request, evidence)


@require_safe
def logo(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The logo of an organization of the directory."""
    shown = logo_of(get_object_or_404(Organization.objects.public(), slug=slug))
    if shown is None:
        raise Http404
    return files.serve(request, shown)
