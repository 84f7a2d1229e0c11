"""Whoever runs the portal works with a second factor only, where REQUIRE_SECOND_FACTOR says so (SECURITY, case 19)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

WITH_CODE = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
LEAVING = "/cms/logout/"


class RequireSecondFactor:
    """Guards the admin and the desk. The pages under accounts/ stay open: there one sets it up, proves it, leaves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page, or the way to what is missing."""
        guarded = settings.REQUIRE_SECOND_FACTOR and is_workplace(request.path_info)
        if guarded and runs_portal(request.user) and not proved(request):
            return redirect(where_to_prove(request))
        return self.get_response(request)


def is_workplace(path: str) -> bool:
    """Whether this is a page of the admin or, in any language, of the desk."""
    first, second = [*path.lower().split("/")[1:3], "", ""][:2]
    return (first == "cms" and path != LEAVING) or "desk" in (first, second)


def runs_portal(user) -> bool:
    """Coordinators, safety officers, administrators: whoever may enter the admin."""
    return user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def proved(request: HttpRequest) -> bool:
    """Whether this session was opened or confirmed with a second factor that the account still has."""
    used = {one.get("id") for one in get_authentication_records(request, request.user) if one["method"] == "mfa"}
    return Authenticator.objects.filter(user=request.user, pk__in=used).exists()


def where_to_prove(request: HttpRequest) -> str:
    """Where one shows the second factor, or sets one up; from there it leads back to the page that was asked for."""
    if not is_mfa_enabled(request.user):
        messages.warning(request, _("To run the portal you need a second factor. Set one up here; then go on."))
        return reverse("mfa_index")
    with_code = is_mfa_enabled(request.user, WITH_CODE)
    address = reverse("mfa_reauthenticate" if with_code else "mfa_reauthenticate_webauthn")
    back = request.get_full_path() if request.method == "GET" else reverse("desk_overview")
    return f"{address}?{urlencode({'next': back})}"


def remember_setting_up(request: HttpRequest, user: Any, authenticator: Authenticator, **more: Any) -> None:
    """Setting up an app or a key was a proof of it: nobody is asked again in the same minute. A receiver."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
