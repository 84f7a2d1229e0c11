"""The administrators' desk of roles, inside the Wagtail admin: who holds which, since when, given by whom and why."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from dialogues import coordinators
from dialogues.titles import Titles
from home.duties.forms import EndForm, GiveForm
from organizations import assigning
from organizations.models import Assignment
from portal.records import InvalidMove

PER_PAGE = 50


def seen_by(request: HttpRequest) -> QuerySet[Assignment]:
    """Every role that somebody holds or held; 403 for those who give none."""
    if not request.user.has_perm("organizations.assign_duty"):
        raise PermissionDenied
    return Assignment.objects.visible_to(request.user).select_related("user", "country", "given_by", "ended_by")


@require_safe
def duty_list(request: HttpRequest) -> HttpResponse:
    """Those that hold now; with `?ended=1`, those that ended."""
    ended = request.GET.get("ended") == "1"
    rows = seen_by(request).filter(ended_at__isnull=not ended)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    keys = {row.dialogue_key for row in page if row.dialogue_key}
    dialogues = coordinators.every_dialogue().filter(translation_key__in=keys)
    titles, known = Titles(), dict(dialogues.values_list("translation_key", "title"))
    for row in page:
        title = known.get(row.dialogue_key)
        row.dialogue_title = titles.named(row.dialogue_key, title) if title else ""
    return render(request, "home/duty_list.html", {"page": page, "ended": ended})


@require_http_methods(["GET", "HEAD", "POST"])
def duty_give(request: HttpRequest) -> HttpResponse:
    """Give somebody a role."""
    seen_by(request)
    form = GiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = give(form.cleaned_data, request.user)
        except PermissionDenied:
            form.add_error("email", _("Somebody else has to give you a role."))
        except (InvalidMove, ValidationError) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
        else:
            messages.success(request, _("Given: %(role)s.") % {"role": given})
            return redirect("duty_list")
    return render(request, "home/duty_give.html", {"form": form}, status=422 if form.errors else 200)


def give(said: dict[str, Any], by: Any) -> Assignment:
    """What the form says, as the action that goes with it."""
    if said["dialogue"]:
        return coordinators.assign(said["email"], said["dialogue"], by=by, reason=said["reason"], duty=said["duty"])
    return assigning.give(said["email"], said["duty"], by=by, reason=said["reason"], country=said["country"])


@require_http_methods(["GET", "HEAD", "POST"])
def duty_end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say why, and end a role."""
    assignment = get_object_or_404(seen_by(request), uuid=uuid)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            assigning.end(assignment, by=request.user, reason=form.cleaned_data["reason"])
        except PermissionDenied:
            form.add_error(None, _("Somebody else has to end your own role."))
        except InvalidMove as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Ended: %(role)s.") % {"role": assignment})
            return redirect("duty_list")
    context = {"form": form, "assignment": assignment}
    return render(request, "home/duty_end.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("roles/", duty_list, name="duty_list"),
    path("roles/give/", duty_give, name="duty_give"),
    path("roles/<uuid:uuid>/end/", duty_end, name="duty_end"),
]
