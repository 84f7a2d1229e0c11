"""The desk of those who report: which countries consulted us, what we said about it, and what became of it.

Everything starts from the person's own reports; a sealed one is there for its writer alone.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations import acting
from organizations.models import User
from portal.keeping import signed_in
from portal.limits import limited
from portal.records import InvalidMove
from portal.switches import closable
from submissions.consultations import actions, own_record, permissions
from submissions.consultations.choices import ADVERSE, Visibility, visibility_explained
from submissions.consultations.forms import AnswerForm, ClaimForm, NewClaimForm
from submissions.consultations.models import Claim
from submissions.consultations.progress import steps_of

PER_PAGE = 25
S = Claim.State


def page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the desk."""
    return render(request, name, {"desk_place": "claims", **context}, status=status)


def own_claim(request: HttpRequest, uuid: UUID) -> Claim:
    """The person's own report of this name; anything else is not there."""
    mine = Claim.objects.reported_by(request.user).select_related("country", "cluster")
    return get_object_or_404(mine, uuid=uuid)


@login_required
@require_safe
def desk_list(request: HttpRequest) -> HttpResponse:
    """Which countries consulted us: State, cluster, what we reported, what came of it."""
    claims = Paginator(own_record.own_reports(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = own_record.told(claims)
    context = {
        "page_obj": claims,
        "rows": rows,
        "several": len({row.organization for row in rows}) > 1,
        "links": own_record.links(),
        "may_write": permissions.writes_for(request.user).exists(),
    }
    return page(request, "consultations/desk_list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@closable("reports")
@limited("reports")
def desk_create(request: HttpRequest) -> HttpResponse:
    """Begin a report. Nothing leaves the desk before it is sent."""
    if not permissions.writes_for(request.user).exists():
        return page(request, "consultations/desk_refused.html", {})
    start = {"country": request.GET.get("state", "")[:3].upper()}
    form = NewClaimForm(
        request.POST or None, request.FILES or None, user=request.user, acting_for=acting.chosen(request),
        complete="save" not in request.POST, initial=start,
    )  # fmt: skip
    context: dict[str, Any] = {"form": form, "steps": steps_of()}
    if request.method == "POST" and form.is_valid():
        made = _stored(
            form, context, lambda: actions.report(
                form.filled_in(), organization=form.cleaned_data["organization"], by=request.user,
                form_key=form.cleaned_data["form_key"],
            )
        )  # fmt: skip
        if made is not None:
            return after_saving(request, made)
    return page(request, "consultations/desk_edit.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def desk_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change a report that was not sent, or about which a question is open."""
    claim = own_claim(request, uuid)
    if not permissions.may_write(request.user, claim):
        raise PermissionDenied
    if claim.state not in (S.DRAFT, S.QUESTION):
        messages.error(request, _("This report was sent and can no longer be changed."))
        return redirect("consultations:desk_detail", uuid)
    complete = "save" not in request.POST or claim.state == S.QUESTION
    form = ClaimForm(request.POST or None, request.FILES or None, instance=own_claim(request, uuid), complete=complete)
    context: dict[str, Any] = {"form": form, "claim": claim, "steps": steps_of(claim)}
    if request.method == "POST" and form.is_valid():
        made = _stored(form, context, lambda: actions.save_draft(claim, form.filled_in(), by=request.user))
        if made is not None:
            return after_saving(request, made)
    return page(request, "consultations/desk_edit.html", context)


def _stored(form: ClaimForm, context: dict[str, Any], store: Callable[[], Claim]) -> Claim | None:
    """What the action stored; None when it refused, and then form and context say why."""
    try:
        return store()
    except actions.DuplicateClaim as problem:
        form.add_error(None, str(problem))
        context["existing"] = problem.existing
    except InvalidMove as problem:
        form.add_error(None, str(problem))
    except ValidationError as problem:
        form.add_error(None, problem)
    return None


def after_saving(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Where a save leads: to the summary before sending, or to the report as it stands."""
    messages.success(request, _("Your report is saved. Nobody else reads it before you send it."))
    goes_on = "save" not in request.POST and claim.state == S.DRAFT
    return redirect(f"consultations:{'desk_submit' if goes_on else 'desk_detail'}", claim.uuid)


@login_required
@require_safe
def desk_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where a report stands: state, receipt, questions, and what its reporter can still do."""
    return detail_page(request, own_claim(request, uuid))


def detail_page(
    request: HttpRequest, claim: Claim, answer_form: AnswerForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of one report; `answer_form` is one that came back with a mistake."""
    context = {
        "claim": claim,
        "steps": steps_of(claim),
        "choice": visibility_explained(claim.visibility),
        "questions": claim.questions.all(),
        "answer_form": answer_form or AnswerForm(),
        "answers": claim.replies.shown(),
        "papers": claim.evidence.kept(),
        **allowed(request.user, claim),
    }
    return page(request, "consultations/desk_detail.html", context, status)


def allowed(user: User, claim: Claim) -> dict[str, bool]:
    """What `user` may do with their own report now."""
    return allowed_to_writers(user, claim) | allowed_to_senders(user, claim)


def allowed_to_writers(user: User, claim: Claim) -> dict[str, bool]:
    """What needs the right to write for the organization."""
    writes = permissions.may_write(user, claim)
    return {
        "may_edit": writes and claim.state in (S.DRAFT, S.QUESTION),
        "may_answer": writes and claim.state == S.QUESTION,
        "may_delete": writes and (claim.state == S.DRAFT or not claim.counts),
    }


def allowed_to_senders(user: User, claim: Claim) -> dict[str, bool]:
    """What needs the right to speak for the organization in public."""
    sends = permissions.may_send(user, claim)
    named = claim.visibility == Visibility.PUBLIC and claim.state not in (S.DRAFT, S.REJECTED, S.RETRACTED)
    return {
        "may_send": sends and claim.state == S.DRAFT,
        "may_step_back": sends and named,
        "may_retract": sends and claim.state == S.PUBLISHED,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@closable("reports")
@limited("reports")
def desk_submit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The summary with the choice on who may see the reporter, and one button that sends it."""
    claim = own_claim(request, uuid)
    if claim.state != S.DRAFT:  # sent already, perhaps by the first of two clicks: its page has the receipt
        return redirect("consultations:desk_detail", uuid)
    may_send = permissions.may_send(request.user, claim)
    choice = visibility_explained(claim.visibility)
    context = {"claim": claim, "choice": choice, "may_send": may_send, "adverse": claim.outcome in ADVERSE}
    context["papers"] = claim.evidence.kept()
    if request.method != "POST":
        return page(request, "consultations/desk_submit.html", context | {"problems": actions.missing_in(claim)})
    if not may_send:
        raise PermissionDenied
    try:
        actions.submit(claim, by=request.user)
    except ValidationError as problem:
        return page(request, "consultations/desk_submit.html", context | {"problems": problem.messages}, status=422)
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Your report was received. The receipt stands below."))
    return redirect("consultations:desk_detail", uuid)


@signed_in
@require_POST
def desk_answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Answer the open question."""
    claim = own_claim(request, uuid)
    if not permissions.may_write(request.user, claim):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return detail_page(request, claim, form, status=422)
    return _done(
        request, claim, _("Your answer is sent."),
        lambda: actions.answer(claim, text=form.cleaned_data["answer"], by=request.user),
    )  # fmt: skip


@login_required
@require_POST
def desk_step_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take one's name off a report."""
    claim = _own_to_send(request, uuid)
    return _done(request, claim, _("Your name stands no longer beside this report."), lambda: actions.step_back(claim))


@login_required
@require_POST
def desk_retract(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a report back that is on record."""
    claim = _own_to_send(request, uuid)
    return _done(request, claim, _("Your report is taken back."), lambda: actions.retract(claim, by=None))


@login_required
@require_POST
def desk_delete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Delete a draft, or a report that was kept from the public."""
    claim = own_claim(request, uuid)
    if not permissions.may_write(request.user, claim):
        raise PermissionDenied
    try:
        actions.discard(claim)
    except InvalidMove as problem:
        messages.error(request, str(problem))
        return redirect("consultations:desk_detail", uuid)
    messages.success(request, _("The report is deleted."))
    return redirect("consultations:desk_list")


def _own_to_send(request: HttpRequest, uuid: UUID) -> Claim:
    claim = own_claim(request, uuid)
    if not permissions.may_send(request.user, claim):
        raise PermissionDenied
    return claim


def _done(request: HttpRequest, claim: Claim, words: str, act: Callable[[], Claim]) -> HttpResponse:
    """Do it and say so, or say what stands; then back to the report."""
    try:
        act()
    except InvalidMove as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, words)
    return redirect("consultations:desk_detail", claim.uuid)
