"""The coordinators' list of panellists who are not registered, inside the Wagtail admin; one button mends each."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from dialogues.nominations import mending, panellists
from dialogues.registration.day_desk import find
from portal.records import InvalidMove


@require_safe
def panellist_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Who speaks at a dialogue without being a delegate."""
    dialogue = find(request, slug)
    context = {"dialogue": dialogue, "speakers": panellists.missing(dialogue)}
    return render(request, "dialogues/panellist_list.html", context)


@require_POST
def panellist_mend(request: HttpRequest, slug: str) -> HttpResponse:
    """Let one of them in, or ask their organization; what was done is said."""
    dialogue = find(request, slug)
    try:
        done = mending.mend(dialogue, request.POST.get("speaker", "")[:40], by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, done)
    return redirect("panellist_list", slug)


urlpatterns = [
    path("day/<slug:slug>/panellists/", panellist_list, name="panellist_list"),
    path("day/<slug:slug>/panellists/mend/", panellist_mend, name="panellist_mend"),
]
