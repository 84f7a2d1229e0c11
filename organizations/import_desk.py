"""The coordinators' pages on which a table of organizations is brought, and the one from which all are taken away."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organizations import importing
from organizations.coordination import seen_by
from organizations.data import coordination_export
from organizations.decision_forms import ImportForm
from organizations.models import OrganizationImport
from portal import exports
from portal.forms import ReasonForm
from portal.records import InvalidMove

SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Choose a table; it is read and checked, and nothing is listed yet."""
    seen_by(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            brought = importing.dry_run(form.cleaned_data["file"], by=request.user)
        except ValidationError as problem:
            form.add_error("file", problem)
        else:
            return redirect("organization_import_check", brought.uuid)
    context = {"form": form, "columns": importing.COLUMNS, "required": importing.REQUIRED}
    return render(request, "organizations/import_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What is wrong with a table, or what it would list; and the button that lists it."""
    seen_by(request)
    brought = get_object_or_404(OrganizationImport, uuid=uuid, by=request.user)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            count = importing.confirm(brought, by=request.user, reason=form.cleaned_data["reason"])
        except InvalidMove as problem:
            messages.error(request, str(problem))
            return redirect("organization_import_check", uuid)
        messages.success(request, _("Listed: %s organizations. Those that were here already stay as they are.") % count)
        return redirect("organization_queue")
    context = {"brought": brought, "rows": brought.rows[:SHOWN], "problems": brought.problems[:SHOWN], "form": form}
    return render(request, "organizations/import_check.html", context)


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """All organizations that this coordinator sees, or those of a name, with what coordinators know of them."""
    query = request.GET.get("q", "")[:200].replace("\0", "")
    found = seen_by(request).named(query)
    return exports.respond(request, coordination_export(found, query=request.GET.urlencode()), kind, public=False)
