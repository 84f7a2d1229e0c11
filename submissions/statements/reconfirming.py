"""How co-signers come under a later text: they are asked when it is sent in, and it waits for nobody.

Their name stays under the public text, which they confirmed. When the later one takes its place, those who confirmed
exactly that one stand under it; the others stay on the page of the text before.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from organizations.models import User
from portal import audit
from portal.records import InvalidMove, move
from submissions.statements import cosign_emails, permissions
from submissions.statements.cosigners import Cosigner, CosignerState
from submissions.statements.cosigning import NOT_OPEN, NOT_SIGNATORY, TextChanged
from submissions.statements.later import LaterState, LaterVersion
from submissions.statements.models import Reconfirmation, StatementVersion
from submissions.statements.substance import substance

S = CosignerState
Answer = Reconfirmation.Answer


def ask(later: LaterVersion, version: StatementVersion) -> None:
    """Ask those who confirmed the public text whether they stand under this one, too; in the transaction of sending.

    Who answered about the very same text before is not asked twice.
    """
    if not later.replaces:
        return
    rows = list(later.statement.cosigners.filter(state=S.CONFIRMED).select_related("organization"))
    stands = substance(version) if rows else ""
    for cosigner in rows:
        if cosigner.substance != stands:
            _ask(cosigner, later, stands)


def _ask(cosigner: Cosigner, later: LaterVersion, stands: str) -> None:
    row, is_new = Reconfirmation.objects.get_or_create(cosigner=cosigner, later=later, defaults={"substance": stands})
    if not is_new and row.substance == stands:
        return
    Reconfirmation.objects.filter(pk=row.pk).update(
        substance=stands, answer=Answer.NONE, asked_at=timezone.now(), answered_at=None, answered_by=None
    )
    cosign_emails.asked_again(cosigner)


@transaction.atomic
def answer(row: Reconfirmation, word: str, *, by: User, seen: str) -> Reconfirmation:
    """Confirm or decline (`word` of Reconfirmation.Answer) the later text whose `substance` is `seen`.

    The answer may be changed until the text is decided about. Raises TextChanged when another text stands by now,
    InvalidMove when it waits no more, ValidationError when `by` may not sign for the co-signing organization.
    """
    later = row.later.locked()
    cosigner = row.cosigner.locked()
    row = Reconfirmation.objects.select_for_update().get(pk=row.pk)
    if not permissions.may_cosign(by, cosigner.organization_id):
        raise ValidationError(NOT_SIGNATORY)
    if later.state != LaterState.SUBMITTED or cosigner.state != S.CONFIRMED:
        raise InvalidMove(NOT_OPEN)
    if seen != row.substance:
        raise TextChanged
    if row.answer != word:
        row.answer, row.answered_at, row.answered_by = word, timezone.now(), by
        row.save(update_fields=["answer", "answered_at", "answered_by"])
        audit.record(cosigner, f"later_{word}", by=by)
        cosign_emails.answered(cosigner, f"cosign_{word}")
    return row


def settle(later: LaterVersion) -> list[str]:
    """Let the co-signers of this very text stand under it, and the others go; gives who stood under the one before.

    Part of putting it on the record; the statement is locked.
    """
    listed = later.statement.cosigners.listed().select_for_update(of=("self",)).select_related("organization")
    before = listed.alphabetical()
    if later.current is None or not before:
        return []
    stands = substance(later.current)
    agreed = {row.cosigner_id: row for row in later.reconfirmations.filter(answer=Answer.CONFIRMED, substance=stands)}
    for cosigner in before:
        _settle(cosigner, agreed.get(cosigner.pk), later.current, stands)
    return [_named(one) for one in before]


def _settle(cosigner: Cosigner, row: Reconfirmation | None, version: StatementVersion, stands: str) -> None:
    """Let a co-signer stand under the new text where it confirmed that one, otherwise under none."""
    rows, now = Cosigner.objects.filter(pk=cosigner.pk), timezone.now()
    if cosigner.substance == stands:
        return
    if row and cosigner.state == S.CONFIRMED:
        rows.update(substance=stands, version=version, confirmed_at=row.answered_at, answered_by=row.answered_by)
    else:
        move(cosigner, S.INVITED, by=None, version=None, confirmed_at=None, withdrawn_at=None, expires_at=now)


def _named(cosigner: Cosigner) -> str:
    """As data files name it: who withdrew its support is said to have."""
    name = cosigner.organization.legal_name
    return f"{name} (withdrew)" if cosigner.state == S.WITHDRAWN else name
