"""The library of resolutions: the list and the page of one text. The same for every reader."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dialogues.resolutions import differing
from dialogues.resolutions.filters import ResolutionFilter
from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Paragraph
from dialogues.resolutions.showing import reading
from portal import search
from portal.excerpts import excerpt
from portal.mechanism.official import official_address

PER_PAGE = 20


@require_safe
def resolution_list(request: HttpRequest) -> HttpResponse:
    """The library, the newest first."""
    filters = ResolutionFilter(request.GET, queryset=Resolution.objects.public())
    page = Paginator(filters.qs.for_lists(), PER_PAGE).get_page(request.GET.get("page"))
    add_excerpts(page, filters)
    return render(request, "resolutions/resolution_list.html", {"form": filters.form, "page_obj": page})


def add_excerpts(page: Page, filters: ResolutionFilter) -> None:
    """Where each text of a page holds the words that were asked for."""
    asked = search.read(filters.form.cleaned_data.get("q", "") if filters.form.is_valid() else "")
    if not asked.wanted:
        return
    whole: dict[int, list[str]] = {}
    rows = Paragraph.objects.filter(resolution__in=[one.pk for one in page]).order_by("position")
    for key, text in rows.values_list("resolution", "text"):
        whole.setdefault(key, []).append(text)
    for one in page:
        one.excerpt = excerpt("\n\n".join(whole.get(one.pk, [])), asked)


@require_safe
def resolution_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One text, paragraph by paragraph; `beside` names its translation that stands beside it. 410 when withdrawn."""
    rows = Resolution.objects.was_public().with_headings()
    resolution = get_object_or_404(rows.defer("search_text"), slug=slug)
    if resolution.state == Resolution.State.WITHDRAWN:
        return withdrawn(request, resolution)
    context = reading(resolution, beside_of(resolution, request.GET.get("beside", "")))
    context["official"] = official_address(resolution.symbol)
    return render(request, "resolutions/resolution_detail.html", context)


def beside_of(resolution: Resolution, slug: str) -> Resolution | None:
    """The translation of this text that was asked for; None where it is none of this text."""
    first = resolution.translation_of_id or resolution.pk
    other = Resolution.objects.public().filter(slug=slug[:120]).exclude(pk=resolution.pk).first() if slug else None
    return other if other and first in (other.pk, other.translation_of_id) else None


def withdrawn(request: HttpRequest, resolution: Resolution) -> HttpResponse:
    """What stands where a text stood; no search engine keeps it."""
    later = Resolution.objects.public().filter(revises=resolution)
    context = {"resolution": resolution, "later": later}
    response = render(request, "resolutions/resolution_gone.html", context, status=410)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def resolution_changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What a text changes in the one that it revises, where both stand in the library."""
    rows = Resolution.objects.public().filter(revises__state=Resolution.State.PUBLISHED).select_related("revises")
    resolution = get_object_or_404(rows, slug=slug)
    context = {"resolution": resolution, "former": resolution.revises}
    return render(
        request, "resolutions/resolution_changes.html", context | differing.of_records(resolution.revises, resolution)
    )
