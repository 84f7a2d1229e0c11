"""The desk's page for the files of a draft: add with a description, order, remove; and fetching one's own."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import files, limits
from portal.keeping import signed_in
from portal.records import InvalidMove
from portal.switches import closable
from submissions.statements import actions, attaching
from submissions.statements.attachments import Attachment
from submissions.statements.desk import not_now, own_work, page, say, to_write
from submissions.statements.forms import AttachmentForm, DescriptionForm
from submissions.statements.models import LaterVersion, Statement

NO_ROOM = 507  # HTTP: insufficient storage


def writable_statement(request: HttpRequest, uuid: UUID) -> Statement | LaterVersion:
    """The person's own statement or later version whose files they may change: 404 when it is not theirs, 403 when
    they only read it."""
    statement = own_work(request, uuid)
    to_write(request, statement)
    return statement


@signed_in
@closable("statements")
@require_http_methods(["GET", "HEAD", "POST"])
def desk_files(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The files of the draft, and one more with its description."""
    statement = writable_statement(request, uuid)
    if statement.state not in actions.WRITABLE:
        return not_now(request, statement)
    if request.method != "POST":
        return files_page(request, statement, AttachmentForm())
    return one_more(request, statement)


def one_more(request: HttpRequest, statement: Statement | LaterVersion) -> HttpResponse:
    """Take a file with its description, or say why not."""
    if limits.take("uploads", request) is None:
        return limits.too_often(request, limits.LIMITS["uploads"].seconds)
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid() and add(request, statement, form):
        return redirect("statements:desk_files", statement.uuid)
    return files_page(request, statement, form, status=NO_ROOM if is_full(form) else 422)


def is_full(form: AttachmentForm) -> bool:
    """Whether the file was not taken because there is no space left for any."""
    return any(error.code == "no_space" for error in form.errors.as_data().get("file", []))


def files_page(
    request: HttpRequest, statement: Statement | LaterVersion, form: AttachmentForm, status: int = 200,
    told: Mapping[str, DescriptionForm] | None = None,
) -> HttpResponse:  # fmt: skip
    """The list and the form; `told` has words about a file, by its key, that could not be stored."""
    rows, told = list(actions.latest(statement).attachments.there()), told or {}
    context = {
        "statement": statement,
        "attachments": [(row, told.get(row.key) or description_form(row.key, row.description)) for row in rows],
        "form": form,
        "wrong": next(iter(told.values()), form),
        "has_room": len(rows) < statement.call.max_attachments,
        "accepted": files.named(files.ALL),
    }
    response = page(request, "statements/desk_files", context)
    response.status_code = status
    return response


def description_form(key: str, words: str) -> DescriptionForm:
    """The words about one file, in a field that no other on the page shares its name with."""
    return DescriptionForm(initial={"description": words}, auto_id=f"%s-{key}")


def add(request: HttpRequest, statement: Statement | LaterVersion, form: AttachmentForm) -> bool:
    """Check the file and attach it; what stands in the way goes into the form."""
    try:
        attaching.require_room(statement, by=request.user)
        accepted = files.accept(form.cleaned_data["file"])
        attaching.attach(statement, accepted, form.cleaned_data["description"], by=request.user)
    except InvalidMove as problem:
        form.add_error(None, str(problem))
        return False
    except ValidationError as problem:
        form.add_error("file", problem)
        return False
    messages.success(request, _("The file is attached. Below you see what was taken out of it."))
    return True


@signed_in
@closable("statements")
@require_POST
def desk_file_change(request: HttpRequest, uuid: UUID, key: str) -> HttpResponse:
    """Describe a file in other words, move it up, or take it out; the button says which."""
    statement = writable_statement(request, uuid)
    if statement.state not in actions.WRITABLE:
        return not_now(request, statement)
    form = DescriptionForm(request.POST, auto_id=f"%s-{key}")
    verbs: Mapping[str, Callable[[], None]] = {
        "up": lambda: attaching.move_up(statement, key, by=request.user),
        "remove": lambda: attaching.remove(statement, key, by=request.user),
    }
    verb = next((name for name in verbs if name in request.POST), None)
    if verb is None and not form.is_valid():
        return files_page(request, statement, AttachmentForm(), status=422, told={key: form})
    try:
        if verb is None:
            attaching.describe(statement, key, form.cleaned_data["description"], by=request.user)
        else:
            verbs[verb]()
    except (InvalidMove, ValidationError) as problem:
        say(request, problem)
    return redirect("statements:desk_files", uuid)


@login_required
@require_safe
def desk_file(request: HttpRequest, uuid: UUID, key: str) -> HttpResponseBase:
    """One file of the person's own statement."""
    statement = own_work(request, uuid)
    row = Attachment.objects.filter(version__in=statement.texts.all()).there().keyed(key)
    if row is None:
        raise Http404
    return files.serve(request, row)
