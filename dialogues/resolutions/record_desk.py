"""The desk's page of one text of the library: read it once more, publish it, take it back, withdraw it."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from dialogues.resolutions import actions
from dialogues.resolutions.desk import for_librarians
from dialogues.resolutions.desk_forms import WithdrawForm
from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Paragraph
from portal.records import InvalidMove


@require_safe
@for_librarians
def record(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One text as it will stand in the library, with what can be done with it."""
    return show(request, get_object_or_404(Resolution, uuid=uuid), WithdrawForm())


def show(request: HttpRequest, resolution: Resolution, form: WithdrawForm) -> HttpResponse:
    """The page of one text; `form` may have come back with a mistake."""
    rows: QuerySet[Paragraph] = resolution.paragraphs.order_by("position")
    context = {"resolution": resolution, "paragraphs": rows, "form": form, "notes": resolution.notes.all()}
    return render(request, "resolutions/desk_record.html", context, status=422 if form.errors else 200)


@require_POST
@for_librarians
def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put it into the library."""
    resolution = get_object_or_404(Resolution, uuid=uuid)
    try:
        actions.publish(resolution, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("It stands in the library now. Its text and addresses stay as they are."))
    return redirect("resolution_record", uuid)


@require_POST
@for_librarians
def take_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Correct a text that is not published yet once more."""
    resolution = get_object_or_404(Resolution, uuid=uuid)
    try:
        brought = actions.take_back(resolution, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
        return redirect("resolution_record", uuid)
    return redirect("resolution_check", brought.uuid)


@require_POST
@for_librarians
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a published text out of the library, with its reason."""
    resolution = get_object_or_404(Resolution, uuid=uuid)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return show(request, resolution, form)
    try:
        actions.withdraw(resolution, reason=form.cleaned_data["reason"], by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("It is withdrawn. Its address says why."))
    return redirect("resolution_record", uuid)


urlpatterns = [
    path("resolutions/<uuid:uuid>/", record, name="resolution_record"),
    path("resolutions/<uuid:uuid>/publish/", publish, name="resolution_publish"),
    path("resolutions/<uuid:uuid>/take-back/", take_back, name="resolution_take_back"),
    path("resolutions/<uuid:uuid>/withdraw/", withdraw, name="resolution_withdraw"),
]
