"""The coordinators' pages for deciding on many at once: choose, read what will happen to each, confirm, read what did.

The last page is the answer to the confirming POST. Sent again it changes nothing: every registration has moved since
it was seen, and is left alone.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from dialogues.registration import bulk, coordination
from dialogues.registration.bulk import Fate, Order
from portal.forms import PlainForm

CHOICES = [(verb, words) for verb, (_to, words) in bulk.VERBS.items()]


class OrderForm(PlainForm):
    """The first step: what is to happen."""

    verb = forms.ChoiceField(choices=CHOICES)


class ConfirmForm(PlainForm):
    """The second step: declining needs its reason."""

    verb = forms.ChoiceField(choices=CHOICES, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Each of these organizations reads this."),
    )  # fmt: skip

    def __init__(self, *args: Any, verb: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if verb != "decline":
            del self.fields["reason"]


def keys_of(values: list[str]) -> dict[UUID, int]:
    """The registrations that a form names, with what was seen of each; what is no key is left out."""
    found: dict[UUID, int] = {}
    for value in values[: bulk.MOST]:
        name, _dot, seen = value.partition(".")
        try:
            found[UUID(name)] = int(seen or 0)
        except ValueError:
            continue
    return found


@require_POST
def bulk_check(request: HttpRequest) -> HttpResponse:
    """What would happen to each that was chosen. Nothing is changed yet."""
    found = bulk.chosen(coordination.seen_by(request), keys_of(request.POST.getlist("row")))
    form = OrderForm(request.POST)
    if not form.is_valid() or not found:
        return nothing_chosen(request)
    verb = form.cleaned_data["verb"]
    fates = bulk.foresee(found, Order(verb), by=request.user)
    return confirm_page(request, fates, verb, ConfirmForm(verb=verb, initial={"verb": verb}))


@require_POST
def bulk_confirm(request: HttpRequest) -> HttpResponse:
    """Do it, and say what happened to each; a reason that is missing is asked for, and the choice stays."""
    keys = keys_of(request.POST.getlist("row"))
    found = bulk.chosen(coordination.seen_by(request), keys)
    form = ConfirmForm(request.POST, verb=request.POST.get("verb", ""))
    valid = form.is_valid()
    if not found or "verb" in form.errors:
        return nothing_chosen(request)
    order = Order(form.cleaned_data["verb"], form.cleaned_data.get("reason", ""))
    if not valid:
        fates = bulk.foresee(found, order, by=request.user)
        kept = [fate._replace(seen=keys[fate.registration.uuid]) for fate in fates]
        return confirm_page(request, kept, order.verb, form, status=422)
    seen = {str(uuid): number for uuid, number in keys.items()}
    return result_page(request, bulk.carry_out(found, seen, order, by=request.user))


def nothing_chosen(request: HttpRequest) -> HttpResponse:
    """Back to the queue, which says what is missing."""
    messages.error(request, _("Choose registrations and what is to happen with them."))
    return redirect("registration_queue")


def confirm_page(
    request: HttpRequest, fates: list[Fate], verb: str, form: ConfirmForm, status: int = 200
) -> HttpResponse:
    """The page before: each registration with what will happen, and the button."""
    happens = sum(fate.happens for fate in fates)
    context = {"fates": fates, "form": form, "title": bulk.VERBS[verb][1], "happens": happens}
    return render(request, "dialogues/registration_bulk.html", context, status=status)


def result_page(request: HttpRequest, fates: list[Fate]) -> HttpResponse:
    """The page after: what became of each."""
    context = {"fates": fates, "happens": sum(fate.happens for fate in fates)}
    return render(request, "dialogues/registration_bulk_done.html", context)


urlpatterns = [
    path("registrations/bulk/", bulk_check, name="registration_bulk_check"),
    path("registrations/bulk/confirm/", bulk_confirm, name="registration_bulk_confirm"),
]
