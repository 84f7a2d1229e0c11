"""A person's own calendar: its page in the desk, and the file that calendars fetch."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.registration import subscriptions
from dialogues.registration.subscriptions import CalendarFeed
from portal.writable import to_ical


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_calendar(request: HttpRequest) -> HttpResponse:
    """Whether there is an address; by POST a new one, shown this once."""
    context = {"desk_place": "registrations", "feed": CalendarFeed.objects.filter(user=request.user).first()}
    if request.method == "POST":
        token = subscriptions.new_address(request.user)
        context["address"] = settings.BASE_URL + reverse("dialogues:own_calendar", args=[token])
    return render(request, "dialogues/desk_calendar.html", context)


@login_required
@require_POST
def desk_calendar_end(request: HttpRequest) -> HttpResponse:
    """The address stops working."""
    subscriptions.revoke(request.user)
    return redirect("registration:desk_calendar")


@require_safe
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar that a secret opens. Nobody may keep a copy on the way."""
    user = subscriptions.owner_of(token)
    if user is None:
        raise Http404
    with translation.override(user.language):
        content = to_ical(subscriptions.calendar_of(user))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
