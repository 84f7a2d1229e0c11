"""The desk's pages before a text leaves it: a preview, and sending it in with one button."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.limits import limited
from portal.prose.publishing import published
from portal.records import InvalidMove
from portal.switches import closable
from submissions.statements import actions, cosigning, permissions
from submissions.statements.checklist import problems
from submissions.statements.companions import companions, seal
from submissions.statements.desk import own_work, page, say
from submissions.statements.forms import StampForm
from submissions.statements.models import LaterVersion, Statement, StatementVersion


@login_required
@require_safe
def desk_preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The newest text as its readers will see it."""
    statement = own_work(request, uuid)
    return page(request, "statements/desk_preview", shown(statement, actions.latest(statement)))


def shown(statement: Statement | LaterVersion, version: StatementVersion) -> dict[str, Any]:
    """A text with its numbered paragraphs."""
    text, _headings = published(version.body or "")
    return {
        "statement": statement,
        "version": version,
        "text": text,
        "attachments": list(version.attachments.there()),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@closable("statements")
@limited("statements")
def desk_submit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """See what will be sent, and send it with one button."""
    statement = own_work(request, uuid)
    if isinstance(statement, LaterVersion) and statement.is_companion:
        return redirect("statements:desk_submit", statement.statement.uuid)
    if request.method == "POST":
        return send(request, statement)
    if statement.state not in actions.WRITABLE:
        return redirect("statements:desk_detail", uuid)
    version = actions.latest(statement)
    context = shown(statement, version) | {
        "form": StampForm(initial={"stamp": version.stamp, "seal": seal(statement, version)}),
        "companions": companions(statement),
        "problems": problems(statement, version),
        **({} if statement.is_later else cosigning.at_sending(statement)),
        "may_submit": permissions.may_submit(request.user, statement),
        "too_late": is_too_late(statement),
        "limit": statement.call.limit_for(statement.organization),
    }
    return page(request, "statements/desk_submit", context)


def is_too_late(statement: Statement | LaterVersion) -> bool:
    """Whether the deadline has passed; what is on the record can be corrected for ever."""
    in_time = statement.is_later or statement.call.takes_statements
    return statement.state == Statement.State.DRAFT and not in_time


def send(request: HttpRequest, statement: Statement | LaterVersion) -> HttpResponse:
    """Send it in, and show the receipt; or say what stands."""
    if not permissions.may_submit(request.user, statement):
        raise PermissionDenied
    form = StampForm(request.POST)
    again = redirect("statements:desk_submit", statement.uuid)
    if not form.is_valid():
        return again
    try:
        statement = actions.submit(statement, by=request.user, **form.cleaned_data)
    except (actions.StaleDraft, ValidationError) as problem:
        say(request, problem)
        return again
    except InvalidMove as problem:
        say(request, problem)
    else:
        messages.success(request, _("It has arrived. Your receipt number is %s.") % statement.receipt)
    return redirect("statements:desk_detail", statement.uuid)
