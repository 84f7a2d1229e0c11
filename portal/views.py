"""Pages of the ground: operation, appearance, errors, and the outbox of the local default."""

import logging
import uuid

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.context import APPEARANCE_COOKIE, THEMES
from portal.keeping import came_from_here, kept_fields, not_now
from portal.models import OutgoingMail

log = logging.getLogger(__name__)
ONE_YEAR = 365 * 24 * 3600


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The process, its database and its cache answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    cache.set("readyz", "1", 10)
    return HttpResponse("ready", content_type="text/plain")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def appearance(request: HttpRequest) -> HttpResponse:
    """Choose light, dark or automatic; kept in a cookie that this choice alone sets, then back to where one was."""
    back = request.POST.get("next") or request.GET.get("next") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    if request.method != "POST":
        return render(
            request, "portal/appearance.html", {"back": back, "chosen": request.COOKIES.get(APPEARANCE_COOKIE)}
        )
    response = redirect(back)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            APPEARANCE_COOKIE, theme, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie(APPEARANCE_COOKIE)
    return response


@require_safe
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """The mail that this machine wrote; only in the local default, never in production."""
    page = Paginator(OutgoingMail.objects.all(), 25).get_page(request.GET.get("page"))
    return render(request, "portal/outbox.html", {"page": page})


@require_safe
@never_cache
def outbox_mail(request: HttpRequest, uuid: uuid.UUID) -> HttpResponse:
    """One mail as its reader gets it, as plain text; only in the local default."""
    if not settings.SHOW_OUTBOX:
        raise Http404
    return render(request, "portal/outbox_mail.html", {"mail": get_object_or_404(OutgoingMail, uuid=uuid)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_in_for_admin(request: HttpRequest) -> HttpResponse:
    """The portal's own sign-in, then what was asked for. Whoever is signed in and is still sent here may not enter.

    Wagtail's own form would know no second factor and no limit. PermissionDenied stands against a circle: Wagtail sends
    those it refuses to sign in, and signing in sends whoever is signed in back.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next") or reverse("wagtailadmin_home"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same words for what is not there and for what this reader may not see."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke: a page that needs no database, with an id that stands in the log."""
    incident = uuid.uuid4().hex[:8]
    log.error("incident %s", incident)
    return render(request, "500.html", {"incident": incident, "portal_contact": settings.PORTAL_CONTACT}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere. What a page of this site sent is given back, to be sent once more.

    What comes from elsewhere gets no button: pressing it would make somebody else's form their own.
    """
    if not (came_from_here(request) and kept_fields(request)):
        return render(request, "portal/form_expired.html", status=403)
    words = gettext(
        "Nothing was stored, and nothing is lost: what you typed stands below. It happens when a form stays open for "
        "very long, or when you signed in or out in another window."
    )
    return not_now(request, 403, gettext("This form has expired"), words)
