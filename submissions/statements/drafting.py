"""The first save of a form: it begins a draft, or goes on with the one that the same form began before."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from organizations.models import Organization, User
from submissions.statements import actions, texts
from submissions.statements.models import Call, Statement
from submissions.statements.texts import Content


@transaction.atomic
def begin(
    call: Call, organization: Organization, content: Content, *,
    by: User, form_key: UUID, key: UUID | None = None, after: Collection[UUID] = (),
) -> Statement:  # fmt: skip
    """The draft of the form with this `form_key`, holding `content`.

    Raises as `actions.start` and `actions.save_draft` do: StaleDraft when the form began its draft before with other
    words, and does not know whether they arrived (`key` and `after` are those of `save_draft`).
    """
    statement = actions.start(call, organization, by=by, content=content, form_key=form_key, key=key)
    if not texts.is_stored(content, statement, actions.latest(statement)):
        actions.save_draft(statement, content, by=by, stamp="", key=key, after=after)
    return statement
