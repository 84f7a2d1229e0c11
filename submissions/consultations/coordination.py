"""Pages of the coordinators for this kind, inside the Wagtail admin: the queue, and the decision on each report.

A reporter is named here only when they chose to be seen by everyone; of the others the name is read one by one, and
every look is recorded. A sealed report is there for the safety officer alone.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from portal import audit, files
from portal.forms import ReasonForm
from portal.records import InvalidMove
from submissions.consultations import actions, evidence, reporters
from submissions.consultations.choices import ADVERSE, EVENTS, SourceKind, Visibility, visibility_explained
from submissions.consultations.deciding_forms import QuestionForm, RecordSourceForm, RetractForm, VerifyForm
from submissions.consultations.models import Claim

PER_PAGE = 25
S = Claim.State


class ReportsItem(MenuItem):
    """The queue in the menu, also when nothing waits: replies, announcements and pledges are entered from there."""

    def __init__(self) -> None:
        address, words = reverse_lazy("claim_queue"), gettext_lazy("Consultation reports")
        super().__init__(words, address, name="consultations", icon_name="clipboard-list", order=235)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person checks reports."""
        return request.user.has_perm("submissions.verify_claim")


@require_safe
def claim_queue(request: HttpRequest) -> HttpResponse:
    """Reports that wait, the longest waiting first. Nobody is named but those who chose to be."""
    require_permission(request)
    waiting = Claim.objects.waiting_for(request.user).select_related("country", "cluster")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    names = reporters.names_for_everyone(page)
    rows = [(claim, names.get(claim.pk, "")) for claim in page]
    return render(request, "consultations/claim_queue.html", {"page_obj": page, "rows": rows})


@require_safe
def claim_review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One report in full, and what can be decided. Opening a sealed one is recorded."""
    claim = _find(request, uuid)
    if claim.visibility == Visibility.SEALED:
        audit.record(claim, "read_sealed", by=request.user)
    return review_page(request, claim)


def review_page(request: HttpRequest, claim: Claim, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a decision; `more` holds forms that came back with a mistake, or the name that was looked up."""
    forms = {
        "verify": VerifyForm(prefix="verify"),
        "question": QuestionForm(prefix="question"),
        "reject": ReasonForm(prefix="reject"),
        "retract": RetractForm(prefix="retract"),
    }
    context = {
        "claim": claim,
        "choice": visibility_explained(claim.visibility),
        "named": reporters.names_for_everyone([claim]).get(claim.pk, ""),
        "questions": claim.questions.all(),
        "verifications": claim.verifications.select_related("by"),
        "events": [(event, EVENTS[event.verb]) for event in audit.history(claim).select_related("actor")],
        "may_look": claim.source_kind == SourceKind.ORGANIZATION,
        "adverse": claim.outcome in ADVERSE,
        "replies": claim.replies.shown(),
        "may_reply": claim.is_put_to_state,
        "papers": claim.evidence.kept(),
        "conflict": Claim.objects.reported_by(request.user).filter(pk=claim.pk).exists(),
        "forms": forms | more.pop("forms", {}),
        **more,
    }
    return render(request, "consultations/claim_review.html", context, status=status)


def require_permission(request: HttpRequest) -> None:
    """403 for those who run the portal but do not check reports."""
    if not request.user.has_perm("submissions.verify_claim"):
        raise PermissionDenied


def _find(request: HttpRequest, uuid: UUID) -> Claim:
    """A report that this person may check; a draft is not there, and a sealed one for the safety officer alone.

    That somebody who checks reports asked for a sealed one is recorded; to them it looks like one that is not there.
    """
    require_permission(request)
    claim = Claim.objects.for_staff(request.user).select_related("country", "cluster").filter(uuid=uuid).first()
    if claim is None:
        _record_refusal(request, uuid)
        raise Http404
    return claim


def _record_refusal(request: HttpRequest, uuid: UUID) -> None:
    sealed = Claim.objects.exclude(state=S.DRAFT).filter(uuid=uuid, visibility=Visibility.SEALED).first()
    if sealed is not None:
        audit.record(sealed, "refused_sealed", by=request.user)


