"""One's own sessions: what is kept of them, and ending one of them."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.limits import network_of


def forget_address(sender: Any, instance: UserSession, **kwargs: Any) -> None:
    """Keep the network of a session, never the address (SECURITY, case 25). A receiver of pre_save."""
    instance.ip = network_of(instance.ip).partition("/")[0]


@login_required
@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session of one's own; whoever uses it has to sign in again. Another person's is not there."""
    session = get_object_or_404(UserSession.objects.filter(user=request.user), pk=pk)
    session.end()
    messages.success(request, _("That session has ended."))
    return redirect("usersessions_list")
