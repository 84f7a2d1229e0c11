"""Everything about me, and deleting my account: two pages of the desk."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organizations.desk import PLACE
from organizations.models import User
from organizations.personal.deletion import delete_account, obstacles
from organizations.personal.forms import DeletionForm
from portal import audit
from portal.limits import LIMITS, take, too_often
from portal.personal import Kind, erasures, kinds
from portal.records import InvalidMove


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def personal_data(request: HttpRequest) -> HttpResponse:
    """What the portal holds about the signed-in person: the kinds; by POST all of it, as a page or as JSON."""
    if request.method != "POST":
        return render(request, "organizations/personal_data.html", {**PLACE, "kinds": kinds()})
    if take("export", request) is None:
        return too_often(request, LIMITS["export"].seconds)
    form = "json" if "json" in request.POST else "page"
    found = everything_about(request.user)
    audit.record(request.user, "export", by=request.user, data={"form": form})
    if form == "json":
        return as_file(found)
    return render(request, "organizations/personal_data.html", {**PLACE, "found": in_words(found)})


Found = list[tuple[Kind, list[dict[str, Any]]]]


def everything_about(user: User) -> Found:
    """Each kind of data with its rows about this person."""
    return [(kind, [dict(row) for row in kind.rows(user)]) for kind in kinds()]


def in_words(found: Found) -> list[tuple[Kind, list[list[tuple[Any, Any]]]]]:
    """The same, with words in place of keys."""
    return [
        (kind, [[(kind.labels.get(key, key), value) for key, value in row.items()] for row in rows])
        for kind, rows in found
    ]


def as_file(found: Found) -> HttpResponse:
    """Everything as one JSON file."""
    document = {
        "portal": settings.PORTAL_NAME,
        "address": settings.BASE_URL,
        "made_at": timezone.now(),
        "kinds": [
            {"key": kind.key, "title": str(kind.title), "about": str(kind.about), "rows": rows} for kind, rows in found
        ],
    }
    text = json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="about-me-{timezone.now():%Y-%m-%d}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def account_delete(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, ask for the address as a confirmation, and delete the account."""
    form, found = DeletionForm(request.POST or None, user=request.user), obstacles(request.user)
    if form.is_valid() and not found:
        try:
            delete_account(request.user)
        except InvalidMove as problem:
            form.add_error(None, str(problem))
        else:
            logout(request)
            messages.success(request, _("Your account is deleted. A mail confirms it."))
            return redirect("account_login")
    context = {**PLACE, "form": form, "obstacles": found, "erasures": erasures()}
    return render(request, "organizations/account_delete.html", context)
