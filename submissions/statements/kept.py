"""What statements hold about people, and how long their texts are kept."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal.personal import Erasure, Keeping, Kind
from submissions.statements import texts
from submissions.statements.models import Attachment, LaterVersion, Review, Statement, StatementVersion, Tombstone


def written_by(user: User) -> Iterator[dict[str, Any]]:
    """The texts that they stored."""
    own = StatementVersion.objects.filter(created_by=user).select_related("statement__organization")
    for one in own.order_by("pk"):
        yield {
            "organization": one.statement.organization.legal_name,
            "title": one.title,
            "written": one.created_at,
            "state": one.statement.get_state_display(),
            "text": one.source or "",
        }


def sent_by(user: User) -> Iterator[dict[str, Any]]:
    """The statements that they sent, whoever wrote the text."""
    for one in Statement.objects.filter(submitted_by=user).select_related("organization").order_by("pk"):
        yield {
            "organization": one.organization.legal_name,
            "reference": one.reference or one.receipt or "",
            "sent": one.submitted_at,
            "state": one.get_state_display(),
        }


def reviewed_by(user: User) -> Iterator[dict[str, Any]]:
    """The reviews in which they had a part: holding, approving, deciding."""
    parts = Q(held_by=user) | Q(approved_by=user) | Q(decided_by=user)
    for one in Review.objects.filter(parts).select_related("statement").order_by("pk"):
        decided = one.decided_by_id == user.pk
        yield {
            "reference": one.statement.reference or one.statement.receipt or "",
            "held": _if_theirs(user, one.held_by_id, one.held_since),
            "approved": _if_theirs(user, one.approved_by_id, one.approved_at),
            "decided": _if_theirs(user, one.decided_by_id, one.decided_at),
            "reason": one.words if decided else "",
        }


def _if_theirs(user: User, who: int | None, at: datetime | None) -> datetime | None:
    """The moment, where it was this person who did it."""
    return at if who == user.pk else None


def taken_away_by(user: User) -> Iterator[dict[str, Any]]:
    """The statements that they withdrew or removed, and those that they brought back."""
    for one in Tombstone.objects.filter(Q(by=user) | Q(lifted_by=user)).select_related("statement").order_by("pk"):
        yield {
            "reference": one.statement.reference or "",
            "kind": one.get_kind_display(),
            "taken": one.at if one.by_id == user.pk else None,
            "reason": one.reason if one.by_id == user.pk else "",
            "back": one.lifted_at if one.lifted_by_id == user.pk else None,
        }


def rejected_texts(before: datetime) -> QuerySet[StatementVersion]:
    """Texts of statements that were rejected long ago, as far as they are still there."""
    rejected = StatementVersion.objects.filter(
        statement__state=Statement.State.REJECTED, statement__decided_at__lt=before
    )
    return rejected.filter(Q(source__isnull=False) | Q(body__isnull=False) | Q(body_text__isnull=False))


def clear_texts(versions: list[StatementVersion]) -> None:
    """Delete the words; title, summary, hash and dates stay with the organization."""
    keys = [version.pk for version in versions]
    StatementVersion.objects.filter(pk__in=keys).update(source=None, body=None, body_text=None, cosigned=None)
    Statement.objects.filter(versions__in=keys).update(**texts.NOT_FOUND)


def withdrawn_texts(before: datetime) -> QuerySet[StatementVersion]:
    """Texts of statements whose withdrawal is final, as far as they are still there."""
    return _texts_behind(Tombstone.Kind.WITHDRAWN, before)


def removed_texts(before: datetime) -> QuerySet[StatementVersion]:
    """Texts of statements that were removed long enough ago that nobody restored them."""
    return _texts_behind(Tombstone.Kind.REMOVED, before)


def _texts_behind(kind: str, before: datetime) -> QuerySet[StatementVersion]:
    stones = Tombstone.objects.filter(kind=kind, lifted_at__isnull=True, at__lt=before)
    versions = StatementVersion.objects.filter(statement__state=kind, statement__in=stones.values("statement"))
    return versions.filter(Q(source__isnull=False) | Q(body__isnull=False) | Q(body_text__isnull=False))


def drop_texts(versions: list[StatementVersion]) -> None:
    """Delete words and files; where title and organization are hidden, the title and the summary, too."""
    clear_texts(versions)
    keys = [version.pk for version in versions]
    for attachment in Attachment.objects.filter(version__in=keys, deleted_at__isnull=True):
        attachment.drop_file()
    rows = StatementVersion.objects.filter(pk__in=keys)
    rows.update(summary="")
    stones = Tombstone.objects.filter(lifted_at__isnull=True, keeps_title=False)
    rows.filter(statement__in=stones.values("statement")).update(title="")
    later = LaterVersion.objects.filter(statement__versions__in=keys)
    later.update(what_changed="", replaced_names=None)


def versions_by(user: User) -> Iterator[dict[str, Any]]:
    """The later versions that they began or sent."""
    rows = LaterVersion.objects.filter(Q(begun_by=user) | Q(submitted_by=user))
    for one in rows.select_related("statement__organization").order_by("pk"):
        yield {
            "organization": one.statement.organization.legal_name,
            "reference": one.reference or one.statement.reference or "",
            "kind": one.get_kind_display(),
            "written": one.created_at if one.begun_by_id == user.pk else None,
            "sent": one.submitted_at if one.submitted_by_id == user.pk else None,
            "state": one.get_state_display(),
            "reason": one.what_changed,
        }


def versions_not_published(before: datetime) -> QuerySet[StatementVersion]:
    """Texts of later versions that were not accepted, or taken back, long ago, as far as they are still there."""
    ended = [LaterVersion.State.REJECTED, LaterVersion.State.WITHDRAWN]
    rows = StatementVersion.objects.filter(track__state__in=ended, track__decided_at__lt=before)
    return rows.filter(Q(source__isnull=False) | Q(body__isnull=False) | Q(body_text__isnull=False))


def drop_versions(versions: list[StatementVersion]) -> None:
    """Delete words and files of what never was public; the statement stands as it is."""
    keys = [version.pk for version in versions]
    StatementVersion.objects.filter(pk__in=keys).update(source=None, body=None, body_text=None, cosigned=None)
    StatementVersion.objects.filter(pk__in=keys).update(summary="")
    for attachment in Attachment.objects.filter(version__in=keys, deleted_at__isnull=True):
        attachment.drop_file()


LABELS = {
    "organization": _("Organization"),
    "title": _("Title"),
    "written": _("Written"),
    "state": _("Status"),
    "text": _("Text"),
    "reference": _("Reference"),
    "sent": _("Sent"),
    "held": _("Taken in hand"),
    "approved": _("Approved"),
    "decided": _("Decided"),
    "reason": _("Reason"),
    "kind": _("Kind"),
    "taken": _("Taken off the record"),
    "back": _("Brought back"),
}
PARTS = (
    Kind(
        "statements",
        _("Statements you wrote"),
        _("Texts that you stored for an organization. They belong to it."),
        written_by,
        LABELS,
    ),
    Kind("sent_statements", _("Statements you sent"), _("For your organization."), sent_by, LABELS),
    Kind(
        "sent_versions",
        _("Corrections, additions and translations you began or sent"),
        _("For your organization: later versions of its public statements."),
        versions_by,
        LABELS,
    ),
    Kind(
        "reviews",
        _("Statements you reviewed"),
        _("As a coordinator: what you had in hand, approved or decided, and why."),
        reviewed_by,
        LABELS,
    ),
    Kind(
        "taken_away",
        _("Statements you took off the record"),
        _("Withdrawn for your organization, or removed as a coordinator; and those that you brought back."),
        taken_away_by,
        LABELS,
    ),
    Erasure(
        "statements",
        goes=_("That it was you who wrote or sent a statement."),
        stays=_("The statements: each is its organization's, and what was published stays on the record."),
    ),
    Erasure("reviews", goes=_("That it was you who reviewed, removed or withdrew a statement.")),
    Keeping(
        "rejected_statements",
        _("Texts of statements that were rejected"),
        _("%(time)s after the decision, so that it can be contested"),
        _("Deleted; title, dates and reason stay with the organization."),
        days=365,
        due=rejected_texts,
        finish=clear_texts,
    ),
    Keeping(
        "versions_not_published",
        _("Later versions of statements that were not accepted or taken back"),
        _("%(time)s after that"),
        _("Deleted; title, dates and reason stay with the organization."),
        days=365,
        due=versions_not_published,
        finish=drop_versions,
    ),
    Keeping(
        "withdrawn_statements",
        _("Texts and files of statements that their organization withdrew"),
        _("%(time)s after the withdrawal, so that it can be taken back"),
        _("Deleted; reference, title, dates and reason stay on the record."),
        days=2,
        due=withdrawn_texts,
        finish=drop_texts,
    ),
    Keeping(
        "removed_statements",
        _("Texts and files of statements that coordinators removed"),
        _("%(time)s after the removal, unseen, so that another coordinator can restore them"),
        _("Deleted; reference, dates and reason stay on the record."),
        days=30,
        due=removed_texts,
        finish=drop_texts,
    ),
    Keeping(
        "record",
        _("Accepted statements, and the ledger of the declaration"),
        _("For good: they are the public record"),
        _("A statement can be withdrawn; names of persons can be deleted."),
    ),
)
