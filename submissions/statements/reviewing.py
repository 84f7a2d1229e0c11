"""The verbs of those who review: take in hand, let go, decide; and the one appeal of the organization.

Nobody decides without holding the statement, and nobody who acts for its organization holds it.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.models import User
from portal import audit, dates
from portal.records import InvalidMove, move
from submissions.statements import chaining, deciding_along, emails, permissions, references, revising, texts
from submissions.statements.actions import Work
from submissions.statements.models import LaterVersion, Review, Statement, StatementState
from submissions.statements.reviews import FOR_REJECTING, FOR_RETURNING

S = StatementState


@transaction.atomic
def claim(statement: Work, *, by: User) -> Review:
    """Take a statement that waits in hand; whoever holds it already keeps it, from when they took it.

    Raises InvalidMove when it does not wait or somebody else holds it, ValidationError when `by` may not decide.
    """
    statement, review = _open(statement, by)
    if review.holder == by:
        return review
    if review.holder is not None:
        raise InvalidMove(_held_words(review))
    _hold(review, by)
    audit.record(statement, "claimed", by=by)
    return review


@transaction.atomic
def take_over(statement: Work, *, by: User, reason: str) -> Review:
    """Take a statement from a colleague who holds it; they are told by mail. Where nobody holds it, it is a claim.

    Raises as `claim` does, but for the holder; ValidationError when nothing is said.
    """
    before = _open(statement, by)[1].holder
    if before is None or before == by:
        return claim(statement, by=by)
    if not reason.strip():
        raise ValidationError(_("Say why you take it over. Coordinators read this."))
    statement, review = _open(statement, by)
    _hold(review, by)
    audit.record(statement, "taken_over", by=by, reason=reason.strip())
    emails.taken_over(statement, before)
    return review


@transaction.atomic
def release(statement: Work, *, by: User) -> Review:
    """Let go of it, so that others may take it. Raises InvalidMove when `by` does not hold it."""
    statement, review = _held(statement, by)
    _let_go(review)
    review.save(update_fields=["held_by", "held_since"])
    audit.record(statement, "released", by=by)
    return review


def _open(statement: Work, by: User) -> tuple[Work, Review]:
    """The locked statement and its open review, for somebody who may decide on it."""
    statement = statement.locked()
    if not permissions.may_review(by, statement):
        raise ValidationError(_("Somebody who does not act for this organization has to decide."))
    review = statement.looks.filter(decided_at__isnull=True).select_related("held_by").first()
    if statement.state != S.SUBMITTED or review is None:
        raise InvalidMove(_("Not possible now: the state is “%s”.") % statement.get_state_display())
    if review.not_by_id == by.pk:
        raise ValidationError(_("You decided against this statement. Another coordinator decides about the appeal."))
    return statement, review


def _held(statement: Work, by: User) -> tuple[Work, Review]:
    """The same, for the person who holds it."""
    statement, review = _open(statement, by)
    if review.holder is None:
        raise InvalidMove(_("Nobody holds this statement now. Take it in hand first, then decide."))
    if review.holder != by:
        raise InvalidMove(_held_words(review))
    return statement, review


def _held_words(review: Review) -> str:
    since = dates.format_moment(review.held_since) if review.held_since else ""
    return _("%(name)s holds this statement since %(moment)s. Nothing was changed.") % {
        "name": review.held_by,
        "moment": since,
    }


def _hold(review: Review, by: User) -> None:
    review.held_by, review.held_since = by, timezone.now()
    review.save(update_fields=["held_by", "held_since"])


def _let_go(review: Review) -> None:
    review.held_by = review.held_since = None


@transaction.atomic
def accept(statement: Work, *, by: User, publish_at: datetime | None = None) -> Work:
    """Put a submitted statement on the public record, from `publish_at` (UTC, now by default) on.

    It gets its permanent reference and address, and its organization is told; its texts in other languages are accepted
    with it. A later version is public with its statement, so `publish_at` says nothing of it. Where two people are
    needed the first only approves, and somebody else takes it in hand after them. Raises InvalidMove when it is not
    waiting for a decision, `by` does not hold it or was the first of the two; ValidationError when `by` may not decide.
    """
    statement, review = _held(statement, by)
    if review.approved_by_id == by.pk:
        raise InvalidMove(_("You approved this statement. Another coordinator is the second."))
    if settings.STATEMENTS_NEED_TWO and review.approved_at is None:
        return _approve(statement, review, by, publish_at)
    now = timezone.now()
    _close(review, Review.Outcome.ACCEPTED, by)
    if isinstance(statement, LaterVersion):
        return revising.publish(statement, by=by)
    reference = references.next_reference(statement.call.reference_stem)
    statement = move(
        statement, S.ACCEPTED, by=by, public=True,
        reference=reference, slug=references.slug_of(reference), publish_at=publish_at or now,
        decided_by=by, decided_at=now, **texts.found_by(reference, review.version),
    )  # fmt: skip
    entry = chaining.accepted(statement)
    emails.accepted(statement, entry, deciding_along.accepted(statement, by=by))
    return statement


def _approve(statement: Work, review: Review, by: User, publish_at: datetime | None) -> Work:
    """The first of two: the statement waits on, for somebody else."""
    review.approved_by, review.approved_at, review.wanted_from = by, timezone.now(), publish_at
    _let_go(review)
    review.save()
    audit.record(statement, "approved", by=by)
    return statement


@transaction.atomic
def return_with_questions(statement: Work, *, by: User, code: str, reason: str) -> Work:
    """Hand a submitted statement back: `code` of FOR_RETURNING and, in words, what must change.

    The organization may change it and send it again. Raises InvalidMove when it is not waiting for a decision or `by`
    does not hold it; ValidationError when `by` may not decide, says nothing, or the code is another one.
    """
    statement = _refuse(statement, S.RETURNED, by=by, code=code, codes=FOR_RETURNING, reason=reason)
    emails.returned(statement)
    return statement


@transaction.atomic
def reject(statement: Work, *, by: User, code: str, reason: str) -> Work:
    """Decide not to put a submitted statement on the record, with a code of FOR_REJECTING and words.

    The organization may appeal once; a later version it can write anew. Raises as `return_with_questions` does.
    """
    statement = _refuse(statement, S.REJECTED, by=by, code=code, codes=FOR_REJECTING, reason=reason)
    emails.rejected(statement, may_appeal=permissions.may_be_appealed(statement))
    return statement


def _refuse(
    statement: Work, state: StatementState, *, by: User, code: str, codes: tuple[str, ...], reason: str
) -> Work:
    statement, review = _held(statement, by)
    if not reason.strip():
        raise ValidationError(_("Say why, so that the organization can act on it."))
    if code not in codes:
        raise ValidationError(_("Choose one of the reasons."))
    _close(review, state, by, reason_code=code, reason=reason.strip())
    said: dict[str, Any] = {"by": by, "reason": reason.strip(), "data": {"reason_code": code}}
    said |= {"decision_note": reason.strip(), "decided_by": by, "decided_at": timezone.now()}
    deciding_along.refused(statement, state, **said)
    return move(statement, state, **said)


def _close(review: Review, outcome: str, by: User, **said: Any) -> None:
    """Write the decision into the review; the database keeps it from then on."""
    for name, value in said.items():
        setattr(review, name, value)
    _let_go(review)
    review.outcome, review.decided_by, review.decided_at = str(outcome), by, timezone.now()
    review.save()


@transaction.atomic
def appeal(statement: Statement, *, by: User, reason: str) -> Statement:
    """Ask once for another look at a statement that was not accepted; another coordinator decides.

    Raises InvalidMove when it stands in another state, was appealed before, its text is deleted or another statement
    answers the call by now; ValidationError when `by` may not send it in, or nothing is said.
    """
    statement = statement.locked()
    if not permissions.may_submit(by, statement):
        raise ValidationError(_("An owner or a signatory of the verified organization has to appeal."))
    if statement.state != S.REJECTED:
        raise InvalidMove(_("Not possible now: the state is “%s”.") % statement.get_state_display())
    if not permissions.may_be_appealed(statement):
        raise InvalidMove(_("A decision can be appealed once, within a year. This one cannot any more."))
    if not reason.strip():
        raise ValidationError(_("Say why the decision should be another one."))
    against = statement.decided_by
    try:
        with transaction.atomic():
            statement = move(statement, S.SUBMITTED, by=by, reason=reason.strip(), decision_note="")
    except IntegrityError:
        raise InvalidMove(_("Your organization has another statement for this call by now.")) from None
    deciding_along.appealed(statement, by=by, reason=reason.strip())
    Review.objects.create(statement=statement, version=statement.current, is_appeal=True, not_by=against)
    emails.appealed(statement)
    return statement
