"""The files of one's own reports: to look at, and to take out again while the report is not with others."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal import files
from portal.records import InvalidMove
from submissions.consultations import evidence, permissions
from submissions.consultations.evidence import ClaimEvidence
from submissions.consultations.models import Claim


def own_file(request: HttpRequest, uuid: UUID) -> ClaimEvidence:
    """A file of the person's own report; any other is not there."""
    mine = Claim.objects.reported_by(request.user).values("pk")
    kept = ClaimEvidence.objects.kept().filter(claim__in=mine)
    return get_object_or_404(kept.select_related("claim"), uuid=uuid)


@login_required
@require_safe
def desk_file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The file, as those who check the report get it."""
    return files.serve(request, own_file(request, uuid))


@login_required
@require_POST
def desk_file_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take it out of the report."""
    found = own_file(request, uuid)
    claim = found.claim
    if not permissions.may_write(request.user, claim):
        raise PermissionDenied
    try:
        evidence.remove(found)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The file is removed."))
    return redirect("consultations:desk_detail", claim.uuid)
