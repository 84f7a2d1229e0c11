"""The desk of those who write: drafts, sending in, and what became of it. Everything starts from the person's own."""

from collections.abc import Callable
from copy import copy
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organizations import acting
from organizations.models import Organization
from portal.comparing import Change, affordable, compare
from portal.keeping import signed_in
from portal.limits import limited
from portal.prose.publishing import published
from portal.records import InvalidMove
from portal.switches import closable
from submissions.statements import actions, drafting, permissions, texts, writing
from submissions.statements.checklist import checklist
from submissions.statements.devices import draft_settings
from submissions.statements.forms import EditDraftForm, NewDraftForm, initial_of, tell
from submissions.statements.models import Call, LaterVersion, Statement, StatementVersion

PER_PAGE = 20


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page of the desk."""
    context = {"desk_place": "statements", "rich": writing.is_rich(request), **context}
    return render(request, f"{template}.html", context)


def form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page of the desk around `form`; 422 when that was sent and something is wrong with it."""
    response = page(request, template, context)
    response.status_code = 422 if context["form"].errors else 200
    return response


def not_now(request: HttpRequest, work: Statement | LaterVersion) -> HttpResponse:
    """Back to the page of a text in whose state this cannot be done."""
    messages.error(request, _("Not possible now: the state is “%s”.") % work.get_state_display())
    return redirect("statements:desk_detail", work.uuid)


def say(request: HttpRequest, problem: InvalidMove | ValidationError) -> None:
    """Say on the next page what stood in the way."""
    for message in getattr(problem, "messages", [str(problem)]):
        messages.error(request, message)


def carried_out(request: HttpRequest, form: BaseForm, act: Callable[[], object], words: str) -> bool:
    """Do what a form asks, and say so; False where the form, with what was typed, says what stands in the way."""
    try:
        act()
    except (InvalidMove, ValidationError) as problem:
        tell(form, problem)
        return False
    messages.success(request, words)
    return True


def own_statement(request: HttpRequest, uuid: UUID) -> Statement:
    """The person's own statement of this name; anything else is not there."""
    mine = Statement.objects.own_to(request.user)
    return get_object_or_404(mine.select_related("organization", "call", "dialogue", "current"), uuid=uuid)


def own_work(request: HttpRequest, uuid: UUID) -> Statement | LaterVersion:
    """The person's own statement or later version of this name; both are written and sent in on the same pages."""
    try:
        return own_statement(request, uuid)
    except Http404:
        needed = ("statement__organization", "statement__call", "statement__dialogue", "statement__current", "current")
        return get_object_or_404(LaterVersion.objects.own_to(request.user).select_related(*needed), uuid=uuid)


def to_write(request: HttpRequest, work: Statement | LaterVersion) -> None:
    """Raise PermissionDenied where this person only reads the texts of their organization."""
    if not permissions.may_write(request.user, work):
        raise PermissionDenied


