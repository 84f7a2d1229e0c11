"""Later versions of statements for tests, in any state; each came there by the verbs that people use."""

from typing import Any

from organizations.models import User
from submissions.statements import actions, reviewing, revising
from submissions.statements.later import LaterState, LaterVersion
from submissions.statements.models import Statement, StatementState, StatementVersion
from submissions.statements.reviews import Reason
from tests.factories.organizations import CoordinatorFactory
from tests.factories.statements import make_statement, some_content, writer_of

S = LaterState
Kind = StatementVersion.Kind
WHY = "The figure of 2022 was wrong."


def make_later(
    state: str = S.DRAFT, *,
    kind: str = Kind.CORRECTION, statement: Statement | None = None, language: str = "fr", official: bool = False,
    coordinator: User | None = None, what_changed: str = WHY, **content: Any,
) -> LaterVersion:  # fmt: skip
    """A later version in this state; where no statement is given, of a new public one. `content` is its text."""
    statement = statement or make_statement(StatementState.ACCEPTED)
    owner = writer_of(statement.organization)
    later = revising.begin(statement, kind, by=owner, language=language, official=official, what_changed=what_changed)
    actions.save_draft(later, some_content(**content), by=owner)
    if state == S.DRAFT:
        return LaterVersion.objects.get(pk=later.pk)
    later = actions.submit(later, by=owner)
    if state == S.SUBMITTED:
        return later
    if state == S.WITHDRAWN:
        return revising.give_up(later, by=owner)
    judge = coordinator or CoordinatorFactory()
    reviewing.claim(later, by=judge)
    if state == S.ACCEPTED:
        return reviewing.accept(later, by=judge)
    decide = {S.RETURNED: reviewing.return_with_questions, S.REJECTED: reviewing.reject}[state]
    return decide(later, by=judge, code=Reason.OTHER, reason="Which figure is it?")


def make_companion(
    statement: Statement | None = None, *, language: str = "fr", official: bool = True, **content: Any
) -> LaterVersion:
    """The text in another language of a statement that is being written (of a new draft where none is given)."""
    statement = statement or make_statement()
    owner = writer_of(statement.organization)
    later = revising.begin(statement, Kind.TRANSLATION, by=owner, language=language, official=official)
    actions.save_draft(later, some_content(**content), by=owner)
    return LaterVersion.objects.get(pk=later.pk)
