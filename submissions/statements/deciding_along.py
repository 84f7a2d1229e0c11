"""What a decision about a statement means for its texts in other languages; each is a part of that verb."""

from typing import Any

from organizations.models import User
from portal.records import move
from submissions.statements import revising
from submissions.statements.later import LaterState, LaterVersion
from submissions.statements.models import Statement

S = LaterState


def accepted(statement: Statement, *, by: User) -> list[LaterVersion]:
    """Put them on the record beside the statement, which has just got its reference and its entry in the chain."""
    rows = statement.later.filter(state=S.SUBMITTED).order_by("pk")
    done = [revising.put_on_record(one.locked(), by=by) for one in rows]
    if done:
        revising.renew_words(statement)
    return done


def refused(work: Statement | LaterVersion, state: str, **said: Any) -> None:
    """Hand them back, or end them, with the statement and for its reason; a later version has none of its own."""
    if isinstance(work, Statement):
        for one in work.later.companions().filter(state=S.SUBMITTED):
            move(one, state, **said)


def appealed(statement: Statement, *, by: User, reason: str) -> None:
    """Let those that ended with the statement wait again with it, as they were sent."""
    for one in statement.later.companions().filter(state=S.REJECTED):
        move(one, S.SUBMITTED, by=by, reason=reason, decision_note="")
