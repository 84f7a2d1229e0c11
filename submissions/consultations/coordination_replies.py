"""Coordinators enter what a State replied to them by letter or mail; the record says that they did."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from portal.records import InvalidMove
from submissions.consultations import replying
from submissions.consultations.coordination import require_permission
from submissions.consultations.models import Claim
from submissions.consultations.replies import StateReply
from submissions.consultations.reply_files import ReplyFile
from submissions.consultations.reply_forms import RecordReplyForm, RemoveFileForm, ReplyForm

PER_PAGE = 25


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


@require_safe
def reply_files(request: HttpRequest) -> HttpResponse:
    """The files that came with replies, the newest first; each can be removed for the sake of a person in it."""
    require_permission(request)
    seen = StateReply.objects.visible_to(request.user).values("pk")
    found = ReplyFile.objects.filter(deleted_at__isnull=True, reply__in=seen).select_related("reply__country")
    page = Paginator(found.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "consultations/reply_files.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
def reply_file_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Remove the file of a reply, with a reason; the reply stays in full."""
    require_permission(request)
    seen = StateReply.objects.visible_to(request.user).select_related("country", "paper")
    reply = get_object_or_404(seen, uuid=uuid, paper__deleted_at__isnull=True)
    form = RemoveFileForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        replying.remove_file(reply.paper, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The file is removed."))
        return redirect("reply_files")
    context = {"form": form, "reply": reply}
    return render(request, "consultations/reply_file_remove.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("consultations/replies/files/", reply_files, name="reply_files"),
    path("consultations/replies/files/<uuid:uuid>/remove/", reply_file_remove, name="reply_file_remove"),
    path("consultations/replies/new/", reply_record, name="reply_record"),
    path("consultations/<uuid:uuid>/reply/", claim_reply, name="claim_reply"),
]
