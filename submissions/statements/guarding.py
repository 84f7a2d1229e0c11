"""What the Wagtail admin may not do because of statements: delete the page of a dialogue that has some."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from submissions.statements.models import Call, Statement


def keep_what_has_statements(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Statements and calls point to the dialogue for ever, so its page stays; a cancelled one says that it was."""
    keys = page.get_descendants(inclusive=True).values("translation_key")
    rows = (Statement, Call)
    if not any(row.objects.filter(dialogue__translation_key__in=keys).exists() for row in rows):
        return None
    words = _(
        "“%(page)s” cannot be deleted: it has statements or a call for them. Set its status to cancelled instead."
    )
    messages.error(request, words % {"page": page.get_admin_display_title()})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def keep_when_many_are_deleted(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same when several pages are deleted at once."""
    if action_type != "delete":
        return None
    answers = (keep_what_has_statements(request, page) for page in objects if isinstance(page, Page))
    return next((answer for answer in answers if answer), None)
