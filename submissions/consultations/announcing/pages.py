"""The pages on which announcements are made: the same on the desk of a focal point and in the coordinators' admin."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from portal.forms import ReasonForm
from portal.mechanism.models import State
from portal.records import InvalidMove
from submissions.consultations.announcing import actions
from submissions.consultations.announcing.forms import AnnouncementForm, typed
from submissions.consultations.announcing.models import Announcement


@dataclass(frozen=True)
class Place:
    """Where the pages stand: their templates, the address of one, its form, which are there, and what else is shown."""

    template: str
    address: str
    form: type[AnnouncementForm]
    found: QuerySet[Announcement]
    context: dict[str, Any]


def acting(request: HttpRequest) -> Any:
    """Who is signed in: the pages around these let nobody else in."""
    return request.user


def new_page(request: HttpRequest, place: Place, form: AnnouncementForm, state: State | None) -> HttpResponse:
    """Store a draft; or show again what was typed, with what is wrong. Without `state` the form asks for it."""
    if request.method == "POST" and form.is_valid():
        country = state or form.cleaned_data["country"]
        key = form.cleaned_data["form_key"]
        made = actions.announce(country, form.facts(), by=acting(request), form_key=key)
        messages.success(request, _("The draft is stored. Read it once more, then publish it."))
        return redirect(place.address, made.uuid)
    context = place.context | {"form": form}
    return render(request, place.template, context, status=422 if form.errors else 200)


def one_page(request: HttpRequest, place: Place, uuid: UUID) -> HttpResponse:
    """One announcement: what it says, to be changed by whoever may, and what can be done with it."""
    announcement = get_object_or_404(place.found, uuid=uuid)
    if request.method != "POST":
        return shown(request, place, announcement)
    form = place.form(request.POST)
    if form.is_valid():
        try:
            actions.change(announcement, form.facts(), by=acting(request))
        except InvalidMove as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Stored."))
            return redirect(place.address, uuid)
    return shown(request, place, announcement, form=form)


def shown(
    request: HttpRequest, place: Place, announcement: Announcement, form: AnnouncementForm | None = None,
    withdrawing: ReasonForm | None = None,
) -> HttpResponse:  # fmt: skip
    """The page of one announcement, with the forms that came back with a mistake."""
    wrong = bool((form and form.errors) or (withdrawing and withdrawing.errors))
    context = place.context | {
        "announcement": announcement,
        "form": form or place.form(initial=typed(announcement)),
        "withdrawing": withdrawing or WithdrawForm(prefix="withdraw"),
        "may_manage": actions.may_manage(acting(request), announcement) and announcement.state != "withdrawn",
        "may_withdraw": actions.may_withdraw(acting(request), announcement) and announcement.state != "withdrawn",
    }
    return render(request, place.template, context, status=422 if wrong else 200)


def publish(request: HttpRequest, place: Place, uuid: UUID) -> HttpResponse:
    """Let everybody read it."""
    return _done(request, place, uuid, lambda one: actions.publish(one, by=acting(request)), _("Published."))


def withdraw(request: HttpRequest, place: Place, uuid: UUID) -> HttpResponse:
    """Take it out of sight, with a reason."""
    form = WithdrawForm(request.POST, prefix="withdraw")
    if not form.is_valid():
        return shown(request, place, get_object_or_404(place.found, uuid=uuid), withdrawing=form)
    reason = form.cleaned_data["reason"]
    return _done(
        request, place, uuid, lambda one: actions.withdraw(one, by=acting(request), reason=reason), _("Withdrawn.")
    )


def _done(
    request: HttpRequest, place: Place, uuid: UUID, act: Callable[[Announcement], Announcement], words: str
) -> HttpResponse:
    """Act, and go back to its page with what came of it."""
    announcement = get_object_or_404(place.found, uuid=uuid)
    try:
        act(announcement)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, words)
    return redirect(place.address, uuid)


class WithdrawForm(ReasonForm):
    """Why it is withdrawn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("It is kept in the account of this announcement and is not published.")
