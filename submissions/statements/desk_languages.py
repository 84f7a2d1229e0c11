"""The desk's page of a draft's texts in other languages: which there are, and one more. Written are they like it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from portal.keeping import signed_in
from portal.languages import accepted
from portal.limits import limited
from portal.records import InvalidMove
from portal.switches import closable
from portal.templatetags.portal_tags import language_name
from submissions.statements import actions, revising
from submissions.statements.companions import Companion, companions
from submissions.statements.desk import form_page, not_now, own_statement, say, to_write
from submissions.statements.forms import tell
from submissions.statements.later_forms import CompanionForm
from submissions.statements.models import Statement, StatementVersion


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@closable("statements")
@limited("statements")
def desk_languages(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Add the text of a statement that is being written in another language, and begin to write it."""
    statement = own_statement(request, uuid)
    to_write(request, statement)
    if statement.state not in actions.WRITABLE:
        return not_now(request, statement)
    rows = companions(statement)
    left = languages_left(statement, rows)
    form = CompanionForm(posted(request), languages=left)
    if form.is_valid() and (answer := begin(request, statement, form)):
        return answer
    context = {"statement": statement, "companions": rows, "form": form, "left": left}
    context["original"] = actions.latest(statement)
    return form_page(request, "statements/desk_languages", context)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where that is nothing."""
    return request.POST if request.method == "POST" else None


def languages_left(statement: Statement, rows: list[Companion]) -> list[tuple[str, Any]]:
    """Those that its call takes and that it has no text in."""
    call: Any = statement.call
    there = {one.later.language for one in rows} | {actions.latest(statement).language}
    return [(code, language_name(code)) for code in accepted(call.languages) if code not in there]


def begin(request: HttpRequest, statement: Statement, form: CompanionForm) -> HttpResponse | None:
    """Begin it and lead to its writing page, or to the one that a colleague began; None with a mistake in the form."""
    language, official = form.cleaned_data["language"], form.cleaned_data["official"] == "official"
    try:
        later = revising.begin(
            statement, StatementVersion.Kind.TRANSLATION, by=request.user, language=language, official=official
        )
    except revising.LaterExists as problem:
        say(request, problem)
        later = problem.later
    except (InvalidMove, ValidationError) as problem:
        tell(form, problem)
        return None
    return redirect("statements:desk_edit", later.uuid)
