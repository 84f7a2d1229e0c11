"""The coordinators' pages after the end: handing over, and what became of each ask."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from submissions.declaration import handing
from submissions.declaration.coordination import answer, managers_only, naming, visible_or_404
from submissions.declaration.forms_handing import AskStatusForm, FollowForm, HandoverForm


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Record to which session the declaration was handed, when, how, by whom."""
    declaration = visible_or_404(request, slug)
    form = HandoverForm(request.POST if request.method == "POST" else None)
    words = {
        "heading": naming(declaration, _("Hand over “%s”"), declaration.title),
        "button": _("Record the handover"),
        "consequence": _("Session, day, way and symbol go into the public ledger and stay there."),
    }

    def hand_over() -> None:
        handing.hand_over(declaration, by=request.user, **form.cleaned_data)

    return answer(request, declaration, form, hand_over, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin to follow what becomes of the asks."""
    declaration = visible_or_404(request, slug)
    form = FollowForm(request.POST if request.method == "POST" else None)
    words = {"heading": naming(declaration, _("Follow up “%s”"), declaration.title), "button": _("Begin the follow-up")}
    return answer(request, declaration, form, lambda: handing.follow(declaration, by=request.user), **words)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def manage_ask_status(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say how far one ask has come, with what shows it; what was said before stays."""
    declaration = visible_or_404(request, slug)
    ask = get_object_or_404(declaration.asks, pk=pk)
    form = AskStatusForm(request.POST if request.method == "POST" else None)

    def record() -> None:
        handing.record_status(ask, by=request.user, **form.cleaned_data)

    words = {
        "heading": naming(declaration, _("What became of “%s”"), ask.words),
        "button": _("Record it"),
        "consequence": _("It is public at once and cannot be changed; a later one can stand beside it."),
    }
    return answer(request, declaration, form, record, **words)


urlpatterns = [
    path("declarations/of/<slug:slug>/submit/", manage_submit, name="declaration_manage_submit"),
    path("declarations/of/<slug:slug>/follow/", manage_follow, name="declaration_manage_follow"),
    path("declarations/of/<slug:slug>/asks/<int:pk>/", manage_ask_status, name="declaration_manage_ask_status"),
]
