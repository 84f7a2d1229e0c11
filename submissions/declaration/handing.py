"""Handing the declaration to the Conference of the Parties, and following what becomes of each ask."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal import audit
from portal.records import InvalidMove, move
from submissions.declaration import annex, ledger
from submissions.declaration.handed import Ask, AskStatus, Handover
from submissions.declaration.models import Declaration, DeclarationState, LedgerEntry

S = DeclarationState
FOLLOWED = (S.SUBMITTED, S.FOLLOW_UP)


@transaction.atomic
def hand_over(
    declaration: Declaration,
    *,
    session: str,
    day: date,
    channel: str,
    handed_by: str,
    symbol: str = "",
    by: Any,
) -> Handover:
    """Record that the closed declaration was handed over, with its annex; the ledger keeps session, day and symbol.

    Raises InvalidMove unless signing has ended.
    """
    declaration = move(declaration, S.SUBMITTED, by=by, public=True)
    frozen = annex.newest(declaration)
    entry = ledger.append(
        declaration,
        LedgerEntry.Kind.SUBMIT,
        session=session,
        day=day.isoformat(),
        channel=channel,
        symbol=symbol,
        annex=frozen.sha256 if frozen else "",
    )
    facts = {"session": session, "day": day, "channel": channel, "symbol": symbol, "handed_by": handed_by}
    return Handover.objects.create(declaration=declaration, entry=entry, **facts)


@transaction.atomic
def follow(declaration: Declaration, *, by: Any) -> Declaration:
    """Begin to follow what becomes of the asks. Raises InvalidMove unless it was handed over."""
    return move(declaration, S.FOLLOW_UP, by=by, public=True)


@transaction.atomic
def record_status(ask: Ask, *, state: str, as_of: date, evidence: str = "", source_url: str = "", by: Any) -> AskStatus:
    """Say how far an ask has come, with what shows it. The statuses before stay. Raises ValidationError, by field."""
    declaration = _followed(ask.declaration)
    status = AskStatus(
        ask=ask, state=state, as_of=as_of, evidence=evidence, source_url=source_url, recorded_by=by
    )  # fmt: skip
    status.full_clean(exclude=["recorded_by"])
    status.save()
    audit.record(declaration, "ask_status", by=by, public=True, data={"paragraph": ask.paragraph, "status": state})
    return status


def _followed(declaration: Declaration) -> Declaration:
    declaration = declaration.locked()
    if declaration.state not in FOLLOWED:
        raise InvalidMove(_("What becomes of the asks is followed once the declaration was handed over."))
    return declaration
