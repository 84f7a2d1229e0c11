"""The desk of a co-signer that is asked about a text which is to replace the public one with its name."""

from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from organizations.models import Organization
from portal import files
from portal.limits import limited
from portal.prose.publishing import published
from portal.records import InvalidMove
from submissions.statements import permissions, reconfirming
from submissions.statements.cosigners import CosignerState
from submissions.statements.desk import page
from submissions.statements.later import LaterState
from submissions.statements.models import Reconfirmation

VERBS = {"confirm": Reconfirmation.Answer.CONFIRMED, "decline": Reconfirmation.Answer.DECLINED}


def question_or_404(request: HttpRequest, uuid: UUID) -> Reconfirmation:
    """The open question to an organization of this person; `uuid` is that of its place as a co-signer."""
    theirs = Organization.objects.verified().represented_by(request.user)
    rows = Reconfirmation.objects.filter(
        cosigner__organization__in=theirs, cosigner__state=CosignerState.CONFIRMED, later__state=LaterState.SUBMITTED
    )
    needed = ("cosigner__organization", "later__current", "later__statement__organization")
    return get_object_or_404(rows.select_related(*needed, "later__statement__dialogue"), cosigner__uuid=uuid)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("signing")
def asked_later(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The exact text that is to come, why it changes, and two buttons."""
    row = question_or_404(request, uuid)
    signs = permissions.may_cosign(request.user, row.cosigner.organization_id)
    if request.method == "POST":
        if not signs:
            raise PermissionDenied
        return answer(request, row)
    version = row.later.current
    text, _headings = published(version.body or "")
    context = {
        "row": row,
        "later": row.later,
        "statement": row.later.statement,
        "version": version,
        "text": text,
        "attachments": list(version.attachments.there()),
        "signs": signs,
    }
    return page(request, "statements/asked_later", context)


def answer(request: HttpRequest, row: Reconfirmation) -> HttpResponse:
    """Do what the button says."""
    word = next((word for name, word in VERBS.items() if name in request.POST), None)
    if word:
        try:
            reconfirming.answer(row, word, by=request.user, seen=request.POST.get("seen", "")[:64])
        except (InvalidMove, ValidationError) as problem:
            messages.error(request, " ".join(getattr(problem, "messages", [str(problem)])))
        else:
            messages.success(request, _("Your answer is stored. You can change it until the text is decided about."))
    return redirect("statements:asked_later", row.cosigner.uuid)


@login_required
@require_safe
def asked_later_file(request: HttpRequest, uuid: UUID, key: str) -> HttpResponseBase:
    """A file of the text that is asked about, under a name that tells nothing."""
    row = question_or_404(request, uuid).later.current.attachments.there().keyed(key)
    if row is None:
        raise Http404
    row.given_name = f"file-{row.position}{Path(row.given_name).suffix}"
    return files.serve(request, row)
