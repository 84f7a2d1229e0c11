"""The writing page between two saves: a preview, and the other way to write. Nothing is stored or lost."""

from typing import Any

from django.http import HttpRequest

from portal.prose.publishing import published
from submissions.statements import texts
from submissions.statements.forms import DraftForm
from submissions.statements.later import root_of
from submissions.statements.models import Call, LaterVersion, Statement, StatementVersion

CHOICE = "statement_editor"  # in the session: "plain" for those who want to write with marks


def is_rich(request: HttpRequest) -> bool:
    """Whether this person writes formatted text where scripts run."""
    return request.session.get(CHOICE) != "plain"


def _chosen(request: HttpRequest) -> bool:
    request.session[CHOICE] = "plain" if request.POST["editor"] == "plain" else "rich"
    return is_rich(request)


def shown_again(
    request: HttpRequest, form: DraftForm, call: Call, statement: Statement | LaterVersion | None = None
) -> dict[str, Any] | None:
    """What the page shows besides the form where a button asked for a preview or for the other way to write."""
    if "editor" in request.POST:
        return {"rich": _chosen(request), "unsaved": True}
    if form.looks_for_topics:
        return {"unsaved": True}
    if "preview" in request.POST and form.formatted is not None:
        return _previewed(form, form.formatted, root_of(statement or Statement(call=call)))
    return None


def _previewed(form: DraftForm, formatted: str, statement: Statement) -> dict[str, Any]:
    """What was typed as its readers would see it."""
    body, _headings = published(formatted)
    version = StatementVersion(statement=statement, body=formatted)
    texts.measure(version)
    version.title, version.summary = form["title"].value() or "", form["summary"].value() or ""
    version.language = form.language
    return {"unsaved": True, "preview": version, "preview_text": body}
