"""The verbs of statements. Each is one transaction: lock, check, move, write, audit, mail."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import DialoguePage
from organizations.models import Organization, User
from portal import audit
from portal.records import InvalidMove, move
from submissions.statements import (
    attachments,
    chaining,
    companions,
    cosigning,
    emails,
    permissions,
    reconfirming,
    references,
    texts,
)
from submissions.statements.checklist import problems
from submissions.statements.deadlines import require_open, require_taken
from submissions.statements.later import root_of
from submissions.statements.models import Call, LaterVersion, Review, Statement, StatementState, StatementVersion
from submissions.statements.substance import latest
from submissions.statements.texts import Content

S = StatementState
Work = TypeVar("Work", Statement, LaterVersion)  # what is written, sent in and decided in the same way
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
    call: Call, organization: Organization, *,
    by: User, content: Content | None = None, form_key: UUID | None = None, key: UUID | None = None,
) -> Statement:  # fmt: skip
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
    store(statement, version, content or Content(), key)
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
def save_draft(
    statement: Statement | LaterVersion, content: Content, *,
    by: User, stamp: str | None = None, key: UUID | None = None, after: Collection[UUID] = (),
) -> StatementVersion:  # fmt: skip
    """Store what was typed as the working text, and give it back. A returned statement gets a new version for it.

    `stamp` is that of the text which the person saw; `after` are keys of the same form's saves whose answer it did not
    get. A save that comes again with the same `key` changes nothing. Raises StaleDraft when another text stands by now,
    InvalidMove when the statement is neither a draft nor returned, ValidationError when `by` may not write or the text
    cannot be stored.
    """
    statement = statement.locked()
    require_writable(statement)
    if not permissions.may_write(by, statement):
        raise ValidationError(_("You do not write for a verified organization of this name."))
    version = latest(statement)
    if key is not None and version.save_key == key:
        return version
    if version.save_key not in after:
        version = _seen(statement, stamp)
    if version.frozen_at is None:
        store(statement, version, content, key)
        cosigning.text_changed(statement, version)
        return version
    fresh = fresh_version(statement, by=by)
    store(statement, fresh, content, key)
    attachments.carry_over(version, fresh)
    cosigning.text_changed(statement, fresh)
    return fresh


def fresh_version(statement: Statement | LaterVersion, *, by: User) -> StatementVersion:
    """The next text of a statement or of a later version, not stored yet. Whatever holds the text is locked."""
    root = root_of(statement)
    last = root.versions.aggregate(last=Max("number"))["last"] or 0
    version = StatementVersion(statement=root, number=last + 1, created_by=by)
    if isinstance(statement, LaterVersion):
        version.track, version.kind = statement, statement.kind
    return version


def require_writable(statement: Statement | LaterVersion) -> None:
    """Raise InvalidMove when the text is not its organization's to change now."""
    if statement.state not in WRITABLE:
        raise InvalidMove(_("Not possible now: the state is “%s”.") % statement.get_state_display())


def _seen(statement: Statement | LaterVersion, stamp: str | None) -> StatementVersion:
    """The newest text, if it is the one that the person saw."""
    version = latest(statement)
    if stamp is not None and stamp != version.stamp:
        raise StaleDraft(version)
    return version


def store(
    statement: Statement | LaterVersion, version: StatementVersion, content: Content, key: UUID | None = None
) -> None:
    """Write a content into a version that is not frozen. What a later version speaks about, and in which language,
    was said before."""
    if isinstance(statement, LaterVersion):
        content = replace(content, language=statement.language)
    texts.write(version, content)
    version.edits += 1
    version.save_key = key
    version.saved_at = timezone.now()
    version.save()
    if isinstance(statement, Statement):
        texts.speak_about(statement, content)


