"""The coordinators' desk of calls to action, inside the Wagtail admin: make, mend, say what became of one, withdraw."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from dialogues.asks import actions
from dialogues.asks.forms import CallForm, StatusForm, WithdrawForm, about_of, first_values, proposed
from dialogues.asks.models import CallToAction
from dialogues.resolutions.choosing import FindForm
from dialogues.resolutions.paragraphs import Paragraph
from portal.records import InvalidMove

PER_PAGE = 25
FOUND_SHOWN = 20
LARGEST_KEY = 2**63 - 1


def require_permission(request: HttpRequest) -> None:
    """403 for everybody but coordinators."""
    if not request.user.has_perm("dialogues.manage_resolution"):
        raise PermissionDenied


@require_safe
def call_desk(request: HttpRequest) -> HttpResponse:
    """Every call, the newest first, withdrawn ones too; and paragraphs to make one of, found by their words."""
    require_permission(request)
    form = FindForm(request.GET)
    paragraphs = Paragraph.objects.filter(kind=Paragraph.Kind.OPERATIVE).select_related("resolution")
    found = form.filter(paragraphs.order_by("-resolution", "position"))[:FOUND_SHOWN] if form.is_valid() else []
    calls = CallToAction.objects.for_lists().order_by("-pk")
    page = Paginator(calls, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "form": form, "found": found if form.is_searching else []}
    return render(request, "asks/call_desk.html", context)


def origin(request: HttpRequest) -> dict[str, Any]:
    """What a new call is made from, by the query: a paragraph, or an analysis. 404 where it is neither."""
    for name, model in (("paragraph", Paragraph), ("page", Page)):
        key = request.GET.get(name, "")
        if key.isascii() and key.isdigit() and int(key) <= LARGEST_KEY:
            return {name: get_object_or_404(model, pk=key)}
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def call_new(request: HttpRequest) -> HttpResponse:
    """Make a call from a paragraph, which fills the form in, or from an analysis."""
    require_permission(request)
    source = origin(request)
    initial = proposed(actions.proposal(source["paragraph"])) if "paragraph" in source else {}
    form = CallForm(request.POST or None, instance=CallToAction(**source), initial=initial)
    if request.method == "POST" and form.is_valid():
        call = actions.make(form.instance, form.about(), by=request.user)
        messages.success(request, _("The call stands in the table."))
        return redirect("call_edit", call.uuid)
    return render(request, "asks/call_new.html", {"form": form, **source}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def call_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One call: what it says, what became of it over time, and taking it out of the table."""
    require_permission(request)
    call = get_object_or_404(CallToAction.objects.for_lists(), uuid=uuid)
    form = CallForm(request.POST or None, instance=call, initial=first_values(about_of(call)))
    if request.method == "POST" and form.is_valid():
        actions.mend(form.instance, form.about(), by=request.user)
        messages.success(request, _("Saved."))
        return redirect("call_edit", uuid)
    return page_of(request, uuid, form=form)


def page_of(request: HttpRequest, uuid: UUID, **forms: Any) -> HttpResponse:
    """The page of a call with its three forms, those that were sent in among them."""
    call = get_object_or_404(CallToAction.objects.for_lists(), uuid=uuid)
    form = CallForm(instance=call, initial=first_values(about_of(call)))
    context = {
        "call": call, "statuses": call.statuses.all(), "form": form,
        "status_form": StatusForm(prefix="status"), "withdraw_form": WithdrawForm(prefix="withdraw"), **forms,
    }  # fmt: skip
    wrong = any(form.errors for form in forms.values())
    return render(request, "asks/call_edit.html", context, status=422 if wrong else 200)


@require_POST
def call_status(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say what became of a call, with what shows it."""
    require_permission(request)
    call = get_object_or_404(CallToAction, uuid=uuid)
    form = StatusForm(request.POST, prefix="status")
    if not form.is_valid():
        return page_of(request, uuid, status_form=form)
    actions.add_status(call, form.instance, by=request.user)
    messages.success(request, _("The status is on record."))
    return redirect("call_edit", uuid)


@require_POST
def call_withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a call out of the table."""
    require_permission(request)
    call = get_object_or_404(CallToAction, uuid=uuid)
    form = WithdrawForm(request.POST, prefix="withdraw")
    if not form.is_valid():
        return page_of(request, uuid, withdraw_form=form)
    try:
        actions.withdraw(call, reason=form.cleaned_data["reason"], by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    return redirect("call_edit", uuid)


urlpatterns = [
    path("calls-to-action/", call_desk, name="call_desk"),
    path("calls-to-action/new/", call_new, name="call_new"),
    path("calls-to-action/<uuid:uuid>/", call_edit, name="call_edit"),
    path("calls-to-action/<uuid:uuid>/status/", call_status, name="call_status"),
    path("calls-to-action/<uuid:uuid>/withdraw/", call_withdraw, name="call_withdraw"),
]
