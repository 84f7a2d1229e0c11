"""The coordinators' page where a report on record is linked to paragraphs of resolutions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from dialogues.resolutions.topics import KIND, PARAGRAPHS
from portal.forms import PlainForm
from portal.mechanism.choosing import SearchingForm, TopicsField, keys_of
from submissions.consultations import paragraphs
from submissions.consultations.coordination import require_permission

KINDS = {KIND: PARAGRAPHS}


class ParagraphsForm(SearchingForm, PlainForm):
    """Paragraphs of the library, chosen by search."""

    paragraphs = TopicsField(
        kinds=KINDS, required=False, label=gettext_lazy("Paragraphs of resolutions that it is about"),
        help_text=gettext_lazy("Look for words of a paragraph, its number, or the name of its text, and tick it."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def claim_paragraphs(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Which paragraphs a report is about. A report that is not shown one by one is not there."""
    require_permission(request)
    claim = get_object_or_404(paragraphs.on_record().select_related("country"), uuid=uuid)
    chosen = keys_of({KIND: PARAGRAPHS.rows().filter(claims=claim)}, KINDS)
    form = ParagraphsForm(request.POST if request.method == "POST" else None, initial={"paragraphs": chosen})
    if form.is_valid():
        paragraphs.link(claim, form.cleaned_data["paragraphs"][KIND], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("claim_review", uuid)
    context = {"claim": claim, "form": form}
    return render(request, "consultations/claim_paragraphs.html", context, status=422 if form.errors else 200)


urlpatterns = [path("consultations/<uuid:uuid>/paragraphs/", claim_paragraphs, name="claim_paragraphs")]
