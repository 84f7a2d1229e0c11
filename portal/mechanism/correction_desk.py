"""The coordinators' queue of corrections, inside the Wagtail admin."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from portal.mechanism import correcting
from portal.mechanism.correction_forms import AnswerForm
from portal.mechanism.models import FactCorrection
from portal.records import InvalidMove

PER_PAGE = 25


def require_permission(request: HttpRequest) -> None:
    """403 for everybody but coordinators."""
    if not request.user.has_perm("mechanism.change_factcorrection"):
        raise PermissionDenied


@require_safe
def correction_queue(request: HttpRequest) -> HttpResponse:
    """Corrections that wait, the longest waiting first; `?answered` shows those that were answered, newest first."""
    require_permission(request)
    answered = "answered" in request.GET
    rows = FactCorrection.objects.select_related("country")
    waiting = FactCorrection.State.RECEIVED
    found = (
        rows.exclude(state=waiting).order_by("-decided_at") if answered else rows.filter(state=waiting).order_by("pk")
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "mechanism/correction_queue.html", {"page_obj": page, "answered": answered})


@require_http_methods(["GET", "HEAD", "POST"])
def correction_answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One correction, and its answer. Facts themselves are changed under "Facts"."""
    require_permission(request)
    correction = get_object_or_404(FactCorrection.objects.select_related("country", "decided_by"), uuid=uuid)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            correcting.decide(correction, said["decision"], by=request.user, answer=said["answer"])
        except InvalidMove as problem:
            messages.error(request, str(problem))
            return redirect("correction_answer", uuid)
        messages.success(request, _("Answered."))
        return redirect("correction_queue")
    context = {"form": form, "correction": correction}
    return render(request, "mechanism/correction_answer.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("corrections/", correction_queue, name="correction_queue"),
    path("corrections/<uuid:uuid>/", correction_answer, name="correction_answer"),
]
