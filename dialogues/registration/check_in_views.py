"""The desk on the day: the lists of those who stand at the door, and one person with one big button.

A GET changes nothing, so that a phone that opens the code of a badge only shows whose it is.
"""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues import coordinators
from dialogues.pages import DialoguePage
from dialogues.registration import attendance, checking_in
from dialogues.registration.door import DECIDE, dialogues_of
from dialogues.registration.models import Delegate
from portal.dates import format_clock
from portal.forms import PlainForm
from portal.records import InvalidMove

PER_PAGE = 50
Mode = Delegate.Mode


class FindForm(PlainForm):
    """Whom to look for in a list, and in which one."""

    q = forms.CharField(required=False, max_length=100, label=gettext_lazy("Name or organization"))
    mode = forms.ChoiceField(required=False, choices=Mode.choices, widget=forms.HiddenInput)
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def said(self) -> dict[str, Any]:
        """What was asked for; what makes no sense is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class UndoForm(PlainForm):
    """Why a check-in is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Why was it a mistake?"), max_length=200,
        help_text=gettext_lazy("Without names: it is kept in the account of who did what."),
    )  # fmt: skip


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the door."""
    return render(request, template, {"desk_place": "check_in", **context}, status=status)


@login_required
@require_safe
def check_in_list(request: HttpRequest) -> HttpResponse:
    """The dialogues at whose door this person stands, and where people are checked in now."""
    now = timezone.now()
    around = Q(starts_at__lte=now + checking_in.AROUND, ends_at__gte=now - checking_in.AROUND)
    rows = dialogues_of(request.user, DialoguePage.objects.published()).filter(around).order_by("starts_at", "pk")
    return page(request, "dialogues/check_in_list.html", {"dialogues": list(rows)})


@login_required
@require_safe
def check_in_dialogue(request: HttpRequest, slug: str) -> HttpResponse:
    """The delegates of one dialogue, each with a button: for those on site, or for coordinators also those online."""
    rows = dialogues_of(request.user, DialoguePage.objects.published())
    dialogue = get_object_or_404(rows, slug=slug)
    form = FindForm(request.GET)
    said = form.said()
    mode = mode_of(request, dialogue, said)
    expected = Delegate.objects.expected_at(dialogue).filter(mode=mode).with_organization()
    opens, closes = checking_in.window(dialogue)
    context = {
        "dialogue": dialogue,
        "form": form,
        "said": said,
        "mode": mode,
        "others": others(request, dialogue),
        "counts": attendance.counts(dialogue)[mode],
        "page_obj": Paginator(matching(expected, said.get("q", "")), PER_PAGE).get_page(said.get("page")),
        "is_open": opens <= timezone.now() <= closes and dialogue.takes_place,
        "opens": opens,
        "closes": closes,
    }
    return page(request, "dialogues/check_in_dialogue.html", context)


def others(request: HttpRequest, dialogue: DialoguePage) -> list[Mode]:
    """The lists between which this person chooses; none where there is one only."""
    hybrid = dialogue.attendance != DialoguePage.Attendance.ON_SITE
    return list(Mode) if hybrid and coordinators.coordinates(request.user, dialogue, DECIDE) else []


def mode_of(request: HttpRequest, dialogue: DialoguePage, said: dict[str, Any]) -> str:
    """Which list is shown: those on site, unless a coordinator asks for those online."""
    wanted = str(said.get("mode", Mode.ON_SITE.value))
    return wanted if Mode(wanted) in others(request, dialogue) else Mode.ON_SITE.value


def matching(delegates: QuerySet[Delegate], words: str) -> QuerySet[Delegate]:
    """Those whose name or organization has these words."""
    if not words:
        return delegates
    organization = "registration__organization__"
    return delegates.filter(
        Q(name__icontains=words)
        | Q(**{f"{organization}legal_name__icontains": words})
        | Q(**{f"{organization}acronym__icontains": words})
    )


def found(request: HttpRequest, uuid: UUID) -> Delegate | None:
    """The delegate, if this person stands at their door. Asking for another dialogue's is noted."""
    rows = Delegate.objects.at_doors_of(request.user)
    delegate = rows.select_related("registration__dialogue", "registration__organization").filter(uuid=uuid).first()
    if delegate is None:
        coordinators.note_refusal(Delegate.objects.filter(uuid=uuid).first(), request.user)
    return delegate


def unknown(request: HttpRequest) -> HttpResponse:
    """A code of nobody on their lists: why that may be, for who stands at a door; for others it is not there."""
    if not dialogues_of(request.user, DialoguePage.objects.published()).exists():
        raise Http404
    return page(request, "dialogues/check_in_unknown.html", {}, status=404)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person, and one button that says they are here; from a list, back to where one was in it."""
    delegate = found(request, uuid)
    if delegate is None:
        return unknown(request)
    if request.method != "POST":
        return show(request, delegate)
    try:
        arrival = checking_in.check_in(delegate, by=request.user)
    except InvalidMove as problem:
        messages.error(request, _("%(name)s: %(problem)s") % {"name": delegate.name, "problem": problem})
    else:
        say(request, arrival)
    return back(request, delegate)


def say(request: HttpRequest, arrival: checking_in.Arrival) -> None:
    """That they are here, or since when."""
    told = {"name": arrival.delegate.name, "time": format_clock(arrival.delegate.checked_in_at)}
    if arrival.again:
        messages.info(request, _("%(name)s was checked in at %(time)s already.") % told)
    else:
        messages.success(request, _("%(name)s is checked in: %(time)s.") % told)


def back(request: HttpRequest, delegate: Delegate) -> HttpResponse:
    """To the list that the button stood in, at the same place; otherwise to the page of this person."""
    if "list" not in request.POST:
        return redirect("registration:check_in", delegate.uuid)
    address = reverse("registration:check_in_dialogue", args=[delegate.registration.dialogue.slug])
    said = FindForm(request.POST).said()
    return redirect(f"{address}?{urlencode(said)}" if said else address)


def show(
    request: HttpRequest, delegate: Delegate, undo_form: UndoForm | None = None, status: int = 200
) -> HttpResponse:
    """Whose badge this is, and what can be done."""
    context = {
        "delegate": delegate,
        "dialogue": delegate.registration.dialogue,
        "organization": delegate.registration.organization,
        "problem": "" if delegate.checked_in_at else checking_in.problem_with(delegate, request.user),
        "undo_form": undo_form or UndoForm(),
    }
    return page(request, "dialogues/check_in.html", context, status)


@login_required
@require_POST
def check_in_undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a check-in back that was a mistake."""
    delegate = found(request, uuid)
    if delegate is None:
        return unknown(request)
    form = UndoForm(request.POST)
    if not form.is_valid():
        return show(request, delegate, form, status=422)
    try:
        checking_in.undo_check_in(delegate, by=request.user, reason=form.cleaned_data["reason"])
    except ValidationError as problem:
        form.add_error("reason", problem)
        return show(request, delegate, form, status=422)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("%(name)s is not checked in any more.") % {"name": delegate.name})
    return redirect("registration:check_in", delegate.uuid)
