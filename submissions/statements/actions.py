"""The verbs of statements. Each is one transaction: lock, check, move, write, audit, mail."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import DialoguePage
from organizations.models import Organization, User
from portal import audit, dates
from portal.records import InvalidMove, move
from submissions.statements import attachments, emails, permissions, references, texts
from submissions.statements.checklist import problems
from submissions.statements.models import Call, Statement, StatementState, StatementVersion
from submissions.statements.texts import Content

S = StatementState
WRITABLE = (S.DRAFT, S.RETURNED)


class StatementExists(InvalidMove):
    """The organization has a live statement for this call: it is in `statement`."""

    def __init__(self, statement: Statement) -> None:
        super().__init__(_("Your organization has a statement for this call already."))
        self.statement = statement


class StaleDraft(InvalidMove):
    """Somebody saved the text in between: what stands now is in `version`."""

    def __init__(self, version: StatementVersion) -> None:
        super().__init__(_("Somebody saved this text after you opened it. Nothing was overwritten."))
        self.version = version


@transaction.atomic
def start(
    call: Call, organization: Organization, *, by: User, content: Content | None = None, form_key: UUID | None = None
) -> Statement:
    """Begin a draft of `organization` for an open call; the same `form_key` gives the same draft again.

    Raises StatementExists when there is a live one, ValidationError when the call is closed, the organization is not
    verified, or `by` does not write for it.
    """
    if not permissions.organizations_to_write_for(by).filter(pk=organization.pk).exists():
        raise ValidationError(_("You do not write for a verified organization of this name."))
    same = _same_form(call, organization, form_key)
    if same is not None:
        return same
    require_open(call)
    try:
        with transaction.atomic():
            statement = Statement.objects.create(
                call=call, dialogue=call.dialogue, organization=organization, form_key=form_key
            )
    except IntegrityError:
        return _existing(call, organization, form_key)
    version = StatementVersion(statement=statement, created_by=by)
    _store(statement, version, content or Content())
    statement.current = version
    statement.save(update_fields=["current"])
    audit.record(statement, "start", by=by, after=S.DRAFT)
    return statement


def _same_form(call: Call, organization: Organization, form_key: UUID | None) -> Statement | None:
    own = Statement.objects.filter(call=call, organization=organization)
    return own.filter(form_key=form_key).first() if form_key else None


def _existing(call: Call, organization: Organization, form_key: UUID | None) -> Statement:
    """The draft that the same form made a moment ago; otherwise raises StatementExists with the live one."""
    same = _same_form(call, organization, form_key)
    if same is not None:
        return same
    live = Statement.objects.live().filter(call=call, organization=organization).first()
    if live is None:  # the key belongs to a form of somebody else
        raise ValidationError(_("This form was used already. Reload the page and send it again."))
    raise StatementExists(live)


@transaction.atomic
def save_draft(statement: Statement, content: Content, *, by: User, stamp: str | None = None) -> StatementVersion:
    """Store what was typed as the working text, and give it back. A returned statement gets a new version for it.

    `stamp` is that of the text which the person saw. Raises StaleDraft when another one stands by now, InvalidMove when
    the statement is neither a draft nor returned, ValidationError when `by` may not write or the text cannot be stored.
    """
    statement = statement.locked()
    require_writable(statement)
    if not permissions.may_write(by, statement):
        raise ValidationError(_("You do not write for a verified organization of this name."))
    version = _seen(statement, stamp)
    if version.frozen_at is None:
        _store(statement, version, content)
        return version
    fresh = StatementVersion(statement=statement, number=version.number + 1, created_by=by)
    _store(statement, fresh, content)
    attachments.carry_over(version, fresh)
    return fresh


def require_writable(statement: Statement) -> None:
    """Raise InvalidMove when the text is not its organization's to change now."""
    if statement.state not in WRITABLE:
        raise InvalidMove(_("Not possible now: the state is “%s”.") % statement.get_state_display())


def _seen(statement: Statement, stamp: str | None) -> StatementVersion:
    """The newest text, if it is the one that the person saw."""
    version = latest(statement)
    if stamp is not None and stamp != version.stamp:
        raise StaleDraft(version)
    return version


def latest(statement: Statement) -> StatementVersion:
    """The text that its organization sees: the working one, otherwise the last that was frozen."""
    return statement.versions.order_by("-number")[0]


def _store(statement: Statement, version: StatementVersion, content: Content) -> None:
    texts.write(version, content)
    version.edits += 1
    version.saved_at = timezone.now()
    version.save()
    statement.instruments.set(content.instruments)
    statement.countries.set(content.countries)


@transaction.atomic
def submit(statement: Statement, *, by: User, stamp: str | None = None, seal: str | None = None) -> Statement:
    """Send it in: the text is frozen with its fingerprint, and the organization gets a receipt.

    Sending what is being checked already changes nothing and gives the same receipt. Raises InvalidMove in other
    states, StaleDraft when `stamp` is not that of the text or `seal` not that of its files, ValidationError when `by`
    may not sign for the organization, the deadline has passed, or something is missing. Questions may be answered
    after the deadline.
    """
    statement = statement.locked()
    if statement.state == S.SUBMITTED:
        return statement
    _require_sendable(statement, by)
    version = _seen(statement, stamp)
    if seal is not None and seal != attachments.seal(version):
        raise StaleDraft(version)
    _require_whole(statement, version)
    _freeze(version)
    statement = move(
        statement, S.SUBMITTED, by=by,
        current=version, submitted_by=by, submitted_at=timezone.now(), decision_note="",
        receipt=statement.receipt or references.new_receipt(),
    )  # fmt: skip
    emails.receipt(statement)
    return statement


