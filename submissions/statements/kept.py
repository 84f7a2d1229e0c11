"""What statements hold about people, and how long their texts are kept."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal.personal import Erasure, Keeping, Kind
from submissions.statements.models import Statement, StatementVersion


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


def rejected_texts(before: datetime) -> QuerySet[StatementVersion]:
    """Texts of statements that were rejected long ago, as far as they are still there."""
    rejected = StatementVersion.objects.filter(
        statement__state=Statement.State.REJECTED, statement__decided_at__lt=before
    )
    return rejected.filter(Q(source__isnull=False) | Q(body__isnull=False) | Q(body_text__isnull=False))


def clear_texts(versions: list[StatementVersion]) -> None:
    """Delete the words; title, summary, hash and dates stay with the organization."""
    keys = [version.pk for version in versions]
    StatementVersion.objects.filter(pk__in=keys).update(source=None, body=None, body_text=None)
    Statement.objects.filter(versions__in=keys).update(search_text="")


LABELS = {
    "organization": _("Organization"),
    "title": _("Title"),
    "written": _("Written"),
    "state": _("State"),
    "text": _("Text"),
    "reference": _("Reference"),
    "sent": _("Sent"),
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
    Erasure(
        "statements",
        goes=_("That it was you who wrote or sent a statement."),
        stays=_("The statements: each is its organization's, and what was published stays on the record."),
    ),
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
        "record",
        _("Accepted statements, and the ledger of the declaration"),
        _("For good: they are the public record"),
        _("A statement can be withdrawn; names of persons can be deleted."),
    ),
)
