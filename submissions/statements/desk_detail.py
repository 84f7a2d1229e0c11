"""The desk's page of one statement, or of a later version of it: where it stands and what happened."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from organizations.models import User
from portal import pdf
from submissions.statements import actions, history, permissions
from submissions.statements.desk import own_work, page
from submissions.statements.models import LaterVersion, Review, Statement


@login_required
@require_safe
def desk_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where a statement stands: state, receipt, reasons, what happened."""
    statement = own_work(request, uuid)
    version = actions.latest(statement)
    writes, reviews = permissions.may_write(request.user, statement), list(statement.looks.all())
    context = {
        "statement": statement,
        "version": version,
        "attachments": list(version.attachments.there()),
        "events": history.for_organization(statement),
        "has_pdf": pdf.available(),
        "may_write": statement.state in actions.WRITABLE and writes,
        "may_submit": permissions.may_submit(request.user, statement),
        "decision": next((one for one in reversed(reviews) if one.decided_at), None),
    }
    if isinstance(statement, LaterVersion):
        may_give_up = writes if statement.state == Statement.State.DRAFT else context["may_submit"]
        return page(request, "statements/desk_later", context | {"may_give_up": is_open(statement) and may_give_up})
    context["later"] = list(statement.later.select_related("current").order_by("-pk"))
    context["may_propose"] = writes and statement.state == Statement.State.ACCEPTED and bool(statement.call)
    return page(request, "statements/desk_detail", context | decided(request.user, statement, reviews))


def is_open(later: LaterVersion) -> bool:
    """Whether it can still be taken back: what goes with its statement waits for the decision with it."""
    alone = () if later.is_companion else (Statement.State.SUBMITTED,)
    return later.state in (*actions.WRITABLE, *alone)


def decided(user: User, statement: Statement, reviews: list[Review]) -> dict[str, Any]:
    """Whether the last decision can be appealed or was, and whether it was taken away."""
    return {
        "appealed": any(one.is_appeal and one.decided_at is None for one in reviews),
        "stone": statement.tombstones.filter(lifted_at__isnull=True).first(),
        "may_withdraw": permissions.may_withdraw(user, statement),
        "may_appeal": permissions.may_submit(user, statement) and permissions.may_be_appealed(statement),
    }
