"""Objections: the public register, and recording them inside the Wagtail admin."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from dialogues.registration import coordination, objecting, objections
from dialogues.registration.models import Registration
from dialogues.registration.objections import Objection, Outcome
from portal.forms import PlainForm
from portal.records import InvalidMove


class DayInput(forms.DateInput):
    """A day, picked where the browser can."""

    input_type = "date"


class ObjectionForm(PlainForm):
    """A State objected: when, whether it is known which, and why if it said so."""

    objected_on = forms.DateField(label=gettext_lazy("Day of the objection"), widget=DayInput)
    objector_known = forms.BooleanField(label=gettext_lazy("The organization knows which State it was"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason that was given"), required=False, max_length=500,
        help_text=gettext_lazy("Leave it empty if none was given. It is not published."),
    )  # fmt: skip


class SettleForm(PlainForm):
    """What became of it, and when."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=[choice for choice in Outcome.choices if choice[0] != Outcome.OPEN]
    )
    settled_on = forms.DateField(label=gettext_lazy("Settled on"), widget=DayInput)


@require_safe
def objection_list(request: HttpRequest) -> HttpResponse:
    """How often States objected, dialogue by dialogue. Nobody is named."""
    cases = objections.register()
    total = sum(case.numbers["cases"] for case in cases)
    return render(request, "dialogues/objection_list.html", {"cases": cases, "total": total})


@require_safe
def manage(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The objections to one registration."""
    return show(request, coordination.find(request, uuid))


def show(request: HttpRequest, registration: Registration, status: int = 200, **bound: PlainForm) -> HttpResponse:
    """The page, with a form that came back with a mistake."""
    returned = bound.get("settle_form")
    rows = [
        (one, returned if returned and returned.prefix == one.uuid.hex else SettleForm(prefix=one.uuid.hex))
        for one in registration.objections.all()
    ]
    context = {"registration": registration, "rows": rows, "form": ObjectionForm(), "outcome_open": Outcome.OPEN}
    return render(request, "dialogues/objection_review.html", {**context, **bound}, status=status)


def taken(request: HttpRequest, registration: Registration, form: PlainForm, act: Callable[[], object]) -> bool:
    """Whether the action was taken; what it refuses stands in the form or in a message."""
    try:
        act()
    except InvalidMove as problem:
        messages.error(request, str(problem))
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    else:
        messages.success(request, _("On record. The public register counts it."))
    return True


@require_POST
def record(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put an objection on record."""
    registration, form = coordination.find(request, uuid), ObjectionForm(request.POST)
    if form.is_valid():
        day, known, reason = (form.cleaned_data[name] for name in ("objected_on", "objector_known", "reason"))

        def act() -> object:
            return objecting.record(registration, by=request.user, on=day, known=known, reason=reason)

        if taken(request, registration, form, act):
            return redirect("registration_objections", uuid)
    return show(request, registration, status=422, form=form)


@require_POST
def settle(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Note what became of an objection."""
    objection = get_object_or_404(Objection, uuid=uuid)
    registration = coordination.find(request, objection.registration.uuid)
    form = SettleForm(request.POST, prefix=uuid.hex)
    if form.is_valid():
        outcome, day = form.cleaned_data["outcome"], form.cleaned_data["settled_on"]

        def act() -> object:
            return objecting.settle(objection, outcome, by=request.user, on=day)

        if taken(request, registration, form, act):
            return redirect("registration_objections", registration.uuid)
    return show(request, registration, status=422, settle_form=form)


urlpatterns = [
    path("registrations/<uuid:uuid>/objections/", manage, name="registration_objections"),
    path("registrations/<uuid:uuid>/objections/new/", record, name="registration_objection_record"),
    path("registrations/objections/<uuid:uuid>/", settle, name="registration_objection_settle"),
]
