"""Summaries inside the Wagtail admin: a first draft, the time for corrections, answering them."""

from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from dialogues import coordinators
from dialogues.models import DialoguePage, PanelPage
from dialogues.summaries import actions
from dialogues.summaries.forms import AnswerForm, WindowForm
from dialogues.summaries.models import Correction
from dialogues.summaries.speakers import people
from organizations.assignments import Assignment
from portal.records import InvalidMove

PER_PAGE = 50


def editable(request: HttpRequest, pk: int) -> Any:
    """The dialogue or panel, in the default language, if this person may publish it; 404 otherwise."""
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, DialoguePage | PanelPage) or page.canonical.pk != page.pk:
        raise Http404
    if not page.permissions_for_user(request.user).can_publish():
        coordinators.note_refusal(page, request.user)
        raise PermissionDenied
    return page


def answerable(user: Any) -> QuerySet[Correction]:
    """The corrections that wait for this coordinator: of all dialogues, or of those that they are assigned to."""
    waiting = Correction.objects.open()
    if user.has_perm("dialogues.decide_registration"):
        return waiting
    assigned = DialoguePage.objects.published().filter(translation_key__in=Assignment.objects.dialogues_of(user))
    return waiting.filter(reduce(or_, (Q(page__path__startswith=page.path) for page in assigned), Q(pk__in=[])))


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """All corrections that wait for an answer, the oldest first."""
    if not coordinators.coordinates_any(request.user, "dialogues.decide_registration"):
        raise PermissionDenied
    waiting = answerable(request.user).select_related("page", "organization")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "dialogues/correction_queue.html", {"page_obj": page})


@require_safe
def summary(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the summary of one page is, and what was asked for."""
    return show(request, editable(request, pk))


def show(request: HttpRequest, page: Any, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of one summary; `forms` are those that came back with a mistake."""
    corrections = Correction.objects.of(page).select_related("organization", "asked_by", "answered_by")
    bound = forms.get("answer_form")
    rows = [
        (one, bound if bound and bound.prefix == one.uuid.hex else AnswerForm(prefix=one.uuid.hex))
        for one in corrections
    ]
    context = {
        "page": page,
        "rows": rows,
        "asked_people": people(page).count(),
        "has_text": bool(page.get_latest_revision_as_object().summary),
        "window_form": WindowForm(),
        **forms,
    }
    return render(request, "dialogues/summary_review.html", context, status=status)


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the first draft, and go on to edit it."""
    page = editable(request, pk)
    try:
        actions.draft(page, by=request.user)
    except InvalidMove as problem:
        messages.error(request, str(problem))
        return redirect("summary_review", pk)
    messages.success(request, _("A draft stands in the field of the summary. Read it and make it yours."))
    return redirect("wagtailadmin_pages:edit", pk)


@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Give more time for corrections."""
    page = editable(request, pk)
    form = WindowForm(request.POST)
    if form.is_valid():
        try:
            actions.extend_window(page, form.moment(), by=request.user)
        except InvalidMove as problem:
            form.add_error("until", str(problem))
        else:
            messages.success(request, _("There is more time now."))
            return redirect("summary_review", pk)
    return show(request, page, status=422, window_form=form)


@require_POST
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Answer one correction."""
    correction = get_object_or_404(Correction, uuid=uuid)
    page = editable(request, correction.page_id)
    form = AnswerForm(request.POST, prefix=uuid.hex)
    if form.is_valid():
        try:
            actions.answer(correction, form.cleaned_data["state"], by=request.user, words=form.cleaned_data["answer"])
        except InvalidMove as problem:
            messages.error(request, str(problem))
        except ValidationError as problem:
            form.add_error(None, problem)
            return show(request, page, status=422, answer_form=form)
        else:
            messages.success(request, _("Answered. Whoever asked gets a mail."))
        return redirect("summary_review", page.pk)
    return show(request, page, status=422, answer_form=form)


urlpatterns = [
    path("summaries/", queue, name="summary_queue"),
    path("summaries/<int:pk>/", summary, name="summary_review"),
    path("summaries/<int:pk>/draft/", draft, name="summary_draft"),
    path("summaries/<int:pk>/extend/", extend, name="summary_extend"),
    path("summaries/corrections/<uuid:uuid>/", answer, name="summary_answer"),
]