@transaction.atomic
def submit(statement: Work, *, by: User, stamp: str | None = None, seal: str | None = None) -> Work:
    """Send it in: the text is frozen with its fingerprint, and the organization gets a receipt.

    Its texts in other languages go along. Sending what is being checked already changes nothing and gives the same
    receipt. Raises InvalidMove in other states, StaleDraft when `stamp` is not that of the text or `seal` not that of
    what belongs to it (`companions.seal`), ValidationError when `by` may not sign for the organization, the deadline
    has passed, or something is missing. Questions may be answered after the deadline.
    """
    statement = statement.locked()
    if statement.state == S.SUBMITTED:
        return statement
    _require_sendable(statement, by)
    version = _seen(statement, stamp)
    if seal is not None and seal != companions.seal(statement, version):
        raise StaleDraft(version)
    _require_whole(statement, version)
    _freeze(version)
    statement = move(
        statement, S.SUBMITTED, by=by,
        current=version, submitted_by=by, submitted_at=timezone.now(), decision_note="",
        receipt=statement.receipt or references.new_receipt(),
    )  # fmt: skip
    _open_review(statement, version)
    emails.receipt(statement, _send_companions(statement, version, by))
    return statement


def _send_companions(statement: Statement | LaterVersion, version: StatementVersion, by: User) -> list[LaterVersion]:
    """Freeze and send the texts in other languages together with the one that they say again."""
    return [_send_along(one.later, one.version, version, by) for one in companions.companions(statement)]


def _send_along(later: LaterVersion, text: StatementVersion, of: StatementVersion, by: User) -> LaterVersion:
    _freeze(text)
    return move(
        later, S.SUBMITTED, by=by,
        current=text, of=of, submitted_by=by, submitted_at=later.statement.submitted_at, decision_note="",
        receipt=later.receipt or references.new_receipt(),
    )  # fmt: skip


def _open_review(statement: Statement | LaterVersion, version: StatementVersion) -> None:
    """Let it wait for a decision; co-signers are asked about a text that is to replace theirs."""
    later = statement if isinstance(statement, LaterVersion) else None
    Review.objects.create(statement=root_of(statement), later=later, version=version, opened_at=statement.submitted_at)
    if later:
        reconfirming.ask(later, version)


def _require_whole(statement: Statement | LaterVersion, version: StatementVersion) -> None:
    if missing := problems(statement, version):
        raise ValidationError([str(problem) for problem in missing])


def _require_sendable(statement: Statement | LaterVersion, by: User) -> None:
    require_writable(statement)
    if isinstance(statement, LaterVersion) and statement.is_companion:
        raise InvalidMove(_("It is sent in together with the statement. Nothing was changed."))
    if not permissions.may_submit(by, statement):
        raise ValidationError(_("An owner or a signatory of the verified organization has to send it in."))
    if not statement.is_later:
        _require_in_time(statement)


def _require_in_time(statement: Statement | LaterVersion) -> None:
    """Questions may be answered after the deadline."""
    if statement.state == S.DRAFT and statement.call:
        require_taken(statement.call)


def _freeze(version: StatementVersion) -> None:
    """Make the text final; the database keeps it from here on. One that is frozen already is sent again as it is."""
    if version.frozen_at is None:
        version.sha256 = texts.fingerprint(version)
        version.frozen_at = timezone.now()
        version.cosigned = cosigning.confirmed_names(version)
        version.save(update_fields=["sha256", "frozen_at", "cosigned"])
        attachments.freeze(version)


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
    store(statement, version, content)
    _freeze(version)
    reference = references.next_reference(references.reported_stem(publish_at.year))
    # Not a move: nobody submitted it, so nobody can have checked it.
    Statement.objects.filter(pk=statement.pk).update(
        state=S.ACCEPTED, current=version, reference=reference, slug=references.slug_of(reference),
        publish_at=publish_at, decided_by=by, decided_at=timezone.now(), **texts.found_by(reference, version),
    )  # fmt: skip
    statement.refresh_from_db()
    chaining.accepted(statement)
    audit.record(statement, "record_reported", by=by, after=S.ACCEPTED, reason=reported_from, public=True)
    return statement
