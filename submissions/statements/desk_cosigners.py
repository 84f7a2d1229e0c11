"""The desk of the organization that writes: whom it asked to co-sign, what they answered, and whom else to ask."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organizations.models import Organization
from portal.limits import limited
from portal.records import InvalidMove
from portal.switches import closable
from submissions.statements import cosigning, permissions
from submissions.statements.cosigners import ON_ITS_WAY, Cosigner
from submissions.statements.desk import own_statement, page, say
from submissions.statements.models import Statement

FOUND_AT_ONCE = 20


def candidates(statement: Statement, query: str):
    """Verified organizations of the directory with this name; those that wish not to be found are not."""
    there = Organization.objects.public().verified().exclude(pk=statement.organization_id)
    asked = statement.cosigners.filter(state__in=[Cosigner.State.INVITED, Cosigner.State.CONFIRMED])
    return there.named(query).exclude(pk__in=asked.values("organization")).select_related("country")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@closable("statements")
@limited("invite")
def desk_cosigners(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who was asked and what came of it; a search by name; a POST asks one organization."""
    statement = own_statement(request, uuid)
    writes = permissions.may_write(request.user, statement)
    if request.method == "POST":
        return ask(request, statement)
    query = request.GET.get("q", "").replace("\0", "")[:200].strip()
    may_ask = writes and statement.state in ON_ITS_WAY and statement.call is not None
    context: dict[str, Any] = {
        "statement": statement,
        "cosigners": statement.cosigners.select_related("organization__country").alphabetical(),
        "writes": writes,
        "may_ask": may_ask,
        "query": query,
        "language": cosigning.latest(statement).language,
    }
    if may_ask and query:
        context["page_obj"] = Paginator(candidates(statement, query), FOUND_AT_ONCE).get_page(request.GET.get("page"))
    return page(request, "statements/desk_cosigners", context)


def ask(request: HttpRequest, statement: Statement) -> HttpResponse:
    """Ask the organization that the button names; one that nobody can find is not there."""
    if not permissions.may_write(request.user, statement):
        raise PermissionDenied
    findable = Organization.objects.public().verified() | Organization.objects.filter(
        pk__in=statement.cosigners.values("organization")
    )
    organization = get_object_or_404(findable, slug=request.POST.get("organization", "")[:80].replace("\0", ""))
    try:
        cosigning.invite(statement, organization, by=request.user)
    except (InvalidMove, ValidationError) as problem:
        say(request, problem)
    else:
        words = _("Asked: %(organization)s. Whoever signs for it gets a mail; you get one when it answers.")
        messages.success(request, words % {"organization": organization})
    return redirect("statements:desk_cosigners", statement.uuid)


@login_required
@require_POST
def desk_cosigner_revoke(request: HttpRequest, uuid: UUID, cosigner: UUID) -> HttpResponse:
    """Take a question, or the place of a co-signer, back."""
    statement = own_statement(request, uuid)
    row = get_object_or_404(statement.cosigners.select_related("organization"), uuid=cosigner)
    if not permissions.may_write(request.user, statement):
        raise PermissionDenied
    try:
        cosigning.revoke(row, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Taken back: %(organization)s.") % {"organization": row.organization})
    return redirect("statements:desk_cosigners", uuid)
