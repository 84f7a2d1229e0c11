"""A cover sheet for a State's self-assessment: which stakeholders were consulted, as far as they let it be said.

It rests on what is public alone: reports of organizations that chose to be seen by everyone are named; of the others it
says no more than the computed status does, that three or more stand behind it. No file is kept; that a sheet was made,
for which cluster, is recorded.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from portal import audit, pdf
from portal.forms import PlainForm
from portal.limits import give_back, take, too_often
from portal.mechanism.models import Cluster, State
from submissions.consultations.choices import ADVERSE, Outcome, SourceKind
from submissions.consultations.data import page_of
from submissions.consultations.desk_state import own_state
from submissions.consultations.models import Claim
from submissions.consultations.status import Status, counting, facts_until, standing, today

CONSULTED = (Outcome.CONSULTED, Outcome.INVITED)
MOST = 300  # rows of the sheet: a PDF of more takes too long


@dataclass(frozen=True)
class Sheet:
    """What stands on a cover sheet. `claims` are named reports; `crowds` says which outcomes three or more who are not
    named report as well; `otherwise` counts named reports that say the opposite.
    """

    state: State
    cluster: Cluster
    as_of: date
    claims: list[Claim]
    crowds: list[Outcome]
    otherwise: int
    left_out: int
    status: Status
    page: str


class SheetForm(PlainForm):
    """For which cluster."""

    cluster = forms.ModelChoiceField(
        Cluster.objects.all(), to_field_name="number", label=_("Cluster"), empty_label=None,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a cluster from the list.")),
    )  # fmt: skip


def named(state: State, cluster: Cluster):
    """Reports of organizations on record that are shown to everyone one by one. Of no others is there any row."""
    found = Claim.objects.public().filter(state=Claim.State.PUBLISHED, source_kind=SourceKind.ORGANIZATION)
    return found.filter(country=state, cluster=cluster)


def sheet_of(state: State, cluster: Cluster) -> Sheet:
    """The sheet of one State and cluster, as of today. Four queries."""
    day = today()
    on_record = [one for one in facts_until(day, state) if one.cluster == cluster.number and one.stands_on(day)]
    unnamed = {one.outcome for one in counting(on_record) if one.visibility == "unnamed"}
    consulted = named(state, cluster).filter(outcome__in=CONSULTED)
    claims = list(consulted.order_by("-published_at", "uuid")[: MOST + 1])
    return Sheet(
        state=state,
        cluster=cluster,
        as_of=day,
        claims=claims[:MOST],
        crowds=[one for one in CONSULTED if one in unnamed],
        otherwise=named(state, cluster).filter(outcome__in=ADVERSE).count(),
        left_out=max(consulted.count() - MOST, 0) if len(claims) > MOST else 0,
        status=standing(on_record, day).status,
        page=page_of(state),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_cover_sheet(request: HttpRequest) -> HttpResponse:
    """Choose a cluster, and get the sheet as PDF in the language of the page."""
    state = own_state(request)
    form = SheetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _made(request, state, form.cleaned_data["cluster"])
    context: dict[str, Any] = {"desk_place": "state", "state": state, "form": form, "available": pdf.available()}
    return render(request, "consultations/desk_cover_sheet.html", context, status=422 if form.errors else 200)


def _made(request: HttpRequest, state: State, cluster: Cluster) -> HttpResponse:
    """The PDF; 429 where too many were made from this network, 501 where this machine can make none."""
    taken = take("papers", request)
    if taken is None:
        return too_often(request, 3600)
    name = f"cover-sheet-{state.iso3.lower()}-{cluster.number}-{today():%Y-%m-%d}"
    context = {"sheet": sheet_of(state, cluster)}
    response = pdf.respond(request, "consultations/cover_sheet_pdf.html", context, get_language() or "en", name)
    if response.status_code == 200:
        audit.record(state, "make_cover_sheet", by=request.user, data={"cluster": cluster.number})
    else:
        give_back(taken)
    patch_cache_control(response, private=True, no_store=True)
    return response
