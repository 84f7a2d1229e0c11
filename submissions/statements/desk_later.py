"""The desk's pages around a later version: begin one, say what changes, give it up. Written is it like a statement."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.keeping import signed_in
from portal.limits import limited
from portal.records import InvalidMove
from portal.switches import closable
from submissions.statements import actions, permissions, revising
from submissions.statements.desk import own_statement, page
from submissions.statements.later_forms import BeginForm, ChangeForm
from submissions.statements.models import LaterVersion, Statement


def own_later(request: HttpRequest, uuid: UUID) -> LaterVersion:
    """A later version of one of the person's own statements; anything else is not there."""
    rows = LaterVersion.objects.own_to(request.user).select_related("statement__organization", "statement__call")
    return get_object_or_404(rows, uuid=uuid)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@closable("statements")
@limited("statements")
def desk_later_create(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Choose what to do with a statement on the record, and begin to write."""
    statement = own_statement(request, uuid)
    if not permissions.may_write(request.user, statement):
        raise PermissionDenied
    if statement.state != Statement.State.ACCEPTED or statement.call is None:
        messages.error(request, _("Not possible now: the state is “%s”.") % statement.get_state_display())
        return redirect("statements:desk_detail", uuid)
    form = BeginForm(request.POST if request.method == "POST" else None, statement=statement)
    if form.is_valid():
        try:
            kind, language = form.cleaned_data["kind"], form.cleaned_data["language"]
            later = revising.begin(statement, kind, by=request.user, language=language, **form.said())
            return redirect("statements:desk_edit", later.uuid)
        except revising.LaterExists as problem:
            messages.error(request, str(problem))
            return redirect("statements:desk_detail", problem.later.uuid)
        except (InvalidMove, ValidationError) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
    response = page(request, "statements/desk_later_create", {"statement": statement, "form": form})
    response.status_code = 422 if form.errors else 200
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@limited("statements")
def desk_later_change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say in other words what changes."""
    later = own_later(request, uuid)
    if not permissions.may_write(request.user, later):
        raise PermissionDenied
    if later.state not in actions.WRITABLE:
        messages.error(request, _("Not possible now: the state is “%s”.") % later.get_state_display())
        return redirect("statements:desk_detail", uuid)
    said = {"what_changed": later.what_changed, "official": "official" if later.official else "working"}
    form = ChangeForm(request.POST if request.method == "POST" else None, later=later, initial=said)
    if form.is_valid():
        try:
            revising.change(later, by=request.user, **form.said())
            messages.success(request, _("Your draft is saved. Nothing is public yet."))
            return redirect("statements:desk_detail", uuid)
        except (InvalidMove, ValidationError) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
    response = page(request, "statements/desk_later_change", {"later": later, "form": form})
    response.status_code = 422 if form.errors else 200
    return response


@login_required
@require_POST
def desk_later_give_up(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take it back: a draft is deleted, of what was sent the receipt stays."""
    later = own_later(request, uuid)
    if not permissions.may_write(request.user, later):
        raise PermissionDenied
    try:
        kept = revising.give_up(later, by=request.user)
    except (InvalidMove, ValidationError) as problem:
        messages.error(request, " ".join(getattr(problem, "messages", [str(problem)])))
        return redirect("statements:desk_detail", uuid)
    messages.success(request, _("It is taken back.") if kept else _("The draft is deleted."))
    return redirect("statements:desk_detail", later.statement.uuid)