@login_required
@require_safe
def desk_list(request: HttpRequest) -> HttpResponse:
    """All statements of the person's organizations, and the calls that they can answer."""
    mine = Statement.objects.own_to(request.user).with_latest_title().select_related("organization", "call", "dialogue")
    organizations = list(permissions.organizations_to_write_for(request.user)[:2])
    context = {
        "page_obj": Paginator(mine.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page")),
        "calls": calls_to_answer(organizations),
        "may_write": bool(organizations),
    }
    return page(request, "statements/desk_list", context)


def calls_to_answer(organizations: list[Organization]) -> QuerySet[Call]:
    """The open calls; for somebody who writes for one organization alone each with the statement that answers it."""
    calls = Call.objects.open().select_related("dialogue")
    if len(organizations) != 1:
        return calls
    written = Statement.objects.live().filter(call=OuterRef("pk"), organization=organizations[0])
    return calls.annotate(written=Subquery(written.values("uuid")[:1]))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@closable("statements")
@limited("statements")
def desk_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the first words of a statement for a call."""
    call = get_object_or_404(Call.objects.public().select_related("dialogue"), slug=slug)
    if elsewhere := instead_of_writing(request, call):
        return elsewhere
    form = NewDraftForm(request.POST or None, call=call, user=request.user, acting_for=acting.chosen(request))
    if again := writing.shown_again(request, form, call):
        return edit_page(request, {"form": form, "call": call} | again)
    if form.is_valid():
        return begin(request, call, form)
    return edit_page(request, {"form": form, "call": call})


def instead_of_writing(request: HttpRequest, call: Call) -> HttpResponse | None:
    """What somebody sees who cannot begin a text here, or has begun one. What is sent in is read in any case."""
    organizations = list(permissions.organizations_to_write_for(request.user)[:2])
    is_sent = request.method == "POST"
    if not organizations or not (is_sent or call.is_open):
        return page(request, "statements/desk_refused", {"call": call, "may_write": bool(organizations)})
    there = None if is_sent else the_one_written(call, organizations)
    return redirect("statements:desk_detail", there.uuid) if there else None


def the_one_written(call: Call, organizations: list[Organization]) -> Statement | None:
    """The statement that answers this call already, for somebody who writes for one organization alone."""
    if len(organizations) != 1:
        return None
    return Statement.objects.live().filter(call=call, organization=organizations[0]).first()


def begin(request: HttpRequest, call: Call, form: NewDraftForm) -> HttpResponse:
    """Store the first words; or show them again with what stands in the way."""
    there = None
    author, form_key = form.cleaned_data["organization"], form.cleaned_data["form_key"]
    try:
        statement = drafting.begin(call, author, form.content(), by=request.user, form_key=form_key, **form.marks())
        return after_saving(request, statement)
    except actions.StaleDraft as problem:
        return edit_page(request, both_texts(request, problem))
    except actions.StatementExists as problem:
        form.add_error(None, str(problem))
        there = problem.statement
    except (InvalidMove, ValidationError) as problem:
        tell(form, problem)
    return edit_page(request, {"form": form, "call": call, "there": there})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def desk_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Go on writing; a form that is older than the stored text overwrites nothing."""
    statement = own_work(request, uuid)
    to_write(request, statement)
    if statement.state not in actions.WRITABLE:
        return not_now(request, statement)
    version = actions.latest(statement)
    form = EditDraftForm(
        request.POST or None, call=statement.call, instance=version, initial=initial_of(statement, version)
    )
    if again := writing.shown_again(request, form, statement.call, statement):
        return edit_page(request, around(form, statement) | again)
    if form.is_valid():
        return save(request, statement, form)
    return edit_page(request, around(form, statement))


def save(request: HttpRequest, statement: Statement | LaterVersion, form: EditDraftForm) -> HttpResponse:
    """Store what was typed; or show it again with what stands in the way, or beside the text that stands by now."""
    stamp = form.cleaned_data["stamp"]
    try:
        actions.save_draft(statement, form.content(), by=request.user, stamp=stamp, **form.marks())
    except actions.StaleDraft as problem:
        return edit_page(request, both_texts(request, problem))
    except (InvalidMove, ValidationError) as problem:
        tell(form, problem)
        return edit_page(request, around(form, statement))
    return after_saving(request, statement)


def around(form: EditDraftForm, statement: Statement | LaterVersion) -> dict[str, Any]:
    """What the page needs that shows the form of a text."""
    return {"form": form, "statement": statement, "call": statement.call, **beside(statement)}


def edit_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The form, and what its script is told. Where another text stands, only the person decides: nothing is saved."""
    typed, paused = context["form"].is_bound, bool(context.get("newer") or context.get("there"))
    told = draft_settings(
        request.user, context["call"], context.get("statement"), limit=context["form"].word_limit, typed=typed,
        paused=paused,
    )  # fmt: skip
    return page(request, "statements/desk_edit", {"draft": told, "copy_days": settings.DRAFT_COPY_DAYS, **context})


def both_texts(request: HttpRequest, problem: actions.StaleDraft) -> dict[str, Any]:
    """What the page needs that shows a typed text beside the one that was saved meanwhile."""
    form, statement = newer_form(request, problem), problem.version.track or problem.version.statement
    both = {"newer": problem.version, "changes": differences(form, problem.version)}
    both["newer_text"], _headings = published(problem.version.body or "", "newer-")
    return around(form, statement) | both


def newer_form(request: HttpRequest, problem: actions.StaleDraft) -> EditDraftForm:
    """The form with what was typed, now knowing the newer text: sending it once more replaces that one."""
    typed = request.POST.copy()
    typed["stamp"] = problem.version.stamp
    stored = copy(problem.version)  # what was typed goes into a copy: the other one is shown beside it
    form = EditDraftForm(typed, call=stored.statement.call, instance=stored)
    tell(form, problem)
    return form


def differences(form: EditDraftForm, stands: StatementVersion) -> list[Change]:
    """What the typed text has that the stored one has not, and the other way round; empty when they are too long.

    The stored text may say `gone` where a colleague wrote something new: what is gone is what saving would overwrite.
    """
    old = "\n\n".join([stands.title, stands.summary, texts.typed(stands)])
    typed = (form[name].value() or "" for name in ("title", "summary", "source"))
    new = "\n\n".join(typed)
    if not affordable(old, new):
        return []
    return [change for change in compare(old, new) if change.kind != "same"]


def beside(statement: Statement | LaterVersion) -> dict[str, Any]:
    """What stands beside the form: how far the stored text is, and what the coordinators ask where it was returned."""
    version = actions.latest(statement)
    decided = statement.looks.filter(decided_at__isnull=False)
    return {
        "decision": decided.last() if statement.decision_note else None,
        "version": version,
        "checks": checklist(statement, version),
        "attachments": list(version.attachments.there()),
        **original_of(statement),
    }


def original_of(statement: Statement | LaterVersion) -> dict[str, Any]:
    """The text that this one says in another language, where the two are on their way together."""
    if not isinstance(statement, LaterVersion) or not statement.is_companion:
        return {}
    original = actions.latest(statement.statement)
    return {"original": original, "original_text": published(original.body or "", "original-")[0]}


def after_saving(request: HttpRequest, statement: Statement | LaterVersion) -> HttpResponse:
    """Where a save leads: on with sending, to its files, or back to the form."""
    messages.success(request, _("Your draft is saved. Nothing is public yet."))
    for place in ("files", "languages", "cosigners", "submit"):
        if place in request.POST:
            return redirect(f"statements:desk_{place}", statement.uuid)
    return redirect("statements:desk_edit", statement.uuid)
