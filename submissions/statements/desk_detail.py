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
from submissions.statements.models import LaterVersion, Statement


@login_required
@require_safe
def desk_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where a statement stands: state, receipt, reasons, what happened."""
    work = own_work(request, uuid)
    if isinstance(work, LaterVersion):
        context = {"may_give_up": may_give_up(request.user, work)}
        return page(request, "statements/desk_later", common(request.user, work) | context)
    return page(request, "statements/desk_detail", common(request.user, work) | of_statement(request.user, work))


def common(user: User, work: Statement | LaterVersion) -> dict[str, Any]:
    """What the pages of both show."""
    version = actions.latest(work)
    return {
        "statement": work,
        "version": version,
        "attachments": list(version.attachments.there()),
        "events": history.for_organization(work),
        "has_pdf": pdf.available(),
        "may_write": work.state in actions.WRITABLE and permissions.may_write(user, work),
        "may_submit": permissions.may_submit(user, work),
        "decision": work.looks.filter(decided_at__isnull=False).last(),
    }


def may_give_up(user: User, later: LaterVersion) -> bool:
    """Whether they may take it back: who writes a draft, who signs what was sent; not what waits with its statement."""
    if later.state == Statement.State.DRAFT:
        return permissions.may_write(user, later)
    alone = () if later.is_companion else (Statement.State.SUBMITTED,)
    return later.state in (*actions.WRITABLE, *alone) and permissions.may_submit(user, later)


def of_statement(user: User, statement: Statement) -> dict[str, Any]:
    """What is shown of a statement alone: its later versions, and what can be done about its last decision."""
    on_record = statement.state == Statement.State.ACCEPTED and bool(statement.call)
    return {
        "later": list(statement.later.select_related("current").order_by("-pk")),
        "may_propose": on_record and permissions.may_write(user, statement),
        "appealed": statement.reviews.filter(is_appeal=True, decided_at__isnull=True).exists(),
        "stone": statement.tombstones.filter(lifted_at__isnull=True).first(),
        "may_withdraw": permissions.may_withdraw(user, statement),
        "may_appeal": permissions.may_submit(user, statement) and permissions.may_be_appealed(statement),
    }
