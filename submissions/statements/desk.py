"""The desk of those who write: drafts, sending in, and what became of it. Everything starts from the person's own."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
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
from submissions.statements import actions, cosigning, drafting, permissions, texts, writing
from submissions.statements.checklist import checklist, problems
from submissions.statements.companions import companions, seal
from submissions.statements.devices import draft_settings
from submissions.statements.forms import EditDraftForm, NewDraftForm, StampForm, initial_of
from submissions.statements.models import Call, LaterVersion, Statement, StatementVersion

PER_PAGE = 20


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page of the desk."""
    context = {"desk_place": "statements", "rich": writing.is_rich(request), **context}
    return render(request, f"{template}.html", context)


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


@login_required
@require_safe
def desk_list(request: HttpRequest) -> HttpResponse:
    """All statements of the person's organizations, and the calls that they can answer."""
    mine = Statement.objects.own_to(request.user).with_latest_title().select_related("organization", "call", "dialogue")
    organizations = permissions.organizations_to_write_for(request.user)
    context = {
        "page_obj": Paginator(mine.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page")),
        "calls": Call.objects.open().select_related("dialogue"),
        "may_write": organizations.exists(),
    }
    return page(request, "statements/desk_list", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@closable("statements")
@limited("statements")
def desk_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the first words of a statement for a call."""
    call = get_object_or_404(Call.objects.public().select_related("dialogue"), slug=slug)
    organizations = list(permissions.organizations_to_write_for(request.user)[:2])
    if not organizations or (request.method != "POST" and not call.is_open):
        return page(request, "statements/desk_refused", {"call": call, "may_write": bool(organizations)})
    if request.method != "POST" and (there := the_one_written(call, organizations)):
        return redirect("statements:desk_detail", there.uuid)
    form = NewDraftForm(request.POST or None, call=call, user=request.user, acting_for=acting.chosen(request))
    if again := writing.shown_again(request, form, call):
        return edit_page(request, {"form": form, "call": call} | again)
    if form.is_valid():
        return begin(request, call, form)
    return edit_page(request, {"form": form, "call": call})


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
        form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
    return edit_page(request, {"form": form, "call": call, "there": there})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def desk_edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Go on writing; a form that is older than the stored text overwrites nothing."""
    statement = own_work(request, uuid)
    if not permissions.may_write(request.user, statement):
        raise PermissionDenied
    if statement.state not in actions.WRITABLE:
        messages.error(request, _("Not possible now: the state is “%s”.") % statement.get_state_display())
        return redirect("statements:desk_detail", uuid)
    version = actions.latest(statement)
    form = EditDraftForm(
        request.POST or None, call=statement.call, instance=version, initial=initial_of(statement, version)
    )
    context = {"form": form, "statement": statement, "call": statement.call}
    if again := writing.shown_again(request, form, statement.call, statement):
        return edit_page(request, context | again | beside(statement))
    if request.method == "POST" and form.is_valid():
        try:
            stamp = form.cleaned_data["stamp"]
            actions.save_draft(statement, form.content(), by=request.user, stamp=stamp, **form.marks())
            return after_saving(request, statement)
        except actions.StaleDraft as problem:
            return edit_page(request, both_texts(request, problem))
        except (InvalidMove, ValidationError) as problem:
            form.add_error(None, problem if isinstance(problem, ValidationError) else str(problem))
    return edit_page(request, context | beside(statement))


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
    both["newer_text"], _headings = published(problem.version.body or "")
    return {"form": form, "statement": statement, "call": statement.call, **both, **beside(statement)}


def newer_form(request: HttpRequest, problem: actions.StaleDraft) -> EditDraftForm:
    """The form with what was typed, now knowing the newer text: sending it once more replaces that one."""
    typed = request.POST.copy()
    typed["stamp"] = problem.version.stamp
    stored = problem.version
    blank = StatementVersion(statement=stored.statement, track=stored.track, language=stored.language)
    form = EditDraftForm(typed, call=problem.version.statement.call, instance=blank)
    form.add_error(None, str(problem))
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
    """What stands beside the form: how far the stored text is."""
    version = actions.latest(statement)
    return {
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
    return {"original": original, "original_text": published(original.body or "")[0]}


def after_saving(request: HttpRequest, statement: Statement | LaterVersion) -> HttpResponse:
    """Where a save leads: on with sending, to its files, or back to the form."""
    messages.success(request, _("Your draft is saved. Nothing is public yet."))
    for place in ("files", "languages", "cosigners", "submit"):
        if place in request.POST:
            return redirect(f"statements:desk_{place}", statement.uuid)
    return redirect("statements:desk_edit", statement.uuid)


@login_required
@require_safe
def desk_preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The newest text as its readers will see it."""
    statement = own_work(request, uuid)
    return page(request, "statements/desk_preview", shown(statement, actions.latest(statement)))


def shown(statement: Statement | LaterVersion, version: StatementVersion) -> dict[str, Any]:
    """A text with its numbered paragraphs."""
    text, _headings = published(version.body or "")
    return {
        "statement": statement,
        "version": version,
        "text": text,
        "attachments": list(version.attachments.there()),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@closable("statements")
@limited("statements")
def desk_submit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """See what will be sent, and send it with one button."""
    statement = own_work(request, uuid)
    if isinstance(statement, LaterVersion) and statement.is_companion:
        return redirect("statements:desk_submit", statement.statement.uuid)
    if request.method == "POST":
        return send(request, statement)
    if statement.state not in actions.WRITABLE:
        return redirect("statements:desk_detail", uuid)
    version = actions.latest(statement)
    context = shown(statement, version) | {
        "form": StampForm(initial={"stamp": version.stamp, "seal": seal(statement, version)}),
        "companions": companions(statement),
        "problems": problems(statement, version),
        **({} if statement.is_later else cosigning.at_sending(statement)),
        "may_submit": permissions.may_submit(request.user, statement),
        "too_late": is_too_late(statement),
        "limit": statement.call.limit_for(statement.organization),
    }
    return page(request, "statements/desk_submit", context)


def is_too_late(statement: Statement | LaterVersion) -> bool:
    """Whether the deadline has passed; what is on the record can be corrected for ever."""
    in_time = statement.is_later or statement.call.takes_statements
    return statement.state == Statement.State.DRAFT and not in_time


def send(request: HttpRequest, statement: Statement | LaterVersion) -> HttpResponse:
    """Send it in, and show the receipt; or say what stands."""
    if not permissions.may_submit(request.user, statement):
        raise PermissionDenied
    form = StampForm(request.POST)
    again = redirect("statements:desk_submit", statement.uuid)
    if not form.is_valid():
        return again
    try:
        statement = actions.submit(statement, by=request.user, **form.cleaned_data)
    except actions.StaleDraft as problem:
        messages.error(request, str(problem))
    except InvalidMove as problem:
        messages.error(request, str(problem))
        again = redirect("statements:desk_detail", statement.uuid)
    except ValidationError as problem:
        for message in problem.messages:
            messages.error(request, message)
    else:
        messages.success(request, _("It has arrived. Your receipt number is %s.") % statement.receipt)
        again = redirect("statements:desk_detail", statement.uuid)
    return again
