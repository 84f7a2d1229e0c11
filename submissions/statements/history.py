"""What happened to a statement, in words for its organization and for coordinators."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.models import Membership
from portal import audit
from portal.models import AuditEvent
from submissions.statements.models import LaterVersion, Statement
from submissions.statements.reviews import Reason
from submissions.statements.tombstones import RemovalReason

# What coordinators do among themselves: nothing is decided by it, and its words are not meant for the organization.
INTERNAL: Mapping[str, Promise] = {
    "claimed": _("Taken in hand"),
    "released": _("Let go"),
    "taken_over": _("Taken over from a colleague"),
    "approved": _("Approved by the first of two"),
    "file_read": _("A file was opened"),
    "refused": _("Asked for by somebody who coordinates another dialogue"),
}
WORDS: Mapping[str, Promise] = {
    "start": _("Draft begun"),
    "attach": _("File attached"),
    "detach": _("File taken out"),
    "file_refused": _("A file was taken out: the virus scanner refused it"),
    "submitted": _("Sent in"),
    "returned": _("Returned with questions"),
    "accepted": _("Accepted"),
    "rejected": _("Not accepted"),
    "record_reported": _("Put on record from a published source"),
    "appealed": _("Appeal sent in"),
    "published": _("Published"),
    "withdrawn": _("Withdrawn"),
    "removed": _("Removed"),
    "undone": _("Withdrawal taken back"),
    "restored": _("Restored"),
    "revised": _("Another version published"),
    "discarded": _("Draft of another version discarded"),
    **INTERNAL,
}
# What nobody does.
BY_ITSELF: Mapping[str, Promise] = {"file_refused": _("The portal")}

# Moves that lead to a state which others lead to as well.
STEPS = {
    ("rejected", "submitted"): "appealed",
    ("withdrawn", "accepted"): "undone",
    ("removed", "accepted"): "restored",
}


@dataclass(frozen=True)
class Happening:
    """One step: when, what, by whom, and why."""

    at: datetime
    words: str | Promise
    by: str | Promise
    reason: str


def for_organization(statement: Statement | LaterVersion) -> list[Happening]:
    """The steps, oldest first. Colleagues are named; of those who run the portal only the role is told."""
    members = Membership.objects.filter(organization=statement.organization_id)
    colleagues = set(members.values_list("user_id", flat=True))
    return [
        happening(event, str(event.actor) if event.actor_id in colleagues else _("A coordinator"))
        for event in audit.history(statement).exclude(verb__in=INTERNAL).select_related("actor")
    ]


def for_coordinators(statement: Statement | LaterVersion) -> list[Happening]:
    """The steps, oldest first, with the names of those whose account still exists."""
    events = audit.history(statement).select_related("actor")
    return [happening(event, str(event.actor or _("An account that is gone"))) for event in events]


def happening(event: AuditEvent, by: str | Promise) -> Happening:
    """One event of the audit log in words: for a decision the chosen reason first, then what was written."""
    verb = STEPS.get((event.before, event.after), event.verb)
    label = str(dict([*Reason.choices, *RemovalReason.choices]).get(event.data.get("reason_code", ""), ""))
    reason = "\n".join(part for part in (label, event.reason) if part)
    return Happening(event.at, WORDS.get(verb, verb), BY_ITSELF.get(verb, by), reason)