def _decide(request: HttpRequest, uuid: UUID, name: str, form: BaseForm | None, act: Callable[[Claim], Claim]):
    """Do what was decided and go back to the queue; or show again what was typed, with what is wrong."""
    claim = _find(request, uuid)
    if form is not None and not form.is_valid():
        return review_page(request, claim, status=422, forms={name: form})
    try:
        claim = act(claim)
    except (InvalidMove, ValidationError) as problem:
        messages.error(request, " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem))
        return redirect("claim_review", uuid)
    done = {"state": claim.country, "now": claim.get_state_display()}
    messages.success(request, _("Done: %(state)s – %(now)s.") % done)
    return redirect("claim_queue")


@require_POST
def claim_verify(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Note how it was checked."""
    form = VerifyForm(request.POST, prefix="verify")
    return _decide(
        request, uuid, "verify", form,
        lambda claim: actions.verify(
            claim, by=request.user, method=form.cleaned_data["method"], note=form.cleaned_data["note"]
        ),
    )  # fmt: skip


@require_POST
def claim_question(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask the reporter for more."""
    form = QuestionForm(request.POST, prefix="question")
    return _decide(
        request, uuid, "question", form,
        lambda claim: actions.ask_question(claim, by=request.user, reason=form.cleaned_data["reason"]),
    )  # fmt: skip


@require_POST
def claim_reject(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Do not accept it, with a reason."""
    form = ReasonForm(request.POST, prefix="reject")
    return _decide(
        request, uuid, "reject", form,
        lambda claim: actions.reject(claim, by=request.user, reason=form.cleaned_data["reason"]),
    )  # fmt: skip


@require_POST
def claim_put_to_state(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Begin the State's time to reply."""
    return _decide(request, uuid, "put", None, lambda claim: actions.put_to_state(claim, by=request.user))


@require_POST
def claim_publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put it on record."""
    return _decide(request, uuid, "publish", None, lambda claim: actions.publish(claim, by=request.user))


@require_POST
def claim_retract(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take it off the record, with a reason."""
    form = RetractForm(request.POST, prefix="retract")
    return _decide(
        request, uuid, "retract", form,
        lambda claim: actions.retract(claim, by=request.user, reason=form.cleaned_data["reason"]),
    )  # fmt: skip


@require_POST
def claim_reporter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Look up who reported it. The look is recorded, and whoever may not look is refused."""
    claim = _find(request, uuid)
    try:
        organization = reporters.reporter_of(claim, by=request.user)
    except Claim.DoesNotExist:
        messages.error(request, _("Nobody reported this: it comes from a published source."))
        return redirect("claim_review", uuid)
    return review_page(request, claim, looked_up=organization)


@require_safe
def claim_file(request: HttpRequest, uuid: UUID, file: UUID) -> HttpResponseBase:
    """A file of a report. Opening it is recorded."""
    found = get_object_or_404(_find(request, uuid).evidence.kept(), uuid=file)
    answer = files.serve(request, found)
    evidence.opened(found, by=request.user)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def claim_record(request: HttpRequest) -> HttpResponse:
    """Put on record what a published report or an official source says, a State's answer among them."""
    require_permission(request)
    form = RecordSourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            claim = actions.record_published(**form.recorded(), by=request.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("On record: %(state)s.") % {"state": claim.country})
            return redirect("claim_review", claim.uuid)
    return render(request, "consultations/claim_record.html", {"form": form}, status=422 if form.errors else 200)


urlpatterns = [
    path("consultations/", claim_queue, name="claim_queue"),
    path("consultations/record/", claim_record, name="claim_record"),
    path("consultations/<uuid:uuid>/", claim_review, name="claim_review"),
    path("consultations/<uuid:uuid>/verify/", claim_verify, name="claim_verify"),
    path("consultations/<uuid:uuid>/question/", claim_question, name="claim_question"),
    path("consultations/<uuid:uuid>/reject/", claim_reject, name="claim_reject"),
    path("consultations/<uuid:uuid>/put-to-state/", claim_put_to_state, name="claim_put_to_state"),
    path("consultations/<uuid:uuid>/publish/", claim_publish, name="claim_publish"),
    path("consultations/<uuid:uuid>/retract/", claim_retract, name="claim_retract"),
    path("consultations/<uuid:uuid>/files/<uuid:file>", claim_file, name="claim_file"),
    path("consultations/<uuid:uuid>/reporter/", claim_reporter, name="claim_reporter"),
]
