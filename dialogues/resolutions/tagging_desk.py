"""The desk's page where a text of the library, or one paragraph of it, is filed under topics, with every change."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from dialogues.resolutions import tagging
from dialogues.resolutions.desk import for_librarians
from dialogues.resolutions.models import Resolution
from dialogues.resolutions.paragraphs import Paragraph
from portal.forms import PlainForm
from portal.mechanism.choosing import SearchingForm, TopicsField
from portal.mechanism.topics import Kind


class TagsForm(SearchingForm, PlainForm):
    """What it is filed under, chosen by search."""

    def __init__(self, *args: Any, kinds: Mapping[str, Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"] = TopicsField(
            kinds=kinds,
            required=False,
            label=gettext_lazy("What it is about"),
            help_text=gettext_lazy(
                "Look for an article, a field of work, a development target or a working group, and tick it."
            ),
        )


@require_http_methods(["GET", "HEAD", "POST"])
@for_librarians
def resolution_topics(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What a text as a whole is filed under, and where each of its paragraphs is."""
    resolution = get_object_or_404(Resolution.objects.select_related("translation_of"), uuid=uuid)
    if resolution.translation_of:
        return to_original(request, resolution.translation_of)
    paragraphs = resolution.paragraphs.exclude(kind=Paragraph.Kind.HEADING).order_by("position")
    topics = tagging.filed(resolution.pk)
    rows = [(one, topics.get(one.anchor, [])) for one in paragraphs]
    return show(request, resolution, {"resolution": resolution, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_librarians
def paragraph_topics(request: HttpRequest, uuid: UUID, anchor: str) -> HttpResponse:
    """What one paragraph is filed under."""
    rows = Paragraph.objects.exclude(kind=Paragraph.Kind.HEADING).select_related("resolution__translation_of")
    paragraph = get_object_or_404(rows, resolution__uuid=uuid, anchor=anchor)
    if paragraph.resolution.translation_of:
        return to_original(request, paragraph.resolution.translation_of, anchor)
    return show(request, paragraph, {"resolution": paragraph.resolution, "paragraph": paragraph})


def to_original(request: HttpRequest, original: Resolution, anchor: str = "") -> HttpResponseRedirect:
    """From a translation to the text, or to the paragraph of this address, in the first language."""
    words = _("What a text is about is said of its original, and holds for every translation. This is the original.")
    messages.info(request, words)
    if anchor and original.paragraphs.exclude(kind=Paragraph.Kind.HEADING).filter(anchor=anchor).exists():
        return redirect("paragraph_topics", original.uuid, anchor)
    return redirect("resolution_topics", original.uuid)


def show(request: HttpRequest, thing: Resolution | Paragraph, context: dict[str, Any]) -> HttpResponse:
    """The form, stored where it is sent and complete; and what was changed before."""
    filed = {"topics": tagging.keys(thing)}
    sent = request.POST if request.method == "POST" else None
    form = TagsForm(sent, kinds=tagging.kinds_of(thing), initial=filed)
    if form.is_valid():
        tagging.tag(thing, form.cleaned_data["topics"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect(request.path)
    context |= {"form": form, "changes": tagging.history(thing)}
    return render(request, "resolutions/desk_topics.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("resolutions/<uuid:uuid>/topics/", resolution_topics, name="resolution_topics"),
    path("resolutions/<uuid:uuid>/topics/<str:anchor>/", paragraph_topics, name="paragraph_topics"),
]
