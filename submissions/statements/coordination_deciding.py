"""What coordinators do with a statement, inside the Wagtail admin: take in hand, let go, decide, remove."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from portal import dates
from portal.records import InvalidMove
from submissions.statements import permissions, reviewing, withdrawing
from submissions.statements.coordination import find, review_page
from submissions.statements.forms import AcceptForm
from submissions.statements.models import Statement
from submissions.statements.review_forms import RejectForm, ReturnForm, TakeOverForm
from submissions.statements.withdrawal_forms import RemoveForm, RestoreForm

CONFLICT = 409


def found(request: HttpRequest, uuid: UUID) -> Any:
    """A statement or later version that this coordinator may judge; 403 for those who act for its organization."""
    statement = find(request, uuid)
    if not permissions.may_review(request.user, statement):
        raise PermissionDenied
    return statement


def require_whole(request: HttpRequest, uuid: UUID) -> None:
    """404 for a later version: what leaves the record is the statement with all of them."""
    if find(request, uuid).is_later:
        raise Http404


def act(
    request: HttpRequest, uuid: UUID, name: str, form: BaseForm, verb: Callable[[Any, dict[str, Any]], Any],
    done: Callable[[Any], HttpResponse],
) -> HttpResponse:  # fmt: skip
    """Do what was sent; or show again what was typed, with what is wrong or what stands by now."""
    statement = found(request, uuid)
    if not form.is_valid():
        return review_page(request, statement, status=422, **{f"{name}_form": form})
    try:
        return done(verb(statement, form.cleaned_data))
    except InvalidMove as problem:
        messages.error(request, str(problem))
        typed = form.cleaned_data.get("reason", "")
        return review_page(request, find(request, uuid), status=CONFLICT, typed=typed, **{f"{name}_form": form})
    except ValidationError as problem:
        form.add_error(None, problem)
    return review_page(request, statement, status=422, **{f"{name}_form": form})


def decide(
    request: HttpRequest, uuid: UUID, name: str, form: BaseForm, verb: Callable[[Any, dict[str, Any]], Any]
) -> HttpResponse:
    """Decide, and go back to the queue."""

    def done(statement: Statement) -> HttpResponse:
        messages.success(request, decided(statement))
        return redirect("statement_queue")

    return act(request, uuid, name, form, verb, done)


def decided(statement: Any) -> str:
    """What a decision led to, in words."""
    said = {"title": statement.current.title, "state": statement.get_state_display()}
    if statement.state == Statement.State.SUBMITTED:
        return _("Approved. It is published when another coordinator approves it, too.")
    if statement.state == Statement.State.ACCEPTED and not statement.is_public:
        said["moment"] = dates.format_moment(statement.publish_at)
        return _("Accepted: %(title)s. Nobody reads it before %(moment)s.") % said
    return _("Done: %(title)s – %(state)s.") % said


def handle(request: HttpRequest, uuid: UUID, verb: Callable[..., Any], words: str) -> HttpResponse:
    """Take in hand or let go, and stay on the page."""
    try:
        verb(found(request, uuid), by=request.user)
    except (InvalidMove, ValidationError) as problem:
        messages.error(request, " ".join(getattr(problem, "messages", [str(problem)])))
    else:
        messages.success(request, words)
    return redirect("statement_review", uuid)


@require_POST
def statement_claim(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take it in hand."""
    return handle(request, uuid, reviewing.claim, _("You have it in hand now. Others see that."))


@require_POST
def statement_release(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Let go of it."""
    return handle(request, uuid, reviewing.release, _("Others may take it now."))


@require_POST
def statement_take_over(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take it from a colleague, with a reason."""
    return act(
        request, uuid, "take_over", TakeOverForm(request.POST, prefix="take_over"),
        lambda statement, typed: reviewing.take_over(statement, by=request.user, reason=typed["reason"]),
        lambda review: redirect("statement_review", uuid),
    )  # fmt: skip


@require_POST
def statement_accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put it on the record, now or from a moment on."""
    return decide(
        request, uuid, "accept", AcceptForm(request.POST, prefix="accept"),
        lambda statement, typed: reviewing.accept(statement, by=request.user, publish_at=typed["publish_at"]),
    )  # fmt: skip


@require_POST
def statement_return(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Hand it back, with what must change."""
    return decide(
        request, uuid, "return", ReturnForm(request.POST, prefix="return"),
        lambda statement, typed: reviewing.return_with_questions(statement, by=request.user, **typed),
    )  # fmt: skip


@require_POST
def statement_reject(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Decide against it, with a reason."""
    return decide(
        request, uuid, "reject", RejectForm(request.POST, prefix="reject"),
        lambda statement, typed: reviewing.reject(statement, by=request.user, **typed),
    )  # fmt: skip


@require_POST
def statement_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take it off the record."""
    require_whole(request, uuid)
    return act(
        request, uuid, "remove", RemoveForm(request.POST, prefix="remove"),
        lambda statement, typed: withdrawing.remove(statement, by=request.user, **typed),
        lambda statement: redirect("statement_review", uuid),
    )  # fmt: skip


@require_POST
def statement_restore(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put a removed one back on the record."""
    require_whole(request, uuid)
    return act(
        request, uuid, "restore", RestoreForm(request.POST, prefix="restore"),
        lambda statement, typed: withdrawing.restore(statement, by=request.user, reason=typed["reason"]),
        lambda statement: redirect("statement_review", uuid),
    )  # fmt: skip


urlpatterns = [
    path("statements/<uuid:uuid>/claim/", statement_claim, name="statement_claim"),
    path("statements/<uuid:uuid>/release/", statement_release, name="statement_release"),
    path("statements/<uuid:uuid>/take-over/", statement_take_over, name="statement_take_over"),
    path("statements/<uuid:uuid>/accept/", statement_accept, name="statement_accept"),
    path("statements/<uuid:uuid>/remove/", statement_remove, name="statement_remove"),
    path("statements/<uuid:uuid>/restore/", statement_restore, name="statement_restore"),
    path("statements/<uuid:uuid>/return/", statement_return, name="statement_return"),
    path("statements/<uuid:uuid>/reject/", statement_reject, name="statement_reject"),
]
