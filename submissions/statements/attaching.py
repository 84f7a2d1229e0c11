"""The verbs of files on a draft: attach, describe, move up, remove. Each is one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from organizations.models import User
from portal import audit, files
from portal.files import AcceptedFile
from portal.records import InvalidMove
from submissions.statements import actions, cosigning, permissions
from submissions.statements.attachments import Attachment
from submissions.statements.models import LaterVersion, Statement, StatementVersion
from submissions.statements.texts import content_of


def require_room(statement: Statement | LaterVersion, *, by: User) -> None:
    """Raise what `attach` would raise before it looks at a file: asked first, since looking takes seconds."""
    actions.require_writable(statement)
    if not permissions.may_write(by, statement):
        raise ValidationError(_("You do not write for a verified organization of this name."))
    _require_place(statement, actions.latest(statement))


def _require_place(statement: Statement | LaterVersion, version: StatementVersion) -> None:
    most = statement.call.max_attachments if statement.call else 0
    if version.attachments.there().count() >= most:
        raise ValidationError(_("This call takes %(most)s files with a statement, no more."), params={"most": most})


@transaction.atomic
def attach(statement: Statement | LaterVersion, accepted: AcceptedFile, description: str, *, by: User) -> Attachment:
    """Add a file that was accepted to the working text; a returned statement gets a new version for it.

    The same file twice is there once. Raises InvalidMove when the statement is neither a draft nor returned,
    ValidationError when `by` may not write, there is no room, or nothing is said about the file.
    """
    statement = statement.locked()
    version = _working(statement, by)
    same = version.attachments.there().filter(sha256=accepted.sha256).first()
    if same is not None:
        return same
    _require_place(statement, version)
    last = version.attachments.aggregate(last=Max("position"))["last"] or 0
    row = Attachment(version=version, description=_said(description), position=last + 1)
    files.store(row, accepted)
    cosigning.text_changed(statement, version)
    audit.record(statement, "attach", by=by, data={"sha256": row.sha256})
    return row


@transaction.atomic
def describe(statement: Statement | LaterVersion, key: str, description: str, *, by: User) -> None:
    """Say in other words what a file is. Raises as `attach` does, InvalidMove when the file is not there any more."""
    _locked, row = _found(statement, key, by)
    row.description = _said(description)
    row.save(update_fields=["description"])


@transaction.atomic
def move_up(statement: Statement | LaterVersion, key: str, *, by: User) -> None:
    """Let a file change places with the one before it; the first stays. Raises as `describe` does."""
    _locked, row = _found(statement, key, by)
    order = list(row.version.attachments.there())
    place = order.index(row)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
    for position, one in enumerate(order, start=1):
        Attachment.objects.filter(pk=one.pk).update(position=position)


@transaction.atomic
def remove(statement: Statement | LaterVersion, key: str, *, by: User) -> None:
    """Take a file out of the working text; versions that were sent in keep theirs. Raises as `describe` does."""
    statement, row = _found(statement, key, by)
    name, sha256, version = row.file.name or "", row.sha256, row.version
    row.delete()
    cosigning.text_changed(statement, version)
    files.discard(name)
    audit.record(statement, "detach", by=by, data={"sha256": sha256})


def _found(statement: Statement | LaterVersion, key: str, by: User) -> tuple[Statement | LaterVersion, Attachment]:
    """The locked statement and the file of its working text."""
    statement = statement.locked()
    row = _working(statement, by).attachments.there().keyed(key)
    if row is None:
        raise InvalidMove(_("This file is not attached any more."))
    return statement, row


def _working(statement: Statement | LaterVersion, by: User) -> StatementVersion:
    """The text that is being written; where the newest is frozen, a new version with the same words and files."""
    actions.require_writable(statement)
    if not permissions.may_write(by, statement):
        raise ValidationError(_("You do not write for a verified organization of this name."))
    version = actions.latest(statement)
    if version.frozen_at is None:
        return version
    return actions.save_draft(statement, content_of(statement, version), by=by)


def _said(description: str) -> str:
    """The words about a file; there have to be some."""
    words = " ".join(description.split())
    if not words:
        raise ValidationError(_("Say what the file shows or holds."))
    return words
