"""Pages of the coordinators for this kind, inside the Wagtail admin: calls, the queue, the decision on each text."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from dialogues import coordinators
from portal import files
from portal.forms import PlainForm, ReasonForm
from portal.records import InvalidMove
from submissions.statements import actions, history, permissions
from submissions.statements.attachments import Attachment
from submissions.statements.checklist import checklist
from submissions.statements.forms import AcceptForm
from submissions.statements.models import Call, Statement, StatementVersion
from submissions.statements.views import reading

PER_PAGE = 20


class StatementsItem(MenuItem):
    """The queue in the menu, for those who review statements."""

    def __init__(self) -> None:
        address = reverse_lazy("statement_queue")
        super().__init__(gettext_lazy("Statements"), address, name="statements", icon_name="doc-full", order=230)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person reviews statements."""
        return coordinators.coordinates_any(request.user, "submissions.review_statement")


class CallViewSet(SnippetViewSet):
    """Calls for statements: which dialogue, when, and by which rules."""

    model = Call
    icon = "mail"
    menu_label = gettext_lazy("Calls for statements")
    add_to_admin_menu = True
    menu_order = 310
    search_backend_name = None
    list_display = ["title", "reference_stem", "opens_at", "closes_at"]
    search_fields = ["title", "reference_stem"]
    panels = [
        FieldPanel("title"),
        FieldPanel("dialogue"),
        MultiFieldPanel([FieldPanel("opens_at"), FieldPanel("closes_at")], gettext_lazy("When")),
        MultiFieldPanel(
            [FieldPanel("word_limit"), FieldPanel("max_attachments"), FieldPanel("reference_stem"), FieldPanel("slug")],
            gettext_lazy("Rules and address"),
        ),
    ]


def require_permission(request: HttpRequest) -> None:
    """403 for those who run the portal but do not review statements."""
    if not coordinators.coordinates_any(request.user, "submissions.review_statement"):
        raise PermissionDenied


@require_safe
def statement_queue(request: HttpRequest) -> HttpResponse:
    """Statements that wait for a decision, the longest waiting first."""
    require_permission(request)
    waiting = (
        Statement.objects.for_coordinator(request.user).waiting().select_related("organization", "dialogue", "current")
    )
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "statements/statement_queue.html", {"page_obj": page})


@require_safe
def statement_review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One statement in full, with what was checked and what can be decided."""
    return review_page(request, find(request, uuid))


def find(request: HttpRequest, uuid: UUID) -> Statement:
    """A statement that this coordinator sees; a draft is not there. Asking for another dialogue's is noted."""
    require_permission(request)
    statement = Statement.objects.for_coordinator(request.user).for_reading().filter(uuid=uuid).first()
    if statement is None:
        coordinators.note_refusal(Statement.objects.filter(uuid=uuid).first(), request.user)
        raise Http404
    return statement


def review_page(request: HttpRequest, statement: Statement, status: int = 200, **forms: PlainForm) -> HttpResponse:
    """The page of a decision; `forms` are those that came back with a mistake."""
    waits = statement.state == Statement.State.SUBMITTED
    context = {
        **reading(statement),
        "checks": checklist(statement, statement.current) if statement.call else [],
        "attachments": list(statement.current.attachments.there()),
        "same_text": same_text(statement.current),
        "waits": waits,
        "may_review": permissions.may_review(request.user, statement),
        "accept_form": AcceptForm(prefix="accept"),
        "return_form": ReasonForm(prefix="return"),
        "reject_form": ReasonForm(prefix="reject"),
        "events": history.for_coordinators(statement),
        **forms,
    }
    return render(request, "statements/statement_review.html", context, status=status)


def same_text(version: StatementVersion) -> list[Statement]:
    """Other statements that were sent in with exactly this text."""
    same = StatementVersion.objects.filter(sha256=version.sha256).exclude(statement=version.statement_id)
    return list(Statement.objects.filter(versions__in=same).select_related("organization")[:5])


def decide(
    request: HttpRequest, uuid: UUID, name: str, form: PlainForm, act: Callable[[Statement, dict[str, Any]], Statement]
) -> HttpResponse:
    """Do what was decided and go back to the queue; or show again what was typed, with what is wrong."""
    statement = find(request, uuid)
    if not permissions.may_review(request.user, statement):
        raise PermissionDenied
    if form.is_valid():
        try:
            statement = act(statement, form.cleaned_data)
            messages.success(request, _("Done: %(title)s – %(state)s.") % {
                "title": statement.current.title, "state": statement.get_state_display(),
            })  # fmt: skip
            return redirect("statement_queue")
        except InvalidMove as problem:
            messages.error(request, str(problem))
            return redirect("statement_review", uuid)
        except ValidationError as problem:
            form.add_error(None, problem)
    return review_page(request, statement, status=422, **{f"{name}_form": form})


@require_safe
def statement_file(request: HttpRequest, uuid: UUID, key: str) -> HttpResponseBase:
    """A file of a statement that was sent in, for those who decide on it."""
    row = Attachment.objects.filter(version__statement=find(request, uuid)).there().sent_in().keyed(key)
    if row is None:
        raise Http404
    return files.serve(request, row)


@require_POST
def statement_accept(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put it on the record, now or from a moment on."""
    return decide(
        request, uuid, "accept", AcceptForm(request.POST, prefix="accept"),
        lambda statement, typed: actions.accept(statement, by=request.user, publish_at=typed["publish_at"]),
    )  # fmt: skip


@require_POST
def statement_return(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Hand it back with questions."""
    return decide(
        request, uuid, "return", ReasonForm(request.POST, prefix="return"),
        lambda statement, typed: actions.return_with_questions(statement, by=request.user, reason=typed["reason"]),
    )  # fmt: skip


@require_POST
def statement_reject(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Decide against it, with a reason."""
    return decide(
        request, uuid, "reject", ReasonForm(request.POST, prefix="reject"),
        lambda statement, typed: actions.reject(statement, by=request.user, reason=typed["reason"]),
    )  # fmt: skip


urlpatterns = [
    path("statements/", statement_queue, name="statement_queue"),
    path("statements/<uuid:uuid>/", statement_review, name="statement_review"),
    path("statements/<uuid:uuid>/files/<slug:key>/", statement_file, name="statement_file"),
    path("statements/<uuid:uuid>/accept/", statement_accept, name="statement_accept"),
    path("statements/<uuid:uuid>/return/", statement_return, name="statement_return"),
    path("statements/<uuid:uuid>/reject/", statement_reject, name="statement_reject"),
]
