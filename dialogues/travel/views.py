"""The desk: asking for travel support, apart from the registration, and what became of it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialogues.registration import permissions
from dialogues.registration.models import Registration
from dialogues.registration.views import own, page
from dialogues.travel import actions
from dialogues.travel.forms import AskForm
from dialogues.travel.models import TravelRequest, TravelState
from portal.keeping import signed_in
from portal.limits import limited
from portal.records import InvalidMove
from portal.switches import closable

T = TravelState


def of(registration: Registration) -> TravelRequest:
    """The request of a registration, or an empty one."""
    return TravelRequest.objects.filter(registration=registration).first() or TravelRequest(registration=registration)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@closable("register")
@limited("register")
def desk_travel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask; or read how it stands."""
    registration = own(request, uuid)
    asked = of(registration)
    if request.method != "POST":
        return show(request, registration, asked, AskForm(instance=asked))
    if not permissions.may_write(request.user, registration.organization):
        raise PermissionDenied
    return ask(request, registration, asked)


def ask(request: HttpRequest, registration: Registration, asked: TravelRequest) -> HttpResponse:
    """Send what was typed, or show it again with what is wrong."""
    form = AskForm(request.POST, instance=of(registration))
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.request_support(registration, by=request.user, amount=typed["amount"], why=typed["why"])
        except (InvalidMove, ValidationError) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
        else:
            messages.success(request, _("Your request has arrived. You hear from us when it is decided."))
            return redirect("registration:desk_travel", registration.uuid)
    return show(request, registration, asked, form, status=422)


def show(
    request: HttpRequest, registration: Registration, asked: TravelRequest, form: AskForm, status: int = 200
) -> HttpResponse:
    """The page: how it stands, and the form where it can be asked."""
    writes = permissions.may_write(request.user, registration.organization)
    context = {
        "registration": registration,
        "dialogue": registration.dialogue,
        "travel": asked,
        "form": form,
        "may_ask": writes and asked.state == T.NOT_REQUESTED and actions.may_ask(registration),
        "may_take_back": writes and T.NOT_REQUESTED in TravelRequest.FOLLOWERS.get(asked.state, ()),
    }
    response = page(request, "dialogues/travel_desk.html", context)
    response.status_code = status
    return response


@signed_in
@require_POST
def desk_travel_take_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask for nothing any more."""
    registration = own(request, uuid)
    if not permissions.may_write(request.user, registration.organization):
        raise PermissionDenied
    asked = TravelRequest.objects.filter(registration=registration).first()
    try:
        if asked is not None:
            actions.take_back(asked, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Taken back. What you wrote is deleted."))
    return redirect("registration:desk_travel", uuid)
