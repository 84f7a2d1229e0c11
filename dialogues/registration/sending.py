"""The button that sends a draft from a desk: the same for delegations and for nominations."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.records import InvalidMove


def send(request: HttpRequest, draft: Any, submit: Callable[..., Any]) -> HttpResponse:
    """Send a draft as it is stored, by the verb `submit`; back to its page, which shows the receipt or what stands."""
    try:
        draft = submit(draft, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    except ValidationError as problem:
        for message in problem.messages:
            messages.error(request, message)
    else:
        messages.success(request, _("It has arrived. Your receipt number is %s.") % draft.receipt)
    return redirect(draft)
