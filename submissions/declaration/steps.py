"""A declaration's way to the States, in steps that a reader can follow."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from submissions.declaration.models import Declaration, DeclarationState

S = DeclarationState
ORDER = [S.LOCKED, S.OPEN, S.CLOSED, S.SUBMITTED, S.FOLLOW_UP]
WORDS = {
    S.LOCKED: _("Text locked"),
    S.OPEN: _("Open for signature"),
    S.CLOSED: _("End of signing"),
    S.SUBMITTED: _("Submitted"),
    S.FOLLOW_UP: _("Follow-up"),
}


@dataclass(frozen=True)
class Step:
    """One step: its words, whether it lies behind (`done`) or is where things stand (`now`), its time if known."""

    state: str
    words: str | Promise
    standing: str
    at: datetime | None


def steps(declaration: Declaration) -> list[Step]:
    """The steps in their order, for a declaration whose text is locked."""
    current = len(ORDER) if declaration.state == S.ARCHIVED else ORDER.index(DeclarationState(declaration.state))
    times = {S.OPEN: declaration.opens_at, S.CLOSED: declaration.closes_at}
    return [Step(state, WORDS[state], _standing(place, current), times.get(state)) for place, state in enumerate(ORDER)]


def _standing(place: int, current: int) -> str:
    if place == current:
        return "now"
    return "done" if place < current else ""
