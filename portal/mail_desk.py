"""The administrators' page of mail that does not go out, inside the Wagtail admin.

It names no reader and no matter: who gets mail about a sealed report is nobody's business, so only the server that
the address belongs to is shown.
"""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from portal import mail
from portal.models import OutgoingMail

PER_PAGE = 50


def require_permission(request: HttpRequest) -> None:
    """403 for everybody but administrators."""
    if not request.user.has_perm("portal.change_outgoingmail"):
        raise PermissionDenied


@require_safe
def mail_problems(request: HttpRequest) -> HttpResponse:
    """What was given up, and what failed and is tried again, the newest first."""
    require_permission(request)
    rows = OutgoingMail.objects.in_trouble().order_by("-created_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/mail_problems.html", {"page": page})


@require_POST
def mail_again(request: HttpRequest, uuid: str) -> HttpResponse:
    """Try a mail once more that was given up."""
    require_permission(request)
    given_up = get_object_or_404(OutgoingMail.objects.in_trouble(), uuid=uuid)
    mail.try_again(given_up, by=request.user)
    messages.success(request, _("It is tried again."))
    return redirect("mail_problems")


urlpatterns = [
    path("mail/", mail_problems, name="mail_problems"),
    path("mail/<uuid:uuid>/again/", mail_again, name="mail_again"),
]
