"""The verbs of later versions that statements do not have: begin one, say what changes, give it up, put it on record.

Writing, sending in and deciding are the verbs of statements (actions, attaching, reviewing). The statement stays
accepted, with the text that is public, until another one is.
"""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from organizations.models import User
from portal import audit, files
from portal.records import InvalidMove, move
from submissions.statements import (
    actions,
    attachments,
    chaining,
    cosign_emails,
    emails,
    permissions,
    reconfirming,
    texts,
)
from submissions.statements.editions import editions
from submissions.statements.later import FIRST, LaterState, LaterVersion
from submissions.statements.models import Statement, StatementState, StatementVersion
from submissions.statements.texts import Content

S = LaterState
Kind = StatementVersion.Kind
LANGUAGES = dict(settings.LANGUAGES)
# Where a statement can get its text in another language: while it is written, or on the record.
WITH_TRANSLATIONS = (*actions.WRITABLE, StatementState.ACCEPTED)


class LaterExists(InvalidMove):
    """Another one is on its way, of which only one can be: it is in `later`."""

    def __init__(self, later: LaterVersion) -> None:
        super().__init__(_("Another version like this is on its way. Go on with that one, or take it back first."))
        self.later = later


@transaction.atomic
def begin(
    statement: Statement, kind: str, *, by: User, language: str = "", what_changed: str = "", official: bool = False
) -> LaterVersion:
    """Begin a correction, revision, addition or translation of a statement on the record, or a companion of a draft.

    One that replaces the text starts from it and its files, the others empty; `language` counts for translations.
    Raises LaterExists when one is on its way, InvalidMove when the statement is not on the record as its organization's
    own (for a translation: nor being written), ValidationError when `by` does not write for it, it is in this language
    already or, before it is on the record, its call does not take the language.
    """
    statement = statement.locked()
    is_translation = kind == Kind.TRANSLATION
    _require_begin(statement, by, WITH_TRANSLATIONS if is_translation else (StatementState.ACCEPTED,))
    stands: Any = actions.latest(statement)
    if is_translation:
        _require_language(statement, stands, language)
    language = language if is_translation else stands.language
    try:
        with transaction.atomic():
            later = LaterVersion.objects.create(
                statement=statement, kind=kind, language=language, what_changed=texts.one_line(what_changed),
                official=official and is_translation, of=stands, begun_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise LaterExists(_on_its_way(statement, kind, language)) from None
    _begin_text(later, stands, by)
    audit.record(later, "start", by=by, after=S.DRAFT)
    return later


def _require_begin(statement: Statement, by: User, states: Collection[str]) -> None:
    if not permissions.may_write(by, statement):
        raise ValidationError(_("You do not write for a verified organization of this name."))
    if statement.call is None or statement.reported_from:
        raise InvalidMove(_("This is known from a published source, and not your own text."))
    if statement.state not in states:
        raise InvalidMove(_("Not possible now: the state is “%s”.") % statement.get_state_display())


def _require_language(statement: Statement, stands: StatementVersion, language: str) -> None:
    if language == stands.language or language not in LANGUAGES:
        raise ValidationError(_("Choose another language than that of the statement."))
    call: Any = statement.call
    if statement.reference is None and not call.takes_language(language):
        raise ValidationError(call.languages_refused)


def _on_its_way(statement: Statement, kind: str, language: str) -> LaterVersion:
    """What stands in the way of another one."""
    rows = statement.later.open()
    if kind == Kind.TRANSLATION:
        return rows.get(kind=kind, language=language)
    return rows.exclude(kind=Kind.TRANSLATION).get()


def _begin_text(later: LaterVersion, stands: StatementVersion, by: User) -> None:
    version = actions.fresh_version(later, by=by)
    content = texts.content_of(later.statement, stands) if later.replaces else Content(language=later.language)
    actions.store(later, version, content)
    if later.replaces:
        attachments.carry_over(stands, version)
    later.current = version
    later.save(update_fields=["current"])


@transaction.atomic
def change(later: LaterVersion, *, by: User, what_changed: str = "", official: bool = False) -> LaterVersion:
    """Say in other words what changes, or of which kind a translation is; it is of the text that stands from then on.

    Raises InvalidMove when it is neither a draft nor returned, ValidationError when `by` does not write for it.
    """
    later = later.locked()
    actions.require_writable(later)
    if not permissions.may_write(by, later):
        raise ValidationError(_("You do not write for a verified organization of this name."))
    later.what_changed = texts.one_line(what_changed)
    later.official = official and later.is_translation
    stands: Any = later.statement.current
    later.of = stands
    later.save(update_fields=["what_changed", "official", "of"])
    return later


@transaction.atomic
def give_up(later: LaterVersion, *, by: User) -> LaterVersion | None:
    """Take it back. A draft that was never sent is deleted (None is given); of what was sent the receipt stays.

    Raises InvalidMove when it was decided or is decided about together with its statement, ValidationError when `by`
    does not write for it or, once it was sent in, may not sign for its organization.
    """
    later = later.locked()
    if later.is_companion:
        actions.require_writable(later)
    allowed = permissions.may_write if later.state == S.DRAFT else permissions.may_submit
    if not allowed(by, later):
        raise ValidationError(_("An owner or a signatory of the organization has to do this."))
    if later.state == S.DRAFT:
        _delete(later)
        audit.record(later.statement, "discarded", by=by)
        return None
    return _close(later, by)


def _delete(later: LaterVersion) -> None:
    """Delete a draft with its text and files; a file that another version has, too, stays."""
    LaterVersion.objects.filter(pk=later.pk).update(current=None)
    for version in later.versions.all():
        for one in version.attachments.all():
            one.delete()
            files.discard(one.file.name or "")
        version.delete()
    later.delete()


def close_open(statement: Statement, *, by: User) -> None:
    """Close what is on its way because the statement leaves the record; part of that verb's transaction."""
    for later in statement.later.open():
        _close(later, by)


def _close(later: LaterVersion, by: User) -> LaterVersion:
    later = move(later, S.WITHDRAWN, by=by, decided_at=timezone.now())
    later.reviews.filter(decided_at__isnull=True).delete()
    later.reconfirmations.all().delete()
    return later


def publish(later: LaterVersion, *, by: User) -> LaterVersion:
    """Put it on the record: a part of `reviewing.accept` and of its transaction; `later` is locked, its review closed.

    One that replaces becomes the text of the statement. Co-signers and the organization are told.
    """
    statement = later.statement
    cosign_emails.revised(later)
    later = put_on_record(later, by=by)
    if later.replaces:
        Statement.objects.filter(pk=statement.pk).update(current=later.current)
    renew_words(statement)
    audit.record(statement, "revised", by=by, public=statement.is_public, data={"number": later.number})
    emails.later_accepted(later)
    return later


def put_on_record(later: LaterVersion, *, by: User) -> LaterVersion:
    """Give it its numbers and its entry in the chain; `later` and its statement, which is on the record, are locked."""
    now = timezone.now()
    later.serial, later.number = _numbers(later)
    changes: dict[str, Any] = {"serial": later.serial, "number": later.number, "decided_by": by, "decided_at": now}
    changes["entry"] = chaining.revised(later, now)
    if later.replaces:
        changes |= {"of": later.statement.current, "replaced_names": reconfirming.settle(later)}
    return move(later, S.ACCEPTED, by=by, public=later.statement.is_public, **changes)


def _numbers(later: LaterVersion) -> tuple[int, int]:
    """The next of its kind, and the next of all; the statement is locked, so each is given once."""
    rows = LaterVersion.objects.filter(statement=later.statement_id)
    serial = rows.filter(kind=later.kind).aggregate(last=Max("serial"))["last"] or 0
    number = rows.aggregate(last=Max("number"))["last"] or FIRST
    return serial + 1, number + 1


def renew_words(statement: Statement) -> None:
    """Let the register find a statement by all its public texts."""
    statement = Statement.objects.select_related("current").get(pk=statement.pk)
    Statement.objects.filter(pk=statement.pk).update(**words_of(statement))


def words_of(statement: Statement) -> dict[str, Any]:
    """What the register finds a statement by: its present text, what was added, and the newest translations."""
    public = editions(statement)
    beside = [one.version for one in (*public.additions, *public.translations)]
    return texts.found_by(statement.reference or "", public.current.version, beside)
