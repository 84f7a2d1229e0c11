"""The verbs of co-signing: ask, take back, confirm, decline, withdraw. Each locks the statement first, then the row.

A confirmation holds for one text (`substance`): whoever confirms says which one they read, and an edit that changes
what the text says asks everybody again. So a name never stands under words that its organization was not shown.
"""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, User
from portal import audit
from portal.records import InvalidMove, move
from submissions.statements import cosign_emails, permissions
from submissions.statements.cosigners import ON_ITS_WAY, Cosigner, CosignerState
from submissions.statements.models import LaterVersion, Statement, StatementState, StatementVersion
from submissions.statements.substance import latest, substance

S = CosignerState
LASTS = timedelta(days=14)
# The same question again within this time is the same click.
ONE_CLICK = timedelta(minutes=1)
SAID_NO = (S.DECLINED, S.WITHDRAWN)

NOT_WRITER = _("You do not write for a verified organization of this name.")
NOT_SIGNATORY = _("An owner or a signatory of the verified organization has to answer.")
NOT_OPEN = _("This statement cannot be co-signed any more.")
EXPIRED = _("This question has expired. Ask the organization that wrote the text to send it again.")
SAME_TEXT = _("This organization said no to this text. It can be asked again once the text says something else.")


class TextChanged(InvalidMove):
    """The text is another one than the person read: nothing was confirmed."""

    def __init__(self) -> None:
        super().__init__(_("The text was changed after you opened it. Nothing was confirmed: read it again."))


@transaction.atomic
def invite(statement: Statement, organization: Organization, *, by: User) -> Cosigner:
    """Ask a verified organization to co-sign; its owners and signatories get a mail. The same twice asks once.

    Raises InvalidMove when the statement is not on its way to the record, too many were asked, or the organization
    said no to this very text; ValidationError when `by` does not write for the statement or nobody can be asked there.
    """
    statement = statement.locked()
    _require_asking(statement, organization, by)
    cosigner = Cosigner.objects.select_for_update().filter(statement=statement, organization=organization).first()
    if cosigner is None:
        return _ask_first(statement, organization, by)
    if cosigner.state == S.CONFIRMED or _asked_just_now(cosigner):
        return cosigner
    if cosigner.state in SAID_NO and cosigner.substance == substance(latest(statement)):
        raise InvalidMove(SAME_TEXT)
    return _ask_again(cosigner, by)


def _asked_just_now(cosigner: Cosigner) -> bool:
    return cosigner.state == S.INVITED and timezone.now() - cosigner.invited_at < ONE_CLICK


def _require_asking(statement: Statement, organization: Organization, by: User) -> None:
    if not permissions.may_write(by, statement):
        raise ValidationError(NOT_WRITER)
    if statement.state not in ON_ITS_WAY or statement.call is None:
        raise InvalidMove(NOT_OPEN)
    if organization.pk == statement.organization_id or organization.state != Organization.State.VERIFIED:
        raise ValidationError(_("Only another verified organization can co-sign."))


def _ask_first(statement: Statement, organization: Organization, by: User) -> Cosigner:
    most = statement.call.max_cosigners
    if statement.cosigners.exclude(state__in=[S.REVOKED, S.DECLINED]).count() >= most:
        raise InvalidMove(_("This call takes %(most)s co-signing organizations, no more.") % {"most": most})
    cosigner = Cosigner.objects.create(
        statement=statement, organization=organization, invited_by=by, expires_at=timezone.now() + LASTS
    )
    audit.record(cosigner, "invite", by=by, after=S.INVITED)
    cosign_emails.asked(cosigner)
    return cosigner


def _ask_again(cosigner: Cosigner, by: User | None) -> Cosigner:
    """Open the question once more, with a new term: after an expiry, a refusal, or another text."""
    now = timezone.now()
    fresh: dict[str, Any] = {"invited_at": now, "expires_at": now + LASTS}
    fresh |= {"version": None, "confirmed_at": None, "withdrawn_at": None}
    if cosigner.state == S.INVITED:
        Cosigner.objects.filter(pk=cosigner.pk).update(invited_by=by, **fresh)
        cosigner.refresh_from_db()
        audit.record(cosigner, "invite", by=by, before=S.INVITED, after=S.INVITED)
    else:
        cosigner = move(cosigner, S.INVITED, by=by, invited_by=by or cosigner.invited_by, **fresh)
    cosign_emails.asked(cosigner)
    return cosigner


def confirmed_names(version: StatementVersion) -> list[str]:
    """The names of those whose confirmation stands now, by alphabet: what a receipt tells.

    Nobody has confirmed a later version when it is sent in: they are asked then (reconfirming).
    """
    if version.track_id:
        return []
    confirmed = Cosigner.objects.filter(statement=version.statement, state=S.CONFIRMED).select_related("organization")
    return [one.organization.legal_name for one in confirmed.alphabetical()]


