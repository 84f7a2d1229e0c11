"""The desk's pages around a later version: begin one, say what changes, give it up. Written is it like a statement."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.keeping import signed_in
from portal.limits import limited
from portal.records import InvalidMove
from portal.switches import closable
from submissions.statements import actions, revising
from submissions.statements.desk import carried_out, form_page, not_now, own_statement, say, to_write
from submissions.statements.forms import tell
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
    to_write(request, statement)
    if statement.state != Statement.State.ACCEPTED or statement.call is None:
        return not_now(request, statement)
    form = BeginForm(request.POST if request.method == "POST" else None, statement=statement)
    if form.is_valid() and (answer := begun(request, statement, form)):
        return answer
    return form_page(request, "statements/desk_later_create", {"statement": statement, "form": form})


def begun(request: HttpRequest, statement: Statement, form: BeginForm) -> HttpResponse | None:
    """Begin the text and go on to write it, or to the one that is on its way. None where the form says why not."""
    kind, language = form.cleaned_data["kind"], form.cleaned_data["language"]
    try:
        later = revising.begin(statement, kind, by=request.user, language=language, **form.said())
    except revising.LaterExists as problem:
        say(request, problem)
        return redirect("statements:desk_detail", problem.later.uuid)
    except (InvalidMove, ValidationError) as problem:
        tell(form, problem)
        return None
    return redirect("statements:desk_edit", later.uuid)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@limited("statements")
def desk_later_change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say in other words what changes."""
    later = own_later(request, uuid)
    to_write(request, later)
    if later.state not in actions.WRITABLE:
        return not_now(request, later)
    form = ChangeForm(request.POST if request.method == "POST" else None, later=later, initial=said_of(later))
    if form.is_valid():
        change = partial(revising.change, later, by=request.user, **form.said())
        if carried_out(request, form, change, _("Your draft is saved. Nothing is public yet.")):
            return redirect("statements:desk_detail", uuid)
    return form_page(request, "statements/desk_later_change", {"later": later, "form": form})


def said_of(later: LaterVersion) -> dict[str, str]:
    """What was said of a later version, as the form shows it."""
    return {"what_changed": later.what_changed, "official": "official" if later.official else "working"}


@login_required
@require_POST
def desk_later_give_up(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take it back: a draft is deleted, of what was sent the receipt stays."""
    later = own_later(request, uuid)
    to_write(request, later)
    try:
        kept = revising.give_up(later, by=request.user)
    except (InvalidMove, ValidationError) as problem:
        say(request, problem)
        return redirect("statements:desk_detail", uuid)
    messages.success(request, _("It is taken back.") if kept else _("The draft is deleted."))
    return redirect("statements:desk_detail", later.statement.uuid)
