"""The day for the coordinators, inside the Wagtail admin: who is expected and came, badges, attendance as figures."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from dialogues import coordinators
from dialogues.pages import DialoguePage
from dialogues.registration import attendance, badges
from dialogues.registration.door import DECIDE
from dialogues.registration.models import Delegate
from organizations.models import Assignment
from portal import audit, exports, pdf
from portal.forms import PlainForm
from portal.records import InvalidMove

PER_PAGE = 20


class BadgesForm(PlainForm):
    """In which file the badges are wanted; of a PDF, which one."""

    kind = forms.ChoiceField(choices=[("csv", "CSV"), ("xlsx", "XLSX"), ("pdf", "PDF")])
    sheet = forms.IntegerField(required=False, min_value=1, max_value=1000)


def coordinated(request: HttpRequest) -> QuerySet[DialoguePage]:
    """The dialogues that this person coordinates, the newest first; nobody else comes here."""
    if not coordinators.coordinates_any(request.user, DECIDE):
        raise PermissionDenied
    rows = coordinators.every_dialogue()
    mine = Assignment.objects.dialogues_of(request.user)
    return rows if request.user.has_perm(DECIDE) else rows.filter(translation_key__in=mine)


def find(request: HttpRequest, slug: str) -> DialoguePage:
    """The dialogue of this address, where this person coordinates it; 404 for any other, which is noted."""
    dialogue = coordinated(request).filter(slug=slug).first()
    if dialogue is None:
        coordinators.note_refusal(coordinators.every_dialogue().filter(slug=slug).first(), request.user)
        raise Http404
    return dialogue


@require_safe
def day_list(request: HttpRequest) -> HttpResponse:
    """The dialogues, the newest first."""
    rows = Paginator(coordinated(request), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "dialogues/day_list.html", {"page_obj": rows})


@require_safe
def day(request: HttpRequest, slug: str) -> HttpResponse:
    """One dialogue: how many are expected and here, the files of its badges, its attendance."""
    dialogue = find(request, slug)
    counts = attendance.counts(dialogue)
    context = {
        "dialogue": dialogue,
        "counts": [(mode.label, counts[mode]) for mode in Delegate.Mode],
        "organizations": attendance.organizations(dialogue),
        "sheets": badges.sheets(counts[Delegate.Mode.ON_SITE].expected),
        "has_pdf": pdf.available(),
        "stayed_away": Delegate.objects.expected_at(dialogue).stayed_away().count() if dialogue.is_past else None,
    }
    return render(request, "dialogues/day_detail.html", context)


@require_POST
def day_badges(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The badges of a dialogue as a file. By POST, since it is noted who took the list along."""
    dialogue = find(request, slug)
    form = BadgesForm(request.POST)
    if not form.is_valid():
        return exports.refused(form.errors)
    kind, sheet = form.cleaned_data["kind"], form.cleaned_data["sheet"] or 1
    pages = badges.pages_of(dialogue, sheet) if kind == "pdf" and pdf.available() else []
    audit.record(dialogue, "export_badges", by=request.user, data={"kind": kind, "sheet": sheet})
    if kind != "pdf":
        return exports.respond(request, badges.badge_list(dialogue), kind, public=False)
    return as_pdf(request, dialogue, pages, sheet)


def as_pdf(request: HttpRequest, dialogue: DialoguePage, pages: list[Any], sheet: int) -> HttpResponse:
    """The pages of one file as PDF."""
    context = {"dialogue": dialogue, "pages": pages}
    name = f"badges-{dialogue.slug}-{sheet}"
    return pdf.respond(request, "dialogues/badges_pdf.html", context, get_language() or "en", name)


@require_POST
def day_attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the attendance over as figures of the dialogue's page."""
    dialogue = find(request, slug)
    try:
        public = attendance.take_over(dialogue, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        done = _("The figures of the attendance stand on the page of the dialogue.")
        draft = _("Somebody is at work on the page: the figures stand in its draft. Publish it to show them.")
        messages.success(request, done if public else draft)
    return redirect("day_detail", slug)


urlpatterns = [
    path("day/", day_list, name="day_list"),
    path("day/<slug:slug>/", day, name="day_detail"),
    path("day/<slug:slug>/badges/", day_badges, name="day_badges"),
    path("day/<slug:slug>/attendance/", day_attendance, name="day_attendance"),
]