def at_sending(statement: Statement) -> dict[str, Any]:
    """What the page of sending says: who has confirmed, and how many have not answered."""
    rows = statement.cosigners.select_related("organization")
    return {"cosigners": rows.filter(state=S.CONFIRMED).alphabetical(), "waiting": rows.waiting().count()}


def text_changed(statement: Statement | LaterVersion, version: StatementVersion) -> None:
    """After an edit, in its transaction: whoever confirmed another text than this is asked again, and told why.

    Who stands under a public text is asked about a later one when that is sent in (reconfirming).
    """
    if statement.is_later:
        return
    confirmed = Cosigner.objects.select_for_update().filter(statement=statement, state=S.CONFIRMED)
    rows = list(confirmed)
    stands = substance(version) if rows else ""
    for cosigner in rows:
        if cosigner.substance != stands:
            _ask_again(cosigner, None)


@transaction.atomic
def revoke(cosigner: Cosigner, *, by: User) -> Cosigner:
    """Take the question, or the place of a co-signer, back before publication. A second time changes nothing.

    Raises InvalidMove when the statement is public or the question was declined, ValidationError for non-writers.
    """
    statement, cosigner = _locked(cosigner)
    if not permissions.may_write(by, statement):
        raise ValidationError(NOT_WRITER)
    if cosigner.state == S.REVOKED:
        return cosigner
    _require_open(statement)
    was_open = cosigner.state in (S.INVITED, S.CONFIRMED)
    cosigner = move(cosigner, S.REVOKED, by=by)
    if was_open:
        cosign_emails.taken_back(cosigner)
    return cosigner


@transaction.atomic
def confirm(cosigner: Cosigner, *, by: User, seen: str) -> Cosigner:
    """Put the organization's name to the text whose `substance` is `seen`. A second time changes nothing.

    Raises TextChanged when another text stands by now, InvalidMove when the question is closed or expired,
    ValidationError when `by` may not sign for the organization.
    """
    statement, cosigner = _for_answer(cosigner, by)
    version = latest(statement)
    if seen != substance(version):
        raise TextChanged
    if cosigner.state == S.CONFIRMED:
        return cosigner
    _require_open(statement)
    if cosigner.has_expired:
        raise InvalidMove(EXPIRED)
    cosigner = move(
        cosigner, S.CONFIRMED, by=by, substance=seen, version=version, answered_by=by, confirmed_at=timezone.now()
    )
    cosign_emails.answered(cosigner, "cosign_confirmed")
    return cosigner


@transaction.atomic
def decline(cosigner: Cosigner, *, by: User) -> Cosigner:
    """Say no to the text that stands. A second time changes nothing. Raises as `confirm` does."""
    statement, cosigner = _for_answer(cosigner, by)
    if cosigner.state == S.DECLINED:
        return cosigner
    _require_open(statement)
    if cosigner.has_expired:
        raise InvalidMove(EXPIRED)
    cosigner = move(cosigner, S.DECLINED, by=by, substance=substance(latest(statement)), answered_by=by)
    cosign_emails.answered(cosigner, "cosign_declined")
    return cosigner


@transaction.atomic
def withdraw(cosigner: Cosigner, *, by: User) -> Cosigner:
    """Take back one's support: before publication no trace of it is public, afterwards it stays, with this date.

    A second time changes nothing. Raises InvalidMove where nothing was confirmed or the statement is gone.
    """
    statement, cosigner = _for_answer(cosigner, by)
    if cosigner.state == S.WITHDRAWN:
        return cosigner
    if not statement.is_public:
        _require_open(statement)
    cosigner = move(cosigner, S.WITHDRAWN, by=by, public=statement.is_public, withdrawn_at=timezone.now())
    cosign_emails.answered(cosigner, "cosign_withdrawn")
    return cosigner


def _locked(cosigner: Cosigner) -> tuple[Statement, Cosigner]:
    """The statement and then the row, as the database has them now, held until the transaction ends."""
    statement = cosigner.statement.locked()
    return statement, cosigner.locked()


def _for_answer(cosigner: Cosigner, by: User) -> tuple[Statement, Cosigner]:
    statement, cosigner = _locked(cosigner)
    if not permissions.may_cosign(by, cosigner.organization_id):
        raise ValidationError(NOT_SIGNATORY)
    return statement, cosigner


def _require_open(statement: Statement) -> None:
    """Raise InvalidMove when the statement is public, or will never be."""
    embargoed = statement.state == StatementState.ACCEPTED and not statement.is_public
    if statement.state not in ON_ITS_WAY and not embargoed:
        raise InvalidMove(NOT_OPEN)
