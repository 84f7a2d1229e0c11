"""The desk's pages of withdrawing a statement, and of taking that back within 48 hours."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.keeping import signed_in
from portal.records import InvalidMove
from submissions.statements import permissions, withdrawing
from submissions.statements.desk import carried_out, form_page, not_now, own_statement
from submissions.statements.models import Statement
from submissions.statements.withdrawal_forms import WithdrawForm


def mine(request: HttpRequest, uuid: UUID) -> Statement:
    """A statement that this person may take off the record; 403 where they only read it."""
    statement = own_statement(request, uuid)
    if not permissions.may_withdraw(request.user, statement):
        raise PermissionDenied
    return statement


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def desk_withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say why it goes, and withdraw it with one button."""
    statement = mine(request, uuid)
    if statement.state != Statement.State.ACCEPTED:
        return not_now(request, statement)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        withdraw = partial(withdrawing.withdraw, statement, by=request.user, reason=form.cleaned_data["reason"])
        if carried_out(request, form, withdraw, _("It is off the record. You can take this back for 48 hours.")):
            return redirect("statements:desk_detail", uuid)
    return form_page(request, "statements/desk_withdraw", {"statement": statement, "form": form})


@login_required
@require_POST
def desk_withdraw_undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put it back on the record."""
    statement = mine(request, uuid)
    try:
        withdrawing.undo(statement, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("It is on the record again, under its reference."))
    return redirect("statements:desk_detail", uuid)
