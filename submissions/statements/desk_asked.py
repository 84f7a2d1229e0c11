"""The desk of an organization that is asked to co-sign: the questions, the exact text, and one button to answer.

It sees the text that it is asked about and nothing else of the statement: no other version, no names of the files as
they were uploaded, no history.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal import files
from portal.limits import limited
from portal.prose.publishing import published
from portal.records import InvalidMove
from submissions.statements import cosigning, permissions, texts
from submissions.statements.cosigners import Cosigner
from submissions.statements.desk import page, say
from submissions.statements.models import LaterVersion, Reconfirmation
from submissions.statements.substance import latest, substance

PER_PAGE = 20


def asked_or_404(request: HttpRequest, uuid: UUID) -> Cosigner:
    """The question, if it lies before an organization of this person."""
    rows = Cosigner.objects.asked_of(request.user)
    needed = ("organization", "statement__organization__country", "statement__call", "statement__dialogue")
    return get_object_or_404(rows.select_related(*needed), uuid=uuid)


@login_required
@require_safe
def asked_list(request: HttpRequest) -> HttpResponse:
    """What the person's organizations are asked, and what they support."""
    rows = Cosigner.objects.asked_of(request.user).select_related("organization", "statement__organization")
    rows = rows.select_related("statement__call", "statement__dialogue").order_by("-state", "expires_at", "pk")
    waiting = Reconfirmation.objects.filter(cosigner=OuterRef("pk"), later__state=LaterVersion.State.SUBMITTED)
    rows = rows.annotate(later_asked=Exists(waiting))
    context = {"page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))}
    return page(request, "statements/asked_list", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("signing")
def asked_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The exact text, and the buttons: confirm or decline; withdraw where it was confirmed."""
    cosigner = asked_or_404(request, uuid)
    signs = permissions.may_cosign(request.user, cosigner.organization_id)
    if request.method == "POST":
        if not signs:
            raise PermissionDenied
        return answer(request, cosigner)
    version = latest(cosigner.statement)
    text, _headings = published(version.body or "")
    context = {
        "cosigner": cosigner,
        "statement": cosigner.statement,
        "version": version,
        "text": text,
        "attachments": list(version.attachments.there()),
        "fingerprint": texts.fingerprint(version),
        "seen": substance(version),
        "signs": signs,
    }
    return page(request, "statements/asked_detail", context)


def answer(request: HttpRequest, cosigner: Cosigner) -> HttpResponse:
    """Do what the button says; afterwards back to the text, or to the list where there is nothing left to see."""
    seen = request.POST.get("seen", "")[:64]
    verbs: Mapping[str, tuple[Callable[[], object], str]] = {
        "confirm": (
            lambda: cosigning.confirm(cosigner, by=request.user, seen=seen),
            _("Confirmed: %(organization)s co-signs this text."),
        ),
        "decline": (lambda: cosigning.decline(cosigner, by=request.user), _("Declined. The author is told.")),
        "withdraw": (lambda: cosigning.withdraw(cosigner, by=request.user), _("Your support is withdrawn.")),
    }
    verb = next((name for name in verbs if name in request.POST), None)
    if verb is None:
        return redirect("statements:asked_detail", cosigner.uuid)
    act, words = verbs[verb]
    try:
        act()
    except (InvalidMove, ValidationError) as problem:
        say(request, problem)
    else:
        messages.success(request, words % {"organization": cosigner.organization})
    still_there = Cosigner.objects.asked_of(request.user).filter(pk=cosigner.pk).exists()
    return redirect("statements:asked_detail", cosigner.uuid) if still_there else redirect("statements:asked_list")


@login_required
@require_safe
def asked_file(request: HttpRequest, uuid: UUID, key: str) -> HttpResponseBase:
    """A file of the text that is asked about, under a name that tells nothing."""
    version = latest(asked_or_404(request, uuid).statement)
    row = version.attachments.there().keyed(key)
    if row is None:
        raise Http404
    row.given_name = f"file-{row.position}{Path(row.given_name).suffix}"
    return files.serve(request, row)
