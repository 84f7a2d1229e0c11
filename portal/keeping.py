"""The page for what cannot be taken now: it says why, and gives back what was typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

# Never shown again: secrets, keys, and what only programs fill in.
SECRETS = ("password", "credential", "mfa")
KEYS = ("csrfmiddlewaretoken", "opened_at", "homepage")
WORTH_READING = 12


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for those who are signed in, like `login_required`; but what somebody typed before their session ended
    is given back: it stays in their browser, and nothing of it is kept here."""

    @wraps(view)
    def view_of_person(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return given_back(request) or redirect_to_login(request.get_full_path())

    return view_of_person


def given_back(request: HttpRequest) -> HttpResponse | None:
    """The page with what somebody typed before their session ended; None where they sent nothing that was typed."""
    if request.method != "POST" or not kept_fields(request):
        return None
    words = _("Your session has ended. Nothing was stored, and nothing is lost: what you typed stands below.")
    return not_now(request, 403, _("You are signed out"), words, signed_out=True)


def came_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the form; every browser of today says so with a POST."""
    return request.headers.get("Origin") in {f"{request.scheme}://{request.get_host()}", settings.BASE_URL}


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, but for keys and secrets."""
    sent = [(name, value) for name, values in request.POST.lists() if name not in KEYS for value in values]
    return [(name, value) for name, value in sent if not is_secret(name)]


def not_now(request: HttpRequest, status: int, title: str, words: str, *, signed_out: bool = False) -> HttpResponse:
    """A page with `status`, which holds what was sent, ready to be sent again. A password is not kept.

    With `signed_out` it says first how to sign in.
    """
    kept = kept_fields(request)
    whole = len(kept) == sum(len(values) for name, values in request.POST.lists() if name not in KEYS)
    context = {
        "heading": title,
        "words": words,
        "kept": kept,
        "typed": [value for _name, value in kept if is_text(value)],
        "can_repeat": whole,
        "repeat_now": status == 403,
        "signed_out": signed_out,
        "has_files": bool(request.FILES),
        "address": request.get_full_path(),
    }
    return render(request, "portal/not_now.html", context, status=status)


def is_secret(name: str) -> bool:
    """Whether a field of this name holds what nobody shows again; the code of a reason is none."""
    return name == "code" or any(secret in name for secret in SECRETS)


def is_text(value: str) -> bool:
    """Whether these are words that somebody would miss; a one-time key is none."""
    return len(value) > WORTH_READING and not (value.count("-") == 4 and len(value) == 36)
