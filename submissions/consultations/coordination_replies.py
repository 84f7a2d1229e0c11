"""Coordinators enter what a State replied to them by letter or mail; the record says that they did."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from portal.records import InvalidMove
from submissions.consultations import replying
from submissions.consultations.coordination import require_permission
from submissions.consultations.models import Claim
from submissions.consultations.replies import StateReply
from submissions.consultations.reply_forms import RecordReplyForm, ReplyForm


@require_http_methods(["GET", "HEAD", "POST"])
def reply_record(request: HttpRequest) -> HttpResponse:
    """What a State replied for a cluster as a whole."""
    require_permission(request)
    form = RecordReplyForm(request.POST or None, request.FILES or None)

    return _answered(
        request, form, None,
        lambda data: replying.reply(
            data["country"], data["cluster"], form.reply(), by=request.user, form_key=data["form_key"]
        ),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def claim_reply(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What a State replied to one report."""
    require_permission(request)
    claims = Claim.objects.for_staff(request.user).put_to_states().select_related("country", "cluster")
    claim = get_object_or_404(claims, uuid=uuid)
    form = ReplyForm(request.POST or None, request.FILES or None)

    return _answered(
        request, form, claim,
        lambda data: replying.reply_to(claim, form.reply(), by=request.user, form_key=data["form_key"]),
    )  # fmt: skip


def _answered(
    request: HttpRequest, form: ReplyForm, claim: Claim | None, store: Callable[[dict[str, Any]], StateReply]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            stored = store(form.cleaned_data)
        except InvalidMove as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The reply of %(state)s is stored.") % {"state": stored.country})
            return redirect("claim_review", claim.uuid) if claim else redirect("claim_queue")
    context = {"form": form, "claim": claim}
    return render(request, "consultations/reply_record.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("consultations/replies/new/", reply_record, name="reply_record"),
    path("consultations/<uuid:uuid>/reply/", claim_reply, name="claim_reply"),
]