def _require_whole(statement: Statement, version: StatementVersion) -> None:
    if missing := problems(statement, version):
        raise ValidationError([str(problem) for problem in missing])


def _require_sendable(statement: Statement, by: User) -> None:
    require_writable(statement)
    if not permissions.may_submit(by, statement):
        raise ValidationError(_("An owner or a signatory of the verified organization has to send it in."))
    if statement.state == S.DRAFT and statement.call:
        require_open(statement.call)


def _freeze(version: StatementVersion) -> None:
    """Make the text final; the database keeps it from here on. One that is frozen already is sent again as it is."""
    if version.frozen_at is None:
        version.sha256 = texts.fingerprint(version)
        version.frozen_at = timezone.now()
        version.save(update_fields=["sha256", "frozen_at"])
        attachments.freeze(version)


def require_open(call: Call) -> None:
    """Raise ValidationError with the deadline in Vienna time and UTC when the call cannot be answered now."""
    if call.is_open:
        return
    if timezone.now() < call.opens_at:
        raise ValidationError(_("This call opens on %s.") % dates.format_moment(call.opens_at))
    raise ValidationError(
        _("The deadline was %(moment)s (%(utc)s UTC). Nothing was changed."),
        params={"moment": dates.format_moment(call.closes_at), "utc": f"{call.closes_at:%H:%M}"},
    )


def _require_reviewer(by: User, statement: Statement) -> None:
    if not permissions.may_review(by, statement):
        raise ValidationError(_("Somebody who does not act for this organization has to decide."))


@transaction.atomic
def accept(statement: Statement, *, by: User, publish_at: datetime | None = None) -> Statement:
    """Put a submitted statement on the public record, from `publish_at` (UTC, now by default) on.

    It gets its permanent reference and address, and its organization is told. Raises InvalidMove when it is not
    waiting for a decision, ValidationError when `by` may not decide.
    """
    statement = statement.locked()
    _require_reviewer(by, statement)
    statement.move_to(S.ACCEPTED)  # refused before a number is drawn
    reference = references.next_reference(statement.call.reference_stem)
    now = timezone.now()
    statement = move(
        statement, S.ACCEPTED, by=by, public=True,
        reference=reference, slug=references.slug_of(reference), publish_at=publish_at or now,
        search_text=texts.search_text(reference, latest(statement)), decided_by=by, decided_at=now,
    )  # fmt: skip
    emails.accepted(statement)
    return statement


@transaction.atomic
def return_with_questions(statement: Statement, *, by: User, reason: str) -> Statement:
    """Hand a submitted statement back with questions; the organization may change it and send it again.

    Raises InvalidMove when it is not waiting for a decision, ValidationError when `by` may not decide or says nothing.
    """
    statement = _decide(statement, S.RETURNED, by=by, reason=reason)
    emails.returned(statement)
    return statement


@transaction.atomic
def reject(statement: Statement, *, by: User, reason: str) -> Statement:
    """Decide not to put a submitted statement on the record. Raises as `return_with_questions` does."""
    statement = _decide(statement, S.REJECTED, by=by, reason=reason)
    emails.rejected(statement)
    return statement


def _decide(statement: Statement, state: StatementState, *, by: User, reason: str) -> Statement:
    _require_reviewer(by, statement)
    if not reason.strip():
        raise ValidationError(_("Say why, so that the organization can act on it."))
    return move(
        statement, state, by=by, reason=reason.strip(),
        decision_note=reason.strip(), decided_by=by, decided_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def record_reported(
    organization: Organization, dialogue: DialoguePage, content: Content, *,
    reported_from: str, publish_at: datetime, by: User,
) -> Statement:  # fmt: skip
    """Put on record that an organization made a statement which is known only from a published source.

    The text is a summary in our words and never gets a receipt; it is public at once, under a series of its own.
    Raises ValidationError when `by` is no coordinator, or source, title, text or instrument are missing.
    """
    if not by.has_perm("submissions.review_statement"):
        raise ValidationError(_("Only coordinators put reported statements on record."))
    if not all([reported_from.strip(), content.title.strip(), content.source.strip(), content.instruments]):
        raise ValidationError(
            _("A reported statement needs its source, a title, a summary in our words and a subject.")
        )
    statement = Statement.objects.create(
        organization=organization, dialogue=dialogue.canonical, reported_from=reported_from.strip()
    )
    version = StatementVersion(statement=statement, created_by=by)
    _store(statement, version, content)
    _freeze(version)
    reference = references.next_reference(references.reported_stem(publish_at.year))
    # Not a move: nobody submitted it, so nobody can have checked it.
    Statement.objects.filter(pk=statement.pk).update(
        state=S.ACCEPTED, current=version, reference=reference, slug=references.slug_of(reference),
        publish_at=publish_at, search_text=texts.search_text(reference, version),
        decided_by=by, decided_at=timezone.now(),
    )  # fmt: skip
    statement.refresh_from_db()
    audit.record(statement, "record_reported", by=by, after=S.ACCEPTED, reason=reported_from, public=True)
    return statement
