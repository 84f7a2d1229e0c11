"""The desk of a focal point: consultations to come. Whoever is no focal point finds no such page."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from portal.limits import limited
from portal.mechanism.models import State
from submissions.consultations.announcing import pages
from submissions.consultations.announcing.forms import AnnouncementForm
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.announcing.pages import Place
from submissions.consultations.announcing.zones import zone_of_country
from submissions.consultations.desk_state import own_state


def _place(request: HttpRequest) -> tuple[Place, State]:
    """The pages of the State whose focal point this is; 404 for everybody else."""
    state = own_state(request)
    own = Announcement.objects.visible_to(request.user).filter(country=state, on_behalf=False)
    found = own.select_related("country", "cluster").prefetch_related("instruments")
    context = {"desk_place": "state", "state": state}
    place = Place(
        "consultations/desk_announce.html", "consultations:desk_announcement", AnnouncementForm, found, context
    )
    return place, state


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("replies")
def desk_announce(request: HttpRequest) -> HttpResponse:
    """Announce a consultation; first as a draft."""
    place, state = _place(request)
    last = place.found.order_by("-pk").first()
    initial = {"office": last.office if last else "", "zone": last.zone if last else zone_of_country(state.iso2)}
    form = AnnouncementForm(request.POST or None, initial=initial)
    return pages.new_page(request, place, form, state)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_announcement(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One announcement of one's own State."""
    return pages.one_page(request, _place(request)[0], uuid)


@login_required
@require_POST
def desk_announcement_publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Let everybody read it."""
    return pages.publish(request, _place(request)[0], uuid)


@login_required
@require_POST
def desk_announcement_withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take it out of sight."""
    return pages.withdraw(request, _place(request)[0], uuid)


urlpatterns = [
    path("desk/state/announcements/new/", desk_announce, name="desk_announce"),
    path("desk/state/announcements/<uuid:uuid>/", desk_announcement, name="desk_announcement"),
    path(
        "desk/state/announcements/<uuid:uuid>/publish/", desk_announcement_publish, name="desk_announcement_publish"
    ),
    path(
        "desk/state/announcements/<uuid:uuid>/withdraw/", desk_announcement_withdraw,
        name="desk_announcement_withdraw",
    ),
]  # fmt: skip
