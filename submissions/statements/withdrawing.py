"""The verbs that take a statement off the record, and back: its organization withdraws, coordinators remove.

The reference stays for ever; the text is kept unseen as long as the way back is open, and then deleted (kept.py).
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.models import User
from portal.records import InvalidMove, move
from submissions.statements import chaining, cosign_emails, emails, permissions, revising, texts
from submissions.statements.models import Statement, StatementState
from submissions.statements.tombstones import RemovalReason, Tombstone

S = StatementState


@transaction.atomic
def withdraw(statement: Statement, *, by: User, reason: str) -> Statement:
    """Take an accepted statement of one's own organization off the record; `reason` stands in its place.

    It can be taken back for 48 hours. Raises InvalidMove in another state, ValidationError when `by` may not sign for
    the organization, or nothing is said.
    """
    statement = _locked_for_owner(statement, by)
    return _take_away(statement, S.WITHDRAWN, by=by, reason=reason, keeps_title=True)


@transaction.atomic
def undo(statement: Statement, *, by: User) -> Statement:
    """Take a withdrawal back within 48 hours: the statement is where it was, under its reference.

    Raises InvalidMove when it is not withdrawn, the time is over or another statement answers the call by now;
    ValidationError when `by` may not sign for the organization.
    """
    statement = _locked_for_owner(statement, by)
    stone = _standing(statement, S.WITHDRAWN)
    if not stone.may_be_undone:
        raise InvalidMove(_("The 48 hours are over: this withdrawal is final."))
    return _bring_back(statement, stone, by=by)


def _locked_for_owner(statement: Statement, by: User) -> Statement:
    statement = statement.locked()
    if not permissions.may_withdraw(by, statement):
        raise ValidationError(_("An owner or a signatory of the organization has to do this."))
    return statement


@transaction.atomic
def remove(statement: Statement, *, by: User, code: str, reason: str, keeps_title: bool = False) -> Statement:
    """Take an accepted statement off the record, for a `code` of RemovalReason and in words; both are public.

    Title and organization are hidden, too, unless `keeps_title`. Raises InvalidMove in another state, ValidationError
    when `by` may not judge it, the code is another one or nothing is said.
    """
    statement = _locked_for_judge(statement, by)
    if code not in RemovalReason.values:
        raise ValidationError(_("Choose one of the reasons."))
    return _take_away(statement, S.REMOVED, by=by, reason=reason, code=code, keeps_title=keeps_title)


@transaction.atomic
def restore(statement: Statement, *, by: User, reason: str) -> Statement:
    """Put a removed statement back on the record: another coordinator than the one who removed it, with a reason.

    Raises InvalidMove when it is not removed, `by` removed it, its text is deleted or another statement answers the
    call by now; ValidationError when `by` may not judge it or says nothing.
    """
    statement = _locked_for_judge(statement, by)
    stone = _standing(statement, S.REMOVED)
    if stone.by_id == by.pk:
        raise InvalidMove(_("You removed this statement. Another coordinator has to restore it."))
    if not reason.strip():
        raise ValidationError(_("Say why it is restored."))
    return _bring_back(statement, stone, by=by, reason=reason.strip())


def _locked_for_judge(statement: Statement, by: User) -> Statement:
    statement = statement.locked()
    if not permissions.may_review(by, statement):
        raise ValidationError(_("Somebody who does not act for this organization has to decide."))
    return statement


def _take_away(
    statement: Statement, state: StatementState, *, by: User, reason: str, code: str = "", keeps_title: bool
) -> Statement:
    """Move it, and put the tombstone in its place. The words for searching go at once."""
    statement.move_to(state)  # refused before anything is written
    if not reason.strip():
        raise ValidationError(_("Say why: readers see it in place of the text."))
    stone = Tombstone.objects.create(
        statement=statement, kind=str(state), by=by, code=code, reason=reason.strip(), keeps_title=keeps_title
    )
    data = {"reason_code": code} if code else {}
    statement = move(statement, state, by=by, reason=reason.strip(), public=True, data=data, **texts.NOT_FOUND)
    revising.close_open(statement, by=by)
    chaining.taken_away(statement, stone)
    emails.taken_away(statement)
    cosign_emails.taken_away(statement)
    return statement


def _standing(statement: Statement, state: StatementState) -> Tombstone:
    """The tombstone that stands now."""
    stone = statement.tombstones.filter(lifted_at__isnull=True).first()
    if statement.state != state or stone is None:
        raise InvalidMove(_("Not possible now: the state is “%s”.") % statement.get_state_display())
    return stone


def _bring_back(statement: Statement, stone: Tombstone, *, by: User, reason: str = "") -> Statement:
    version = statement.current
    if version is None or version.source is None:
        raise InvalidMove(_("The text is deleted by now, so it cannot come back."))
    stone.lifted_at, stone.lifted_by = timezone.now(), by
    stone.save(update_fields=["lifted_at", "lifted_by"])
    words = revising.words_of(statement)
    try:
        with transaction.atomic():
            statement = move(statement, S.ACCEPTED, by=by, reason=reason, public=True, **words)
    except IntegrityError:
        raise InvalidMove(_("The organization has another statement for this call by now.")) from None
    chaining.brought_back(statement, stone)
    emails.brought_back(statement)
    cosign_emails.brought_back(statement)
    return statement
