"""Summaries in public and in the desk: the corrections on record, the summary as a file, asking for other words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from dialogues.models import DialoguePage, PanelPage
from dialogues.summaries import actions
from dialogues.summaries.forms import CorrectionForm
from dialogues.summaries.models import Correction
from dialogues.summaries.speakers import people
from dialogues.summaries.standing import SummaryStatus
from organizations.models import Organization
from portal import pdf
from portal.records import InvalidMove

PER_PAGE = 25


@require_safe
def correction_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What those who were summarized asked for, of a dialogue and its panels, with the answers."""
    dialogue = get_object_or_404(DialoguePage.objects.published(), slug=slug)
    pages = Page.objects.live().filter(path__startswith=dialogue.path).values("pk")
    answered = Correction.objects.public().filter(page__in=pages).select_related("page", "organization")
    page = Paginator(answered, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "dialogues/correction_list.html", {"dialogue": dialogue, "page_obj": page})


@require_safe
def summary_file(request: HttpRequest, slug: str, panel: str = "") -> HttpResponse:
    """A summary as one plain HTML file, which word processors open with its headings and lists."""
    page = summarized(slug, panel)
    with translation.override("en"):
        text = render_to_string("dialogues/summary_file.html", {"page": page, "dialogue": dialogue_of(page)})
    response = HttpResponse(text)
    response.headers["Content-Disposition"] = f'attachment; filename="{"-".join(filter(None, [slug, panel]))}.html"'
    patch_cache_control(response, public=True, max_age=60)
    return response


@require_safe
def summary_pdf(request: HttpRequest, slug: str, panel: str = "") -> HttpResponse:
    """The same as PDF; where this machine can make none, a page says so."""
    page = summarized(slug, panel)
    name = "-".join(filter(None, [slug, panel]))
    return pdf.respond(
        request, "dialogues/summary_file.html", {"page": page, "dialogue": dialogue_of(page)}, "en", name
    )


def summarized(slug: str, panel: str) -> Any:
    """The live page of this address that has a summary; 404 where there is none."""
    dialogue = get_object_or_404(DialoguePage.objects.published(), slug=slug)
    page: Any = get_object_or_404(PanelPage.objects.live().child_of(dialogue), slug=panel) if panel else dialogue
    if page.summary_status == SummaryStatus.NONE:
        raise Http404
    return page


def dialogue_of(page: Any) -> Any:
    """The dialogue that a page belongs to; a dialogue is its own."""
    return page if isinstance(page, DialoguePage) else page.get_parent().specific


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_summary(request: HttpRequest, key: UUID) -> HttpResponse:
    """For those who were summarized: what they asked for, and a form while there is time."""
    page = summarized_or_404(request.user, key)
    form = CorrectionForm(request.POST or None)
    if form.is_valid() and asked(page, form, request.user):
        messages.success(request, _("Sent. The coordinators answer it before the summary is final."))
        return redirect("dialogue_pages:desk_summary", key)
    mine = Organization.objects.represented_by(request.user)
    corrections = Correction.objects.of(page)
    context = {
        "desk_place": "summaries",
        "page": page,
        "form": form,
        "corrections": corrections.filter(asked_by=request.user) | corrections.filter(organization__in=mine),
    }
    return render(request, "dialogues/desk_summary.html", context, status=422 if form.errors else 200)


def summarized_or_404(user: Any, key: UUID) -> Any:
    """The page of this key, for somebody whose words it sums up."""
    page = get_object_or_404(Page.objects.live(), translation_key=key, locale__language_code="en").specific
    if not hasattr(page, "takes_corrections") or not people(page).filter(pk=user.pk).exists():
        raise Http404
    return page


def asked(page: Any, form: CorrectionForm, user: Any) -> bool:
    """Ask for the correction of a valid form; what stands in the way is written into the form."""
    try:
        actions.ask(page, by=user, **form.cleaned_data)
    except InvalidMove as problem:
        form.add_error(None, str(problem))
    except ValidationError as problem:
        form.add_error(None, problem)
    else:
        return True
    return False
