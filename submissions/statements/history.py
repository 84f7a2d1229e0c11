"""What happened to a statement, in words for its organization."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership
from portal import audit
from submissions.statements.models import Statement

WORDS: Mapping[str, Promise] = {
    "start": _("Draft begun"),
    "submitted": _("Sent in"),
    "returned": _("Returned with questions"),
    "accepted": _("Accepted"),
    "rejected": _("Not accepted"),
    "record_reported": _("Put on record from a published source"),
}


@dataclass(frozen=True)
class Happening:
    """One step: when, what, by whom, and why."""

    at: datetime
    words: str | Promise
    by: str | Promise
    reason: str


def for_organization(statement: Statement) -> list[Happening]:
    """The steps, oldest first. Colleagues are named; of those who run the portal only the role is told."""
    colleagues = set(
        Membership.objects.filter(organization=statement.organization_id).values_list("user_id", flat=True)
    )
    return [
        Happening(
            event.at,
            WORDS.get(event.verb, event.verb),
            str(event.actor) if event.actor_id in colleagues else _("A coordinator"),
            event.reason,
        )
        for event in audit.history(statement).select_related("actor")
    ]
