"""Signing out leaves nothing behind: the browser forgets what this site kept in it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse


def leaves_nothing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view of signing out. Once somebody is out, the browser is told to clear what scripts kept (copies of drafts).

    Cookies stay out of it: the appearance that a reader chose is no secret.
    """

    @wraps(view)
    def leaving_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"storage"'
        return response

    return leaving_view
