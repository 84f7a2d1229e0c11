"""What the script of drafts asks for (static/js/drafts): saves without a page, and the way back after signing in.

An answer is JSON: `stamp` names the text that stands now, `said` is the line for the person. 401 asks to sign in, 409
means that another text stands, 422 that this one cannot be stored; then `said` tells why, and nothing was changed.
429 asks to wait as long as `Retry-After` says: the text stays with the browser, which sends it again.
"""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal import dates
from portal.limits import LIMITS, limited, take
from portal.records import InvalidMove
from portal.switches import closable
from submissions.statements import actions, drafting, permissions
from submissions.statements.checklist import checklist
from submissions.statements.desk import own_work
from submissions.statements.forms import AutosaveForm, NewAutosaveForm
from submissions.statements.models import Call, LaterVersion, Statement


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@closable("statements")
@limited("statements")
def desk_autosave_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a draft for a call with what was typed so far; the same form sent again begins no second one."""
    if not request.user.is_authenticated:
        return signed_out()
    call = get_object_or_404(Call.objects.public().select_related("dialogue"), slug=slug)
    if not permissions.organizations_to_write_for(request.user).exists():
        raise PermissionDenied
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    form = NewAutosaveForm(request.POST, call=call, user=request.user)
    if not form.is_valid():
        return not_stored(words_of(form))
    return saved_or_why_not(request, lambda: begin(request, call, form), status=201)


def begin(request: HttpRequest, call: Call, form: NewAutosaveForm) -> Statement:
    """The draft of this form; raises as `drafting.begin` does."""
    author, form_key = form.cleaned_data["organization"], form.cleaned_data["form_key"]
    return drafting.begin(call, author, form.content(), by=request.user, form_key=form_key, **form.marks())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def desk_autosave(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Store what was typed so far; GET gives a form that was signed out in between its new key."""
    if not request.user.is_authenticated:
        return signed_out()
    statement = own_work(request, uuid)
    if not permissions.may_write(request.user, statement):
        raise PermissionDenied
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    if take("autosave", request) is None:
        return too_often()
    form = AutosaveForm(request.POST, call=statement.call, instance=actions.latest(statement))
    if not form.is_valid():
        return not_stored(words_of(form))
    return saved_or_why_not(request, lambda: save(request, statement, form))


def save(request: HttpRequest, statement: Statement | LaterVersion, form: AutosaveForm) -> Statement | LaterVersion:
    """Store it as `actions.save_draft` does, which see for what it raises."""
    stamp = form.cleaned_data["stamp"]
    actions.save_draft(statement, form.content(), by=request.user, stamp=stamp, **form.marks())
    return statement


def saved_or_why_not(request: HttpRequest, verb: Any, status: int = 200) -> HttpResponse:
    """What a save led to."""
    try:
        return saved(request, verb(), status)
    except actions.StatementExists as problem:
        address = reverse("statements:desk_detail", args=[problem.statement.uuid])
        return JsonResponse({"said": str(problem), "address": address, "final": True}, status=409)
    except actions.StaleDraft as problem:
        at = dates.format_clock(problem.version.saved_at)
        said = _("Not saved: somebody saved another text at %s Vienna time. Save to see both; nothing is overwritten.")
        return JsonResponse({"said": said % at}, status=409)
    except InvalidMove as problem:
        return JsonResponse({"said": str(problem), "final": True}, status=409)
    except ValidationError as problem:
        return not_stored(" ".join(problem.messages))


def saved(request: HttpRequest, statement: Statement | LaterVersion, status: int) -> HttpResponse:
    """The words for what is stored, and what is still missing."""
    version = actions.latest(statement)
    checks = {"checks": checklist(statement, version), "links": True}
    answer = {
        "stamp": version.stamp,
        "said": _("Saved %s Vienna time. Nothing is public yet.") % dates.format_clock(version.saved_at),
        "words": version.word_count,
        "checks": render_to_string("statements/_checklist.html", checks, request),
    }
    if status == 201:
        names = {"edit": "statements:desk_edit", "save": "statements:desk_autosave"}
        answer |= {key: reverse(name, args=[statement.uuid]) for key, name in names.items()}
        answer["place"] = str(statement.uuid)
    return JsonResponse(answer, status=status)


def signed_out() -> HttpResponse:
    """The session is over; the text stays with the browser."""
    return JsonResponse({"address": reverse("account_login")}, status=401)


def too_often() -> HttpResponse:
    """No hand saves as often as that: wait a little. Every save counts, also one that could not be stored."""
    said = _("Not saved yet: there were many saves in a short time. It is tried again by itself.")
    headers = {"Retry-After": str(LIMITS["autosave"].seconds)}
    return JsonResponse({"said": said}, status=429, headers=headers)


def not_stored(why: str) -> HttpResponse:
    """This text cannot be stored as it stands."""
    return JsonResponse({"said": _("Not saved: %s") % why}, status=422)


def words_of(form: Form) -> str:
    """The mistakes of a form in one line, each with the name of its field."""
    lines = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        lines.append(f"{label}: {errors[0]}" if label else str(errors[0]))
    return " ".join(lines)
