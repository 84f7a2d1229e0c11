"""What co-signing holds about people, and how long questions are kept that led to nothing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from portal.personal import Erasure, Keeping, Kind
from submissions.statements.cosigners import Cosigner, CosignerState
from submissions.statements.reconfirmations import Reconfirmation

S = CosignerState


def answered_by(user: User) -> Iterator[dict[str, Any]]:
    """The statements of others that they answered for, for their organization."""
    rows = Cosigner.objects.filter(answered_by=user).select_related("organization", "statement__organization")
    for one in rows.order_by("pk"):
        yield {
            "organization": one.organization.legal_name,
            "author": one.statement.organization.legal_name,
            "reference": one.statement.reference or "",
            "answer": one.get_state_display(),
            "confirmed": one.confirmed_at,
        }


def asked_by(user: User) -> Iterator[dict[str, Any]]:
    """The organizations that they asked to co-sign."""
    rows = Cosigner.objects.filter(invited_by=user).select_related("organization", "statement__organization")
    for one in rows.order_by("pk"):
        yield {
            "author": one.statement.organization.legal_name,
            "organization": one.organization.legal_name,
            "asked": one.invited_at,
        }


def later_answered_by(user: User) -> Iterator[dict[str, Any]]:
    """Their answers about texts that were to replace a public one which their organization co-signed."""
    rows = Reconfirmation.objects.filter(answered_by=user)
    needed = ("cosigner__organization", "later__statement__organization")
    for one in rows.select_related(*needed).order_by("pk"):
        yield {
            "organization": one.cosigner.organization.legal_name,
            "author": one.later.statement.organization.legal_name,
            "reference": one.later.statement.reference or "",
            "answer": one.get_answer_display(),
            "confirmed": one.answered_at,
        }


def led_to_nothing(before: datetime) -> QuerySet[Cosigner]:
    """Questions that were declined, taken back, left open for long, or support withdrawn before publication."""
    silent = Q(state__in=[S.DECLINED, S.REVOKED, S.INVITED], expires_at__lt=before)
    unseen = Q(state=S.WITHDRAWN, withdrawn_at__lt=before) & ~Q(pk__in=Cosigner.objects.listed().values("pk"))
    return Cosigner.objects.filter(silent | unseen)


LABELS = {
    "organization": _("Organization"),
    "author": _("Author"),
    "reference": _("Reference"),
    "answer": _("Answer"),
    "confirmed": _("Confirmed"),
    "asked": _("Asked"),
}
PARTS = (
    Kind(
        "cosigned",
        _("Statements you answered to co-sign"),
        _("For your organization. The portal writes down who answered."),
        answered_by,
        LABELS,
    ),
    Kind(
        "cosigned_later",
        _("Later versions you answered to co-sign"),
        _("For your organization. The portal writes down who answered."),
        later_answered_by,
        LABELS,
    ),
    Kind("asked_to_cosign", _("Organizations you asked to co-sign"), _("For your organization."), asked_by, LABELS),
    Erasure(
        "cosigners",
        goes=_("That it was you who asked for a co-signature, or gave one."),
        stays=_("The co-signatures: each is its organization's."),
    ),
    Keeping(
        "cosign_questions",
        _("Questions to co-sign that led to nothing"),
        _("%(time)s after they ended"),
        _("Deleted."),
        days=365,
        due=led_to_nothing,
    ),
)
