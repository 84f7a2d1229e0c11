"""The pages of the pledge: for everybody, for focal points, and for coordinators."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import exports
from portal.forms import PlainForm
from portal.limits import limited
from portal.mechanism.models import State
from portal.records import InvalidMove
from submissions.consultations.announcing.pages import acting
from submissions.consultations.coordination import require_permission
from submissions.consultations.desk_state import own_state
from submissions.consultations.pledge import actions, showing
from submissions.consultations.pledge.data import pledges_export
from submissions.consultations.pledge.forms import (
    PledgeForm,
    SourcedPledgeForm,
    SourcedStepForm,
    StepForm,
    WithdrawForm,
    WithdrawForStateForm,
)
from submissions.consultations.pledge.models import Pledge, Point

PER_PAGE = 25


@require_safe
def pledge_list(request: HttpRequest) -> HttpResponse:
    """The six points, and the States that took the pledge."""
    page = Paginator(showing.pledges(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "points": Point.labels,
        "page_obj": page,
        "rows": showing.taken(page),
        "withdrawn": showing.withdrawn()[:PER_PAGE],
    }
    return render(request, "consultations/pledge_list.html", context)


@require_safe
def pledge_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same as a file: a row for each State and point."""
    return exports.respond(request, pledges_export(), kind)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("replies")
def desk_pledge(request: HttpRequest) -> HttpResponse:
    """A focal point takes the pledge for its State; once taken, it tells how far each point is."""
    state = own_state(request)
    pledge = standing(state)
    form = (StepForm if pledge else PledgeForm)(request.POST or None)
    context = {"desk_place": "state", "state": state, "form": form}
    if answer := _stored(request, form, lambda: store(state, pledge, form, request), "consultations:desk_pledge"):
        return answer
    return _desk(request, context)


def standing(state: State) -> Pledge | None:
    """The pledge of a State that was not withdrawn."""
    return Pledge.objects.standing().filter(country=state).first()


def _desk(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page of the focal point, with the forms that came back with a mistake."""
    state, form = context["state"], context["form"]
    context = {"withdrawing": WithdrawForm(prefix="withdraw"), **context, "points": Point.labels}
    context |= {"taken": showing.of_state(state), "withdrawn": showing.withdrawn(state)}
    wrong = form.errors or context["withdrawing"].errors
    return render(request, "consultations/desk_pledge.html", context, status=422 if wrong else 200)


@login_required
@require_POST
@limited("replies")
def desk_pledge_withdraw(request: HttpRequest) -> HttpResponse:
    """A focal point takes the pledge of its State back, with a reason."""
    state = own_state(request)
    pledge = get_object_or_404(Pledge.objects.standing(), country=state)
    form = WithdrawForm(request.POST, prefix="withdraw")
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    act = partial(actions.withdraw, pledge, by=acting(request), reason=reason)
    if answer := _stored(request, form, act, "consultations:desk_pledge"):
        return answer
    return _desk(request, {"desk_place": "state", "state": state, "form": StepForm(), "withdrawing": form})


def store(state: State, pledge: Pledge | None, form: PledgeForm, request: HttpRequest) -> Any:
    """Take the pledge, or add a step to it."""
    data = form.cleaned_data
    if isinstance(form, StepForm):
        if pledge is None:
            raise ValidationError({"country": _("This State has not taken the pledge.")})
        said, key = form.word(), data["form_key"]
        return actions.report(pledge, data["point"], data["progress"], said, by=acting(request), form_key=key)
    return actions.take(state, form.word(), by=acting(request), form_key=data["form_key"])


def _stored(request: HttpRequest, form: PlainForm, act: Callable[[], Any], address: str) -> HttpResponse | None:
    """The way on, once it is stored; None where the form is to be shown, with what is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        act()
    except (InvalidMove, ValidationError) as problem:
        form.add_error(None, str(problem) if isinstance(problem, InvalidMove) else problem)
        return None
    messages.success(request, _("Stored. Everybody reads it on the page of the State."))
    return redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_record(request: HttpRequest) -> HttpResponse:
    """Coordinators put on record, from a public source, that a State took the pledge."""
    form = SourcedPledgeForm(request.POST or None)
    return _recorded(request, form, lambda: _store_for(form, request))


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_step_record(request: HttpRequest) -> HttpResponse:
    """Coordinators put on record, from a public source, how far a point is kept."""
    form = SourcedStepForm(request.POST or None)
    return _recorded(request, form, lambda: _store_for(form, request))


@require_http_methods(["GET", "HEAD", "POST"])
def pledge_withdraw(request: HttpRequest) -> HttpResponse:
    """Coordinators withdraw a pledge for its State."""
    form = WithdrawForStateForm(request.POST or None)
    return _recorded(request, form, lambda: _withdraw_for(form, request))


def _recorded(request: HttpRequest, form: PlainForm, act: Callable[[], Any]) -> HttpResponse:
    """The page of one of the three forms."""
    require_permission(request)
    if answer := _stored(request, form, act, "claim_queue"):
        return answer
    return render(request, "consultations/pledge_record.html", {"form": form}, status=422 if form.errors else 200)


def _store_for(form: PledgeForm, request: HttpRequest) -> Any:
    """For the State that the form names."""
    state = form.cleaned_data["country"]
    return store(state, standing(state), form, request)


def _withdraw_for(form: WithdrawForStateForm, request: HttpRequest) -> Pledge:
    pledge = standing(form.cleaned_data["country"])
    if pledge is None:
        raise ValidationError({"country": _("This State has not taken the pledge.")})
    return actions.withdraw(pledge, by=acting(request), reason=form.cleaned_data["reason"])


admin_urlpatterns = [
    path("consultations/pledge/new/", pledge_record, name="pledge_record"),
    path("consultations/pledge/progress/", pledge_step_record, name="pledge_step_record"),
    path("consultations/pledge/withdraw/", pledge_withdraw, name="pledge_withdraw"),
]
